"""What the tests of the questions to a model share."""

from __future__ import annotations

import re

RANKED = """
format = "goodoffices-conflict/1"
title = "Ranked"
status_quo = "NN"
[[decision_makers]]
id = "a"
name = "Side A"
options = [{id = "talk", name = "Talk"}]
[[decision_makers]]
id = "b"
name = "Side B"
options = [{id = "stop", name = "Stop"}]
[preferences]
a = {ranking = [["YY"], ["NY", "NN"], ["YN"]]}
b = {}
"""


def flat(page: str) -> str:
    """The words of a page, without its tags."""
    words = " ".join(re.sub(r"<[^>]+>", " ", page).split())
    return re.sub(r" ([,.;])", r"\1", words)
