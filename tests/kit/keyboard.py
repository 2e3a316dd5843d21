"""A page walked by keyboard alone."""

from __future__ import annotations

import pytest


def tab_to(page, name: str, key: str = "Tab") -> None:
    """Press Tab until the field of that name, the button of that value or the link is reached."""
    for _ in range(150):
        here = page.evaluate(
            "(a => a.tagName === 'A' ? a.textContent :"
            " a.tagName === 'BUTTON' ? a.value || a.textContent : a.name)"
            "(document.activeElement)"
        )
        if here == name:
            return
        page.keyboard.press(key)
    pytest.fail(f"Tab does not lead to {name}")


def press(page, key: str = "Enter") -> None:
    with page.expect_navigation():
        page.keyboard.press(key)
