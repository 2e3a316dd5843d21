"""The inverse question on many random models: `python benchmarks/inverse_models.py`.

Of each form, with and without irreversible options, and each concept: the most CPU time
and the median, how many models' orders are counted, how many changes are proved least.
"""

from __future__ import annotations

import argparse
from itertools import product
from statistics import median

from bench_inverse import asked, random_model

from goodoffices.stability.inverse import INVERSE_CONCEPTS


def main() -> None:
    """Print one row a form and concept, and the bounds of changes that are not proved."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("concepts", nargs="*", default=INVERSE_CONCEPTS)
    parser.add_argument("--models", type=int, default=30)
    parser.add_argument("--options", type=int, default=10, help="so many powers of two of states")
    given = parser.parse_args()
    for form, moves in product(("rankings", "priorities"), ("reversible", "some irreversible")):
        jobs = [
            random_model(
                seed,
                priorities=form == "priorities",
                irreversible=moves != "reversible",
                options=given.options,
            )
            for seed in range(given.models)
        ]
        for concept in given.concepts:
            found = asked(jobs, concept)
            print(
                f"{form}, {moves}, {concept}: {max(found.seconds):.2f} s at most, "
                f"{median(found.seconds):.2f} s median, counted {found.counted}, "
                f"proved {found.proved} of {len(jobs)}",
                *(f"{least}..{cost}" for least, cost in found.gaps),
                flush=True,
            )


if __name__ == "__main__":
    main()
