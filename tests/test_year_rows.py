"""A whole log, a row a year: where days stand, which stretches are named, what the table says, and what is drawn."""

import re
from datetime import date, timedelta
from math import nan

import pytest

import runrisk as rr
from logs import training_log
from runrisk.charts import Chart, plot_of
from runrisk.charts.plot import Calendar, Years
from runrisk.charts.sheets import sheet_of
from runrisk.charts.year_rows import WEEKS_IN_ROW, breaks_of, holes_of, spots_of
from runrisk.finding import Level, Occurrence
from runrisk.report.glance.charts import LONG_LOG_DAYS
from runrisk.report.glance.year_by_year import FLAGGED, years_chart
from runrisk.wording import Wording, for_people

FIRST = date(2024, 1, 1)  # a Monday


def days_of(far, *, first=FIRST, known=None, other=None, flagged=(), pain=(), first_weekday=0):
    count = len(far)

    def at(numbers):
        return tuple(number in numbers for number in range(count))

    return Calendar(
        first=first,
        distance_m=tuple(map(float, far)),
        other=at(other or ()),
        known=tuple(known) if known else (True,) * count,
        flagged=at(flagged),
        pain=at(pain),
        first_weekday=first_weekday,
    )


def years_of(days, *, race=(), period=(0, 0)):
    return Years(days=days, race=tuple(number in race for number in range(len(days.distance_m))), period=period)


def spot(day, **more):
    [found] = spots_of(days_of([1], first=day, **more))
    return found.week, found.weekday


@pytest.mark.parametrize(
    ("day", "first_weekday", "place"),
    [
        (date(2024, 1, 1), 0, (0, 0)),
        (date(2024, 1, 1), 6, (0, 1)),  # weeks from Sunday: a Monday is the second
        (date(2024, 1, 7), 0, (0, 6)),
        (date(2024, 1, 8), 0, (1, 0)),
        (date(2023, 1, 1), 0, (0, 6)),  # a Sunday, alone in its week
        (date(2023, 1, 2), 0, (1, 0)),
        (date(2024, 12, 31), 0, (52, 1)),
        (date(2028, 12, 31), 0, (52, 6)),
        (date(2012, 12, 31), 6, (52, 1)),
        (date(2000, 12, 31), 6, (53, 0)),  # a leap year that begins with the last day of a week: the most there are
    ],
)
def test_a_day_stands_in_its_week_of_the_year(day, first_weekday, place):
    assert spot(day, first_weekday=first_weekday) == place
    assert place[0] < WEEKS_IN_ROW


def test_each_year_is_a_row():
    rows = [found.row for found in spots_of(days_of([0] * 400, first=date(2024, 12, 31)))]
    assert (rows[0], rows[1], rows[365], rows[366]) == (0, 1, 1, 2)


@pytest.mark.parametrize(("free", "named"), [(13, False), (14, True)])
def test_fourteen_days_without_a_run_are_a_break(free, named):
    days = days_of([5000, *[0] * free, 5000])
    assert [(one.first, one.last, one.whole_days) for one in breaks_of(days)] == ([(1, 14, 14)] if named else [])


def test_a_break_over_new_year_stands_in_both_rows_with_its_whole_length():
    days = days_of([1, *[0] * 20, 1], first=date(2024, 12, 20))
    assert [(one.first, one.last, one.whole_days) for one in breaks_of(days)] == [(1, 11, 20), (12, 20, 20)]


def test_what_is_not_recorded_is_a_hole_and_no_break():
    days = days_of([1, *[0] * 20, 1], known=[True, *[False] * 20, True])
    assert list(breaks_of(days)) == []
    assert [(one.first, one.last) for one in holes_of(days)] == [(1, 20)]


def test_a_run_of_unknown_distance_is_no_free_day():
    assert list(breaks_of(days_of([*[0] * 10, nan, *[0] * 10]))) == []


def test_the_table_has_a_line_a_year_with_its_marks():
    far = [5000.0] * 366 + [nan, 7000.0, 0.0]
    known = [True] * 368 + [False]
    sheet = sheet_of(years_of(days_of(far, flagged=[3], pain=[4, 5, 367], known=known), race=[367]), Wording())
    numbers = sheet.numbers(Wording())
    assert numbers.columns == ("year", "distance run [km]", "longest day [km]", "note")
    assert numbers.rows == (
        ("2024", "1,830.0", "5.0", "1 day flagged, 2 days with pain"),
        ("2025", "7.0", "7.0", "1 day with pain, 1 day with a race, 1 days without a record"),
    )


def drawn(years, wording=None):
    return Chart(plot_of(years), alt="The years", prefix="y", wording=wording or Wording())


def test_each_mark_is_drawn_and_named_where_there_is_one_and_only_there():
    names = [
        "flagged run",
        "pain told of",
        "race",
        "14 days or more without a run",
        "nothing recorded for 14 days or more",
    ]
    far = [5000, *[0] * 20, 8000, *[0] * 20, 12000, 3000]
    full = years_of(
        days_of(far, known=[True] * 22 + [False] * 20 + [True] * 2, flagged=[42], pain=[43]), race=[21], period=(21, 43)
    )
    for picture in (drawn(full).svg(), drawn(full).narrow()):
        assert all(name in picture for name in names)
        assert "2024" in picture
    plain = drawn(years_of(days_of([5000, 6000]))).svg()
    assert not any(name in plain for name in names)
    assert "the days this report speaks of" in plain


def test_a_break_says_its_length_where_there_is_room():
    assert "40 d" in drawn(years_of(days_of([5000, *[0] * 40, 5000]))).svg()
    assert "20 d" not in drawn(years_of(days_of([5000, *[0] * 20, 5000]))).svg()


def test_no_two_days_stand_upon_each_other():
    picture = drawn(years_of(days_of([5000] * 800))).svg()
    squares = re.findall(r"M([\d.]+) ([\d.]+)h[\d.]+v", picture)
    assert len(set(squares)) >= 800


def test_a_notebook_gets_a_figure():
    figure = drawn(years_of(days_of([5000] * 500, flagged=[3], pain=[4]), race=[5])).figure
    assert [label.get_text() for label in figure.axes[0].get_yticklabels()] == ["2024", "2025"]


@pytest.mark.parametrize(("weeks", "there"), [(LONG_LOG_DAYS // 7, False), (LONG_LOG_DAYS // 7 + 1, True)])
def test_a_long_log_shows_its_years(weeks, there):
    log = training_log([f"{weeks} x 8 . 8 . 8 . 8"])
    page = rr.analyze(log).to_html()
    assert ("<h3>The years</h3>" in page) is there
    assert (f"{4 * weeks} runs and {32 * weeks:,} km from 5 Jan 2026 to " in page) is there


def test_what_was_flagged_long_ago_is_marked_and_the_note_says_so():
    log = training_log(["120 x 8 . 8 . 8 . 8"])
    run = log.recorded[40]
    seen = Occurrence(
        first=run.local_day, last=run.local_day, level=Level.CAUTION, note="", activity=run.id, in_period=False
    )
    shown = years_chart(log, (seen,), for_people(), 0)
    assert ": 1 flagged run. A square is" in shown.note
    assert shown.note.endswith(FLAGGED)
    assert "flagged run" in shown.chart.svg()
    assert FLAGGED not in years_chart(log, (), for_people(), 0).note


def test_the_period_is_underlined_in_each_year_that_it_touches():
    days = days_of([5000] * 400, first=date(2024, 6, 1))
    within = drawn(years_of(days, period=(0, 10))).svg()
    across = drawn(years_of(days, period=(200, 230))).svg()  # 18 December to 17 January
    assert days.first + timedelta(days=200) == date(2024, 12, 18)
    assert across.count('stroke-width="2"') == within.count('stroke-width="2"') + 1
