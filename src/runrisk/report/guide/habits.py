"""Habits to try: at most three, chosen from what was flagged or answered, kept up by ticks in the journal."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from runrisk.analysis.references import cite, reference
from runrisk.analyzers import analyzer_classes
from runrisk.analyzers.road_side import SAFETY
from runrisk.finding import Finding, Grade, Level, Verdict
from runrisk.model import TrainingLog

MOST = 3
"""More at a time are not kept up, and pushing runners to change much may harm (fokkema2019). Our choice."""

TICK_DAYS = 28
"""Ticks of so many days are counted. Our choice."""

NO_PROMISE = "To try, not to obey: none of these is known to protect you. One at a time is enough."
FIRST_THE_PAIN = "No habits now: what you told of pain goes first."


@dataclass(frozen=True, kw_only=True, slots=True)
class Habit:
    """One habit.

    Attributes:
        id: what `runrisk journal add habit ID` ticks.
        text: what to do.
        key: its source.
        says: what the source found.
        grade: how good that is.
    """

    id: str
    text: str
    key: str
    says: str
    grade: Grade

    @property
    def because(self) -> frozenset[str]:
        """Rules whose flags suggest it."""
        return frozenset(rule for rule, kind in analyzer_classes().items() if self.id in kind.habits)

    @property
    def source(self) -> str:
        """The source in one line."""
        return cite(reference(self.key))


@dataclass(frozen=True, kw_only=True, slots=True)
class HabitToTry:
    """A habit suggested, why, and how often it was ticked in the last 28 days."""

    habit: Habit
    why: tuple[str, ...]
    ticks: int


CATALOGUE = (
    Habit(
        id="hip-and-core",
        text=(
            "Two short hip and core sessions a week: single-leg squats, bridges, lunges, side planks. Have them shown to "
            "you by a physiotherapist."
        ),
        key="leppanen2024",
        says="325 novices, guided for 24 weeks: HR 0.66 (0.45-0.97); plans without guidance showed no difference elsewhere.",
        grade=Grade.MODERATE,
    ),
    Habit(
        id="ride-for-run",
        text="Swap one run a week for a ride or a swim.",
        key="malisoux2015shoes",
        says="264 runners: other sports HR 0.848 (0.732-0.982) for each hour a week.",
        grade=Grade.LIMITED,
    ),
    Habit(
        id="rest-day",
        text="Keep one day a week without running.",
        key="ristolainen2014",
        says="Survey of 446 top athletes, in retrospect: fewer than 2 rest days a week went with more overuse injuries.",
        grade=Grade.LIMITED,
    ),
    Habit(
        id="vary-direction",
        text=f"Vary direction and surface: run a loop the other way round, a flat path instead of the edge of the road. {SAFETY}",
        key="seed_s000",
        says="An advice article; no study of injuries was found.",
        grade=Grade.ARTICLE_ONLY,
    ),
    Habit(
        id="swap-side",
        text="Carry the bag on the other side every other day.",
        key="seed_s000",
        says="An advice article; no study ties it to running injuries, but it costs nothing.",
        grade=Grade.ARTICLE_ONLY,
    ),
)
"""Every habit, the best supported first."""


def habits_to_try(log: TrainingLog, findings: Sequence[Finding]) -> tuple[HabitToTry, ...]:
    """At most three: first those that are being kept up, then those suggested by what was flagged.

    None where a red flag or strong pain was told of: that goes first.
    """
    if pain_first(findings):
        return ()
    flagged = {finding.rule: finding.title for finding in findings if finding.verdict is Verdict.FLAGGED}
    found = [
        HabitToTry(
            habit=habit,
            why=tuple(title for rule, title in flagged.items() if rule in habit.because),
            ticks=ticks(log, habit.id),
        )
        for habit in CATALOGUE
    ]
    wanted = [one for one in found if one.why or one.ticks]
    return tuple(sorted(wanted, key=lambda one: one.ticks == 0)[:MOST])


def pain_first(findings: Sequence[Finding]) -> bool:
    """Whether a red flag, or pain at level warning, was told of: what is graded as safety."""
    return any(finding.grade is Grade.SAFETY and finding.level is Level.WARNING for finding in findings)


def ticks(log: TrainingLog, habit: str) -> int:
    """On how many of the last 28 days of the period, or after the last run, the journal ticks a habit."""
    until = log.period.until
    since, to_the_end = until - timedelta(days=TICK_DAYS - 1), until >= log.as_of
    days = {entry.day for entry in log.told.of_kind("habit") if (entry.detail or "").casefold() == habit}
    return sum(since <= day and (day <= until or to_the_end) for day in days)
