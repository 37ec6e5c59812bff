"""The log at a glance: what its charts show, mark and say, whatever the log and whatever weeks begin with."""

import re
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise
from xml.etree import ElementTree as ET

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from matplotlib.colors import to_rgb
from matplotlib.dates import num2date

from logs import FIRST_MONDAY, training_log
from report_logs import EMAIL, HOSTILE, LOUD, LongRun, report
from runrisk.charts.artists import LOOKS
from runrisk.charts.day_marks import WEEKDAYS
from runrisk.charts.stacks import MAX_PARTS
from runrisk.finding import Level, Occurrence
from runrisk.measures.daily_load import effort_load, impact_load
from runrisk.model import Period, TrainingLog
from runrisk.report.glance import flagged_weeks, glance_charts
from runrisk.report.glance.flag_marks import marked_weeks
from runrisk.report.glance.shoes import NAME_LENGTH
from runrisk.wording import Units, Wording

SATURDAY, SUNDAY = 5, 6
HOLED = ["3 x 8!5 . 8!5 . . 10!6 .", "4 x -", "8!5 . 8!5 . . 10!6 .", "? . 8 . . . ."]
SENSED = {"a": "20x140:2.8:170:250 20x140:2.8:170:250:-3"}
LOGS = {
    "no log": training_log([]),
    "no run": training_log(["c60 . w30 . . . ."]),
    "one run": training_log([". . 8 . . . ."]),
    "one run of unknown distance": training_log([". . ? . . . ."]),
    "three weeks": training_log(["3 x 8#blue . 8 . c60 . 12"]),
    "holes": training_log(HOLED),
    "ten years": training_log(["520 x 8#blue . 8 . . . 12"]),
    "minutes": training_log(["12 x 8@a . 8@a . . . 12@a"], minutes=SENSED),
}


def glance(log, *, units=Units.KM, first_weekday=0, findings=()):
    return {one.chart.prefix: one for one in glance_charts(log, findings, Wording(units=units), first_weekday)}


def bars(one, axes=0):
    """Label -> height by first day."""
    return {
        drawn.get_label(): {num2date(round(bar.get_x())).date(): bar.get_height() for bar in drawn}
        for drawn in one.chart.figure.axes[axes].containers
    }


def texts(svg):
    return {"".join(text.itertext()) for text in ET.fromstring(svg).iter("{http://www.w3.org/2000/svg}text")}  # noqa: S314


@pytest.mark.parametrize("first_weekday", [0, SUNDAY])
@pytest.mark.parametrize("units", Units)
@pytest.mark.parametrize("name", LOGS)
def test_every_log_is_drawn_and_told_in_sentences(name, units, first_weekday):
    charts = glance(LOGS[name], units=units, first_weekday=first_weekday)
    assert bool(charts) is (name not in {"no log", "no run"})
    assert ("glance-months" in charts) is (name == "ten years")
    assert ("glance-shoes" in charts) is (name in {"three weeks", "ten years"})
    assert ("glance-form" in charts) is (name == "minutes")
    for one in charts.values():
        assert one.chart.alt.endswith(".")
        assert "nan" not in one.chart.alt + one.note
        assert f">{one.chart.alt}</title>" in one.chart.svg()
        assert all(axes.get_ylabel() or axes.get_xlabel() for axes in one.chart.figure.axes)
        other = "km" if units is Units.MI else "mi"
        assert not re.search(rf"\b{other}\b", one.chart.alt + one.note)


def test_the_same_log_gives_the_same_bytes():
    once, again = (glance(LOGS["three weeks"]) for _ in range(2))
    assert [one.chart.svg() for one in once.values()] == [one.chart.svg() for one in again.values()]


def test_a_year_is_shown_at_most():
    drawn = bars(glance(LOGS["ten years"])["glance-weeks"])
    assert len(drawn["distance in the week"]) == 12
    weeks = drawn["weeks before"] | drawn["distance in the week"]
    assert len(weeks) == 53
    # 520 weeks from 2026-01-05: the last one begins 519 weeks later
    assert max(weeks) == FIRST_MONDAY + timedelta(weeks=519)


def test_averages_leave_out_the_holes_of_the_log():
    # 4 weeks of 8 + 8 + 10 = 26 km, then three weeks of nothing, then one run at the end of a week
    log = training_log(["4 x . 8 . 8 . . 10", "3 x -", ". . . . . . 6"])
    numbers = dict(report(log).summary().numbers)
    # the first run is on a Tuesday, so the log has 8 x 7 - 1 = 55 days; runs on days 28 and 56 leave 27 between them
    assert numbers["Days without a record"] == "27 of 55"
    # 4 x 26 + 6 = 110 km on 55 - 27 = 28 days, which are 4 weeks
    assert numbers["Distance a week"] == "27.5 km"
    # 13 runs on 28 days
    assert numbers["Days without training"] == "15 of 28"
    one = glance(log)["glance-weeks"]
    assert "between 6 and 26 km, 27.5 km a week on average; of 3 weeks nothing is known" in one.chart.alt
    assert "The longest single run was 10.0 km, on 2026-01-11" in one.chart.alt


def test_less_than_a_week_has_no_averages():
    log = training_log(["5 . 5 . . . ."])
    assert "Runs a week" not in dict(report(log).summary().numbers)
    assert "average" not in glance(log)["glance-weeks"].chart.alt


def test_a_period_before_the_log_has_nothing_to_draw():
    log = training_log(LOUD).looking_at(Period(since=date(2020, 1, 1), until=date(2020, 2, 1)))
    made = report(log)
    assert made.summary().numbers == ()
    assert glance(log) == {}
    assert 'id="glance"' not in made.to_html()


def test_a_hole_is_not_a_week_of_nothing_and_the_last_week_says_where_it_ends():
    one = glance(training_log(HOLED))["glance-weeks"]
    drawn = bars(one)["distance in the week"]
    assert np.isnan(drawn[FIRST_MONDAY + timedelta(weeks=4)])
    # the run of unknown distance, on a Monday, adds nothing to the 8 km of Wednesday, on which the log ends
    assert bars(one)["week that is not over"] == {FIRST_MONDAY + timedelta(weeks=8): 8}
    assert "1 run of unknown distance adds nothing." in one.note
    assert "The last week goes up to 2026-03-04." in one.note
    assert "nothing known" in texts(one.chart.svg())
    assert "The last week" not in glance(training_log(["8 . . . . . 8"]))["glance-weeks"].note


def test_weeks_are_flagged_where_most_of_their_days_are():
    finding = report(training_log(LOUD), LongRun()).findings[0]
    assert [str(week.date()) for week in flagged_weeks(finding.occurrences[0])] == ["2026-03-23"]


@pytest.mark.parametrize(
    ("first", "last", "first_weekday", "weeks"),
    [
        (date(2026, 3, 3), date(2026, 3, 9), 0, ["2026-03-02"]),
        (date(2026, 3, 2), date(2026, 3, 15), 0, ["2026-03-02", "2026-03-09"]),
        (date(2026, 3, 7), date(2026, 3, 9), 0, ["2026-03-09"]),
        # Monday to Sunday: six days from Sunday 1 March on, one from the 8th on
        (date(2026, 3, 2), date(2026, 3, 8), SUNDAY, ["2026-03-01"]),
        # five days from Saturday 28 February on, two from 7 March on
        (date(2026, 3, 2), date(2026, 3, 8), SATURDAY, ["2026-02-28"]),
        # a single Sunday opens a week that begins with it
        (date(2026, 3, 8), date(2026, 3, 8), SUNDAY, ["2026-03-08"]),
    ],
)
def test_stretches_flag_the_weeks_they_fill(first, last, first_weekday, weeks):
    seen = Occurrence(first=first, last=last, level=Level.CAUTION, note="")
    assert [str(week.date()) for week in flagged_weeks(seen, first_weekday)] == weeks


@given(monday=st.integers(0, 500), first_weekday=st.integers(0, 6))
def test_a_week_of_the_rules_flags_one_bar_that_holds_most_of_it(monday, first_weekday):
    first = FIRST_MONDAY + timedelta(weeks=monday)
    seen = Occurrence(first=first, last=first + timedelta(days=6), level=Level.CAUTION, note="")
    [week] = flagged_weeks(seen, first_weekday)
    assert week.weekday() == first_weekday
    assert abs((week.date() - first).days) <= 3


def test_weeks_begin_where_the_reader_wants_and_flags_stay_with_their_days():
    findings = report(training_log(LOUD), LongRun()).findings
    for first_weekday in (0, SATURDAY, SUNDAY):
        one = glance(training_log(LOUD), first_weekday=first_weekday, findings=findings)["glance-weeks"]
        drawn = bars(one)
        assert {day.weekday() for days in drawn.values() for day in days} == {first_weekday}
        # 11 weeks of 8 + 8 + 10 km and one of 8 + 8 + 25 km
        assert sum(sum(heights.values()) for heights in drawn.values()) == pytest.approx(11 * 26 + 41)
        # Sunday 29 March 2026
        [flagged] = drawn["flagged week"]
        assert flagged <= date(2026, 3, 29) < flagged + timedelta(days=7)
        assert ("Rules look at weeks from Monday to Sunday" in one.note) is (first_weekday > 0)
        assert one.note.startswith(f"Weeks from {WEEKDAYS[first_weekday]} to {WEEKDAYS[first_weekday - 1]};")
        assert "1 week is flagged" in one.chart.alt
        assert one.chart.figure.axes[0].get_xlabel() == f"week, from {WEEKDAYS[first_weekday]} on"


def test_the_calendar_begins_with_the_same_day():
    rows = [label.get_text() for label in calendar_axes(first_weekday=SUNDAY).get_yticklabels()]
    assert rows == ["Sun", "Tue", "Thu", "Sat"]
    assert [label.get_text() for label in calendar_axes().get_yticklabels()] == ["Mon", "Wed", "Fri", "Sun"]
    # 8 March 2026 is a Sunday: its mark is in the first row, or in the last
    for first_weekday, row in ((SUNDAY, 0), (0, 6)):
        axes = calendar_axes(first_weekday=first_weekday, journal=[pain_on(date(2026, 3, 8))])
        [frame] = [patch for patch in axes.patches if patch.get_label() == "pain told of"]
        assert frame.get_path().vertices[:, 1].mean() == pytest.approx(row, abs=0.25)


def calendar_axes(first_weekday=0, journal=()):
    log = training_log(["12 x . 8 . 8 . . 10"], journal=journal)
    return glance(log, first_weekday=first_weekday)["glance-days"].chart.figure.axes[0]


def pain_on(day, **more):
    return {"kind": "pain", "day": day, "score": 4.0, "site": "hip", "side": "left", **more}


def test_days_with_pain_are_framed_counted_and_nothing_more_is_told_of_them():
    journal = [
        pain_on(date(2026, 1, 20), until=date(2026, 1, 22), note="after the stairs"),
        pain_on(date(2026, 1, 22), site="knee"),
        pain_on(date(2026, 2, 1), score=0.0),
        pain_on(date(2025, 1, 1), until=date(2026, 1, 6)),
    ]
    one = glance(training_log(["6 x . 8 . 8 . . 10"], journal=journal))["glance-days"]
    # 20, 21 and 22 January, and the 6th, on which the log begins: an entry that says 0 is no pain
    assert "4 with pain told of" in one.chart.alt
    assert "A frame is a day for which you told of pain" in one.note
    svg = one.chart.svg()
    assert "pain told of" in texts(svg)
    for private in ("hip", "knee", "left", "stairs", "4 of 10"):
        assert private not in svg.replace('class="', "") + one.note


def test_pain_after_the_end_of_the_log_is_said_and_that_of_another_time_is_not():
    log = training_log(["6 x . 8 . 8 . . 10"], journal=[pain_on(date(2026, 2, 20))])
    one = glance(log)["glance-days"]
    assert "You told of pain after 2026-02-15 too" in one.note
    assert "pain" not in one.chart.alt
    earlier = log.looking_at(Period(since=date(2026, 1, 5), until=date(2026, 2, 1)))
    assert "pain" not in glance(earlier)["glance-days"].note


def test_the_calendar_counts_each_kind_of_day():
    log = training_log(["8 . c60 . ? . 8", "2 x -", "5 . . . . . ."])
    alt = glance(log)["glance-days"].chart.alt
    # 11 January to 26 January: 14 days between two activities are a hole
    assert alt == (
        "Calendar of 22 days from 2026-01-05 to 2026-01-26: 4 with a run, 1 with other sport only, 3 with no training, "
        "14 with no record for 14 days or more."
    )


def test_the_calendar_hands_out_its_days():
    log = training_log(["8 . c60 . ? . 8", "."], journal=[pain_on(date(2026, 1, 6))])
    [numbers] = glance(log)["glance-days"].chart.numbers
    assert numbers.columns == ("day", "distance run [km]", "note")
    assert sorted(numbers.rows) == [
        ("2026-01-05", "8.0", ""),
        ("2026-01-06", "", "rest day, pain told of"),
        ("2026-01-07", "", "other sport only"),
        ("2026-01-08", "", "rest day"),
        ("2026-01-09", "", "distance not known"),
        ("2026-01-10", "", "rest day"),
        ("2026-01-11", "8.0", ""),
    ]


def test_both_loads_have_a_panel_and_a_unit_of_their_own():
    one = glance(training_log(["2 x 8!5 . w60!2 . . . 10!6"]))["glance-load"]
    impact, effort = one.chart.figure.axes
    assert (impact.get_ylabel(), effort.get_ylabel()) == ("impact\n[weighted km]", "effort\n[rating × min]")
    assert impact.get_xlim() == effort.get_xlim()
    # 8 + 10 km run, a walk of unknown distance; 48 min x 5 + 60 min x 2 + 60 min x 6
    assert list(bars(one)["_impact"].values()) == pytest.approx([18, 18])
    assert list(bars(one, 1)["_effort"].values()) == pytest.approx([720, 720])
    assert "Impact a week: 18 weighted km" in one.chart.alt
    assert "Effort a week: 720 rating × min" in one.chart.alt
    assert "your rating x minutes of all sports" in one.note
    assert "without a verdict" in one.note


def test_impact_follows_the_units():
    one = glance(training_log(["8 . . . . . 8"]), units=Units.MI)["glance-load"]
    assert list(bars(one)["_impact"].values()) == pytest.approx([16 / 1.609344])
    assert one.chart.figure.axes[0].get_ylabel() == "impact\n[weighted mi]"
    assert "kilometre" not in one.note


def test_a_week_known_in_part_is_marked_and_a_lost_one_is_no_zero():
    one = glance(training_log(HOLED))["glance-load"]
    drawn = bars(one)
    # nothing is known from Sunday 25 January to 22 February; the distance of the run on 2 March is not known
    assert drawn["only some days of the week known"] == {date(2026, 1, 19): 26, date(2026, 3, 2): 8}
    assert np.isnan(drawn["_impact"][date(2026, 2, 2)])
    assert {"only some days of the week known", "nothing known"} <= texts(one.chart.svg())


def test_loads_of_the_days_shown_are_those_of_the_whole_log():
    log = training_log(["60 x 8!5@a . w60!2 . c30!3 . 10!6@a", "4 x -", "8!5 . . . . . ."], minutes=SENSED)
    one = glance(log)["glance-load"]
    starts = sorted(day for days in bars(one).values() for day in days)
    for number, whole in enumerate((impact_load(log), effort_load(log))):
        weekly = whole.daily.groupby(whole.daily.index.to_period("W").start_time).sum(min_count=1)
        drawn = {day: height for days in bars(one, number).values() for day, height in days.items()}
        assert [drawn[day] for day in starts] == pytest.approx(weekly.iloc[-53:].tolist(), nan_ok=True)


def test_effort_rests_on_the_sensor_of_the_year_shown():
    log = training_log(["60 x 8 . . . . . 8", "54 x 8@a . . . . . 8@a"], minutes=SENSED, answers={"hr_max_bpm": 190})
    assert "ratings or heart rates lack" in effort_load(log).basis
    assert "Edwards's zones x minutes" in glance(log)["glance-load"].note


def test_shoes_by_month_with_what_names_none():
    # January has 4 Mondays from the 5th on and February 4; Wednesdays from the 7th on likewise; "_b" is worn on Sundays
    log = training_log(["8 x 8#a . 5 . . . 10#_b"])
    one = glance(log)["glance-shoes"]
    january, february, march = date(2026, 1, 1), date(2026, 2, 1), date(2026, 3, 1)
    # Sundays: 11, 18, 25 January; 1, 8, 15, 22 February; 1 March
    assert bars(one) == {
        "“_b”": {january: 30, february: 40, march: 10},
        "a": {january: 32, february: 32, march: 0},
        "no shoe named": {january: 20, february: 20, march: 0},
    }
    assert one.chart.alt == (
        "Distance by month and pair of shoes from 2026-01-05 to 2026-03-01: _b 80.0 km, a 64.0 km, no shoe named 40.0 km."
    )
    assert one.note == "In the whole log up to 2026-03-01: _b 80.0 km, a 64.0 km."
    assert {"_b", "a", "no shoe named"} <= texts(one.chart.svg())


def test_shoes_of_another_year_are_counted_but_not_drawn():
    log = training_log(["4 x 8#old . . . . . 8#old", "60 x 8#new . . . . . 8#both"])
    one = glance(log)["glance-shoes"]
    assert set(bars(one)) == {"new", "both"}
    # 60 x 8 km each; the fourth pair is none: "old" is the one more
    assert one.note == "In the whole log up to 2027-03-28: both 480.0 km, new 480.0 km, 1 more pair."
    assert "glance-shoes" not in glance(training_log(["4 x 8#old . . . . . 8#old", "60 x 8 . . . . . 8"]))


def test_many_pairs_are_put_together_and_all_look_different_in_grey():
    week = " ".join(f"{number + 5}#p{number}" for number in range(7))
    one = glance(training_log([f"4 x {week}"]))["glance-shoes"]
    # the pairs worn least, 5 and 6 km a week
    assert list(bars(one)) == ["p6", "p5", "p4", "p3", "p2", "2 other pairs"]
    assert sum(bars(one)["2 other pairs"].values()) == pytest.approx(4 * (5 + 6))
    assert len(LOOKS) == MAX_PARTS
    grey = {hatch: [] for _, hatch in LOOKS}
    for colour, hatch in LOOKS:
        grey[hatch].append(sum(to_rgb(colour)))
    assert all(abs(one - other) > 0.5 for same in grey.values() for one, other in pairwise(same))


@pytest.mark.parametrize("name", [HOSTILE, f"a pair of {EMAIL}", "$\\frac{1$", "靴" * 80, "_nolegend_"])
def test_the_name_of_a_shoe_is_text_and_no_more(name):
    log = training_log(["4 x 8 . . . . . 8"])
    shod = TrainingLog(recorded=tuple(replace(run, shoe=name) for run in log.recorded))
    one = glance(shod)["glance-shoes"]
    svg = one.chart.svg()
    assert EMAIL not in svg + one.note
    assert "<script" not in svg
    [label] = bars(one)
    assert label.strip("“”") in " ".join(texts(svg))
    assert len(label.strip("“”")) <= NAME_LENGTH


def test_at_most_two_weeks_are_marked_those_of_single_runs_first_and_the_newest():
    def seen(day, activity=None, days=0):
        return Occurrence(first=day - timedelta(days=days), last=day, level=Level.CAUTION, note="", activity=activity)

    sunday = FIRST_MONDAY + timedelta(days=6)
    runs = [seen(sunday + timedelta(weeks=week), activity="a run") for week in (1, 5, 9)]
    stretch = seen(sunday + timedelta(weeks=20), days=27)

    def weeks(*marked, first=FIRST_MONDAY):
        return [(week.date() - FIRST_MONDAY).days // 7 for week in marked_weeks(marked, first, 0)]

    assert weeks(*runs) == [9, 5]
    assert weeks(stretch, runs[0]) == [1, 20]
    assert weeks(stretch) == [20, 19]
    assert weeks(*runs, first=FIRST_MONDAY + timedelta(weeks=6)) == [9]
    assert weeks() == []
