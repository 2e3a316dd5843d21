"""The day of an act or statement, by the forms in which English news tells it (RR 6).

Every sentence is invented and read on Wednesday, 16 March 2022; beside it stands the one day that
may be told for it, or none.
"""

from __future__ import annotations

import datetime as dt

import pytest

from goodoffices.reading import Reader, Report

WEDNESDAY = dt.date(2022, 3, 16)

SENTENCES = (
    # how the day is written
    ("On 2022-03-14, the ministers met in Geneva.", "2022-03-14"),
    ("On 14/03/2022, the ministers met in Geneva.", "2022-03-14"),
    ("The envoy met the minister on 3/14/2022.", "2022-03-14"),
    ("On 03/04/2022 the ministers met in Geneva.", None),
    ("On 24-Feb-2022, the envoy met the minister.", "2022-02-24"),
    ("On the 14th of March, the ministers met in Geneva.", "2022-03-14"),
    ("On March 14th, the ministers met in Geneva.", "2022-03-14"),
    ("On Mon., Feb. 14, the ministers met in Geneva.", "2022-02-14"),
    ("On Monday (14 March) the ministers met in Geneva.", "2022-03-14"),
    ("The envoy met the minister on May 3 last year.", "2021-05-03"),
    ("The envoy said in May of last year that the roads were open.", "2021-05"),
    ("The envoy said in February this year that the roads were open.", "2022-02"),
    ("The envoy said at the end of February that the roads were open.", "2022-02"),
    ("The envoy said in early May that the roads were open.", "2021-05"),
    # what part of it
    ("The envoy said earlier on Friday that the roads were open.", "2022-03-11"),
    ("The envoy said late Monday night local time that the roads were open.", "2022-03-14"),
    ("The ministers met on the morning of 3 March.", "2022-03-03"),
    ("On the night of 14 March the envoy met the minister.", "2022-03-14"),
    ("The ministers met in the early hours of Sunday.", "2022-03-13"),
    ("The envoy met the minister at 15:00 GMT on Monday.", "2022-03-14"),
    ("The envoy said last night that the roads were open.", "2022-03-15"),
    ("The envoy said the day before yesterday that the roads were open.", "2022-03-14"),
    ("On Tuesday last week the envoy met the minister.", "2022-03-08"),
    ("The envoy said over the weekend that the roads were open.", "2022-03-12/2022-03-13"),
    # stretches
    ("The ministers met in Geneva from 3 to 5 May 2021.", "2021-05-03/2021-05-05"),
    ("The ministers held talks in Geneva on March 3-5.", "2022-03-03/2022-03-05"),
    ("The ministers held talks on 3 and 4 March in Geneva.", "2022-03-03/2022-03-04"),
    ("The ministers held talks between 3 and 5 March in Geneva.", "2022-03-03/2022-03-05"),
    ("The ministers met in Geneva from 28 February to 2 March.", "2022-02-28/2022-03-02"),
    ("The ministers met on Monday and Tuesday in Geneva.", "2022-03-14/2022-03-15"),
    ("The ministers will meet on Friday or Saturday in Geneva.", None),
    ("The talks were postponed from Monday to Wednesday.", None),
    # what is to come
    ("The ministers will meet next Thursday in Geneva.", "2022-03-17"),
    ("The ministers are meeting on Friday in Geneva.", "2022-03-18"),
    ("The ministers meet on Friday in Geneva.", "2022-03-18"),
    ("The ministers agreed to meet on Friday in Geneva.", "2022-03-18"),
    ("The envoy flies to Geneva on Friday for talks.", "2022-03-18"),
    ("The ministers will meet the day after tomorrow in Geneva.", "2022-03-18"),
    ("The ministers will meet in three days' time.", "2022-03-19"),
    ("The envoy will meet the minister this coming Monday.", "2022-03-21"),
    ("The ministers will meet on Friday, 3 March, in Geneva.", "2023-03-03"),
    ("The ministers will meet on Friday, 18 March, in Geneva.", "2022-03-18"),
    ("A meeting of the ministers is scheduled for May 3 in Geneva.", "2022-05-03"),
    # what was done to somebody, or is to be, is of its day though it is only told of
    ("The ministry said two soldiers were killed on Saturday.", "2022-03-12"),
    ("The envoy said he is to leave office on April 2.", "2022-04-02"),
    ("The envoy said there were ninety deaths on Monday.", "2022-03-14"),
    # a day between what is announced and its infinitive, in a paper's clause, after `as of`
    ("The party announced its plans on Monday to boycott the vote.", "2022-03-14"),
    ("The opinion of the court, released on Monday, said that the law is void.", "2022-03-14"),
    ("As of Monday, the ministry reported that the roads were shut.", "2022-03-14"),
    ("The ministry claimed, as of Monday, it was one of the few.", "2022-03-14"),
    ("The council stated on Monday there were no plans, set to begin May 7.", "2022-03-14"),
    # what stands behind a semicolon or `with` is of the day that opens the sentence
    ("On Monday Ann Roe came back; an aide called it a “success” for all.", "2022-03-14"),
    # bounds, names, rounds and days of other things
    ("By Monday, the envoy had met the minister.", None),
    ("No later than Friday, the envoy will meet the minister.", None),
    ("As of Tuesday, rebels held the port, the envoy said.", None),
    ("On the eve of the vote, the ministers met in Geneva.", None),
    ("Every Monday the envoy meets the minister.", None),
    ("On Good Friday the bishop met the envoy in Geneva.", None),
    ("The Sunday Times said that the roads were open.", None),
    ("GENEVA, March 3 — The ministers met in Geneva.", None),
    ("The minister rejected the 14 March plan.", None),
    ("The two sides signed the accord of 3 March in Geneva.", None),
    ("Before the vote on Friday, the envoy met the minister.", None),
    ("The minister demanded an answer for Friday.", None),
    ("The minister denied that soldiers had attacked the village on Monday.", None),
    ("The minister threatened to cut the gas on Friday.", None),
    ("The rebels declared a truce starting Friday.", None),
    # the saying's own day
    ("The minister said yesterday morning the roads should be open.", "2022-03-15"),
    ("The minister said on Friday the talks would resume next week.", "2022-03-11"),
    ("The minister warned on Monday of a strike.", "2022-03-14"),
    ("According to a March 14, 2022 report, the roads were open.", "2022-03-14"),
    ("According to findings published in February this year, the roads were open.", "2022-02"),
    ("In the 14 March letter, the envoy said that the roads were open.", "2022-03-14"),
    ("In a letter of 14 March, the envoy said that the roads were open.", "2022-03-14"),
    ("Writing in the Gazette on Monday, the minister said that the roads were open.", "2022-03-14"),
    ("The minister, who spoke on Monday, said that the roads were open.", "2022-03-14"),
    (
        "In an interview with the Gazette published on Tuesday, the minister denied it.",
        "2022-03-15",
    ),
    ("The ministers agreed at Friday's meeting to open the roads.", "2022-03-11"),
    ("Ann Roe told Tuesday's edition of the Gazette that the roads were open.", "2022-03-15"),
    ("Visiting Lowra on Tuesday, Ann Roe said that the roads were open.", "2022-03-15"),
    ("After meeting the envoy on Tuesday, Ann Roe said that the roads were open.", "2022-03-15"),
    ("Following talks on Tuesday, Ann Roe said that the roads were open.", "2022-03-15"),
    ("After the raid on Monday, Ann Roe said that the roads were open.", None),
    ("A week after the vote on 3 March, Ann Roe said that the roads were open.", None),
    ("Ann Roe, elected on 3 March, said that the roads were open.", None),
    ("The council will vote on Friday on a plan that Ann Roe rejected on Tuesday.", "2022-03-15"),
    # where it was said, and by what means
    ("Ann Roe denied the report during a council hearing on the port on Monday.", "2022-03-14"),
    ("The letter of 14 March says that the roads are open.", "2022-03-14"),
    ("The treaty of 14 March says that the roads are open.", None),
    ("Ann Roe announced her plans to march to the port via her website on Monday.", "2022-03-14"),
    ("Ann Roe said the letters Monday were late.", None),
    ("In a reply published Monday, Ann Roe spoke of rain, saying the port was shut.", "2022-03-14"),
    ("The report said that exports fell last year.", None),
    # what goes on with it, and what does not
    ("Yesterday the envoy toured the port and met the finance minister.", "2022-03-15"),
)

READ_OUT = """In a statement on Monday, Ann Roe said the road is shut.

Roe's statement read: "The road to the port will stay shut until the rain ends."
"""
GOING_ON = (
    ('"The roads are open," Ann Roe said on Monday. Roe added that the port was too.', True),
    ('Ann Roe said on Monday that the roads were open. "The port is too," said Roe.', True),
    ('Ann Roe called for calm. "We must wait," she said on Monday.', True),
    (READ_OUT, True),
    ("Norland and Sudland held talks on Monday. After the talks, Roe said it was late.", True),
    ("Norland and Sudland held talks on Monday. After a dance, Roe said it was late.", False),
    ("In a speech on Monday, Ann Roe said it was late. In the speech, Roe said it rained.", True),
    ("Ann Roe said on Monday that the roads were open. She had called them bad before.", False),
    ("Ann Roe said on Monday that the roads were open. She has called the port bad.", False),
    ("The court ruled on Monday that the road was open. The court found the port was shut.", True),
    ("The court ruled on Monday that the road was open. Judge Roe said the port was shut.", True),
    ("The court ruled on Monday that the road was open. The mayor said it was shut.", False),
    ("The court ruled on Monday that it was open. The High Court of Sudland found it shut.", False),
    ("Judge Roe ruled on Monday that it was open. Judge Doe said the port was shut.", False),
    ('Ann Roe said at a debate on Monday it rained. "It is late," Doe said at the debate.', True),
    ('Ann Roe said at a debate on Monday it rained. "It is late," Doe said at the fair.', False),
    ("Ann Roe admitted theft on Monday. Roe pleaded guilty at the court.", True),
    ("Ann Roe announced a march on Monday. Roe announced the march at the port.", True),
    ('Ann Roe wrote on Monday that it was late. "It rained," Doe wrote in the same letter.', True),
    ('Ann Roe said on Monday it was late. After the vote, Roe said: "It rained."', False),
)


# RR 6
@pytest.mark.parametrize(("sentence", "day"), SENTENCES)
def test_a_sentence_gives_its_day_or_none(rules: Reader, sentence: str, day: str | None) -> None:
    drafts = rules.read(Report(f"{sentence}\n", WEDNESDAY)).drafts
    assert drafts
    assert {draft.date for draft in drafts} == {day}


# RR 6
@pytest.mark.parametrize(("text", "carries"), GOING_ON)
def test_the_day_goes_on_to_what_is_said_with_it(
    rules: Reader,
    text: str,
    carries: bool,  # noqa: FBT001  a parameter of the table
) -> None:
    drafts = rules.read(Report(f"{text}\n", WEDNESDAY)).drafts
    assert len(drafts) == 2
    assert {draft.date for draft in drafts} == ({"2022-03-14"} if carries else {"2022-03-14", None})
