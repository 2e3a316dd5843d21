"""The act of a sentence, by what its words do and do not say (RR 3).

Every sentence is invented; beside it stands the one act that it gives, or none.
"""

from __future__ import annotations

import datetime as dt

import pytest

from goodoffices.reading import Reader, Report
from goodoffices.record.vocabulary import ActKind as A

SENTENCES = (
    ("Ann Roe said that talks should be restarted.", A.CALL_FOR_TALKS),
    ("Ann Roe said that both sides must return to the negotiations.", A.CALL_FOR_TALKS),
    ('"We will not bow to threats," Ann Roe said.', A.REJECT_TERMS),
    ("The mayor ruled out the plan.", A.REJECT_TERMS),
    ("The judge ruled that the law was void.", A.STATE_POSITION),
    ("The driver pleaded guilty to the theft.", A.CONFIRM),
    ("The driver pleaded not guilty to the theft.", A.DENY),
    ("Norland recalled its ambassador to Sudland.", A.RECALL_ENVOY),
    ("Norland recalled the letters of the ambassador to Sudland.", A.STATE_POSITION),
    ("Ann Roe said that there was a risk of famine.", A.WARN),
    ("Ann Roe said the vote reminded her of the threat.", A.STATE_POSITION),
    ('"We have long been accused of theft," Ann Roe said.', A.STATE_POSITION),
    ("Ann Roe said Norland was accused by Sudland of theft.", A.ACCUSE),
    ("Ann Roe promised a deal that brings Norland closer to the union.", A.STATE_POSITION),
    ("Thousands of people gathered in the square with banners.", A.PROTEST),
    ("Protests broke out in Lowra on Monday.", A.PROTEST),
    ("A rally took place in the capital on Monday.", A.PROTEST),
    ("The treaty was signed by both sides in Geneva on Monday.", A.AGREEMENT),
    ("So far, no treaty was signed in Geneva, and the rain fell.", None),
    ("The two states are to sign an agreement on Friday.", A.AGREEMENT),
    ("The ministers of Norland and Sudland are to meet in Geneva on Friday.", A.MEET),
    ('Ann Roe called the raid "a cowardly deed of hateful men".', A.CONDEMN),
    ('Ann Roe described the raid as "a barbaric deed".', A.CONDEMN),
    ("Ann Roe described the raid as long.", A.STATE_POSITION),
    ("Ann Roe vowed to rebuild the bridge.", A.STATE_POSITION),
    ("Ann Roe vowed to bomb the bridge.", A.THREATEN),
    ("Ann Roe approved of the plan.", A.PRAISE),
    ("Ann Roe said she agreed with the plan.", A.STATE_POSITION),
    ("Ann Roe said that Norland agreed with Sudland to open the road.", A.AGREEMENT),
    ("Ann Roe said that the agreed sum was low.", A.STATE_POSITION),
    ("Ann Roe said that the guards saw the accused in the town.", A.STATE_POSITION),
    ("The lawyers said they would appeal.", A.STATE_POSITION),
    ("The lawyers said they would appeal for calm.", A.APPEAL),
    ('"Congratulations to Jo Doe on her long work," Ann Roe wrote.', A.PRAISE),
    ("Norland is slated to begin a discussion of the plan in Geneva on Monday.", A.NEGOTIATE),
)


# RR 3
@pytest.mark.parametrize(("sentence", "act"), SENTENCES)
def test_a_sentence_gives_its_act_or_none(rules: Reader, sentence: str, act: A | None) -> None:
    text = f"The mayor left.\n\n{sentence}\n\nIt is late."
    drafts = rules.read(Report(text, dt.date(2022, 3, 16))).drafts
    assert [draft.act for draft in drafts] == ([act] if act else [])


# RR 3
def test_an_act_told_ends_before_a_clause_that_says_something(rules: Reader) -> None:
    text = "On Monday, Ann Roe met the envoy Karl Berg where both leaders criticised the raid.\n"
    met, said = rules.read(Report(text, dt.date(2022, 3, 16))).drafts
    assert (met.act, said.act) == (A.MEET, A.CONDEMN)
    assert text[met.claim[0].start : met.claim[0].end].endswith("the envoy Karl Berg")
