"""Small rules and logs for the tests of the report."""

from dataclasses import dataclass, replace
from datetime import date
from typing import ClassVar

from logs import training_log
from runrisk.analysis.base import Analyzer
from runrisk.analysis.day_charts import day_plot
from runrisk.analysis.outcome import run_analyzers
from runrisk.charts import ROAD, Amount, Limit, Line, days_at, values
from runrisk.finding import Confidence, Evidence, Grade, Level, Measure, NotApplicable, NotEnoughData, Occurrence
from runrisk.model import FileResult, Sport, Status
from runrisk.report import Report

HOSTILE = (
    "<script>alert('x')</script> $\\frac{1$ \u05e9\u05dc\u05d5\u05dd 🏃 =HYPERLINK(\"http://x.example\") {{ 7*7 }} a|b"
)
EMAIL = "ann.runner@mail.example"


@dataclass(frozen=True, kw_only=True)
class LongRun(Analyzer[tuple]):
    """A run of `limit_m` or more.

    Looks for:
        Long runs & short ones.

    Why it matters:
        It does not.

    How it is measured:
        distance [m] >= limit_m [m]

    What it cannot see:
        Anything else.

    What to do:
        Nothing.

    Parameters:
        limit_m [m]: from here on a run is long. Our choice.

    References:
        frandsen2025
    """

    id = "long-run"
    title = "A long run"
    grade = Grade.MODERATE
    needs = "1 run"
    articles = ("004_9994626a89d8838c.txt",)
    evidence: ClassVar[tuple[Evidence, ...]] = (
        Evidence(key="frandsen2025", says="It went with more injuries.", supports=True),
        Evidence(key="gilgen2020", says="Watches err.", supports=False),
    )
    limit_m: float = 20_000.0

    def measure(self, log):
        if log.runs.empty:
            return NotEnoughData(has="0 runs", missing="There is no run; it takes 1.")
        names = log.activities["name"].reindex(log.runs.index).fillna("")
        return tuple(zip(log.runs.index, log.runs["day"], log.runs["distance_m"], names, strict=True)), log.period

    def judge(self, measured, wording):
        runs, period = measured
        seen = [
            Occurrence(
                first=day.date(),
                last=day.date(),
                level=Level.CAUTION,
                note=wording.distance(distance_m),
                activity=run,
                in_period=period.holds(day.date()),
            )
            for run, day, distance_m, _ in runs
            if distance_m >= self.limit_m
        ]
        longest_m = max(distance_m for _, _, distance_m, _ in runs)
        return self.conclude(
            seen,
            summary=f"{len(seen)} of {len(runs)} runs reached {wording.distance(self.limit_m)}.",
            confidence=Confidence.HIGH,
            measures=(
                Measure(name="longest_m", value=longest_m, unit="m", limit=self.limit_m, low=longest_m, high=longest_m),
                Measure(name="share", value=len(seen) / len(runs), unit="ratio"),
            ),
            advice=(f"Keep the next one under {wording.distance(10_000.0)}.",),
        )

    def draw(self, measured):
        days, far_m = days_at(day for _, day, _, _ in measured[0]), values([far_m for _, _, far_m, _ in measured[0]])
        limit = Limit(value=self.limit_m, name=(measured[0][-1][3] or "limit ", Amount(value=self.limit_m, unit=ROAD)))
        return day_plot(Line(at=days, value=far_m), limit, name="distance of a run", unit=ROAD)


@dataclass(frozen=True, kw_only=True)
class Plain(LongRun):
    """A rule of a reader's own: no full manual page, and an empty chart."""

    def draw(self, measured):  # noqa: ARG002 (every rule is asked so)
        return day_plot(name="nothing", unit=ROAD)


@dataclass(frozen=True, kw_only=True)
class NoSensor(LongRun):
    """Needs a sensor that no log has.

    Looks for:
        Nothing.

    Why it matters:
        It does not.

    How it is measured:
        Not at all.

    What it cannot see:
        Anything.

    What to do:
        Nothing.

    Parameters:
        limit_m [m]: unused. Our choice.

    References:
        frandsen2025
    """

    id = "no-sensor"
    title = "A sensor's number"

    def measure(self, log):  # noqa: ARG002 (every rule is asked so)
        return NotApplicable(reason="No recording holds this sensor.")


QUIET = ["12 x . 8 . 8 . . 10"]
LOUD = ["11 x . 8 . 8 . . 10", ". 8 . 8 . . 25"]


def named(log, name):
    return replace(log, recorded=tuple(replace(activity, name=name) for activity in log.recorded))


def without_sport(log):
    return replace(log, recorded=tuple(replace(activity, sport=Sport.UNKNOWN) for activity in log.recorded))


def with_files(log, *results):
    read = [FileResult(name=one.source.name, status=Status.IMPORTED, activities=(one.id,)) for one in log.recorded]
    return replace(log, files=(*read, *results))


def unread(name, reason="byte 12: the header is cut off", status=Status.FAILED):
    return FileResult(name=name, status=status, reason=reason)


def report(log, *rules, **more):
    return Report(log=log, outcomes=run_analyzers(rules or (LongRun(), NoSensor()), log), **more)


def loud_report(**more):
    return report(with_files(named(training_log(LOUD), HOSTILE), unread(f"{EMAIL}: runs/{HOSTILE}.fit")), **more)


MADE_ON = date(2026, 4, 1)
"""FIRST_MONDAY 2026-01-05 + 12 weeks - 1 day = 2026-03-29, the last logged day: 3 days before this."""
