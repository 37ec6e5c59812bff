"""Hold the evaluation against cohorts whose truth is known: does an interval of 95 % hold the truth 95 times in 100?

    python benchmarks/evaluate.py [--seeds N] [--athletes N] [--trainings N]

Null cohorts: nothing raises the rate, so every flag's interval should cover 1. Planted ones: session-spike carries a
rate ratio of 1.8, which its interval should hold. Training does not react to injuries, so the flags of a training are
measured once and injuries are drawn on it many times, each with a seed of its own. Beside each share stands the range
that chance alone gives to a true 95 % (the middle 99 % of a binomial law). Flags with too few exposed days take no part,
as in the evaluation itself. Last, the time of one whole evaluation of 200 athletes and 500 days.
"""

import argparse
import time
from collections import Counter, defaultdict
from dataclasses import replace
from math import comb
from typing import NamedTuple

import pandas as pd

from runrisk import evaluate
from runrisk.settings import build_analyzers
from runrisk.simulate.cohort_days import RATIO, made_cohort
from runrisk.workflows.evaluation.evaluation import DRAWS
from runrisk.workflows.evaluation.exposure import Flags, dense_days, measured_flags, risk_days
from runrisk.workflows.evaluation.injury_tables import InjuryTables, read_injury_tables
from runrisk.workflows.evaluation.statistics import FlagResult, draws, flag_result
from runrisk.workflows.evaluation.verdicts import Word, verdicts

NOMINAL = 0.95


class Training(NamedTuple):
    cohort: InjuryTables
    dense: dict[str, pd.DataFrame]
    flags: list[Flags]


def training_of(seed: int, athletes: int) -> Training:
    made = made_cohort(seed=seed, athletes=athletes)
    cohort = read_injury_tables(made.days, made.outcomes)
    rules = [rule for rule in build_analyzers() if rule.load_rule or rule.for_reference]
    dense = dense_days(cohort)
    return Training(cohort, dense, measured_flags(dense, cohort, rules))


def results_of(training: Training, number: int, ratio: float, seed: int) -> list[FlagResult]:
    athletes = len(training.dense)
    made = made_cohort(seed=number, athletes=athletes, ratio=ratio, injury_seed=seed)
    risk = risk_days(training.dense, replace(training.cohort, outcomes=made.outcomes), training.flags)
    weights = draws(athletes, DRAWS, seed)
    return [flag_result(name, flag, risk, weights) for name, flag in risk.flags.items()]


def holds(interval: tuple[float, float] | None, truth: float) -> bool:
    return interval is not None and interval[0] <= truth <= interval[1]


def chance(number: int, share: float = NOMINAL) -> tuple[int, int]:
    """The middle 99 % of a binomial law."""
    law = [comb(number, hits) * share**hits * (1 - share) ** (number - hits) for hits in range(number + 1)]
    low = next(hits for hits in range(number + 1) if sum(law[: hits + 1]) > 0.005)
    high = next(hits for hits in range(number, -1, -1) if sum(law[hits:]) > 0.005)
    return low, high


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seeds", type=int, default=200)
    parser.add_argument("--athletes", type=int, default=200)
    parser.add_argument("--trainings", type=int, default=4)
    asked = parser.parse_args()
    pooled, within, words = defaultdict(list), defaultdict(list), defaultdict(Counter)
    loud = 0
    for number in range(asked.trainings):
        training = training_of(number, asked.athletes)
        for seed in range(number, asked.seeds, asked.trainings):
            for ratio in (1.0, RATIO):
                results = results_of(training, number, ratio, seed)
                said = verdicts(results, asked.athletes)
                loud += ratio == 1.0 and any(one.word in {Word.SUPPORTED, Word.REVERSED} for one in said.values())
                for one in results:
                    words[ratio, one.flag][said[one.flag].word] += 1
                    if said[one.flag].p_holm is not None and (ratio == 1.0 or one.flag == "session-spike"):
                        pooled[ratio, one.flag].append(holds(one.interval, ratio))
                        within[ratio, one.flag].append(holds(one.within_interval, ratio))
    print(f"{asked.seeds} seeds, {asked.athletes} athletes, {asked.trainings} trainings, {DRAWS} draws")
    print(
        f"{'truth':<6}{'flag':<20}{'took part':>10}{'interval holds it':>19}{'within holds it':>17}{'chance':>12}  words"
    )
    for (ratio, flag), hits in sorted(pooled.items()):
        low, high = chance(len(hits))
        said = ", ".join(f"{word} {count}" for word, count in words[ratio, flag].most_common())
        print(
            f"{ratio:<6}{flag:<20}{len(hits):>10}{sum(hits):>19}{sum(within[ratio, flag]):>17}{f'{low}-{high}':>12}  {said}"
        )
    print(
        f"null cohorts with a word supported or reversed: {loud} of {asked.seeds} (Holm allows 5 %: {chance(asked.seeds, 0.05)})"
    )
    made = made_cohort(athletes=200, days=500)
    begun, clock = time.process_time(), time.perf_counter()
    evaluate(made.days, made.outcomes)
    print(
        f"200 athletes x 500 days: {time.process_time() - begun:.1f} s of processor, {time.perf_counter() - clock:.1f} s in all"
    )


if __name__ == "__main__":
    main()
