from __future__ import annotations

import re

import pytest

from goodoffices.record.vocabulary import MEDIATION_ACTS, ActKind, Role


@pytest.mark.parametrize("kind", ActKind)
def test_every_act_has_meaning_and_code(kind: ActKind) -> None:
    assert kind.value == kind.name
    assert kind.meaning
    assert not kind.meaning.endswith(".")
    assert re.fullmatch(r"\d{2,4}(?:[;-]\d{2,4}|;10x)*", kind.cameo)
    assert kind.plover is None or kind.plover.isupper()


def test_offers_acceptances_and_wishes_to_talk_are_one_class_in_plover() -> None:
    kinds = (ActKind.OFFER_MEDIATION, ActKind.ACCEPT_MEDIATION, ActKind.AGREE_TO_TALK)
    assert {kind.plover for kind in kinds} == {"AGREE"}
    assert len({kind.cameo for kind in kinds}) == 3


# RR 3
def test_mediation_acts_are_acts() -> None:
    assert set(ActKind) > MEDIATION_ACTS


def test_roles_are_lower_case_identifiers() -> None:
    assert all(re.fullmatch(r"[a-z_]+", role.value) for role in Role)
