"""What stands for a value that a template asks for and its page does not declare."""

from __future__ import annotations

import pytest

__all__ = ["Undeclared"]


class Undeclared(str):
    """An error in tests, where Django would say nothing."""

    __slots__ = ()

    def __contains__(self, part: object) -> bool:
        return part == "%s"

    def __mod__(self, name: object) -> str:
        pytest.fail(f"a template uses '{name}', which its page does not declare")
