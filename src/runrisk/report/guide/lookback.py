"""The look-back: what the log showed before pain began, beside how often it showed the same on ordinary days."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import pandas as pd

from runrisk.analyzers import analyzer_classes
from runrisk.finding import Finding, Occurrence
from runrisk.measures.pain import Pain, told_pain
from runrisk.model import TrainingLog
from runrisk.wording import Wording

ONE_LOG = (
    "One log proves nothing: with a few onsets such counts differ by chance alone. They are for talking with whoever "
    "treats you, not for finding a cause."
)
NEW_AFTER_DAYS = 14
"""Pain at a place is a new onset after so many days without pain told of there. Our choice."""

WINDOWS: tuple[tuple[str, int, int], ...] = (("1-3 days before", 1, 3), ("1-4 weeks before", 7, 28))
"""Name of a window, and its first and last day counted back. Our choice: the days, and the weeks that articles mean."""

LONGEST_DAYS = max(last for _, _, last in WINDOWS)
"""A day can be compared once the log is so old."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Onset:
    """One day on which pain began: the first pain, the day and all of its pain in words, and for each window the notes of the patterns seen in it."""

    pain: Pain
    day: str
    said: str
    notes: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class PatternCount:
    """How often one pattern showed in one window before onsets and before ordinary days."""

    title: str
    window: str
    onsets: int
    ordinary: int


@dataclass(frozen=True, kw_only=True, slots=True)
class LookBack:
    """Onsets, newest first, and counts by pattern and window.

    Attributes:
        onsets: those with four weeks of log before.
        too_early: how many onsets lie in the first four weeks of the log.
        ordinary_days: days that could have been an onset and were not.
        counts: patterns that were seen at all.
    """

    onsets: tuple[Onset, ...]
    too_early: int
    ordinary_days: int
    counts: tuple[PatternCount, ...]

    def __bool__(self) -> bool:
        return bool(self.onsets or self.too_early)


def precursors() -> frozenset[str]:
    """The rules that speak of days; a habit of the whole log cannot be compared between days."""
    return frozenset(rule for rule, kind in analyzer_classes().items() if kind.precursor)


def look_back(log: TrainingLog, findings: Sequence[Finding], wording: Wording) -> LookBack:
    """What the findings show before each onset of pain, and before every ordinary day.

    An ordinary day is a recorded day, four weeks or more after the log began, without pain on it or in the 14 days
    before.
    """
    pains = told_pain(log)
    days = [stamp.date() for stamp in log.days.index[log.days["known"]]]
    first = days[0] + timedelta(days=LONGEST_DAYS) if days else date.max
    started = onsets(pains)
    kept = {day: together for day, together in started.items() if day >= first}
    painful = {pain.day + timedelta(days=number) for pain in pains for number in _covered(pain)}
    ordinary = {day for day in days if day >= first and day not in painful}
    spoken = [finding for finding in findings if finding.rule in precursors() and finding.occurrences]
    counts = [_count(finding, window, kept, ordinary) for finding in spoken for window in WINDOWS]
    return LookBack(
        onsets=tuple(_onset(kept[day], spoken, wording) for day in sorted(kept, reverse=True)),
        too_early=len(started) - len(kept),
        ordinary_days=len(ordinary),
        counts=tuple(count for count in counts if count.onsets or count.ordinary) if kept else (),
    )


def onsets(pains: Sequence[Pain]) -> Mapping[date, list[Pain]]:
    """Day -> pain that began anew on it: none was told of at its place in the 14 days before."""
    last: dict[object, date] = {}
    found: dict[date, list[Pain]] = {}
    for pain in pains:
        before = last.get(pain.place)
        if before is None or pain.day - before > timedelta(days=NEW_AFTER_DAYS):
            found.setdefault(pain.day, []).append(pain)
        last[pain.place] = max(pain.last, before or pain.last)
    return found


def _covered(pain: Pain) -> range:
    """Days from its first one on that are no ordinary ones."""
    return range((pain.last - pain.day).days + NEW_AFTER_DAYS + 1)


def _count(
    finding: Finding, window: tuple[str, int, int], began: Collection[date], ordinary: set[date]
) -> PatternCount:
    """How many onsets and ordinary days have something of a finding in the window before them."""
    name, near, far = window
    after = {
        seen.first + timedelta(days=number)
        for seen in finding.occurrences
        for number in range(near, (seen.last - seen.first).days + far + 1)
    }
    return PatternCount(
        title=finding.title,
        window=name,
        onsets=sum(day in after for day in began),
        ordinary=len(ordinary & after),
    )


def _onset(pains: Sequence[Pain], spoken: Sequence[Finding], wording: Wording) -> Onset:
    pain = pains[0]
    return Onset(
        pain=pain,
        day=wording.day(pain.day),
        said="; ".join(one.said(wording) for one in pains),
        notes=tuple(
            tuple(
                f"{finding.title}: {seen.note} ({wording.days(seen.first, seen.last)})"
                for finding in spoken
                for seen in _seen(finding, pain.day, near, far)
            )
            for _, near, far in WINDOWS
        ),
    )


def _seen(finding: Finding, day: date, near: int, far: int) -> list[Occurrence]:
    """What a finding saw from `far` to `near` days before a day."""
    first, last = day - timedelta(days=far), day - timedelta(days=near)
    return [seen for seen in finding.occurrences if seen.first <= last and seen.last >= first]


def look_back_table(found: LookBack) -> pd.DataFrame:
    """The counts: one row a pattern and window, with the number of onsets and ordinary days, and of how many."""
    rows = [
        (one.title, one.window, one.onsets, len(found.onsets), one.ordinary, found.ordinary_days)
        for one in found.counts
    ]
    return pd.DataFrame(rows, columns=["pattern", "window", "onsets", "of_onsets", "ordinary_days", "of_ordinary_days"])
