"""A plan laid after the log: the first day that crosses a limit, and the nearest change that would not."""

import json
from datetime import date, timedelta

import pytest
from click.testing import CliRunner

import runrisk as rr
from logs import training_log
from runrisk.analysis.outcome import run_analyzer
from runrisk.cli import cli
from runrisk.errors import FileError, NothingToReadError
from runrisk.finding import Verdict
from runrisk.model import Period, Sport
from runrisk.settings import Settings, build_analyzers
from runrisk.simulate import season_log
from runrisk.workflows.plan import Plan, PlannedSession
from runrisk.workflows.plan.append_to_log import append_to_log, recent_pace

STEADY = training_log(["20 x . 8 . 8 . . 14"])
"""Twenty weeks of 30 km; the last day is Sunday 24 May 2026."""
MONDAY = date(2026, 5, 25)
ONLY_SPIKE = Settings()
for other in ("weekly-jump", "two-week-ramp", "monotony", "rest-days", "run-streak", "return-after-break"):
    ONLY_SPIKE = ONLY_SPIKE.changed(other, "enabled", "false")


def week(text, first=MONDAY, kind="easy"):
    """`. 8 . 8 . . 14`: kilometres from Monday on."""
    amounts = [0.0 if word == "." else float(word) for word in text.split()]
    sessions = [
        PlannedSession(day=first + timedelta(days=number), kind=kind, distance_m=1000 * amount)
        for number, amount in enumerate(amounts)
        if amount
    ]
    return Plan(name="plan", sessions=tuple(sessions))


def test_more_of_the_same_crosses_nothing():
    check = rr.check_plan(week(". 8 . 8 . . 14 . 8 . 8 . . 14"), STEADY)
    assert check.first_crossing is None
    assert check.changes == ()
    assert "No limit is crossed" in check.to_text()


def test_a_spike_and_the_longest_run_that_is_none():
    check = rr.check_plan(week(". 8 . 8 . . 20"), STEADY, settings=ONLY_SPIKE)
    sunday = MONDAY + timedelta(days=6)
    assert check.first_crossing == sunday
    assert check.crossings == {sunday: ("session-spike",)}
    # The limit is max(1.12 x 14, 14 + 1) = 15.68 km; to a tenth, 15.6 km is the longest that is below it.
    [change] = check.changes
    assert (change.session.day, change.to_m) == (sunday, 15_600)
    assert "shortened to 15.6 km" in check.to_text()


def test_a_streak_is_broken_by_a_day_left_free_or_a_run_moved():
    settings = Settings()
    for rule in ("weekly-jump", "two-week-ramp", "monotony", "rest-days", "session-spike", "return-after-break"):
        settings = settings.changed(rule, "enabled", "false")
    # Sunday was run: the ninth day from Monday on makes ten in a row.
    check = rr.check_plan(week("5 5 5 5 5 5 5 5 5 . ."), STEADY, settings=settings)
    ninth = MONDAY + timedelta(days=8)
    assert check.crossings == {ninth: ("run-streak",)}
    shorter, *_ = check.changes
    # A run below 1.6 km carries no streak: 1.5 km is the longest that does not.
    assert (shorter.session.day, shorter.to_m) == (ninth, 1500)


def test_a_run_is_moved_to_the_nearest_free_day():
    settings = Settings()
    for rule in ("weekly-jump", "two-week-ramp", "monotony", "rest-days", "session-spike", "return-after-break"):
        settings = settings.changed(rule, "enabled", "false")
    plan = week("5 5 5 5 5 5 5 5 5 . 5")
    check = rr.check_plan(plan, STEADY, settings=settings)
    moved = [change for change in check.changes if change.to_day]
    # Sunday 24 May was run, so Tuesday 2 June would be the tenth day in a row; Wednesday 3 June is free.
    assert [(change.session.day, change.to_day) for change in moved] == [(date(2026, 6, 2), date(2026, 6, 3))]
    again = rr.check_plan(Plan(name="moved", sessions=moved[0].applied(plan.sessions)), STEADY, settings=settings)
    assert again.first_crossing is None


def test_every_change_that_is_named_holds():
    # A law: whatever the plan, with the change applied no limit is crossed up to that day.
    for text in (". 8 . 8 . . 20", "10 10 10 10 10 10 10 10 10 10", ". 15 . 15 . . 15 . 15 . 15", "30"):
        plan = week(text)
        check = rr.check_plan(plan, STEADY)
        assert check.first_crossing is not None
        for change in check.changes:
            changed = Plan(name="changed", sessions=change.applied(check.plan.sessions))
            if changed.sessions:
                later = rr.check_plan(changed, STEADY).first_crossing
                assert later is None or later > check.first_crossing


def test_a_tenth_of_a_kilometre_more_would_cross():
    check = rr.check_plan(week(". 8 . 8 . . 20"), STEADY)
    change = next(change for change in check.changes if change.to_m)
    day = check.first_crossing
    more = [
        one if one.day != change.session.day else PlannedSession(day=one.day, kind="easy", distance_m=change.to_m + 100)
        for one in check.plan.sessions
    ]
    assert rr.check_plan(Plan(name="more", sessions=tuple(more)), STEADY).first_crossing <= day


def test_day_by_day_is_what_the_rule_itself_says_of_a_log_that_ends_there():
    # A law for every load rule: the flag of a day is the rule's own verdict on a log that ends with that day.
    log = season_log(seed=5, weeks=30, plant=("session-spike@25",))
    last = log.as_of
    for rule in [rule for rule in build_analyzers() if rule.load_rule]:
        measured = rule.measure(log)
        scores = rule.day_scores(measured, log)
        for number in range(0, 28, 3):
            day = last - timedelta(days=number)
            cut = append_to_log(log, (), None, day)
            ended = [one for one in cut.recorded if one.local_day <= day]
            short = type(log)(recorded=tuple(ended), today=day, looked_at=Period(since=day, until=day))
            verdict = run_analyzer(rule, short).finding.verdict
            assert bool(scores.flagged[str(day)]) == (verdict is Verdict.FLAGGED), (rule.id, day)


def test_every_load_rule_speaks_day_by_day():
    log = season_log(seed=5, weeks=30)
    for rule in build_analyzers():
        if rule.load_rule:
            scores = rule.day_scores(rule.measure(log), log)
            assert scores is not None, rule.id
            assert list(scores.score.index) == list(log.days.index)
            assert scores.flagged.dtype == bool


def test_minutes_become_kilometres_by_the_runners_own_pace():
    # The notation runs 6:00 min/km, so 45 minutes are 7.5 km.
    plan = Plan(name="plan", sessions=(PlannedSession(day=MONDAY, kind="tempo", duration_s=2700.0),))
    check = rr.check_plan(plan, STEADY)
    assert check.plan.sessions[0].distance_m == pytest.approx(7500)
    # Six weeks of three runs.
    assert "6:00 /km, from 18 runs of the last 42 days" in check.to_text()
    assert check.to_json()["pace_s_per_km"] == 360


def test_minutes_without_a_pace_are_refused():
    log = training_log(["8 x . 8n . 8n . . 14n"])
    plan = Plan(
        name="p.csv", sessions=(PlannedSession(day=date(2026, 3, 3), kind="run", duration_s=60.0, place="line 2"),)
    )
    with pytest.raises(FileError, match="line 2: minutes cannot become kilometres"):
        rr.check_plan(plan, log)


def test_other_sports_are_laid_too_and_two_runs_of_a_day_stay_two():
    sessions = (
        PlannedSession(day=MONDAY, kind="easy", distance_m=5000.0),
        PlannedSession(day=MONDAY, kind="strength", duration_s=1800.0),
        PlannedSession(day=MONDAY, kind="easy", distance_m=6000.0),
        PlannedSession(day=MONDAY, kind="rest"),
    )
    laid = append_to_log(STEADY, sessions, recent_pace(STEADY), MONDAY)
    assert laid.days["runs"].iloc[-1] == 2
    assert laid.days["longest_m"].iloc[-1] == 6000
    assert laid.days["other_s"].iloc[-1] == 1800
    assert [one.sport for one in laid.recorded[-3:]] == [Sport.RUNNING, Sport.STRENGTH, Sport.RUNNING]


def test_sessions_up_to_the_logs_last_day_are_left_out():
    plan = week("8 . . . . . . . 8", first=MONDAY - timedelta(days=7))
    check = rr.check_plan(plan, STEADY)
    assert len(check.plan.sessions) == 1
    assert "1 session up to 2026-05-24" in check.to_text()


@pytest.mark.parametrize(
    ("day", "says"),
    [(date(2026, 5, 24), "no session lies after the log"), (date(2027, 6, 1), "more than a year after")],
)
def test_plans_that_do_not_follow_the_log(day, says):
    plan = Plan(name="p.csv", sessions=(PlannedSession(day=day, kind="run", distance_m=5000.0),))
    with pytest.raises(FileError, match=says):
        rr.check_plan(plan, STEADY)


def test_a_log_without_runs():
    with pytest.raises(NothingToReadError):
        rr.check_plan(week("8"), training_log(["c60 . . . . . ."]))


def test_what_cannot_be_judged_is_said():
    check = rr.check_plan(week("8", first=date(2026, 1, 12)), training_log([". 8 . 8 . . 14"]))
    assert "session-spike" in check.judged.unknown
    assert "Cannot tell" in check.to_text()


def test_what_was_over_the_limit_before_is_no_crossing():
    # A run on each of the last twelve days: the streak is not the plan's doing.
    log = training_log(["18 x . 8 . 8 . . 14", ". 8 8 8 8 8 8", "8 8 8 8 8 8 8"])
    check = rr.check_plan(week("8", first=log.as_of + timedelta(days=1)), log)
    assert "run-streak" in check.judged.before()
    assert "run-streak" not in check.crossings.get(log.as_of + timedelta(days=1), ())


def test_the_log_is_left_as_it_was():
    before = (STEADY.recorded, STEADY.days.copy())
    rr.check_plan(week(". 8 . 8 . . 20"), STEADY)
    assert before[0] == STEADY.recorded
    assert before[1].equals(STEADY.days)


def test_json_and_the_command(tmp_path, few_runs):
    path = tmp_path / "plan.csv"
    path.write_text("date,km,kind\n2025-09-03,8,easy\n2025-09-07,30,long\n")
    done = CliRunner().invoke(cli, ["plan", str(path), str(few_runs), "--json"])
    assert done.exit_code == 0, done.output
    made = json.loads(done.stdout)
    assert made["schema"] == "runrisk.plan/1"
    assert {day["day"] for day in made["crossings"]} >= {"2025-09-07"}
    assert len(made["days"]) == 7
    text = CliRunner().invoke(cli, ["plan", str(path), str(few_runs)]).stdout
    assert "First crossed on 2025-09-" in text
