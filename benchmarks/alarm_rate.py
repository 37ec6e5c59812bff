"""How often each pattern speaks where nothing is planted, and on real lives: the base-rate table.

    python benchmarks/alarm_rate.py [--seeds N] [--json FILE] [--real FOLDER] [--write]

Four kinds of made-up runner (`runrisk.simulate.kinds_of_runner`), a year each: every 28 days they look at the 84 days
before. Printed is the share of these windows in which a pattern is flagged at all, and at caution or above; and how many
occurrences of caution or above a month brings (those that ended in the last 28 days of a window).

Real lives: a folder of CSV files, one row an activity (local_start_hour, sport, sub_sport, distance_m, elapsed_s,
moving_s, avg_hr_bpm, ascent_m, descent_m). Each runner looks at eight dates, as `runrisk check --until DATE` does.
They hold no minutes, tracks, shoes or answers: patterns that need these stay silent there.

--write puts the table into src/runrisk/base_rates.toml, which the manual pages print and the news of a single event is
held against. Exit code 1: a limit in WANTED is not kept.
"""

import argparse
import csv
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from statistics import mean

import numpy as np

from runrisk.analysis.outcome import run_analyzers
from runrisk.analyzers import analyzer_classes
from runrisk.analyzers.session_spike import SessionSpike
from runrisk.finding import Finding, Level, NotEnoughData, Verdict
from runrisk.model import Activity, Period, Source, Sport, TrainingLog
from runrisk.simulate.kinds_of_runner import KINDS, runner_log

DAYS_PER_MONTH = 365.25 / 12
EVERY = timedelta(days=28)
FIRST_LOOK = timedelta(days=140)
"""84 days of window, and eight weeks to compare with before it."""
LOOKS = 8
FIRST_SHARE = 0.2
"""The first of the eight looks stands after a fifth of the runs. Our choice: there is something to compare with."""
ORDINARY = 0.9
"""Nine real looks of ten hold no more cautions of a pattern than its `usual`. Our choice."""
REAL = Path(__file__).parents[2] / "shared" / "real-days"
TABLE = Path(__file__).parents[1] / "src" / "runrisk" / "base_rates.toml"
WANTED = {
    "steady any": 25.0,
    "steady caution": 5.0,
    "a month": 1.0,
    "a look": 1.0,
    "real any": 50.0,
    "real caution": 30.0,
}
"""At most: shares of windows and looks [%], cautions a month on each made-up runner, findings of caution a look."""


@dataclass(frozen=True, kw_only=True)
class Look:
    """What one look says: the level of each flagged pattern, which could be judged, and the cautions of the last 28 days."""

    levels: Mapping[str, Level]
    judged: frozenset[str]
    fresh: int

    @property
    def loud(self) -> int:
        """Findings of caution or above."""
        return sum(level is not Level.INFO for level in self.levels.values())


def look(log: TrainingLog, until: date) -> Look:
    """The 84 days up to a day, as `check --until` shows them."""
    outcomes = run_analyzers([kind() for kind in analyzer_classes().values()], log.looking_at(Period.ending(until)))
    since = until - EVERY + timedelta(days=1)
    findings = [outcome.finding for outcome in outcomes]
    return Look(
        levels={one.rule: one.level for one in findings if one.level is not None},
        judged=frozenset(one.rule for one in findings if one.verdict in {Verdict.FLAGGED, Verdict.CLEAR}),
        fresh=sum(_cautions(one, since) for one in findings),
    )


def _cautions(finding: Finding, since: date) -> int:
    return sum(seen.level is not Level.INFO and seen.last >= since for seen in finding.current)


def made_looks(kind: str, seeds: int) -> list[Look]:
    """Every window of every seed of one kind of runner."""
    return [look(log, day) for seed in range(seeds) for log in [runner_log(kind, seed=seed)] for day in _days(log)]


def _days(log: TrainingLog) -> Iterator[date]:
    day = log.counted[0].local_day + FIRST_LOOK
    while day <= log.as_of:
        yield day
        day += EVERY


def real_looks(folder: Path) -> dict[str, list[Look]]:
    """The eight looks of each runner in a folder of CSV files, by the file's stem."""
    return {file.stem: [look(log, day) for day in eight_days(log)] for file in files(folder) for log in [read(file)]}


def usual(folder: Path) -> dict[str, int]:
    """Nine of ten real looks hold no more occurrences of a pattern than this: counted before any of them is history."""
    rules = [kind() for kind in analyzer_classes().values()]
    counts: dict[str, list[int]] = {rule.id: [] for rule in rules}
    for file in files(folder):
        log = read(file)
        for day in eight_days(log):
            for outcome in run_analyzers(rules, log.looking_at(Period.ending(day)), aged=False):
                counts[outcome.finding.rule].append(len(outcome.finding.current))
    return {rule: int(np.quantile(seen, ORDINARY, method="higher")) for rule, seen in counts.items() if seen}


def spike_pct(folder: Path) -> float:
    """Share of real runs that session-spike flags, of those it can compare [%]."""
    rule, spikes, compared = SessionSpike(), 0, 0
    for log in map(read, files(folder)):
        steps = rule.measure(log.looking_at(Period(since=log.counted[0].local_day, until=log.as_of)))
        if not isinstance(steps, NotEnoughData):
            spikes += sum(step.amount_m >= rule.limit_m(step.before_m) for step in steps)
            compared += len(steps)
    return 100 * spikes / compared


def files(folder: Path) -> list[Path]:
    """Its CSV files."""
    return sorted(folder.glob("*.csv"))


def eight_days(log: TrainingLog) -> list[date]:
    """Days of runs, evenly spaced by their number."""
    days = log.runs["day"].dt.date.tolist()
    return [days[round(share * (len(days) - 1))] for share in np.linspace(FIRST_SHARE, 1, LOOKS)]


def read(file: Path) -> TrainingLog:
    """A runner's log of numbers from one CSV file."""
    with file.open(encoding="utf-8", newline="") as lines:
        return TrainingLog(recorded=tuple(_activity(row) for row in csv.DictReader(lines)))


def _activity(row: Mapping[str, str]) -> Activity:
    numbers = {name: float(row[name]) for name in row if row[name] and name.endswith(("_m", "_s", "_bpm"))}
    sport = row["sport"]
    return Activity(
        source=Source(name="a row", format="csv", sha256=sha256(repr(sorted(row.items())).encode()).hexdigest()),
        start_utc=datetime.fromisoformat(row["local_start_hour"]).replace(tzinfo=UTC),
        sport=Sport(sport) if sport in set(Sport) else Sport.UNKNOWN,
        sub_sport=row["sub_sport"] or None,
        **numbers,  # type: ignore[arg-type]
    )


@dataclass(frozen=True, kw_only=True)
class Rate:
    """Share of looks in which a pattern is flagged [%], and at caution or above [%]; and whether it could ever judge."""

    any_pct: float
    caution_pct: float
    judged: bool


def rates(looks: Sequence[Look]) -> dict[str, Rate]:
    """The rate of each pattern."""
    return {
        rule: Rate(
            any_pct=100 * mean(rule in one.levels for one in looks),
            caution_pct=100 * mean(one.levels.get(rule, Level.INFO) is not Level.INFO for one in looks),
            judged=any(rule in one.judged for one in looks),
        )
        for rule in analyzer_classes()
    }


def table(columns: Mapping[str, Mapping[str, Rate]]) -> Iterator[str]:
    """Lines of text: patterns that speak anywhere, the most frequent first."""
    yield f"{'share of looks, any / caution+ [%]':<36}" + "".join(f"{name:>14}" for name in columns)
    rules = sorted(analyzer_classes(), key=lambda rule: -max(rates[rule].any_pct for rates in columns.values()))
    for rule in rules:
        if any(rates[rule].any_pct for rates in columns.values()):
            cells = (f"{one[rule].any_pct:.0f} / {one[rule].caution_pct:.0f}" for one in columns.values())
            yield f"{rule:<36}" + "".join(f"{cell:>14}" for cell in cells)


def broken(columns: Mapping[str, Mapping[str, Rate]], months: Mapping[str, float], a_look: float | None) -> list[str]:
    """The wanted limits that are not kept, in words."""
    checks = [
        *((f"steady {name}: {rule}", getattr(one, f"{name}_pct"), WANTED[f"steady {name}"])
          for name in ("any", "caution") for rule, one in columns["steady"].items()),
        *((f"a month: {kind}", number, WANTED["a month"]) for kind, number in months.items()),
        *((f"real {name}: {rule}", getattr(one, f"{name}_pct"), WANTED[f"real {name}"])
          for name in ("any", "caution") for rule, one in columns.get("real", {}).items()),
        *([("a look", a_look, WANTED["a look"])] if a_look is not None else []),
    ]  # fmt: skip
    return [f"{name} {value:.1f}, wanted {most:g}" for name, value, most in checks if value > most]


def toml(columns: Mapping[str, Mapping[str, Rate]], windows: int, looks: int, usual: Mapping[str, int]) -> str:
    """The base-rate table as it ships with the program."""
    lines = [
        "# How often each pattern speaks where nothing is planted: made by `python benchmarks/alarm_rate.py --write`.",
        "# Shares of looks back at 84 days [%], flagged at all and at caution or above: four made-up runners, and five real",
        "# ones; left out where the logs hold nothing to judge by. usual: nine of ten real looks hold no more occurrences.",
        "[looks]",
        f"windows = {windows}",
        f"real = {looks}",
    ]
    for rule in analyzer_classes():
        lines += ["", f"[rates.{rule}]"]
        for name, one in columns.items():
            if one[rule].judged:
                lines.append(f"{name} = [{one[rule].any_pct:.0f}, {one[rule].caution_pct:.0f}]")
        if "real" in columns and columns["real"][rule].judged:
            lines.append(f"usual = {usual[rule]}")
    return "\n".join(lines) + "\n"


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seeds", type=int, default=12)
    parser.add_argument("--json", type=Path)
    parser.add_argument("--real", type=Path, default=REAL)
    parser.add_argument("--write", action="store_true")
    given = parser.parse_args()
    made = {kind: made_looks(kind, given.seeds) for kind in KINDS}
    columns = {kind: rates(looks) for kind, looks in made.items()}
    months = {kind: mean(one.fresh for one in looks) * DAYS_PER_MONTH / EVERY.days for kind, looks in made.items()}
    by_runner = real_looks(given.real)
    real = [one for looks in by_runner.values() for one in looks]
    a_look = mean(one.loud for one in real) if real else None
    if real:
        columns["real"] = rates(real)
    windows = len(made["steady"])
    print(f"{given.seeds} runners of each kind, {windows} windows of 84 days each; {len(real)} looks of real runners")
    print(*table(columns), sep="\n")
    print("\noccurrences of caution or above a month:", *(f"{kind} {number:.2f}" for kind, number in months.items()))
    if a_look is None:
        print(f"real runners: skipped, there is no CSV file in {given.real.name}")
    else:
        print(
            f"real runners: {a_look:.2f} findings of caution or above a look; {spike_pct(given.real):.1f} % of runs are spikes"
        )
    missed = broken(columns, months, a_look)
    print("\nNOT KEPT: " + "; ".join(missed) if missed else "\nall limits kept")
    if given.json:
        plain = {kind: {rule: asdict(one) for rule, one in rates.items()} for kind, rates in columns.items()}
        given.json.write_text(json.dumps({"rates": plain, "a_month": months, "a_look": a_look}, indent=2))
    if given.write:
        if not real:
            parser.error("the table is written with the looks of real runners; name their folder with --real")
        TABLE.write_text(toml(columns, windows, len(real), usual(given.real)), encoding="utf-8")
    raise SystemExit(bool(missed))


if __name__ == "__main__":
    main()
