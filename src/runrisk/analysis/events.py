"""News, habit, history: how long a single event asks for attention.

One long run is news for four weeks. What was seen more often than on most real lives is a habit and stays. Everything else
is history: it is listed, and asks for nothing.
"""

from dataclasses import replace
from datetime import date, timedelta

from runrisk.finding import Finding, Level, Occurrence, Verdict
from runrisk.model import Period
from runrisk.model.period import DEFAULT_DAYS

NEWS_DAYS = 28
"""An event is news in so many days up to the last one looked at. Our choice: a month of training has gone by then."""
MIN_HABIT = 3
"""Fewer than so many events are no habit, however seldom others have them. Our choice."""
NO_NEWS = f"Nothing new in the last {NEWS_DAYS} days. "
"""Begins the sentence of a finding that has nothing but history."""


def news_of(period: Period) -> Period:
    """The last NEWS_DAYS of a period, or all of a shorter one."""
    return Period(since=max(period.since, period.until - timedelta(days=NEWS_DAYS - 1)), until=period.until)


def as_news(whole: Finding, recent: Finding, news: Period) -> Finding:
    """A rule of single events told as news: its sentence is about the last days, what lies before them is history.

    Args:
        whole: what the rule says of the whole period.
        recent: what it says of the last days of the period.
        news: those days.
    """
    history = tuple(seen for seen in with_history(whole, news.since).occurrences if seen.last < news.since)
    if recent.verdict is not Verdict.FLAGGED:
        summary = NO_NEWS + whole.summary
        return replace(whole, occurrences=history, level=None, verdict=Verdict.CLEAR, advice=(), summary=summary)
    return replace(
        whole, occurrences=(*history, *recent.current), level=recent.level, advice=recent.advice, summary=recent.summary
    )


def with_history(finding: Finding, since: date) -> Finding:
    """A finding whose occurrences before a day are history: info, and outside of what is spoken of."""
    return replace(
        finding, occurrences=tuple(_history(seen) if seen.last < since else seen for seen in finding.occurrences)
    )


def is_habit(seen: int, period: Period, usual: float) -> bool:
    """Whether so many occurrences in a period are more than is usual in twelve weeks; a longer one holds more."""
    days = (period.until - period.since).days + 1
    return seen >= MIN_HABIT and seen > usual * max(days, DEFAULT_DAYS) / DEFAULT_DAYS


def _history(seen: Occurrence) -> Occurrence:
    return replace(seen, level=Level.INFO, in_period=False)
