"""Law: one odd activity changes no verdict of the others, and one pattern that fails costs only itself."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import ClassVar

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

import runrisk as rr
from case_logs import each_case
from frames import frame_of
from logs import training_log
from runrisk.analysis.base import Analyzer
from runrisk.analysis.day_charts import day_plot
from runrisk.analysis.outcome import run_analyzer, run_analyzers
from runrisk.analyzers import analyzer_classes
from runrisk.analyzers.monotony import Monotony
from runrisk.charts import ROAD, Dots
from runrisk.cli import cli
from runrisk.finding import Confidence, Grade, Verdict
from runrisk.importers.cleaning.merging import merged
from runrisk.importers.cleaning.timezones import ASSUMED_UTC
from runrisk.importers.duplicates import find_matches
from runrisk.importers.whole_log.together import told_together
from runrisk.importers.whole_log.unnamed_sports import TAKEN_FOR_RUN
from runrisk.model import Sport, TrainingLog, TzSource
from runrisk.wording import for_people
from runrisk.writers.gpx import gpx_text
from tracks import START, activity, straight

DAY = timedelta(days=1)
ROLLOVER = 7168 * DAY


def told(log, *more):
    """The same log, put together as an import does, with more activities in it."""
    activities = [*log.recorded, *more]
    recorded = told_together(merged(activities, find_matches(activities)))
    ids = {one.id for one in log.recorded}
    return replace(
        log,
        recorded=recorded,
        read_minutes=lambda key: log.read_minutes(key) if key in ids else None,
        read_path=lambda key: log.read_path(key) if key in ids else None,
    )


def copy_of(one, **changes):
    source = replace(one.source, sha256=one.source.sha256[::-1], name="odd.gpx", format="gpx")
    return replace(one, **({"source": source, "rpe": None, "shoe": None} | changes))


def year_before(log):
    return copy_of(log.counted[0], start_utc=log.counted[0].start_utc - 400 * DAY, distance_m=30_000.0)


def year_after(log):
    return copy_of(log.counted[-1], start_utc=log.counted[-1].start_utc + 400 * DAY, distance_m=30_000.0)


def rolled_over(log):
    return copy_of(log.counted[-1], start_utc=log.counted[-1].start_utc - ROLLOVER)


def longest(log):
    return max(log.counted, key=lambda one: (one.sport is Sport.RUNNING, one.spent_s))


def cropped(log):
    run = longest(log)
    return copy_of(
        run,
        start_utc=run.start_utc + timedelta(seconds=0.6 * run.elapsed_s),
        elapsed_s=0.4 * run.elapsed_s,
        timer_s=0.4 * run.elapsed_s,
        moving_s=None,
        distance_m=run.distance_m and 0.4 * run.distance_m,
    )


def of_another_speed(log):
    return replace(cropped(log), distance_m=100.0)


def without_sport_at_night(log):
    night = datetime.combine(longest(log).local_day, datetime.min.time(), UTC) + timedelta(hours=3)
    return copy_of(
        longest(log), start_utc=night, elapsed_s=2700.0, timer_s=2700.0, sport=Sport.UNKNOWN, distance_m=None
    )


ODD = (year_before, year_after, rolled_over, cropped, of_another_speed, without_sport_at_night)


def said(rule, log, **limits):
    """Everything that a rule says, apart from how many activities were read."""
    [outcome] = run_analyzers([analyzer_classes()[rule](**limits)], log)
    return outcome.finding.to_json()


@lru_cache(maxsize=1)  # the odd ones of a case follow each other
def before_the_odd_one(case):
    log = told(case.log)
    return log, said(case.rule, log, **case.limits)


@pytest.mark.parametrize("odd", ODD, ids=lambda odd: odd.__name__)
@each_case
def test_law_one_odd_activity_changes_no_verdict(case, odd):
    if len({one.local_day for one in case.log.counted}) < 2:
        pytest.skip("a log of a single day: nobody can tell which of the two is odd")
    before, said_before = before_the_odd_one(case)
    after = told(case.log, odd(case.log))
    assert (after.as_of, after.days.index[0]) == (before.as_of, before.days.index[0])
    assert said(case.rule, after, **case.limits) == said_before


def test_every_odd_activity_is_said():
    log = training_log(["8 x 8 . 6 . 5 . 12"])
    for odd in ODD[:3]:
        [undated] = told(log, odd(log)).undated
        assert undated.warnings[-1].startswith(f"Dated {undated.local_day}, more than a year from all other days (")
        assert (
            f"1 activity dated more than a year from all others ({for_people().day(undated.local_day)})"
            in rr.analyze(told(log, odd(log))).render("text").replace("\n", " ")
        )
    [asked] = told(log, of_another_speed(log)).asked
    assert "Not counted until you say so" in asked.warnings[-1]
    assert "runrisk duplicates" in rr.analyze(told(log, of_another_speed(log))).render("text")


# ---- dates


@pytest.mark.parametrize(("apart", "dated"), [(366, True), (367, False)])
def test_more_than_a_year_is_too_far(apart, dated):
    log = [activity(f"{day}", late_s=86_400 * day) for day in range(5)]
    odd = activity("odd", late_s=86_400 * (4 + apart))
    assert [one.dated for one in told_together([*log, odd])] == [True] * 5 + [dated]


def test_a_runner_who_comes_back_is_believed_from_the_second_day_on():
    log = [activity(f"{day}", late_s=86_400 * day) for day in range(5)]
    back = [activity(f"back {day}", late_s=86_400 * (800 + day)) for day in range(2)]
    assert not told_together([*log, back[0]])[-1].dated
    assert all(one.dated for one in told_together([*log, *back]))


@pytest.mark.parametrize(("days", "dated"), [(2, False), (3, True)])
def test_weeks_counted_anew_are_few_among_many(days, dated):
    log = [activity(f"{day}", late_s=86_400 * day) for day in range(20)]
    rolled = [
        activity(f"old {day}", late_s=86_400 * (2 * day) + 3600 - ROLLOVER.total_seconds()) for day in range(days)
    ]
    together = told_together([*log, *rolled])
    assert {one.dated for one in together[:days]} == {dated}
    assert all(one.dated for one in together[days:])
    said = f"Dated {rolled[0].local_day}, more than a year from all other days (1,024 weeks before 2026-03-02, as old "
    assert together[0].warnings[-1:] == (() if dated else (said + "receivers date): left out of everything.",))


@settings(max_examples=300, deadline=None)
@given(st.lists(st.integers(0, 3000), min_size=1, max_size=12, unique=True), st.randoms(use_true_random=False))
def test_law_a_log_stays_whatever_the_order_and_never_empties(days, random):
    runs = [activity(f"{day}", late_s=86_400 * day) for day in days]
    once = told_together(runs)
    assert once == told_together(random.sample(runs, len(runs))) == told_together(told_together(runs))
    assert any(one.dated for one in once)
    assert TrainingLog(recorded=once).days.index.is_monotonic_increasing


# ---- local days


def gpx_at(folder, name, lat_deg, lon_deg, start):
    samples = frame_of(straight(601)).assign(lon_deg=lon_deg)
    moved = samples.assign(lat_deg=samples["lat_deg"] - samples["lat_deg"].iloc[0] + lat_deg)
    (folder / name).write_text(gpx_text(moved, start, name=None, sport=Sport.RUNNING))


@pytest.fixture
def backwards(tmp_path):
    """Five runs in Auckland; on the sixth day one there, and after a flight one in Los Angeles, still the day before."""
    for day in range(6):
        gpx_at(tmp_path, f"{day}.gpx", -36.85, 174.76, datetime(2025, 3, 4 + day, 19, 0, tzinfo=UTC))
    gpx_at(tmp_path, "flown.gpx", 34.05, -118.24, datetime(2025, 3, 10, 1, 0, tzinfo=UTC))
    return tmp_path


def test_local_days_may_run_backwards(backwards):
    log = rr.read(backwards)
    # Auckland is 13 hours ahead: 19:00 UTC of 9 March is 08:00 of the 10th; 01:00 UTC of the 10th is the 9th in Los Angeles.
    last = log.activities["source"].tolist()[-2:]
    assert last == ["flown.gpx", "5.gpx"]
    assert log.runs["day"].is_monotonic_increasing
    assert log.activities["local_day"].is_monotonic_increasing
    assert log.days.index.is_monotonic_increasing
    assert not any(one.failed for one in rr.analyze(log).outcomes)
    for words in (["check"], ["report", "--format", "md"], ["activities"]):
        assert CliRunner().invoke(cli, [words[0], str(backwards), *words[1:]]).exit_code == 0


@settings(max_examples=100, deadline=None)
@given(
    st.lists(
        st.builds(
            activity,
            st.uuids().map(str),
            late_s=st.integers(0, 80).map(lambda hours: 3600.0 * 12 * hours),
            utc_offset_s=st.integers(-12, 14).map(lambda hours: 3600 * hours),
            tz_source=st.sampled_from([TzSource.POSITION, TzSource.ASSUMED]),
        ),
        min_size=1,
        max_size=30,
    )
)
def test_law_any_offsets_leave_every_table_in_order(runs):
    log = TrainingLog(recorded=tuple(runs))
    for days in (log.runs["day"], log.activities["local_day"], log.days.index, log.weeks.index):
        assert days.is_monotonic_increasing
    rules = [kind() for kind in analyzer_classes().values() if kind.load_rule]
    assert [one.finding.rule for one in run_analyzers(rules, log) if one.failed] == []


# ---- a pattern that fails


@dataclass(frozen=True, kw_only=True)
class Broken(Analyzer[int]):
    """A pattern with a fault."""

    id = "broken"
    title = "A pattern with a fault"
    grade = Grade.LIMITED
    needs = "nothing"
    at: ClassVar[str] = "measure"

    def measure(self, log):  # noqa: ARG002 - what it is given does not matter
        if self.at == "measure":
            raise ZeroDivisionError
        return 1

    def judge(self, measured, wording):  # noqa: ARG002 - as above
        if self.at == "judge":
            raise KeyError(measured)
        return self.conclude([], summary="Nothing.", confidence=Confidence.LOW)

    def draw(self, measured):  # noqa: ARG002 - as above
        raise ValueError


@pytest.mark.parametrize(("at", "error"), [("measure", "ZeroDivisionError"), ("judge", "KeyError")])
def test_a_pattern_that_fails_costs_only_itself(at, error):
    log = training_log(["8 x 8 . 6 . . 10 .", "8 . 6 . . 15 ."])
    broken = type("BrokenThere", (Broken,), {"at": at})()
    rules = [kind() for kind in analyzer_classes().values()]
    alone, together = run_analyzers(rules, log), run_analyzers([broken, *rules], log)
    assert [one.finding for one in together if one.finding.rule != "broken"] == [one.finding for one in alone]
    [failed] = [one for one in together if one.failed]
    assert (failed.failed, failed.finding.verdict) == (error, Verdict.UNKNOWN)
    assert failed.finding.summary.startswith(
        f"This pattern failed ({error}): a fault of runrisk, not of your training."
    )
    for form in ("text", "md", "html", "json"):
        assert error in rr.analyze(log, analyzers=[broken, *rules]).render(form)


def test_a_chart_that_fails_costs_only_itself():
    drawn = type("BrokenThere", (Broken,), {"at": "draw"})()
    chart = run_analyzer(drawn, training_log(["8"])).plot()
    assert "ValueError" in chart.figure.axes[0].texts[0].get_text()


def test_a_chart_with_a_value_too_few_costs_only_itself():
    rule = type(
        "TooFew", (Broken,), {"at": "", "draw": lambda *_: day_plot(Dots(at=(1, 2), value=(1,)), name="x", unit=ROAD)}
    )()
    chart = run_analyzer(rule, training_log(["8"])).plot()
    assert "ValueError" in chart.figure.axes[0].texts[0].get_text()


def test_check_and_report_say_what_failed_and_go_on(tmp_path, monkeypatch, backwards):
    def fail(*_):
        raise RuntimeError

    monkeypatch.setattr(Monotony, "measure", fail)
    for words in (["check", str(backwards)], ["report", str(backwards), "-o", str(tmp_path / "page.html")]):
        done = CliRunner().invoke(cli, words)
        assert done.exit_code == 0
        assert "monotony: This pattern failed (RuntimeError)" in done.stderr


# ---- sports that are not named


def unnamed(number, **facts):
    known = {"sport": Sport.UNKNOWN, "distance_m": None, "minutes": 40, "form": "gpx"}
    return activity(f"unnamed {number}", late_s=86_400 * number, **(known | facts))


@pytest.mark.parametrize(
    ("distance_m", "cadence_spm", "sport"),
    # 40 minutes are 2,400 s
    [
        (4800.0, None, Sport.RUNNING),
        (4799.0, None, Sport.UNKNOWN),
        (10_800.0, None, Sport.RUNNING),
        (10_801.0, None, Sport.UNKNOWN),
        (4000.0, 140.0, Sport.RUNNING),
        (8000.0, 139.0, Sport.UNKNOWN),
        (8000.0, 231.0, Sport.UNKNOWN),
        (3119.0, 160.0, Sport.UNKNOWN),
        (15_600.0, 180.0, Sport.RUNNING),
        (15_601.0, 180.0, Sport.UNKNOWN),
        (None, 170.0, Sport.UNKNOWN),
    ],
)
def test_a_run_is_told_by_speed_and_steps(distance_m, cadence_spm, sport):
    [one] = told_together([unnamed(0, distance_m=distance_m, avg_cadence_spm=cadence_spm)])
    assert one.sport is sport
    assert (TAKEN_FOR_RUN in one.warnings) is (sport is Sport.RUNNING)


@pytest.mark.parametrize(
    ("distance_m", "minutes", "sport"), [(1000.0, 5, "running"), (999.0, 5, "unknown"), (1000.0, 4.9, "unknown")]
)
def test_too_short_to_tell(distance_m, minutes, sport):
    assert told_together([unnamed(0, distance_m=distance_m, minutes=minutes)])[0].sport == sport


def test_many_activities_of_unknown_sport_leave_nothing_known():
    log = TrainingLog(recorded=told_together([unnamed(day) for day in range(100)]))
    assert not log.days["known"].any()
    findings = {one.finding.rule: one.finding for one in rr.analyze(log).outcomes}
    for rule in ("low-base", "monotony", "rest-days", "weekly-jump", "no-cross-training", "session-spike", "acwr"):
        assert findings[rule].verdict is not Verdict.FLAGGED
        assert findings[rule].verdict is not Verdict.CLEAR, rule


@pytest.mark.parametrize(("of_them", "known"), [(1, True), (2, True), (3, False)])
def test_more_than_a_fifth_are_many(of_them, known):
    # Eight runs on as many days; 2 of 10 activities are a fifth, 3 of 11 are more.
    runs = [activity(f"{day}", late_s=86_400 * day) for day in range(8)]
    log = TrainingLog(recorded=told_together([*runs, *(unnamed(8 + day) for day in range(of_them))]))
    assert log.days["known"].iloc[:8].all()
    assert log.days["known"].iloc[8:].all() == known


def test_an_unknown_sport_is_neither_rest_nor_other_training():
    log = training_log(["12 x 8 . 6 . 5 . 12"])
    more = told(log, unnamed(-50), unnamed(-48))
    assert more.days["other_s"].sum() == 0
    assert said("no-cross-training", more) == said("no-cross-training", told(log))


# ---- zones and hours


def test_the_zone_is_that_of_the_runs_around():
    there = {"tz_source": TzSource.POSITION, "utc_offset_s": 7200}
    runs = [activity(f"{day}", late_s=86_400 * day, **there) for day in range(6)]
    treadmill = activity("treadmill", late_s=86_400 * 2 + 7200, warnings=(ASSUMED_UTC, "kept"))
    [told_so] = [one for one in told_together([*runs, treadmill]) if one.id == treadmill.id]
    assert (told_so.utc_offset_s, told_so.tz_source) == (7200, TzSource.NEAREST)
    assert told_so.warnings[0] == "kept"
    assert told_so.warnings[1].startswith("Time zone unknown: UTC+02:00 was taken from the nearest activities")


def test_one_odd_zone_moves_nothing():
    there = {"tz_source": TzSource.POSITION, "utc_offset_s": 7200}
    runs = [activity(f"{day}", late_s=86_400 * day, **there) for day in range(6)]
    odd = activity("odd", late_s=86_400 * 2 + 9000, tz_source=TzSource.FILE, utc_offset_s=-36_000)
    treadmill = activity("treadmill", late_s=86_400 * 2 + 7200)
    offsets = {one.source.name: one.utc_offset_s for one in told_together([*runs, odd, treadmill])}
    assert offsets["treadmill.fit"] == 7200


def test_a_row_of_a_table_keeps_its_day():
    there = {"tz_source": TzSource.POSITION, "utc_offset_s": 36_000}
    runs = [activity(f"{day}", late_s=86_400 * day, **there) for day in range(6)]
    row = activity("row", late_s=86_400 * 2 + 7200, form="summary")
    assert {one.tz_source for one in told_together([*runs, row])} == {TzSource.POSITION, TzSource.ASSUMED}


def test_without_any_zone_utc_stays():
    assert [one.tz_source for one in told_together([activity("a")])] == [TzSource.ASSUMED]


def at_hours(hours, prefix, device, offset_s=7200):
    """A run a day that starts at these hours of UTC."""
    first = START.replace(hour=0, minute=0)
    for day, hour in enumerate(hours):
        late_s = (first - START).total_seconds() + 86_400 * day + 3600 * hour
        yield activity(
            f"{prefix}{day}", late_s=late_s, device=device, utc_offset_s=offset_s, tz_source=TzSource.POSITION
        )


@pytest.mark.parametrize(
    ("hours", "files", "asked"),
    # The runner starts at 05:00 UTC, 07:00 by the clock on the wall; 07:00 UTC would be 09:00.
    [(7, 3, True), (7, 2, False), (5, 3, False), (12, 3, False)],
)
def test_local_time_written_as_utc_is_asked_about(hours, files, asked):
    runs = [*at_hours([5] * 12, "a", "Watch"), *at_hours([hours] * files, "b", "Band")]
    together = told_together(runs)
    said = [one.source.name[0] for one in together if any("local time as UTC?" in text for text in one.warnings)]
    assert said == ["b"] * (files if asked else 0)
    assert {one.id: one.start_utc for one in together} == {one.id: one.start_utc for one in runs}


def test_an_unusual_hour_of_the_same_watch_is_no_question():
    runs = [*at_hours([5] * 12, "a", "Watch"), *at_hours([7] * 3, "b", "Watch")]
    assert not any("as UTC?" in text for one in told_together(runs) for text in one.warnings)
