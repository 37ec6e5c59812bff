"""News, habit, history: single events ask for attention for four weeks, a habit as long as it lasts."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from logs import training_log
from runrisk.analysis.events import NO_NEWS, as_news, is_habit, news_of
from runrisk.analysis.outcome import run_analyzers
from runrisk.analyzers import analyzer_classes
from runrisk.charts import Dots
from runrisk.finding import Finding, Grade, Level, Occurrence, Verdict
from runrisk.model import Period

UNTIL = date(2026, 3, 29)
PERIOD = Period.ending(UNTIL)


def seen(days_ago, level=Level.CAUTION, days=1):
    last = UNTIL - timedelta(days=days_ago)
    return Occurrence(first=last - timedelta(days=days - 1), last=last, level=level, note="as compared")


def finding(*occurrences):
    return Finding(
        rule="some-rule",
        title="some rule",
        verdict=Verdict.FLAGGED,
        level=max((one.level for one in occurrences), key=lambda level: level.rank),
        summary="seen",
        grade=Grade.MODERATE,
        occurrences=occurrences,
        advice=("slower",),
    )


def told(*occurrences):
    """What a rule says that saw these: of the whole period, and of its last days alone."""
    news = news_of(PERIOD)
    late = [one if news.holds(one.last) else replace(one, in_period=False) for one in occurrences]
    current = [one for one in late if one.in_period]
    recent = replace(finding(*occurrences), occurrences=tuple(late), summary="seen lately")
    if not current:
        recent = replace(recent, verdict=Verdict.CLEAR, level=None)
    else:
        recent = replace(recent, level=finding(*current).level)
    return as_news(finding(*occurrences), recent, news)


@pytest.mark.parametrize(("days_ago", "verdict"), [(0, "flagged"), (27, "flagged"), (28, "clear"), (83, "clear")])
def test_an_event_is_news_in_28_days(days_ago, verdict):
    assert told(seen(days_ago)).verdict == verdict


def test_a_short_period_is_news_as_a_whole():
    assert news_of(Period.ending(UNTIL, 14)) == Period.ending(UNTIL, 14)
    assert news_of(PERIOD) == Period.ending(UNTIL, 28)


def test_history_is_listed_as_info_outside_of_the_period_and_asks_for_nothing():
    after = told(seen(40), seen(30))
    assert (after.level, after.advice, after.current) == (None, (), ())
    assert [(one.level, one.in_period) for one in after.occurrences] == [(Level.INFO, False)] * 2
    assert after.summary == NO_NEWS + "seen"


def test_the_sentence_and_the_level_are_those_of_the_news():
    after = told(seen(40, Level.WARNING), seen(3, Level.INFO))
    assert (after.verdict, after.level, after.summary) == (Verdict.FLAGGED, Level.INFO, "seen lately")
    assert after.advice == ("slower",)
    assert [one.last for one in after.occurrences] == [UNTIL - timedelta(days=40), UNTIL - timedelta(days=3)]
    assert after.current == (seen(3, Level.INFO),)


def test_an_event_of_several_days_is_as_old_as_its_last_day():
    assert told(seen(27, days=7)).verdict is Verdict.FLAGGED
    assert told(seen(28, days=7)).verdict is Verdict.CLEAR


@pytest.mark.parametrize(
    ("count", "usual", "days", "habit"),
    [
        (4, 3, 84, True),
        (3, 3, 84, False),
        (3, 0, 84, True),
        (2, 0, 84, False),  # two are no habit, however seldom others have them
        (4, 3, 28, True),  # a shorter period is held against the same number
        (7, 3, 168, True),
        (6, 3, 168, False),  # twice as long, twice as many
        (100, float("inf"), 84, False),
    ],
)
def test_a_habit_is_more_than_nine_of_ten_have_and_at_least_three(count, usual, days, habit):
    assert is_habit(count, Period.ending(UNTIL, days), usual) is habit


def outcome(*days_ago):
    """session-spike over a log of equal weeks with spikes so many days before its end, each 15 % longer than the one before."""
    weeks = [["8", ".", "6", ".", "4", "12", "."] for _ in range(20)]
    for longer, ago in enumerate(sorted(days_ago, reverse=True)):
        at = 139 - ago
        weeks[at // 7][at % 7] = f"{15 * 1.15**longer:.1f}"
    log = training_log([" ".join(week) for week in weeks])
    [found] = run_analyzers([analyzer_classes()["session-spike"]()], log)
    return found


def test_the_chart_shows_the_whole_period_and_the_sentence_the_news():
    # Saturdays 1 and 43 days before the Sunday that ends the log; 17.2 and 15 km after 12
    found = outcome(1, 43)
    assert [(one.in_period, one.level) for one in found.finding.occurrences] == [
        (False, Level.INFO),
        (True, Level.CAUTION),
    ]
    assert "in the period" not in found.finding.summary
    assert len([step for step in found.measured if step.current]) > len([step for step in found.recent if step.current])


def marks(found):
    """How many dots of its chart are flagged."""
    [panel] = found.plot().plot.panels
    return sum(sum(one.flagged) for one in panel.series if isinstance(one, Dots))


def test_the_chart_marks_the_news_and_no_history():
    assert marks(outcome(1, 43)) == 1
    assert marks(outcome(43)) == 0
    assert marks(outcome(27)) == 1


def test_a_habit_is_marked_all_over_the_period():
    assert marks(outcome(1, 15, 29, 43, 57)) == 5


def test_what_lies_before_the_period_is_history_too():
    # 100 days ago: outside of the 84; the period has no event of its own
    found = outcome(100).finding
    assert found.verdict is Verdict.CLEAR
    assert not found.summary.startswith(NO_NEWS)
    assert [(one.in_period, one.level) for one in found.occurrences] == [(False, Level.INFO)]
