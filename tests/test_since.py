"""Since when a pattern is there: one stretch, several, still going on."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from runrisk.finding import Finding, Grade, Level, Occurrence, Verdict
from runrisk.report.since import since
from runrisk.wording import Wording

LAST_DAY = date(2026, 3, 29)
PERIOD_DAYS = 84


def found(*days):
    """A finding seen on stretches (first, last), each counted in days before the period's last one."""
    seen = [
        Occurrence(
            first=LAST_DAY - timedelta(days=first),
            last=LAST_DAY - timedelta(days=last),
            level=Level.CAUTION,
            note="",
            in_period=last < PERIOD_DAYS,
        )
        for first, last in days
    ]
    return Finding(
        rule="r", title="R", verdict=Verdict.FLAGGED, summary="", grade=Grade.LIMITED, occurrences=tuple(seen)
    )


@pytest.mark.parametrize(
    ("stretches", "said"),
    [
        ([], ""),
        ([(200, 190)], ""),
        ([(10, 10)], "on 2026-03-19"),
        ([(0, 0)], "on 2026-03-29"),
        ([(30, 20)], "2026-02-27 to 2026-03-09"),
        ([(30, 0)], "since 2026-02-27"),
        ([(30, 6)], "since 2026-02-27"),
        ([(30, 7)], "2026-02-27 to 2026-03-22"),
        # The stretch before the period goes on within it.
        ([(120, 90), (83, 0)], "since 2025-11-29"),
        ([(120, 91), (83, 0)], "since 2026-01-05"),
        # Three weeks in a row are one stretch; a gap of more than a week makes two.
        ([(20, 14), (13, 7), (6, 0)], "since 2026-03-09"),
        ([(60, 54), (13, 7), (6, 0)], "3 times since 2026-01-28, last on 2026-03-29"),
        ([(50, 50), (10, 10)], "2 times since 2026-02-07, last on 2026-03-19"),
    ],
)
def test_since(stretches, said):
    assert since(found(*stretches), LAST_DAY, Wording()) == said


def test_an_answer_that_still_holds_began_on_no_day():
    answered = found((0, 0))
    [stands] = answered.occurrences
    assert since(replace(answered, occurrences=(replace(stands, standing=True),)), LAST_DAY, Wording()) == ""
