"""Settlement: which packages leave everyone better off, and which of them each rule picks.

`load` or `loads` reads a scenario; `settle` finds the frontier, the agreement zone and the
solutions; `assess`, `judge`, `gains` and `compare` judge packages, `own_report` in one party's own
terms; `swap` and `trades` say who gives what to whom, `logrolling` what trading wins; `progress`
follows offers; `worth_tabling` picks a few packages to put forward and `reach` says how well they
stand for the rest; `differences` says why rules differ; `side_payments` and `lotteries` answer
where those are allowed; `settle_uncertain` answers where preferences are known only roughly;
`solutions_table` and `frontier_table` are for sheets and papers; `faults` checks a settlement
against the definitions. Dividing items between two is in `settlement.division`.
"""

from __future__ import annotations

from goodoffices.settlement.assessment import Assessment, Gain, assess, gains
from goodoffices.settlement.checker import faults
from goodoffices.settlement.compare import Comparison, compare
from goodoffices.settlement.differences import Differences, differences
from goodoffices.settlement.engine import settle
from goodoffices.settlement.equity import OwnReport, own_report
from goodoffices.settlement.files import load, loads
from goodoffices.settlement.issues import Issue, Package
from goodoffices.settlement.judging import Judgement, judge, named_package
from goodoffices.settlement.logrolling import Logrolling, logrolling
from goodoffices.settlement.lotteries import Lotteries, Lottery, lotteries
from goodoffices.settlement.offers import Offer, load_offers
from goodoffices.settlement.preferences import (
    Additive,
    Box,
    HyperRectangles,
    Interval,
    Outright,
    Uncertain,
)
from goodoffices.settlement.progress import Progress, progress
from goodoffices.settlement.represent import Tabled, reach, worth_tabling
from goodoffices.settlement.result import Settlement, Solution
from goodoffices.settlement.scenario import Party, Scenario
from goodoffices.settlement.sheets import frontier_table, solutions_table
from goodoffices.settlement.side_payments import SidePayments, side_payments
from goodoffices.settlement.swaps import Trade, swap, trades
from goodoffices.settlement.uncertain import UncertainSettlement, settle_uncertain
from goodoffices.settlement.weighted import weighted_nash

__all__ = [
    "Additive",
    "Assessment",
    "Box",
    "Comparison",
    "Differences",
    "Gain",
    "HyperRectangles",
    "Interval",
    "Issue",
    "Judgement",
    "Logrolling",
    "Lotteries",
    "Lottery",
    "Offer",
    "Outright",
    "OwnReport",
    "Package",
    "Party",
    "Progress",
    "Scenario",
    "Settlement",
    "SidePayments",
    "Solution",
    "Tabled",
    "Trade",
    "Uncertain",
    "UncertainSettlement",
    "assess",
    "compare",
    "differences",
    "faults",
    "frontier_table",
    "gains",
    "judge",
    "load",
    "load_offers",
    "loads",
    "logrolling",
    "lotteries",
    "named_package",
    "own_report",
    "progress",
    "reach",
    "settle",
    "settle_uncertain",
    "side_payments",
    "solutions_table",
    "swap",
    "trades",
    "weighted_nash",
    "worth_tabling",
]
