"""How often each rule speaks on a steady runner, beside the weekly rules that other programs use.

    python benchmarks/alarm_rate.py [--seeds N] [--weeks N] [--json FILE]

The logs are the made-up steady runner of `runrisk.simulate` (default 100 seeds, 52 weeks each): natural variation, easier
weeks, missed days, some illness, a race now and then, no planted pattern. They hold numbers only, no samples: rules that
need samples stay silent and say so in the last column. Occurrences are those of the whole log. Every log is judged by the
library as a report would be (caps, suppression); long-run-share and the others that are off are turned on here.

Wanted: at most 2 occurrences of level caution or above a month in the median over the logs, session-spike on fewer than
5 % of runs.
"""

import argparse
import json
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import mean, median

import numpy as np
import pandas as pd

from runrisk.analysis.outcome import run_analyzers
from runrisk.analyzers import analyzer_classes
from runrisk.finding import Level, Verdict
from runrisk.load import acwr, weekly_load
from runrisk.model import Period, TrainingLog
from runrisk.simulate import season_log

DAYS_PER_MONTH = 365.25 / 12
MAX_A_MONTH, MAX_SPIKE_PCT = 2.0, 5.0


@dataclass(frozen=True, kw_only=True)
class Alarms:
    """What one rule, or one rule of thumb, said of one log."""

    verdict: Verdict
    seen: int
    loud: int
    months: float
    weeks: int
    runs: int

    @property
    def a_month(self) -> float:
        return self.seen / self.months

    @property
    def loud_a_month(self) -> float:
        return self.loud / self.months

    @property
    def weeks_pct(self) -> float:
        return 100 * self.seen / self.weeks

    @property
    def runs_pct(self) -> float:
        return 100 * self.seen / self.runs


def whole(log: TrainingLog) -> TrainingLog:
    """The log with every day of it in the period."""
    return log.looking_at(Period(since=log.counted[0].local_day, until=log.as_of))


def alarms_of(log: TrainingLog) -> dict[str, Alarms]:
    """What every rule says of a log; at most one occurrence a week each."""
    outcomes = run_analyzers([kind(enabled=True) for kind in analyzer_classes().values()], log)
    return {
        outcome.finding.rule: _alarms(
            log,
            outcome.finding.verdict,
            len(outcome.finding.current),
            sum(seen.level is not Level.INFO for seen in outcome.finding.current),
        )
        for outcome in outcomes
    }


def _alarms(log: TrainingLog, verdict: Verdict, seen: int, loud: int) -> Alarms:
    days = len(log.days)
    return Alarms(
        verdict=verdict, seen=seen, loud=loud, months=days / DAYS_PER_MONTH, weeks=len(log.weeks), runs=len(log.runs)
    )


def ten_percent(log: TrainingLog) -> pd.Series:
    """Whether each day's last 7 days exceed 1.1 times the 7 days before."""
    week = weekly_load(log.days["distance_m"])
    return week > 1.1 * week.shift(7)


def acwr_above(limit: float) -> Callable[[TrainingLog], pd.Series]:
    """Whether each day's coupled acute:chronic ratio exceeds a limit."""
    return lambda log: acwr(log.days["distance_m"]) > limit


THUMB: Mapping[str, Callable[[TrainingLog], pd.Series]] = {
    "(10 % week rule)": ten_percent,
    "(ACWR > 1.3)": acwr_above(1.3),
    "(ACWR > 1.5)": acwr_above(1.5),
}
"""Rules of thumb by name: which days they flag."""


def thumb_alarms(log: TrainingLog, flags: Callable[[TrainingLog], pd.Series]) -> tuple[Alarms, float]:
    """Flagged ISO weeks, counted as our rules are; and the share of runs on a flagged day [%]."""
    flagged = flags(log)
    weeks = int(flagged.groupby(pd.DatetimeIndex(flagged.index).to_period("W")).any().sum())
    on_runs = flagged.reindex(log.runs["day"]).to_numpy(bool)
    return _alarms(log, Verdict.FLAGGED if weeks else Verdict.CLEAR, weeks, weeks), 100 * float(np.mean(on_runs))


def spike_pct(log: TrainingLog) -> float:
    """Share of runs that session-spike flags [%]; every one of them, not one a week."""
    rule = analyzer_classes()["session-spike"]()
    steps = rule.measure(log)
    return 100 * sum(rule._flags(step) for step in steps) / len(log.runs)  # noqa: SLF001 - the rule's own question


def rows_of(logs: Sequence[TrainingLog]) -> list[dict[str, object]]:
    """One row a rule, the loudest first, then the rules of thumb."""
    judged = [alarms_of(log) for log in logs]
    rows = [_row(rule, [one[rule] for one in judged]) for rule in judged[0]]
    rows.sort(key=lambda row: (-float(str(row["loud_a_month"])), -float(str(row["a_month"])), str(row["rule"])))
    for name, flags in THUMB.items():
        found = [thumb_alarms(log, flags) for log in logs]
        rows.append(_row(name, [alarms for alarms, _ in found]) | {"runs_pct": mean(share for _, share in found)})
    return rows


def _row(rule: str, alarms: Sequence[Alarms]) -> dict[str, object]:
    verdicts = Counter(one.verdict.value for one in alarms)
    return {
        "rule": rule,
        "a_month": mean(one.a_month for one in alarms),
        "loud_a_month": mean(one.loud_a_month for one in alarms),
        "weeks_pct": mean(one.weeks_pct for one in alarms),
        "runs_pct": mean(one.runs_pct for one in alarms),
        "verdicts": dict(verdicts.most_common()),
    }


def loud_a_month(log: TrainingLog) -> float:
    """Occurrences of level caution or above a month, all rules together, as a report without settings gives them."""
    outcomes = run_analyzers([kind() for kind in analyzer_classes().values()], log)
    loud = sum(seen.level is not Level.INFO for outcome in outcomes for seen in outcome.finding.current)
    return loud / (len(log.days) / DAYS_PER_MONTH)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seeds", type=int, default=100)
    parser.add_argument("--weeks", type=int, default=52)
    parser.add_argument("--json", type=Path)
    given = parser.parse_args()
    logs = [whole(season_log(seed=seed, weeks=given.weeks)) for seed in range(given.seeds)]
    rows, together = rows_of(logs), [loud_a_month(log) for log in logs]
    spikes = mean(spike_pct(log) for log in logs)
    print(f"{given.seeds} steady runners, {given.weeks} weeks each, {sum(len(log.runs) for log in logs):,} runs\n")
    print(f"{'rule':<28}{'a month':>9}{'caution+':>10}{'% weeks':>9}{'% runs':>8}  verdicts")
    for row in rows:
        verdicts = ", ".join(f"{name} {number}" for name, number in row["verdicts"].items())  # type: ignore[attr-defined]
        print(
            f"{row['rule']:<28}{row['a_month']:>9.2f}{row['loud_a_month']:>10.2f}{row['weeks_pct']:>9.1f}"
            f"{row['runs_pct']:>8.1f}  {verdicts}"
        )
    print(f"\ncaution or above, all rules together: median {median(together):.2f} a month (most {max(together):.2f})")
    print(f"session-spike: {spikes:.1f} % of runs")
    kept = median(together) <= MAX_A_MONTH and spikes < MAX_SPIKE_PCT
    print(
        f"wanted: at most {MAX_A_MONTH:g} a month, under {MAX_SPIKE_PCT:g} % of runs: {'kept' if kept else 'NOT KEPT'}"
    )
    if given.json:
        given.json.write_text(json.dumps({"rules": rows, "loud_a_month": together, "spike_pct": spikes}, indent=2))
    raise SystemExit(not kept)


if __name__ == "__main__":
    main()
