"""The runs that findings jump to: which are listed, and what stands of each."""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta

import pytest

from logs import training_log
from report_logs import EMAIL, LongRun, NoSensor, report
from runrisk.finding import Level, Occurrence
from runrisk.model import Activity, Period, Source, Sport, TrainingLog
from runrisk.report.run_days import RunDays

MONDAY = date(2026, 1, 5)


def lines(log, units="km", *rules):
    return report(log, *rules).summary(units).runs


def run(number=0, *, distance_m=10_000.0, timer_s=3000.0, moving_s=None, elapsed_s=3300.0, hour=7, **more):
    """One run on the given day after MONDAY."""
    return Activity(
        source=Source(name=f"{number}-{hour}.fit", format="fit", sha256=f"{number:06x}{hour:06x}" + 52 * "0"),
        start_utc=datetime(2026, 1, 5, hour, tzinfo=UTC) + timedelta(days=number),
        sport=Sport.RUNNING,
        distance_m=distance_m,
        elapsed_s=elapsed_s,
        timer_s=timer_s,
        moving_s=moving_s,
        **more,
    )


def line_of(*parts, units="km"):
    return lines(TrainingLog(recorded=parts), units)[0]


def seen(first, last, activity=None):
    return Occurrence(first=first, last=last, level=Level.CAUTION, note="", activity=activity)


# --- what stands of a run ---------------------------------------------------------------------------------------------


def test_a_run_in_kilometres():
    line = line_of(run(distance_m=12_345.0, timer_s=3723.4, moving_s=3700.0, name="Morning", shoe="blue"))
    # 3700 s / 12.345 km = 299.7 s, rounded to 300 s; 3723 s = 1 h + 123 s
    assert (line.distance, line.time, line.pace) == ("12.3 km", "1:02:03", "5:00 /km")
    assert (line.day, line.weekday, line.name, line.shoe) == (MONDAY, "Mon", "Morning", "blue")


def test_a_run_in_miles():
    line = line_of(run(distance_m=16_093.44, moving_s=4800.0), units="mi")
    # 16 093.44 m = 10 mi; 4800 s / 10 = 480 s
    assert (line.distance, line.pace) == ("10.0 mi", "8:00 /mi")


@pytest.mark.parametrize(
    ("times", "time", "pace"),
    [
        ({"moving_s": 2700.0, "timer_s": 3000.0, "elapsed_s": 3300.0}, "0:50:00", "4:30 /km"),
        ({"moving_s": None, "timer_s": 3000.0, "elapsed_s": 3300.0}, "0:50:00", "5:00 /km"),
        ({"moving_s": None, "timer_s": None, "elapsed_s": 3300.0}, "0:55:00", "5:30 /km"),
        ({"moving_s": None, "timer_s": None, "elapsed_s": 0.0}, "0:00:00", "–"),
    ],
)
def test_the_time_shown_is_the_timers_and_the_pace_takes_moving_time_where_it_is_known(times, time, pace):
    line = line_of(run(**times))
    assert (line.time, line.pace) == (time, pace)


@pytest.mark.parametrize(("distance_m", "distance"), [(None, "–"), (0.0, "0.0 km")])
def test_without_a_distance_there_is_no_pace(distance_m, distance):
    line = line_of(run(distance_m=distance_m))
    assert (line.distance, line.pace, line.name, line.shoe) == (distance, "–", "", "")


def test_a_run_stopped_in_between_is_one_line():
    first = run(distance_m=4000.0, timer_s=1200.0, elapsed_s=1200.0, shoe="blue")
    second = replace(run(distance_m=6000.0, timer_s=2400.0, moving_s=2100.0, hour=8), start_utc=first.end_utc)
    # 1200 s + 2400 s = 1 h; 1200 s by the timer + 2100 s in motion = 3300 s over 10 km = 330 s a km
    line = line_of(first, second)
    assert (line.id, line.distance, line.time, line.pace) == (first.id, "10.0 km", "1:00:00", "5:30 /km")
    # the second part without a distance: 1200 s over 4 km = 300 s a km
    line = line_of(first, replace(second, distance_m=None))
    assert (line.distance, line.time, line.pace) == ("4.0 km", "1:00:00", "5:00 /km")


def test_no_folder_and_no_address_leaves_with_a_name():
    line = line_of(run(name=f"/media/card/runs/evening by {EMAIL}", shoe=f"shoe of {EMAIL}"))
    assert (line.name, line.shoe) == ("evening by (address)", "shoe of (address)")


# --- which runs -------------------------------------------------------------------------------------------------------

LONG_AGO = ["25 . . . . . .", "20 x 8 . . . . . 9"]
"""25 km in the first week, 40 runs after it: far outside the last twelve weeks."""


def test_the_runs_of_the_period_stand_newest_first():
    log = training_log(LONG_AGO)
    listed = lines(log, "km", NoSensor())
    # 21 weeks end on Sunday 2026-05-31; the last 84 days are 12 whole weeks of 2 runs
    assert len(listed) == 24
    assert [line.day for line in listed] == sorted((line.day for line in listed), reverse=True)
    assert (listed[0].day, listed[-1].day) == (date(2026, 5, 31), date(2026, 3, 9))


def test_an_older_run_that_a_section_names_stands_there_too():
    listed = lines(training_log(LONG_AGO))
    assert len(listed) == 25
    assert (listed[-1].day, listed[-1].rules) == (MONDAY, ("long-run",))
    assert {line.rules for line in listed[:-1]} == {()}


def test_of_very_many_runs_the_newest_are_listed_and_those_that_are_named(monkeypatch):
    monkeypatch.setattr("runrisk.report.runs.MOST_RUNS", 2)
    log = TrainingLog(recorded=tuple(run(number) for number in range(5)))
    assert [line.day for line in lines(log)] == [MONDAY + timedelta(days=4), MONDAY + timedelta(days=3)]
    named = report(log, LongRun()).summary("km")
    rows = [run_id for part in named.sections for row in part.current.shown for run_id in row.run_ids]
    assert {line.id for line in named.runs} >= set(rows)


def test_every_run_a_row_names_is_listed_and_every_id_is_fit_for_a_page():
    page = report(training_log(["30 x 21 . . . . . ."])).summary()
    listed = {line.id for line in page.runs}
    rows = [row for part in page.sections for rows in (part.current, part.earlier) for row in rows.shown]
    # a long run a week: 12 in the period, and the newest 12 of the 18 before
    assert [row.run_ids for row in rows] == [(line.id,) for line in page.runs]
    assert len(listed) == 24
    assert all(set(run) <= set("0123456789abcdef-") for run in listed)


def test_an_occurrence_names_its_run_or_those_of_its_days():
    log = training_log(["8 . 8+4 . . . 20", ". 6 . . . . ."])
    runs, ids = RunDays.of(log), list(log.runs.index)
    assert runs.named_by(seen(MONDAY, MONDAY, activity=ids[2])) == (ids[2],)
    assert runs.named_by(seen(MONDAY, MONDAY + timedelta(days=2))) == (ids[2], ids[1], ids[0])
    assert runs.named_by(seen(MONDAY + timedelta(days=1), MONDAY + timedelta(days=1))) == ()
    # no run of the log: a ride, or one that was left out; then its days speak
    assert runs.named_by(seen(MONDAY, MONDAY, activity="no run")) == (ids[0],)


@pytest.mark.parametrize(("days", "named"), [(42, 7), (43, 0)])
def test_a_habit_of_more_than_six_weeks_names_no_run(days, named):
    # a run each Monday: days 0, 7, ... 42 are seven of them
    runs = RunDays.of(training_log(["10 x 8 . . . . . ."]))
    assert len(runs.named_by(seen(MONDAY, MONDAY + timedelta(days=days)))) == named


def test_over_the_date_line_days_stand_in_order():
    # started at 7:00 UTC in Auckland (+13 h: the 5th) and at 9:00 UTC in Honolulu (-10 h: the 4th)
    log = TrainingLog(recorded=(run(utc_offset_s=13 * 3600), run(hour=9, utc_offset_s=-10 * 3600)))
    runs = RunDays.of(log)
    assert runs.days == (date(2026, 1, 4), MONDAY)
    assert runs.between(MONDAY, MONDAY) == (log.recorded[0].id,)


def test_an_empty_log_has_no_runs():
    assert lines(TrainingLog()) == ()


@dataclass(frozen=True, kw_only=True)
class AnyRun(LongRun):
    """A run of 5 km or more."""

    id = "any-run"
    limit_m: float = 5000.0


def test_rules_stand_in_the_order_of_the_report():
    log = training_log(["8 . . . . . .", ". . . . . . 25", "4"])
    order = tuple(finding.rule for finding in report(log, LongRun(), AnyRun()).findings)
    assert [line.rules for line in lines(log, "km", LongRun(), AnyRun())] == [(), order, ("any-run",)]


def test_a_period_of_any_length_can_be_listed():
    log = training_log(LONG_AGO)
    whole = log.looking_at(Period(since=date(1990, 1, 1), until=date(2100, 1, 1)))
    assert len(lines(whole)) == len(log.runs) == 41
