"""Habits to try: few, chosen from what was flagged, kept up by ticks, and none where pain goes first."""

from dataclasses import replace
from datetime import date

import pytest

import runrisk as rr
from logs import training_log
from runrisk.analysis.references import reference
from runrisk.analyzers import analyzer_classes
from runrisk.finding import Finding, Level, Verdict
from runrisk.report.guide.habits import CATALOGUE, FIRST_THE_PAIN, MOST, habits_to_try, ticks
from told_season import season

LOG = training_log(["8 x 8 . 6 . . 10 ."])


def flagged(rule, level=Level.INFO):
    grade = analyzer_classes()[rule].grade
    return Finding(rule=rule, title=rule, verdict=Verdict.FLAGGED, summary="", grade=grade, level=level)


def tried(*rules, log=LOG):
    return [one.habit.id for one in habits_to_try(log, [flagged(rule) for rule in rules])]


@pytest.mark.parametrize("habit", CATALOGUE, ids=lambda habit: habit.id)
def test_each_habit_has_its_rules_its_source_and_no_promise(habit):
    assert habit.because
    assert reference(habit.key).checked == "text"
    assert not any(word in (habit.text + habit.says).lower() for word in ("prevent", "protect", "avoid injur"))


def test_a_rule_names_only_habits_that_there_are():
    assert {name for kind in analyzer_classes().values() for name in kind.habits} == {habit.id for habit in CATALOGUE}


def test_nothing_flagged_is_nothing_to_try():
    assert tried() == []


def test_what_is_suggested_follows_from_what_was_flagged():
    assert tried("one-sided-habits") == ["swap-side"]
    assert tried("rest-days", "turn-balance") == ["rest-day", "vary-direction"]


def test_at_most_three_the_best_supported_first():
    every = [rule for habit in CATALOGUE for rule in habit.because]
    assert tried(*every) == ["hip-and-core", "ride-for-run", "rest-day"]
    assert len(tried(*every)) == MOST


def test_a_habit_that_is_kept_up_stays_and_comes_first():
    # as_of is 2026-02-28; 28 days back is 2026-02-01
    told = [
        {"day": day, "kind": "habit", "detail": "swap-side"} for day in map(_day, ("01-31", "02-01", "02-28", "02-28"))
    ]
    log = training_log(["8 x 8 . 6 . . 10 ."], journal=told)
    assert ticks(log, "swap-side") == 2
    assert tried("rest-days", log=log) == ["swap-side", "rest-day"]


def _day(text):
    return date.fromisoformat(f"2026-{text}")


@pytest.mark.parametrize("rule", ["red-flags", "running-through-pain"])
def test_no_habits_where_pain_goes_first(rule):
    assert habits_to_try(LOG, [flagged("rest-days"), flagged(rule, Level.WARNING)]) == ()


def test_pain_as_a_caution_does_not_silence_them():
    assert habits_to_try(LOG, [flagged("rest-days"), flagged("running-through-pain", Level.CAUTION)])


def test_the_report_shows_them_with_their_ticks():
    log = season()
    # rising from 2 to 3 to 5 over three runs would be a warning; the third is told of the morning after no run
    page = rr.analyze(replace(log, told=type(log.told)(log.told.entries[3:]))).to_html()
    assert "Ticked on 2 of the last 28 days" in page
    assert "runrisk journal add habit hip-and-core" in page


def test_a_red_flag_silences_them_in_the_report_and_stands_first():
    report = rr.analyze(season(red_flags=["night pain"]))
    assert report.findings[0].rule == "red-flags"
    assert report.findings[0].advice == (
        "Please stop running and see a medical professional. This tool cannot judge this.",
    )
    for text in (report.to_html(), report.to_markdown()):
        assert FIRST_THE_PAIN in text
        assert "single-leg squats, bridges" not in text.split("What five articles")[0]
