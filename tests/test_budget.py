"""The budget: what stays within ten per cent, day by day, and what does not count as ordinary."""

import json
from datetime import date, timedelta

import pytest
from click.testing import CliRunner

import runrisk as rr
from logs import training_log
from runrisk.cli import cli
from runrisk.errors import NothingToReadError, SettingsError
from runrisk.model import Period
from runrisk.report import Report
from runrisk.settings import Settings
from runrisk.simulate import season_log
from runrisk.workflows.plan import Plan, PlannedSession

STEADY = ["8 x . 8 . 8 . . 14"]
"""Eight weeks of 30 km; the last day is Sunday 1 March 2026."""
LAST = date(2026, 3, 1)


def first(log, **more):
    return rr.budget(log, **more).days[0]


def test_the_longest_run_and_a_tenth_more():
    day = first(training_log(STEADY))
    assert day.day == date(2026, 3, 2)
    assert day.longest.before_m == 14_000
    assert day.longest.up_to_m == pytest.approx(15_400)  # 1.10 x 14 km


@pytest.mark.parametrize(("until", "starts"), [(22, 23), (28, 1), (21, 22)])
def test_budget_and_advice_speak_of_the_same_day(until, starts):
    # Seven weeks end with 14 km on Sunday 22 February, the eighth with 20 km on Sunday 1 March: a spike only from there.
    log = training_log(["7 x . 8 . 8 . . 14", ". 8 . 8 . . 20"])
    then = rr.budget(log.looking_at(Period.ending(date(2026, 2, until))))
    assert then.days[0].day.day == starts
    assert then.days[0].longest.before_m == 14_000
    assert then.left_out == ()
    assert then.as_of == date(2026, 2, until)


def test_a_period_before_the_first_run_has_no_budget():
    log = training_log(STEADY).looking_at(Period.ending(date(2025, 12, 1)))
    assert rr.analyze(log).head is None


@pytest.mark.parametrize(("weeks", "speaks"), [(3, True), (7, False)])
def test_a_spike_of_seven_weeks_ago_is_no_advice_for_tomorrow(weeks, speaks):
    # Three weeks (21 days) on, 20 km after 14 km are news; seven weeks (49 days) on they are history.
    log = training_log(["7 x . 8 . 8 . . 14", ". 8 . 8 . . 20", f"{weeks} x . 8 . 8 . . 14"])
    [found] = [one for one in rr.analyze(log).findings if one.rule == "session-spike"]
    assert bool(found.advice) is speaks


def test_a_flagged_spike_does_not_license_the_next():
    # Sunday 1 March is 20 km: 1.43 times and 6 km more than 14 km, so session-spike flags it.
    spiked = rr.budget(training_log([*(["7 x . 8 . 8 . . 14"]), ". 8 . 8 . . 20"]))
    assert spiked.days[0].longest.before_m == 14_000
    assert spiked.left_out == ((LAST, 20_000.0),)
    assert "20.0 km on 1 Mar 2026" in spiked.to_text()


def test_a_run_within_the_watch_error_counts():
    # 15 km is 1.07 times 14 km: no spike, so it is the new longest run.
    assert first(training_log(["7 x . 8 . 8 . . 14", ". 8 . 8 . . 15"])).longest.before_m == 15_000


def test_a_spike_is_what_the_settings_say():
    log = training_log(["7 x . 8 . 8 . . 14", ". 8 . 8 . . 20"])
    tolerant = Settings().changed("session-spike", "max_ratio", 2.0)
    assert first(log, settings=tolerant).longest.before_m == 20_000


def test_the_window_moves_over_the_next_seven_days():
    # The 20 km of Sunday 1 February are first (8 weeks of log before), 14 km after: the window of 30 days before
    # Tuesday 3 March begins on 1 February and holds it, that before Wednesday 4 March begins on 2 February.
    log = training_log(["3 x . 8 . 8 . . 20", ". 8 . 8 . . 20", "4 x . 8 . 8 . . 14"])
    longest = {day.day: day.longest.before_m for day in rr.budget(log).days}
    assert longest[date(2026, 3, 2)] == longest[date(2026, 3, 3)] == 20_000
    assert longest[date(2026, 3, 4)] == 14_000


def test_the_week():
    days = rr.budget(training_log(STEADY)).days
    # Monday 2 March: the six days before hold 8 + 8 + 14 = 30 km; the four weeks before those 30 km each.
    assert days[0].week.usual_m == pytest.approx(30_000)
    assert days[0].week.up_to_m == pytest.approx(33_000)
    assert days[0].week.done_m == pytest.approx(30_000)
    assert days[0].week.left_m == pytest.approx(3_000)
    # Sunday 8 March: Monday to Saturday hold nothing, so all 33 km are left.
    assert days[6].week.left_m == pytest.approx(33_000)


def test_nothing_left_is_never_below_zero():
    # The last week holds 14 + 14 + 20 = 48 km, usual are 30.
    day = first(training_log(["7 x . 8 . 8 . . 14", ". 14 . 14 . . 20"]))
    assert day.week.left_m == 0


def test_the_descent():
    # 100 m in each of three runs a week: usual 300 m, up to 330 m; the six days before Monday hold 300 m.
    day = first(training_log(["8 x . 8v100 . 8v100 . . 14v100"]))
    assert (day.descent.usual_m, day.descent.done_m) == (300, 300)
    assert day.descent.left_m == pytest.approx(30)


def test_an_unknown_descent_is_not_none():
    day = first(training_log(["7 x . 8v100 . 8v100 . . 14v100", ". 8 . 8v100 . . 14v100"]))
    assert day.descent.usual_m is None
    assert "unknown descent" in day.descent.missing


def test_days_in_a_row():
    days = rr.budget(training_log(["7 x . 8 . 8 . . 14", ". 8 . . 8 8 14"])).days
    # Friday to Sunday were run: a run on Monday is the fourth day in a row; the last free day is Thursday.
    assert [day.row.days for day in days] == [4, 5, 6, 7, 8, 9, 10]
    assert days[0].row.last_free == date(2026, 2, 26)
    assert "(a limit is 10)" in rr.budget(training_log(["7 x . 8 . 8 . . 14", ". 8 . . 8 8 14"])).to_text()


@pytest.mark.parametrize(
    ("weeks", "says"),
    [
        # The first run is on Tuesday 6 January, the first day of the budget Monday 26 January.
        (["3 x . 8 . 8 . . 14"], "the log began only 20 days before"),
        # The 30 days before Monday 30 March begin on 28 February: the 14 km of 1 March lie in them.
        (["8 x . 8 . 8 . . 14", "4 x c60 . c60 . . . c60"], "runs that count in the 30 days before: 1; it takes 3"),
        (["8 x . 8 . 8 . . 14", "5 x c60 . c60 . . . c60"], "runs that count in the 30 days before: 0; it takes 3"),
    ],
)
def test_below_the_data_floor_it_cannot_tell(weeks, says):
    made = rr.budget(training_log(weeks))
    assert made.days[0].longest.up_to_m is None
    assert says in made.days[0].longest.missing
    assert "cannot tell" in made.to_text()


def test_a_log_that_ended_long_ago():
    made = rr.budget(training_log(STEADY), first=LAST + timedelta(days=60))
    assert all(day.longest.up_to_m is None for day in made.days)
    assert made.days[0].row.days == 1


def test_a_budget_begins_after_the_log():
    with pytest.raises(SettingsError, match="2026-03-01"):
        rr.budget(training_log(STEADY), first=LAST)


def test_no_run_no_budget():
    with pytest.raises(NothingToReadError):
        rr.budget(training_log(["4 x c60 . . . . . ."]))


def test_the_rounded_number_stays_within():
    # 1.1 x 14.16 km = 15.576 km: 15.6 would be more than a tenth longer.
    text = rr.budget(training_log(["8 x . 8 . 8 . . 14.16"])).to_text()
    assert "up to 15.5 km stays within +10 %" in text


def test_miles():
    # 15.4 km = 9.569 mi, rounded down.
    assert "up to 9.5 mi stays within" in rr.budget(training_log(STEADY)).to_text("mi")


def test_no_word_pushes():
    text = rr.budget(season_log(seed=3)).to_text().lower()
    assert "never a goal" in text
    for word in ("should", "must", "target", "aim", "you can", "go for", "try to reach", "safe", "risk"):
        assert word not in text, word


def test_json():
    made = rr.budget(training_log(STEADY)).to_json()
    assert made["schema"] == "runrisk.budget/1"
    assert json.loads(json.dumps(made)) == made
    assert [day["day"] for day in made["days"]] == [str(LAST + timedelta(days=ahead)) for ahead in range(1, 8)]
    assert made["days"][0]["longest_run"]["up_to_m"] == pytest.approx(15_400)


def test_what_is_run_within_the_budget_is_no_spike():
    # A law: for any season, the run that the budget names is not flagged when it is run the day after.
    for seed in range(3):
        log = season_log(seed=seed, weeks=16)
        day = first(log)
        step = rr.check_plan(one_run(day.day, day.longest.up_to_m), log)
        assert "session-spike" not in step.crossings.get(day.day, ())


def one_run(day, distance_m):
    return Plan(name="one", sessions=(PlannedSession(day=day, kind="long", distance_m=distance_m),))


@pytest.mark.parametrize("form", ["html", "md", "text"])
def test_it_stands_in_the_head_of_a_report(form):
    report = rr.analyze(training_log(STEADY))
    text = report.render(form)
    assert "15.4 km stays within +10 %" in text
    assert "9.5 mi stays within +10 %" in report.render(form, units="mi")


def test_a_report_without_runs_has_no_budget():
    assert "+10 %" not in rr.analyze(training_log(["4 x c60 . . . . . ."])).to_text()


def test_a_report_of_your_own_needs_none():
    assert Report(log=training_log(STEADY), outcomes=()).summary().head == ""


def test_the_command(few_runs):
    done = CliRunner().invoke(cli, ["budget", str(few_runs), "--json"])
    assert done.exit_code == 0
    assert json.loads(done.stdout)["schema"] == "runrisk.budget/1"
    assert "never a goal" in CliRunner().invoke(cli, ["budget", str(few_runs)]).stdout
