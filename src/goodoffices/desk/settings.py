"""Django's settings for the desk. Default closed: each page names who may open it."""

from __future__ import annotations

import os
from pathlib import Path

from goodoffices.desk.database_url import database_settings
from goodoffices.desk.home import Home
from goodoffices.desk.mail_url import mail_settings

HOME = Home.from_environment()
SECRET_KEY = HOME.secret()
DEBUG = False
ALLOWED_HOSTS = [name for name in os.environ.get("GOODOFFICES_HOSTS", "").split(",") if name] or [
    "127.0.0.1",
    "localhost",
    "[::1]",
]

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "goodoffices.store",
    "goodoffices.desk",
]
MIDDLEWARE = [
    "goodoffices.desk.headers.SecurityHeaders",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "goodoffices.desk.forgery.FormsFromHere",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "goodoffices.desk.limits.SessionLimits",
    "goodoffices.desk.see_as.SeeAs",
    "goodoffices.desk.language.PageLanguage",
    "goodoffices.desk.no_nul.NoNul",
    "django.contrib.messages.middleware.MessageMiddleware",
]
# a factory of service.world.World; tests name one of their own
WORLD = "goodoffices.desk.wiring.real_world"
ROOT_URLCONF = "goodoffices.desk.urls"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]
WSGI_APPLICATION = "goodoffices.desk.wsgi.application"
DATABASES = {"default": database_settings(os.environ.get("DATABASE_URL"), HOME.database)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

_MAIL = mail_settings(os.environ.get("GOODOFFICES_SMTP"))
EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
EMAIL_HOST = _MAIL["EMAIL_HOST"]
EMAIL_PORT = _MAIL.get("EMAIL_PORT", 25)
EMAIL_HOST_USER = _MAIL.get("EMAIL_HOST_USER", "")
EMAIL_HOST_PASSWORD = _MAIL.get("EMAIL_HOST_PASSWORD", "")
EMAIL_USE_TLS = _MAIL.get("EMAIL_USE_TLS", False)
EMAIL_USE_SSL = _MAIL.get("EMAIL_USE_SSL", False)
EMAIL_TIMEOUT = _MAIL.get("EMAIL_TIMEOUT", 20)
DEFAULT_FROM_EMAIL = os.environ.get("GOODOFFICES_MAIL_FROM", "desk@localhost")
# where links in mail lead: the address at which people reach the desk
ADDRESS = os.environ.get("GOODOFFICES_ADDRESS", "http://127.0.0.1:8000").rstrip("/")

AUTH_USER_MODEL = "store.Person"
AUTHENTICATION_BACKENDS = ["goodoffices.desk.signed_in.ByPassword"]
SESSION_ENGINE = "goodoffices.desk.signed_in"
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "goodoffices.desk.passwords.LongEnough",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "sign-in"
LOGIN_REDIRECT_URL = "cases"
LOGOUT_REDIRECT_URL = "sign-in"

LANGUAGE_CODE = "en"
# the languages the pages speak; texts of the record carry their own
LANGUAGES = [("en", "English"), ("ar", "العربية")]
LOCALE_PATHS = [Path(__file__).parent / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"
# from the root: an address under /as/ must not move it
STATIC_URL = "/static/"
# from the home where it is prepared, else from the package itself
STATIC_ROOT = HOME.static if HOME.static.is_dir() else None
STORAGES = {"staticfiles": {"BACKEND": "whitenoise.storage.CompressedStaticFilesStorage"}}
WHITENOISE_USE_FINDERS = STATIC_ROOT is None
WHITENOISE_AUTOREFRESH = False
WHITENOISE_MAX_AGE = 3600
WHITENOISE_ALLOW_ALL_ORIGINS = False

_SECURE = os.environ.get("GOODOFFICES_HTTPS") == "1"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = _SECURE
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SECURE = _SECURE
CSRF_FAILURE_VIEW = "goodoffices.desk.views.errors.forbidden"
SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
# a report may have 10 MB, a model 5 MB, a file 25 MB; the forms say so beside the field and keep
# what was typed, so far more is let through to them
DATA_UPLOAD_MAX_MEMORY_SIZE = 80 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 80 * 1024 * 1024
# what is uploaded is never written down unsealed, not even for a moment
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.MemoryFileUploadHandler"]
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "%(levelname)s %(name)s: %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
