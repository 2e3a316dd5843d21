"""Genius folders and GeniusWeb profiles, written here by hand."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodoffices.errors import InputError
from goodoffices.settlement import Additive, HyperRectangles, load, settle
from goodoffices.settlement.genius_xml import read_genius

if TYPE_CHECKING:
    from pathlib import Path

DOMAIN = """
<negotiation_template><utility_space><objective>
  <issue index="1" name="Unit price" type="discrete">
    <item index="1" value="4"/><item index="2" value="3"/></issue>
  <issue index="2" name="Days" type="integer" lowerbound="10" upperbound="12"/>
</objective></utility_space></negotiation_template>
"""
SELLER = """
<utility_space><reservation value="0.25"/><objective>
  <weight index="2" value="0.4"/><weight index="1" value="0.6"/>
  <issue index="1" name="Unit price" type="discrete">
    <item index="1" value="4" evaluation="30"/><item index="2" value="3" evaluation="10"/>
    <similarity_function><item index="1" value="4" evaluation="99"/></similarity_function></issue>
  <issue index="2" name="Days" type="integer" lowerbound="10" upperbound="12">
    <evaluator ftype="linear" offset="0" slope="0.5"/></issue>
</objective></utility_space>
"""
BUYER = """
<utility_space type="nonlinear"><objective>
  <utility maxutility="8"><ufun weight="1" aggregation="sum">
    <hyperRectangle utility="5"><INCLUDES index="2" min="10" max="11"/></hyperRectangle>
    <hyperRectangle utility="3"><INCLUDES index="2" min="12" max="12"/></hyperRectangle>
  </ufun></utility>
</objective></utility_space>
"""


def genius(folder: Path, domain: str = DOMAIN, seller: str = SELLER, buyer: str = BUYER) -> Path:
    for name, words in (("domain", domain), ("seller", seller), ("buyer", buyer)):
        (folder / f"{name}.xml").write_text(words, encoding="utf-8")
    return folder


def test_a_genius_folder(tmp_path: Path) -> None:
    scenario = load(genius(tmp_path))
    assert [issue.id for issue in scenario.issues] == ["unit_price", "days"]
    assert scenario.issues[1].values == (Decimal(10), Decimal(11), Decimal(12))
    buyer, seller = scenario.parties
    assert seller.reservation == Decimal("0.25")
    assert buyer.reservation is None
    assert isinstance(seller.preference, Additive)
    # evaluations are divided by their maximum; the line starts at the lower bound
    assert seller.preference.weights == (Decimal("0.6"), Decimal("0.4"))
    assert seller.preference.scores[0][0] == 1
    assert round(seller.preference.scores[0][1], 12) == Decimal("0.333333333333")
    assert seller.preference.scores[1] == (0, Decimal("0.5"), 1)
    assert isinstance(buyer.preference, HyperRectangles)
    # the interval from 10 to 11 holds both ends
    worth = [scenario.utility(buyer, (0, days)) for days in range(3)]
    assert worth == [Decimal("0.625"), Decimal("0.625"), Decimal("0.375")]
    assert settle(scenario).zone.exists


@pytest.mark.parametrize(
    ("part", "words"),
    [
        ({"domain": SELLER}, "0 domain files"),
        ({"seller": DOMAIN}, "2 domain files"),
        ({"seller": SELLER.replace("linear", "triangular")}, "not 'linear'"),
        ({"seller": SELLER.replace('evaluation="30"', 'evaluation="many"')}, "is not a number"),
        ({"seller": SELLER.replace('evaluation="30"', 'evaluation="-1"')}, "is negative"),
        ({"seller": SELLER.replace('<weight index="1" value="0.6"/>', "")}, "Unit price"),
        ({"seller": SELLER.replace('index="1" value="0.6"', 'index="9" value="1"')}, "index '9'"),
        ({"seller": SELLER[:-20]}, "is not XML"),
        ({"seller": "<!DOCTYPE a [<!ENTITY b 'c'>]>" + SELLER}, "document type"),
        ({"buyer": BUYER.replace('"sum"', '"product"')}, "is not 'sum'"),
        ({"buyer": BUYER.replace("hyperRectangle", "ellipse")}, "is not a hyperRectangle"),
        ({"buyer": BUYER.replace('maxutility="8"', 'maxutility="0"')}, "is not positive"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_broken_genius_folder(tmp_path: Path, part: dict[str, str], words: str) -> None:
    with pytest.raises(InputError) as caught:
        load(genius(tmp_path, **part))
    assert words in str(caught.value)
    assert str(tmp_path) in str(caught.value)


@given(st.integers(0, len(SELLER)), st.integers(0, 25), st.text(max_size=4))
def test_mutilated_genius_files_never_break_it(start: int, length: int, middle: str) -> None:
    seller = SELLER[:start] + middle + SELLER[start + length :]
    try:
        settle(read_genius({"domain": DOMAIN, "seller": seller, "buyer": BUYER}, "sale"))
    except InputError as error:
        words = str(error)
    else:
        words = ""
    assert "\n" not in words


def test_one_genius_file_points_to_its_folder(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="Open its folder instead"):
        load(genius(tmp_path) / "seller.xml")


def profile(name: str, weight: str, best: str, **more: object) -> dict[str, object]:
    worst = "soon" if best == "late" else "late"
    space = {
        "name": name,
        "domain": {
            "name": "sale",
            "issuesValues": {
                "Date": {"values": ["soon", "late"]},
                "Price": {"range": {"low": "10", "high": "30", "step": "10"}},
            },
        },
        "issueWeights": {"Date": weight, "Price": str(1 - Decimal(weight))},
        "issueUtilities": {
            "Date": {"DiscreteValueSetUtilities": {"valueUtilities": {best: 1, worst: 0.2}}},
            "Price": {
                "NumberValueSetUtilities": {
                    "lowValue": 10,
                    "lowUtility": 0.4,
                    "highValue": 30,
                    "highUtility": 0.9,
                }
            },
        },
        **more,
    }
    return {"LinearAdditiveUtilitySpace": space}


def test_geniusweb_profiles(tmp_path: Path) -> None:
    bid = {"issuevalues": {"Date": "late", "Price": 10}}
    profiles = {
        "a": profile("Seller", "0.5", "soon", reservationBid=bid),
        "b": profile("Buyer", "0.25", "late"),
    }
    for name, tree in profiles.items():
        (tmp_path / f"{name}.json").write_text(json.dumps(tree), encoding="utf-8")
    (tmp_path / "other.json").write_text("{}", encoding="utf-8")
    scenario = load(tmp_path)
    seller, buyer = scenario.parties
    assert (seller.id, buyer.id) == ("seller", "buyer")
    assert seller.reservation == Decimal("0.3")
    assert buyer.reservation is None
    # half-way up the price line: 0.4 + 0.25
    assert scenario.utility(buyer, (1, 1)) == Decimal("0.7375")
    changed = json.dumps(profiles["b"]).replace('["soon", "late"]', '["soon"]')
    (tmp_path / "b.json").write_text(changed, encoding="utf-8")
    with pytest.raises(InputError, match="has other issues than a"):
        load(tmp_path)
