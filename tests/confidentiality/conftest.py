from __future__ import annotations

import pytest
from two_worlds import make_base


@pytest.fixture(autouse=True)
def desk_in_the_test_world(settings):
    settings.WORLD = "worlds.current_world"
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.SESSION_ENGINE = "django.contrib.sessions.backends.cache"


@pytest.fixture
def base(db):
    return make_base()
