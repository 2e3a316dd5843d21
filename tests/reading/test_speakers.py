"""Who speaks, through whom, and whether unnamed: one sentence for each rule, of invented people."""

from __future__ import annotations

import pytest

from goodoffices.reading import Reader, Report

# what the last claim of each text is laid to
SPEAKERS = {
    # a body by its name beside the description
    "Roe's party, the Reform Party, has appealed for calm.": "Reform Party",
    # a name behind an aide's phrase is that of the first office in it, a spokesman's his own
    "An aide to the Prime Minister, Jane Roe, told reporters that talks would go on.": (
        "aide to the Prime Minister"
    ),
    "A spokesman for the rebels, John Roe, claimed the attack. “We used a missile,” he said.": (
        "John Roe"
    ),
    "The hall drew many visitors, according to curator Jane Roe.": "Jane Roe",
    # names as the report has them, no longer and no shorter
    "The CIA said the reactor was shut.": "CIA",
    "The Council for Fair Elections (CFE) met on Monday. The CFE said the vote was free.": (
        "Council for Fair Elections (CFE)"
    ),
    # a pronoun goes back to whom the clause or sentence before is about
    "The army said Norway was wrong. The Washington Post told of the fire. It reported that a "
    "school was hit.": "The Washington Post",
    "The army told of losses, Norway said. Chad denies the attack; it only says that troops "
    "crossed the river.": "Chad",
    "The general warned of war. Norway and Chad are less worried. They say that talks will go "
    "on.": "Norway",
}
ANONYMOUS = {
    "According to onlookers, the bridge was destroyed.": True,
    "Some southerners believe that the army was behind the attack.": True,
    "News agencies report that the envoy has left the capital.": True,
    "Local aid groups and other sources said that 30 people were killed.": True,
    "Several council members said the vote was lost.": True,
    "A BBC reporter said the square was empty.": False,
    "Some countries said the vote was lost.": False,
    "Rebel groups said the road was open.": False,
    "The rebels said the road was open.": False,
    "The envoy's lawyer said the charge was false.": False,
}


# RR 5
@pytest.mark.parametrize("text", SPEAKERS)
def test_who_speaks(text: str, reader: Reader) -> None:
    speaker = reader.read(Report(text)).drafts[-1].speaker
    assert speaker is not None
    assert speaker.name == SPEAKERS[text]


# RR 5
@pytest.mark.parametrize("text", ANONYMOUS)
def test_who_is_unnamed(text: str, reader: Reader) -> None:
    (draft,) = reader.read(Report(text)).drafts
    assert draft.speaker is not None
    assert draft.anonymous is ANONYMOUS[text]
