"""The desk as a WSGI application."""

from __future__ import annotations

import gc

from django.core.wsgi import get_wsgi_application
from django.urls import reverse

application = get_wsgi_application()

# every page is loaded before the first reader comes: else that reader waits a second for it
reverse("cases")

# a large record makes many values that live for a moment and hold no cycles: to look for cycles
# after every few hundred of them took a third of the time
gc.freeze()
gc.set_threshold(50_000, 20, 20)
