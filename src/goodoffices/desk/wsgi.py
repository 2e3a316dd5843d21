"""The desk as a WSGI application."""

from __future__ import annotations

import gc
from importlib import import_module

from django.conf import settings
from django.core.wsgi import get_wsgi_application

application = get_wsgi_application()

# every page is loaded before the first reader comes: else that reader waits a second for it
import_module(settings.ROOT_URLCONF)

# a large record makes many values that live for a moment and hold no cycles: to look for cycles
# after every few hundred of them took a third of the time
gc.freeze()
gc.set_threshold(50_000, 20, 20)
