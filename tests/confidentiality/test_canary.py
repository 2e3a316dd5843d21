"""No word of a hidden entry reaches one who may not see it, in any encoding."""

from __future__ import annotations

import pytest
from two_worlds import ACTS, VIEWERS, crawled, id_of, make_pair, spellings

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("seed", range(12))
@pytest.mark.parametrize("who", VIEWERS)
def test_no_canary_leaves_its_audience(who, seed, base):
    name, viewer = VIEWERS[who]
    script, _ = make_pair(20_000 + seed, viewer, visible=6, hidden=10)
    hidden = script.canaries
    starts = [
        "/c/river/",
        *("/c/river/feed/", "/c/river/events.csv", "/c/river/api/acts/"),
        *(f"/c/river/search/?q={word}" for word in hidden[:3]),
        *(f"/c/river/acts/{id_of(f'act {n}')}/" for n in range(ACTS)),
    ]
    answers = crawled(script, base, name, starts)
    asked = {word for word in hidden if any(word in path for path in answers)}
    for path, (_, headers, body) in answers.items():
        received = body + repr(headers).encode()
        for word in hidden:
            if word in asked and word in path:
                # a search page shows the question back; the answer must still be empty
                continue
            assert not any(s in received for s in spellings(word)), (path, word)


def test_the_team_does_see_them(base):
    _, viewer = VIEWERS["party"]
    script, _ = make_pair(20_001, viewer, visible=6, hidden=10)
    answers = crawled(script, base, "lead", ["/c/river/record/"])
    seen = b"".join(body for _, _, body in answers.values())
    assert any(word.encode() in seen for word in script.canaries)
