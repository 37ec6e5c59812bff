"""What every analyzer is: limits, three pure steps, and the texts of its manual page."""

from abc import ABC, abstractmethod
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import IntEnum
from typing import Any, ClassVar, Generic, TypeVar

from runrisk.analysis.day_scores import DayScores
from runrisk.charts.plot import Plot
from runrisk.errors import SettingsError
from runrisk.finding import (
    Confidence,
    Evidence,
    Finding,
    Grade,
    Level,
    Measure,
    NotApplicable,
    NotEnoughData,
    Occurrence,
    Verdict,
)
from runrisk.model import TrainingLog
from runrisk.wording import Wording

M = TypeVar("M")


class Side(IntEnum):
    """What a rule on left and right looks at, in the order in which a page tells of it."""

    ROAD = 1
    ANSWER = 2
    BENDS = 3
    LAPS = 4
    ROUTES = 5
    FEET = 6
    PAIN = 7


@dataclass(frozen=True, kw_only=True)
class Analyzer(ABC, Generic[M]):
    """One pattern. Subclasses are frozen dataclasses whose fields are their limits, one to a module.

    A rule that is off unless the settings turn it on says `enabled: bool = False` (with the annotation: it is a field).

    The class's docstring is its manual page and has the sections Looks for, Why it matters, How it is measured,
    What it cannot see, What to do, Parameters and References.
    """

    id: ClassVar[str]
    title: ClassVar[str]
    articles: ClassVar[tuple[str, ...]] = ()
    evidence: ClassVar[tuple[Evidence, ...]] = ()
    grade: ClassVar[Grade]
    needs: ClassVar[str]
    """Minimum data, as text."""
    load_rule: ClassVar[bool] = False
    """Whether a training plan can be judged by it before it is run."""
    drawn: ClassVar[bool] = True
    """Whether it measures numbers against a limit, so that a report shows its chart; False where there are only words."""

    asks: ClassVar[bool] = False
    """Whether it rests on what the runner tells, in the questionnaire or the journal: the watch alone can never judge it."""

    questions: ClassVar[tuple[str, ...]] = ()
    """The questions whose answers it uses."""

    raised_by_injury: ClassVar[bool] = False
    """Whether an earlier injury was seen to make it worse, so that one told of raises its level by one step."""

    said_by: ClassVar["type[Analyzer[Any]] | None"] = None
    """The rule that says the same of the same days: where that one is flagged, this one is left to it."""

    precursor: ClassVar[bool] = False
    """Whether it speaks of days, so that days before pain can be held against ordinary ones; a habit of a whole log cannot."""

    side: ClassVar[Side | None] = None
    """What it looks at on left and right; None where it looks at neither."""

    names_places: ClassVar[bool] = False
    """Whether its sentence may name a route: a page that is handed on then tells the verdict only."""

    habits: ClassVar[tuple[str, ...]] = ()
    """The habits that it suggests where it is flagged."""

    for_reference: ClassVar[bool] = False
    """Whether it never flags, yet is evaluated on known injuries at the number that others warn at."""

    event: ClassVar[bool] = False
    """Whether it sees single events, which are news for a while and then history; False where it sees a state that lasts."""

    nested: ClassVar[tuple[tuple[str, str], ...]] = ()
    """Pairs of limits of which the first may never be above the second: else a higher level began below a lower one."""

    enabled: bool = True
    """Whether the rule is on."""

    def __post_init__(self) -> None:
        """Refuse limits that contradict each other.

        Raises:
            SettingsError: one that must not be above another one is; both are named.
        """
        for lower, higher in self.nested:
            if getattr(self, lower) > getattr(self, higher):
                raise SettingsError(
                    f"{self.id}.{lower} = {getattr(self, lower)} is above {self.id}.{higher} = {getattr(self, higher)}; "
                    f"set both, so that {lower} is not the larger one"
                )

    @abstractmethod
    def measure(self, log: TrainingLog) -> M | NotEnoughData | NotApplicable:
        """Take the numbers from the log. Nothing is judged here."""

    @abstractmethod
    def judge(self, measured: M, wording: Wording) -> Finding:
        """Hold the numbers against the limits. Sees only what `measure` gave; numbers become text by `wording`."""

    @abstractmethod
    def draw(self, measured: M) -> Plot:
        """What was judged, as a chart of values. Sees only what `measure` gave."""

    def needs_in(self, wording: Wording) -> str:  # noqa: ARG002 (a rule that needs kilometres asks it)
        """The minimum data in the reader's units."""
        return self.needs

    def day_scores(self, measured: M, log: TrainingLog) -> DayScores | None:  # noqa: ARG002 (load rules need them)
        """The rule's number on each day of the log that was measured; every load rule gives it, others need not."""
        return None

    def finding(self, *, verdict: Verdict, summary: str, **more: Any) -> Finding:
        """A finding with this rule's title, grade, evidence and articles filled in."""
        return Finding(
            rule=self.id,
            title=self.title,
            verdict=verdict,
            summary=summary,
            grade=self.grade,
            evidence=self.evidence,
            articles=self.articles,
            needs=self.needs,
            **more,
        )

    def conclude(
        self,
        occurrences: Iterable[Occurrence],
        *,
        summary: str,
        confidence: Confidence,
        measures: tuple[Measure, ...] = (),
        advice: tuple[str, ...] = (),
        has: str = "",
    ) -> Finding:
        """A finding whose verdict and level follow from its occurrences in the period."""
        kept = one_per_week(occurrences)
        current = [occurrence.level for occurrence in kept if occurrence.in_period]
        return self.finding(
            verdict=Verdict.FLAGGED if current else Verdict.CLEAR,
            level=strongest(current),
            summary=summary,
            confidence=confidence,
            measures=measures,
            occurrences=kept,
            advice=advice if current else (),
            has=has,
        )


def one_per_week(occurrences: Iterable[Occurrence]) -> tuple[Occurrence, ...]:
    """Keep one occurrence of each ISO week (by its last day), oldest first.

    One in the period goes before others, then the strongest, then the longest, then the latest.
    """
    best: dict[tuple[int, int], Occurrence] = {}
    for occurrence in sorted(occurrences, key=lambda o: (o.last, o.first, o.activity or "")):
        week = occurrence.last.isocalendar()[:2]
        if week not in best or _weight(occurrence) >= _weight(best[week]):
            best[week] = occurrence
    return tuple(best.values())


def days_judged(known_days: int, judged_days: int, wording: Wording) -> str:
    """What a rule of days had: `70, 1` -> "70 days of log, 1 day of the period judged"."""
    judged = wording.counted(judged_days, "day")
    return f"{wording.counted(known_days, 'day')} of log, {judged} of the period judged"


def spoken(occurrences: Iterable[Occurrence]) -> Occurrence | None:
    """The occurrence a finding speaks of: of those in the period the strongest, of equals the latest; None without any."""
    current = [seen for seen in one_per_week(occurrences) if seen.in_period]
    return max(current, key=lambda seen: (seen.level.rank, seen.last, seen.first), default=None)


def sentence(
    occurrences: Sequence[Occurrence],
    wording: Wording,
    *,
    now: str,
    clear: str = "",
    day: date | None = None,
    limit: str = "",
    you: str = "",
) -> str:
    """The summary of a finding: the occurrence that flags it, of how many, then how it is now.

    Args:
        occurrences: all that were seen.
        wording: of days and numbers.
        now: today's value and the limit, as a sentence.
        clear: stands alone where nothing is flagged in the period; default `now`.
        day: the day `now` speaks of: an occurrence that ends on it is not told twice, and only `limit` is added.
        limit: the limit alone.
        you: what the runner did, where a note is what they did it with: "ran" makes "On 21 March you ran 22.8 km, ...".
    """
    shown = spoken(occurrences)
    if shown is None:
        return clear or now
    count = sum(seen.in_period for seen in one_per_week(occurrences))
    others = f"; one of {wording.number(count, 0)} in the period" if count > 1 else ""
    days = wording.days(shown.first, shown.last)
    begins = f"{'On' if shown.first == shown.last else 'From'} {days} you {you} " if you else f"{days}: "
    seen = f"{begins}{shown.note}{others}"
    return f"{seen}; {limit}." if shown.last == day else f"{seen}. {now}"


def _weight(occurrence: Occurrence) -> tuple[bool, int, int]:
    """Whether it lies in the period, its level, its length [days]."""
    return occurrence.in_period, occurrence.level.rank, (occurrence.last - occurrence.first).days


def muted(level: Level) -> Level:
    """One level lower, as a race is told of; info stays."""
    return list(Level)[max(level.rank - 1, 0)]


def strongest(levels: Iterable[Level]) -> Level | None:
    """The level that asks for most attention, or None of none."""
    return max(levels, key=lambda level: level.rank, default=None)
