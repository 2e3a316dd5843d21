"""The reader: a tuple of named steps; callers may leave one out, replace it or add others."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from goodoffices.reading.acts import name_acts
from goodoffices.reading.attach import attach_quotations
from goodoffices.reading.blanks import blank_marks
from goodoffices.reading.by_network import ask_the_network
from goodoffices.reading.cast import gather_cast
from goodoffices.reading.contested import mark_contested
from goodoffices.reading.dating import date_claims
from goodoffices.reading.finish import to_drafts
from goodoffices.reading.furniture import set_furniture_aside
from goodoffices.reading.gazetteer import Gazetteer
from goodoffices.reading.grouping import group_accounts
from goodoffices.reading.halfquotes import claim_half_quotes
from goodoffices.reading.joining import join_broken
from goodoffices.reading.languages import read_other_languages
from goodoffices.reading.network import Network, ReadsSpeech
from goodoffices.reading.parse import Pipelines, parse_paragraphs
from goodoffices.reading.particulars import read_particulars
from goodoffices.reading.parties import name_parties
from goodoffices.reading.patterns import find_speech_by_pattern
from goodoffices.reading.quotations import pair_quotations
from goodoffices.reading.second_opinion import ask_the_tagger
from goodoffices.reading.set_off import claim_set_off
from goodoffices.reading.sources import name_sources
from goodoffices.reading.speech import find_speech
from goodoffices.reading.tagger import Tagger
from goodoffices.reading.told import find_told_acts
from goodoffices.reading.who_speaks import ask_who_speaks
from goodoffices.reading.work import Step, Work

if TYPE_CHECKING:
    from goodoffices.reading.model import Drafts, Report

STEPS: tuple[Step, ...] = (
    blank_marks,
    set_furniture_aside,
    pair_quotations,
    parse_paragraphs,
    gather_cast,
    find_speech,
    find_speech_by_pattern,
    attach_quotations,
    claim_set_off,
    claim_half_quotes,
    ask_the_network,
    find_told_acts,
    ask_the_tagger,
    name_acts,
    name_sources,
    ask_who_speaks,
    join_broken,
    name_parties,
    date_claims,
    read_particulars,
    read_other_languages,
    mark_contested,
    group_accounts,
)
_RULES_OF_SPEECH = (find_speech, find_speech_by_pattern, attach_quotations, claim_half_quotes)
NETWORK_ALONE: tuple[Step, ...] = tuple(
    step for step in STEPS if step not in {*_RULES_OF_SPEECH, ask_the_tagger}
)
CRF_ALONE: tuple[Step, ...] = tuple(
    step for step in STEPS if step not in {*_RULES_OF_SPEECH, ask_the_network}
)


def read(
    report: Report,
    steps: tuple[Step, ...] = STEPS,
    *,
    pipeline: Any = None,
    tagger: Tagger | None = None,
    network: ReadsSpeech | None = None,
    gazetteer: Gazetteer | None = None,
) -> Drafts:
    """Read a report into drafts. Without a pipeline it goes by quotation marks and patterns."""
    work = Work(report, gazetteer or Gazetteer.load(), pipeline, tagger, network)
    return to_drafts(_worked(work, steps))


def _worked(work: Work, steps: tuple[Step, ...]) -> Work:
    for step in steps:
        work = step(work)
    return work


@dataclass(slots=True)
class Reader:
    """Holds the loaded pipeline between reports. `with_language_model` False reads by patterns."""

    steps: tuple[Step, ...] = STEPS
    with_language_model: bool = True
    pipelines: Pipelines = field(default_factory=Pipelines)
    gazetteer: Gazetteer = field(default_factory=Gazetteer.load)
    tagger: Tagger | None = field(default_factory=Tagger.load)
    network: ReadsSpeech | None = field(default_factory=Network.load)

    def work(self, report: Report) -> Work:
        """Return all that was found out, the paragraphs of the body among it."""
        pipeline = None
        if self.with_language_model:
            pipeline = self.pipelines.of(report.language.split("-")[0].lower())
        work = Work(report, self.gazetteer, pipeline, self.tagger, self.network)
        return _worked(work, self.steps)

    def read(self, report: Report) -> Drafts:
        return to_drafts(self.work(report))
