"""How good a proposal is after so many questions to each party (definitions: NB 21).

Run `python benchmarks/elicitation.py FOLDER`, where FOLDER holds scenarios: every additive one with
a positive Nash product is played with `--seeds` seeds. With `--log FILE` each play adds a line to
the file, the same command goes on where it stopped (with another engine, begin another file), and
with `--report` it says at any time what is there. F is the Nash fraction of the package that would
be tabled, 0 outside the agreement zone. A question is one comparison, one accept or reject, one
rank position or one rating. With `--negmas PYTHON`, a Python that has NegMAS (not part of this
project), its single-text mechanisms play the same scenarios beside it, and its negotiators answer
our comparisons. The same scenarios with fallbacks that nobody can meet show the share in which it
is said that there is no agreement zone, and how often that is said wrongly. Seconds are of CPU.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import time
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from elicitation_report import NO_ZONE, Line, Log, report

from goodoffices import settlement
from goodoffices.errors import InputError
from goodoffices.settlement import Package, Scenario
from goodoffices.settlement.elicitation import Accepts, Kind, Mediation, Own, Prefers, Verdict
from goodoffices.settlement.elicitation.simulated import simulated
from goodoffices.settlement.preferences import Additive

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from goodoffices.settlement.elicitation import Answer, Question

ANSWERING = "comparisons, NegMAS answering"
VETO, CLIMB = "NegMAS random text with veto", "NegMAS hill-climbing text"
SINGLE_TEXTS = {VETO: "veto", CLIMB: "climb"}
ASKED = (5, 10, 20, 35, 50, 75, 100)
BOTH, ALONE = frozenset(Kind), frozenset({Kind.COMPARISONS})


@dataclass(frozen=True)
class Way:
    """How is asked, and the least mean F wanted after so many questions.

    `apart`: what a party is asked follows from its own answers alone, as on the desk.
    """

    name: str
    kinds: frozenset[Kind]
    error: float
    wanted: dict[int, float]
    apart: bool = False


WAYS = (
    Way("any mixture", BOTH, 0.0, {35: 0.95, 100: 0.99}),
    Way("rated and ranked first, asked apart", BOTH, 0.0, {35: 0.95, 100: 0.99}, apart=True),
    Way("comparisons, asked apart", ALONE, 0.0, {100: 0.90}, apart=True),
    Way("any mixture, 10% wrong", BOTH, 0.1, {50: 0.90}),
    Way("comparisons alone", ALONE, 0.0, {100: 0.90}),
)


@dataclass(frozen=True)
class Domain:
    """A scenario with its Nash package and the product of gains there, 0 if there is none."""

    name: str
    scenario: Scenario
    nash: Package | None
    top: float


def domains(folder: Path) -> Iterator[Domain]:
    for path in sorted(folder.glob("*.json")):
        try:
            scenario = settlement.load(path)
        except InputError:
            continue
        if all(isinstance(party.preference, Additive) for party in scenario.parties):
            nash = settlement.settle(scenario).solution("nash").package
            yield Domain(path.stem, scenario, nash, product(scenario, nash) if nash else 0.0)


@dataclass(frozen=True)
class Job:
    """One play: a row of the table, a scenario and a seed."""

    domain: Domain
    row: str
    seed: int
    negmas: str

    @property
    def key(self) -> tuple[str, str, int]:
        return self.domain.name, self.row, self.seed


def product(scenario: Scenario, package: Package) -> float:
    """The product of gains, 0 if a party has none."""
    total = 1.0
    for party in scenario.parties:
        gain = float(scenario.utility(party, package)) - float(party.reservation or 0)
        total *= max(0.0, gain)
    return total


def without_zone(domain: Domain) -> Domain:
    """The same scenario with every fallback a tenth of the party's range above the Nash package.

    That package is efficient, so no other gives more to all: there is no agreement zone.
    """
    scenario, parties = domain.scenario, []
    for party in scenario.parties:
        parts = party.certain(scenario.issues)
        assert isinstance(parts, Additive)  # noqa: S101  # domains() keeps no other
        columns = [
            [parts.contribution(j, v) for v in range(len(scores))]
            for j, scores in enumerate(parts.scores)
        ]
        reach = sum(float(max(column) - min(column)) for column in columns)
        assert domain.nash is not None  # noqa: S101  # so main() chooses
        fallback = float(scenario.utility(party, domain.nash)) + reach / 10
        parties.append(replace(party, reservation=Decimal(repr(fallback))))
    return Domain(domain.name, replace(scenario, parties=tuple(parties)), None, 0.0)


@dataclass(frozen=True)
class Played:
    """F and what is said of the agreement zone after each of `ASKED`, and CPU seconds."""

    fractions: tuple[float, ...]
    verdicts: tuple[Verdict, ...]
    seconds: float


def play(job: tuple[Domain, Way, int], negmas: str = "") -> Played:
    """Play one scenario once; with `negmas`, its negotiators answer the comparisons."""
    domain, way, seed = job
    scenario, began = domain.scenario, time.process_time()
    answers = _answers(domain, way, seed) if not negmas else _asking(domain, negmas)
    mediation = Mediation.begin(
        scenario.issues,
        len(scenario.parties),
        conditions=scenario.conditions(),
        error=way.error,
        kinds=way.kinds,
        seed=seed,
    )
    found, said = [], []
    apart = [Own(mediation)] * len(scenario.parties) if way.apart else []
    for asked in range(1, max(ASKED) + 1):
        questions = [one.next_question(way.kinds) for one in apart]
        for number, question in enumerate(questions or mediation.questions()):
            given = answers(number, question)
            mediation = mediation.answered(number, question, given)
            if apart:
                apart[number] = Own(apart[number].mediation.answered(0, question, given))
        if asked in ASKED:
            proposal = mediation.proposal()
            said.append(proposal.verdict)
            found.append(product(scenario, proposal.package) / domain.top if domain.top else 0.0)
    return Played(tuple(found), tuple(said), time.process_time() - began)


def _answers(domain: Domain, way: Way, seed: int) -> Callable[[int, Question], Answer]:
    parties = []
    for party in domain.scenario.parties:
        parts = party.certain(domain.scenario.issues)
        assert isinstance(parts, Additive)  # noqa: S101  # domains() keeps no other
        parties.append(simulated(party, parts, way.error, f"{domain.name} {party.id} {seed}"))
    return lambda number, question: parties[number].answer(question)


def _asking(domain: Domain, negmas: str) -> Callable[[int, Question], Answer]:
    process = _negmas(negmas)
    _ask(process, {"do": "load", "parties": plain(domain.scenario)})

    def answer(number: int, question: Question) -> Answer:
        match question:
            case Prefers():
                packages = [question.first, question.second]
            case Accepts():
                packages = [question.package]
            case _:
                raise ValueError(question)
        return bool(_ask(process, {"do": "answer", "party": number, "packages": packages}))

    return answer


def plain(scenario: Scenario) -> list[dict[str, Any]]:
    """What each value of each issue adds for each party, and its fallback."""
    return [
        {
            "parts": [
                [
                    float(party.certain(scenario.issues).contribution(j, v))
                    for v in range(len(issue.values))
                ]
                for j, issue in enumerate(scenario.issues)
            ],
            "fallback": float(party.reservation or 0),
        }
        for party in scenario.parties
    ]


@cache
def _negmas(python: str) -> subprocess.Popen[str]:
    script = Path(__file__).with_name("negmas_parties.py")
    return subprocess.Popen(
        [python, script], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )


def _ask(process: subprocess.Popen[str], asked: dict[str, Any]) -> Any:
    assert process.stdin is not None  # noqa: S101  # _negmas() opens both
    assert process.stdout is not None  # noqa: S101
    process.stdin.write(json.dumps(asked) + "\n")
    process.stdin.flush()
    return json.loads(process.stdout.readline())


def single_text(domain: Domain, mechanism: str, seed: int, negmas: str) -> list[float]:
    """F of the text that a mechanism of NegMAS holds after each of `ASKED` and after 1,000.

    0 while it holds none.
    """
    process = _negmas(negmas)
    _ask(process, {"do": "load", "parties": plain(domain.scenario)})
    held = _ask(process, {"do": mechanism, "seed": seed, "after": [*ASKED, 1000]})
    texts = [None if one is None else tuple(one) for one in held]
    return [product(domain.scenario, one) / domain.top if one else 0.0 for one in texts]


def jobs(every: Sequence[Domain], seeds: int, negmas: str) -> Iterator[Job]:
    """All plays, one seed after another, so that a part of them is a sample of all scenarios."""
    rows = [*(way.name for way in WAYS), NO_ZONE, *([ANSWERING, VETO, CLIMB] if negmas else [])]
    for seed in range(seeds):
        for row in rows:
            for domain in every:
                yield Job(domain, row, seed, negmas)


def done(job: Job) -> Line:
    """Play it and say what came of it."""
    domain, began = job.domain, time.process_time()
    by_name = {way.name: way for way in WAYS}
    if job.row in SINGLE_TEXTS:
        mechanism = SINGLE_TEXTS[job.row]
        fractions = single_text(domain, mechanism, job.seed, job.negmas)
        seconds = time.process_time() - began
        return Line(domain.name, job.row, job.seed, tuple(fractions), (), seconds)
    if job.row == ANSWERING:
        found = play((domain, WAYS[-1], job.seed), job.negmas)
    elif job.row == NO_ZONE:
        found = play((without_zone(domain), WAYS[0], job.seed))
    else:
        found = play((domain, by_name[job.row], job.seed))
    said = tuple(verdict.value for verdict in found.verdicts)
    return Line(domain.name, job.row, job.seed, found.fractions, said, found.seconds)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--seeds", type=int, default=10)
    parser.add_argument("--every", type=int, default=1, help="play every so manieth scenario only")
    parser.add_argument("--workers", type=int, default=1)
    parser.add_argument("--negmas", default="", help="a Python that has NegMAS")
    parser.add_argument("--each", action="store_true", help="a line a scenario")
    parser.add_argument("--log", type=Path, help="a file that keeps every play, to go on from")
    parser.add_argument("--report", action="store_true", help="only say what the log holds")
    chosen = parser.parse_args()
    every = [d for d in domains(chosen.folder) if d.top > 0][:: chosen.every]
    todo = list(jobs(every, chosen.seeds, chosen.negmas))
    wanted = {way.name: way.wanted for way in WAYS}
    with Log(chosen.log) as log:
        left = [] if chosen.report else [job for job in todo if job.key not in log.lines]
        with ProcessPoolExecutor(chosen.workers) as pool:
            for line in pool.map(done, left, chunksize=4):
                log.keep(line)
        parties = {d.name: len(d.scenario.parties) for d in every}
        found = [log.lines[job.key] for job in todo if job.key in log.lines]
    print(f"{len(found)} of {len(todo)} plays: {len(every)} scenarios, {chosen.seeds} seeds")
    missed = report(found, parties, wanted, ASKED, each=chosen.each)
    sys.exit(1 if missed else 0)


if __name__ == "__main__":
    main()
