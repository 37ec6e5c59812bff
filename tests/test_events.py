"""News, habit, history: single events ask for attention for four weeks, a habit as long as it lasts."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from runrisk.analysis.events import NO_NEWS, is_habit, without_old_events
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


@pytest.mark.parametrize(("days_ago", "verdict"), [(0, "flagged"), (27, "flagged"), (28, "clear"), (83, "clear")])
def test_an_event_is_news_in_28_days(days_ago, verdict):
    after = without_old_events(finding(seen(days_ago)), PERIOD, usual=1)
    assert after.verdict == verdict


def test_history_is_listed_as_info_outside_of_the_period_and_asks_for_nothing():
    after = without_old_events(finding(seen(40), seen(30)), PERIOD, usual=2)
    assert (after.level, after.advice, after.current) == (None, (), ())
    assert [(one.level, one.in_period) for one in after.occurrences] == [(Level.INFO, False)] * 2
    assert after.summary == NO_NEWS + "seen"


def test_the_level_is_that_of_the_news():
    after = without_old_events(finding(seen(40, Level.WARNING), seen(3, Level.INFO)), PERIOD, usual=2)
    assert (after.verdict, after.level) == (Verdict.FLAGGED, Level.INFO)
    assert after.advice == ("slower",)
    assert len(after.occurrences) == 2
    assert after.current == (seen(3, Level.INFO),)


def test_an_event_of_several_days_is_as_old_as_its_last_day():
    assert without_old_events(finding(seen(27, days=7)), PERIOD, usual=1).verdict is Verdict.FLAGGED
    assert without_old_events(finding(seen(28, days=7)), PERIOD, usual=1).verdict is Verdict.CLEAR


def test_a_habit_stays_as_it_is():
    many = finding(seen(70), seen(60), seen(50), seen(40))
    assert without_old_events(many, PERIOD, usual=3) == many
    assert without_old_events(many, PERIOD, usual=4).verdict is Verdict.CLEAR


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


def test_what_is_not_flagged_is_left_alone():
    quiet = replace(finding(seen(40)), verdict=Verdict.CLEAR, level=None)
    assert without_old_events(quiet, PERIOD, usual=0) == quiet
