from __future__ import annotations

import pytest
from record_builders import every_audience

from goodoffices.access.caucus import covered_by
from goodoffices.record.audiences import AudienceKind
from goodoffices.record.frame import CaucusRule


@pytest.mark.parametrize("audience", every_audience(), ids=lambda a: a.key)
@pytest.mark.parametrize("rule", CaucusRule)
@pytest.mark.parametrize("in_confidence", [False, True])
def test_whose_consent_a_release_needs(audience, rule, in_confidence):
    needed = {
        AudienceKind.OWN_ROOM: True,
        AudienceKind.CAUCUS: in_confidence or rule is CaucusRule.CLOSED_UNLESS_RELEASED,
    }.get(audience.kind, False)
    covered = covered_by(rule, audience, in_confidence=in_confidence)
    assert covered.party == (audience.party if needed else None)
    assert covered.reason
