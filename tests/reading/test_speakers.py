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
    # a paper speaks for whoever wrote it, and the same paper does so again
    "In a report published by the Ministry of Justice, it accuses Chad of fraud.": (
        "Ministry of Justice"
    ),
    "The Ministry of Justice released a report. A man was shot. The report says that he was "
    "armed.": "Ministry of Justice",
    "A letter seen by Reuters says that talks will go on.": "letter",
    # a paper from an office whose owner the paper itself could be
    "The Mission repeated its offer. It stands ready, a statement from its office said.": (
        "Mission's office"
    ),
    # a name beside a description that the pipeline knew for none: in commas, or at once behind it
    "The ferry company, Sund & Holme, said it would be wrong to speculate.": "Sund & Holme",
    "The mayor of the district, Pantelis Roussakis, said that no planes were sent.": (
        "Pantelis Roussakis"
    ),
    "The aid organization Médecine Sans Délai, which runs two centers, criticized the response "
    "as slow.": "Médecine Sans Délai",
    "A hospital in the next town, Ajwan, said that forty people were brought in.": (
        "hospital in the next town"
    ),
    # somebody new whom the sentence before is about, or a person whom the paragraph is about
    "“No,” Jane Roe said. A witness rang the station. She said that a car was burning.": "witness",
    "“No,” Jane Roe said.\n\nAnn Doe was seen in the hall on Monday. It was full. “We will all "
    "wait until Friday,” she said.": "Ann Doe",
    "Jane Roe wept. A man, she said, is free to go.": "Jane Roe",
    "“No,” Jane Roe said.\n\nThe hall was named after Ann Doe in May. “We will all wait until "
    "Friday,” she said.": "Jane Roe",
    "“No,” John Doe said. Jane Roe's deputy, Pantelis Roussakis, was guarded. He said that no "
    "planes were sent.": "Pantelis Roussakis",
    # but no things, nobody, and no body
    "“No,” Jane Roe said. The offer stands until May. She said that it was fair.": "Jane Roe",
    "“No,” Jane Roe said. No trader came on Monday. She said that it was cold.": "Jane Roe",
    "“No,” John Roe said. His party, the National Rally, met on Monday. He said that all would "
    "vote.": "John Roe",
    "“No,” John Roe said. Numbasa Football Federation met on Monday. He said that it was late.": (
        "John Roe"
    ),
    # nor is a place behind a comma the speaker
    "The mayor of Kiruna, Lapland, said the road was open.": "mayor of Kiruna",
    "The governor of Kano, Northern Nigeria, said the road was open.": "governor of Kano",
    "A nurse there, who gave only her first name, Mira, said she had worked all night.": "Mira",
    # figures say nothing, whoever reports them does; an outlet that cites somebody carries him
    "Reuters reports that opinion polls show that the party has lost.": "Reuters",
    "Reuters, citing Jane Roe, reported that the town was hit.": "Jane Roe",
    # a participle of somebody's own, or set off by a comma; a quoted one; an opening phrase
    "The plan has come under fire, columnist Jane Roe writing that it is late.": "Jane Roe",
    "Jane Roe, the envoy, confirmed the reports saying, “The camp is ready.”": "Jane Roe",
    "Jane Roe urged calm on Monday, quoted by Reuters as saying, “The vote is near.”": "Jane Roe",
    "In response the Roe cabinet, along with General John Doe, said that they would fight.": (
        "Roe cabinet"
    ),
    # the last fitting body by its kind, an office by its state
    "The Roe Relief Organisation said 48 people had died. The army denied it. Ninety are hurt, "
    "the group added.": "Roe Relief Organisation",
    "Norway's Prime Minister Jane Roe met the envoys. “We agree,” noted the PM of Norway.": (
        "Jane Roe"
    ),
    # several named in the paragraph above; the one unnamed person met before
    "Minister Jane Roe and three generals gathered in Cairo on Monday. John Doe was there.\n\n"
    "They concluded that the border is closed.": "Jane Roe",
    "A Velian official said the plan was dead. “We will not sign,” the source added.": (
        "Velian official"
    ),
    # a name that somebody goes by
    "“She is late,” said a protester using the pseudonym Kestrel.": "Kestrel",
    # words told as a deed are laid to who does it; a clause beside a person brings no speaker
    "Jane Roe did not respond to the question.": "Jane Roe",
    "Jane Roe has agreed to add two members to the council.": "Jane Roe",
    "The ministry defended the strike, which was approved by John Roe, as fair: “It was our "
    "last way out.”": "ministry",
    # names with hyphens, with letters behind them, with a comma before them, taken for places
    "United Nations Secretary-General Jan Ro-min said the talks would go on.": "Jan Ro-min",
    "The Speaker, the Right Honourable John Roe MP, told Parliament that he will go.": "John Roe",
    "The Velian prime minister, Jean de Roe has announced that the camp is closed.": (
        "Jean de Roe"
    ),
    # a description of somebody introduced so before, letters of a name met before
    "The law was criticised by archbishop John Roe. The archbishop said “We pray.”": "John Roe",
    "The Reform Party of Velia said it was late. The RPV also expressed concern.": (
        "Reform Party of Velia"
    ),
    # a name in commas before the verb, behind an opening, behind `such as`, with two titles
    "The Senate Minority Leader, Jane Roe, said “We made a plea to the council.”": "Jane Roe",
    "In her remarks introducing the measure before the Council, Jane Roe, the Velian "
    "foreign minister, said that “we cannot wait.”": "Jane Roe",
    "Responding to the statement by Doe, Lieutenant Colonel Jane Roe, a ministry "
    "spokeswoman, defended the camp: “We keep to the law.”": "Jane Roe",
    "President of Norway Jane Roe said, “We expect an investigation.”": "Jane Roe",
    "Chief Constable Jane Roe said the road "
    "was shut. She explained that ice had formed.": "Jane Roe",
    "The mayor of Oslo, Norway, Jane Roe, has announced that she will resign.": "Jane Roe",
    "A co-author of the report, Jane Roe, said changes have begun.": "Jane Roe",
    "Some are hopeful about the plan's use of boats, such as Jane Roe of Harbour Watch, who "
    "said that “it will work.”": "Jane Roe",
    "Offering her condolences, speaker of the parliament Jane Roe wrote: “He served the "
    "country well all his life.”": "Jane Roe",
    # who is quoted by an outlet, writes a statement, speaks or acts before words in marks
    "It was wrong, but news broadcaster ABC later reported the fire began there.": "ABC",
    "The palace issued the following statement from the king: “She gave up her title and "
    "keeps her place.”": "king",
    "Senator Jane Roe spoke on Radio Norway, “This is going to lead to another war.”": "Jane Roe",
    "Jane Roe, also on television, defended her choice, “As I have said before, the army "
    "will stay where it is.”": "Jane Roe",
    "Three died, according to Kyodo News which cited two military sources.": (
        "two military sources"
    ),
    "A press release on the Reuters website said it had been late.": "Reuters",
    "According to its press release, the Roe League was “suspending play until further "
    "notice.”": "Roe League",
    "Jane Roe issued a decree. The decree says that priests must report.": "Jane Roe",
    # a body called after a survey, a day before the comma, `per`, those of a poll, an opinion
    "The US Geological Survey reported it was of 7.0 magnitude.": "US Geological Survey",
    "The shooting began at noon, according to police, who said officers arrived late.": "police",
    "Haaretz reported that Israel believes the weapons were bound for rebels.": "Israel",
    "The opinion of Doe is that his image has not suffered.": "Doe",
    "Fitness was a factor, according to John Roe. “We have worked on our fitness for a "
    "year,” he said.": "John Roe",
    "Al Jazeera reported on Thursday, coverage had risen to 55 percent.": "Al Jazeera",
    "Per the decree signed by the mayor, shops are expected to close.": "mayor",
    "More than half of the poll respondents said they would vote.": (
        "More than half of the poll respondents"
    ),
    # whoever is made to do something says what follows; who posts a message writes it
    "The attacks have prompted the ministers to issue a statement, saying it deplores them.": (
        "ministers"
    ),
    "Minister John Roe posted a message on Twitter blaming Chad for the attacks.": "John Roe",
    "According to a March 14, 2019 NATO press release, the base is ready.": "NATO",
    # whose words they are goes before whose words were in them
    "Jane Roe said John Doe told her that war was near.\n\n“I will not go,” she said.": "Jane Roe",
    # an outlet that carries; an opponent with a verb of his own; a body behind `it`
    "Minister Jane Roe spoke out on Monday, saying “The bridge is ours, and it is lost to us by "
    "nobody's fault”, as quoted by Reuters.": "Jane Roe",
    "John Doe suggested that the plan was late, whilst his opponent John Roe described the plan "
    "as a threat.": "John Roe",
    "Reuters and Interfax have cited a Velian official as saying that the plan was dead.": (
        "Velian official"
    ),
    # a long name between a quotation and its verb
    "“It is a setback,” the President of the United Nations Security Council, Norway's "
    "Ambassador John Roe, told reporters.": "John Roe",
    "A survey conducted by the Ministry of Justice was read out. The report noted that most were "
    "glad.": "Ministry of Justice",
    # people of a body are not the body
    "European Union ministers said the talks were over.": "European Union ministers",
    "The Kremlin press service said the talks were over.": "Kremlin",
    # one of those named before; the one quoted, whatever the parse took him for
    "Reporters asked about the war. One asked why the camp was closed.": "reporter",
    "“It is a sad day,” one resident said. “We lost our homes.” Another said the army had fired "
    "first.": "another",
    "The New York Times reported on Monday, citing unnamed officials, that the raid was planned.": (
        "unnamed officials"
    ),
    # several with both, ranks in short, letters that stand in another name, callings
    "Both Norway and Chad said they would not sign.": "Norway",
    "General John Roe said the truce held. Gen Roe said patrols would go on.": "John Roe",
    "The Peace Office in Velia (POV) said the vote was free. POV observers said there was no "
    "fraud. The POV said it would stay.": "Peace Office in Velia (POV)",
    "Farmer Ali Roe said his cows were dead.": "Ali Roe",
    "Jane Roe, John Doe and two others signed the letter. They wrote that the dam was unsafe.": (
        "Jane Roe"
    ),
    # whose leader, husband or commander it is
    "Jane Roe met John Doe in Oslo. Her aides said the talks went well.": "Jane Roe's aides",
    "The rebels have taken the town. Their commander said the army had fled.": "rebels' commander",
    # what was named before and did not speak; what is alike in its office only
    "The announcement was made by the Foreign Ministry. The ministry said the envoy would leave.": (
        "Foreign Ministry"
    ),
    "Prosecutors said Roe had lied. The judge said the trial would go on.": "judge",
    "John Roe is accused of fraud. He denies the charges.": "John Roe",
    # the army of a spokesman is no spokesman, his group is the group; a name in capitals is whole
    "Israeli army spokesman Brigadier John Roe said it was over. The Israeli army said two men "
    "died.": "Israeli army",
    "Hamas spokesman John Roe rejected the plan. The group said it would fight.": "Hamas",
    "The Foreign Office said the envoy was safe. The Foreign Ministry said he was not.": (
        "Foreign Ministry"
    ),
    "The UN Refugee Agency (UNHCR) said 5,000 had fled.": "UN Refugee Agency (UNHCR)",
    "According to The Sunday Gazette, the town has fallen. The paper said the mayor had fled.": (
        "Sunday Gazette"
    ),
    # a watchdog of a body has a name of its own; where somebody is based is no name
    "The UN nuclear watchdog said it was late.": "UN nuclear watchdog",
    "Human Rights Watch accused the army. The New York-based group said farmers were shot.": (
        "Human Rights Watch"
    ),
    "A report by the United Nations was read. Its authors say the war must end.": (
        "report's authors"
    ),
    "Minister John Roe's comments came a day after the vote. He said it was fair.": "John Roe",
    # introduced beside a name of any kind; rules are nobody's words who spoke just now
    "Roecom, a telecom company, denied the charge. The company said it was false.": "Roecom",
    "Jane Roe is a nurse in Oslo. The nurse said she was afraid.": "Jane Roe",
    "Minister John Roe welcomed the rules. The guidelines say that masks are needed.": "guidelines",
    "Reporters Without Borders, an advocacy group for press freedom, condemned the sentence.": (
        "Reporters Without Borders"
    ),
    "Roe released a statement saying that she had not lied.": "Roe",
    "Minister John Roe was glad. “We want to help,” the Gazette quoted him as saying.": "John Roe",
    "Jane Roe has lost her job. “He had to know,” the 62-year-old said.": "Jane Roe",
    "John Doe was there. This was the first time that Jane Roe spoke of it. She said it was "
    "late.": "Jane Roe",
    "In an email to the Gazette, a senior aide to the king said he was well.": (
        "senior aide to the king"
    ),
    "The website of the Justice Ministry said the king was ill.": "Justice Ministry",
    # the second of two subjects; one says, four say not; a fire tells nothing
    "As Jane Roe, until then the mayor, arrived, farmer John Doe urged Roe to sign it.": "John Doe",
    "A police officer warned that four suspects have fled, and claims they are armed.": (
        "police officer"
    ),
    "Speaking to Reuters, the president of the Velian League, John Roe, said, “We agree.”": (
        "John Roe"
    ),
    "The Reform Party has shut its office in Oslo, it said.": "Reform Party",
    # part of a paper is of whoever wrote it, an account is of whoever saw
    "Part of the envoy's letter reads “The dam is unsafe.”": "envoy",
    "According to eyewitness reports, the driver wore a mask.": "eyewitnesses",
    "Estimates by the Roe Institute indicate that two million fled.": "Roe Institute",
    # a surname like a plural; a thing says nothing, whoever tells of it does
    "Minister Ann Rivers is ill. Rivers released a statement saying “I will be back.”": (
        "Ann Rivers"
    ),
    "On Friday, Jane Roe wrote to the king to explain her move saying, “I am tired of it.”": (
        "Jane Roe"
    ),
    "An onlooker called the plan late, as the costs are rising, noting, “We are poor.”": "onlooker",
    # two titles of one person; one among many
    "Reform Party leader and Prime Minister Jane Roe said she was glad.": "Jane Roe",
    "Jane Roe was among a group of senators who sent the king a letter urging him to go.": (
        "Jane Roe"
    ),
    # a ruling is the court's; who is named later on
    "The Supreme Court of Velia ruled on Monday. The summary of the decision read in part: “The "
    "law is void.”": "Supreme Court of Velia",
    # a house by a word in its name; what hints is weighed by whoever tells of it
    "The girl was taken to the Roe Medical Centre. The hospital said that she was alive.": (
        "Roe Medical Centre"
    ),
    "Minister John Roe says intelligence suggests “the threat is real.”": "John Roe",
    # one of the house is a person
    "Representative Ann Roe released a statement saying she had not lied. A man wept.\n\nShe also "
    "vowed to fight on.": "Ann Roe",
    # the second half of a title; who is based there; what a judge held, as a paper tells
    "“We agree,” said Assistant Secretary of State Ann Roe.": "Ann Roe",
    "The school was picked by the Roe Street Church. The Oslo-based group announced that it will "
    "march.": "Roe Street Church",
    "John Roe, the chief justice, ruled, according to the summary, “that the law was void”.": (
        "John Roe"
    ),
    # a name ends at a dash, and is written out where the report has it
    "A march was held by the Velian Peace Board. The VPB said the road was open.": (
        "Velian Peace Board"
    ),
    "A spokesman for rebels — a small band — said the road was open.": "spokesman for rebels",
    "She was taken to the Roe Medical Center. The Roe Medical Center said she was alive. The "
    "hospital announced on Monday that she could speak.": "Roe Medical Center",
    # a minister for one thing is none for another, nor one state's that of another
    "Aviation Minister John Roe said ten people died. The local health minister said that the "
    "wards were full.": "local health minister",
    "“It was theft,” said John Roe, France's minister of defence. The Norwegian defence minister "
    "said that it was not.": "Norwegian defence minister",
    "The roads were open, according to a hospital spokesperson. John Roe, a spokesperson for the "
    "Norwegian police, said that they were not. A hospital spokesperson agreed that they were.": (
        "hospital spokesperson"
    ),
    "The energy ministers of Chad and Niger met. Transport minister Jane Roe sent a letter, but "
    "the minister said that a road was needed.": "Jane Roe",
    # those counted in what is told add nothing to it
    "The prosecutor, Jane Roe, said the 36 must face charges of murder, adding Chad will pursue "
    "them.": "Jane Roe",
    # the main verb of saying leads to what stands behind the colon
    "Reform Party leader Jane Roe claims that the OPV is a big winner, for she greatly improved on "
    "the party's 2007 performance: “Today we form the strongest opposition since the war.”": (
        "Jane Roe"
    ),
    "The Gazette reports the site, a home of short notes, returns the message: “According to the "
    "law, results for the town cannot be displayed.”": "site",
    # a paper is by whoever signed it, wherever it stands, and no day's
    "According to a Twitter post by Jane Roe, the tusk came from the hall.": "Jane Roe",
    "One study in the Journal of Birds from March noted that geese had left the lake.": "study",
    # a name outside the marks, before a quotation without a verb of saying, behind `one is`
    "“The values that we measure in the rock samples”, Roe told Space.com, “is clearly "
    "distinguishable from water from the sea, mitigating against this.”": "Roe",
    "John Doe said it was cold. Roe will spend six months aboard the station, “It is only in those "
    "situations where you are able to realize what your own weakness is.”": "Roe",
    "John Doe said the tasks were hard. Several people returned after attending last year. One is "
    "John Roe, a student at the university. He said he was interested in it from the first year.": (
        "John Roe"
    ),
    # nobody is called Twitter
    "Kirsten Roe ended her campaign on Wednesday. She made her announcement via a post on Twitter, "
    "in which she thanked her supporters.": "Kirsten Roe",
    # a page that lost a space
    "John Roe said the deal was good. “The words spoken today are not sufficient,”Jane Doe, the "
    "envoy, said.": "Jane Doe",
}
ANONYMOUS = {
    "According to onlookers, the bridge was destroyed.": True,
    "Some southerners believe that the army was behind the attack.": True,
    "News agencies report that the envoy has left the capital.": True,
    "Local aid groups and other sources said that 30 people were killed.": True,
    "Several council members said the vote was lost.": True,
    "“She is late,” said a protester using the pseudonym Kestrel.": True,
    "“She is late,” said a man named John Roe.": False,
    "A senior police officer said the curfew was in place.": True,
    "A number of senators condemned the act.": False,
    "A number of farmers condemned the act.": True,
    "Two advocacy groups said the act was wrong.": False,
    "Members of the ruling party condemned the act.": False,
    "The prime minister said the road was open.": False,
    "Reporters Without Borders said the road was open.": False,
    "Forty countries and several organisations said the vote was lost.": False,
    "His critics said the plan was late.": True,
    "Members of the Reform Party condemned the plan.": False,
    "Some members of the Reform Party condemned the plan.": True,
    "Hamas officials said the talks were over.": True,
    "Opponents of the law, among them Jane Roe, say it is unjust.": True,
    "A correspondent for Reuters said the streets were empty.": False,
    "Many Kenyans say the king should go.": True,
    "Aid workers said the camp was full.": True,
    "Workers said the mine was shut.": False,
    "A BBC reporter said the square was empty.": False,
    "Some countries said the vote was lost.": False,
    "Rebel groups said the road was open.": False,
    "The rebels said the road was open.": False,
    "The envoy's lawyer said the charge was false.": False,
    "Both officers said the charge was false.": False,
    "Ninety security experts signed a letter urging the king to go.": False,
    "Witness accounts say that the driver fled.": True,
    "One interviewee said the road was open.": True,
    "One MP said the road was open.": True,
    "A source within the Interior Ministry said the road was open.": True,
    "New figures show that the road was open.": False,
    "Senior figures said the road was open.": True,
    "According to local media, the road is open.": True,
    "Researchers from the University of Oslo said the lake was dry.": False,
    "Researchers said the lake was dry.": True,
    "A shoemaker from the old town said the road was open.": True,
    "Another mother said the road was open.": True,
    "A monk from the old town said the road was open.": True,
    "According to local press, the road is open.": True,
    "A prosecutor said the road was open.": False,
    "A manufacturer said the road was open.": False,
    "A federal judge said the road was open.": False,
    "A spokeswoman said the road was open.": False,
}


# RR 5
@pytest.mark.parametrize("text", SPEAKERS)
def test_who_speaks(text: str, rules: Reader) -> None:
    speaker = rules.read(Report(text)).drafts[-1].speaker
    assert speaker is not None
    assert speaker.name == SPEAKERS[text]


# RR 5
def test_whoever_is_told_of_says_nothing(rules: Reader) -> None:
    text = "A man wept. “She is alive,” adding that nine other victims had been taken home."
    drafts = rules.read(Report(text)).drafts
    assert drafts
    assert not any(draft.speaker and "victims" in draft.speaker.name for draft in drafts)


# RR 5
def test_who_is_named_later(rules: Reader) -> None:
    text = "A federal judge said the law was void. The envoy wept. Judge Jane Roe took an hour."
    drafts = rules.read(Report(text)).drafts
    assert [draft.speaker.name for draft in drafts if draft.speaker] == ["Jane Roe"]


# RR 5
@pytest.mark.parametrize("text", ANONYMOUS)
def test_who_is_unnamed(text: str, rules: Reader) -> None:
    (draft,) = rules.read(Report(text)).drafts
    assert draft.speaker is not None
    assert draft.anonymous is ANONYMOUS[text]
