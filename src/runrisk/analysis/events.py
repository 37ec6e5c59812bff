"""News, habit, history: how long a single event asks for attention.

One long run is news for four weeks. What was seen more often than on most real lives is a habit and stays. Everything else
is history: it is listed, and asks for nothing.
"""

from dataclasses import replace
from datetime import timedelta

from runrisk.analysis.base import strongest
from runrisk.finding import Finding, Level, Occurrence, Verdict
from runrisk.model import Period
from runrisk.model.period import DEFAULT_DAYS

NEWS_DAYS = 28
"""An event is news in so many days up to the last one looked at. Our choice: a month of training has gone by then."""
MIN_HABIT = 3
"""Fewer than so many events are no habit, however seldom others have them. Our choice."""
NO_NEWS = "No news of the last 28 days: "
"""Begins the sentence of a finding that has nothing but history."""


def without_old_events(finding: Finding, period: Period, usual: float) -> Finding:
    """The finding of a rule of single events: old ones are history (info, out of the period) unless they are a habit.

    Args:
        finding: as the rule gave it.
        period: the days verdicts speak of.
        usual: nine of ten real runners have no more occurrences in twelve weeks (base_rates.toml).
    """
    if finding.verdict is not Verdict.FLAGGED or is_habit(len(finding.current), period, usual):
        return finding
    since = period.until - timedelta(days=NEWS_DAYS - 1)
    occurrences = tuple(seen if seen.last >= since else _history(seen) for seen in finding.occurrences)
    level = strongest(seen.level for seen in occurrences if seen.in_period)
    if level is not None:
        return replace(finding, occurrences=occurrences, level=level)
    summary = NO_NEWS + finding.summary
    return replace(finding, occurrences=occurrences, level=None, verdict=Verdict.CLEAR, advice=(), summary=summary)


def is_habit(seen: int, period: Period, usual: float) -> bool:
    """Whether so many occurrences in a period are more than is usual in twelve weeks; a longer one holds more."""
    days = (period.until - period.since).days + 1
    return seen >= MIN_HABIT and seen > usual * max(days, DEFAULT_DAYS) / DEFAULT_DAYS


def _history(seen: Occurrence) -> Occurrence:
    return replace(seen, level=Level.INFO, in_period=False)
