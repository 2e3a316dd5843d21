"""The rule that a password is long enough, in the language of the page."""

from __future__ import annotations

from django.contrib.auth.password_validation import MinimumLengthValidator

from goodoffices.saying import say_counted

__all__ = ["LongEnough"]


class LongEnough(MinimumLengthValidator):
    """Django's own rule; its wording is translated into few languages."""

    def get_error_message(self) -> str:
        return say_counted(
            "This password is too short. It must contain at least {count} character.",
            "This password is too short. It must contain at least {count} characters.",
            self.min_length,
        )
