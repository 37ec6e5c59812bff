"""What holds over all rules at once: caps, escalation, coverage, answers, settings."""

import re
from collections.abc import Mapping
from dataclasses import fields, replace
from functools import cache
from itertools import product
from math import isfinite

import pytest

from case_logs import CASES
from logs import training_log
from runrisk.analysis.outcome import run_analyzers
from runrisk.analysis.policy import CAPS, HEADLINE_LENGTH, headline
from runrisk.analyzers import analyzer_classes
from runrisk.errors import SettingsError
from runrisk.finding import Confidence, Grade, Level, Verdict
from runrisk.measures.injury import recently_injured
from runrisk.model import Answers, TrainingLog
from runrisk.model.questions import QUESTIONS
from runrisk.report import FORMATS
from runrisk.settings import build_analyzers, read_settings
from runrisk.workflows.analyze import analyze

CLASSES = analyzer_classes()
each_rule = pytest.mark.parametrize("rule", CLASSES)

STEADY_WEEK = "8!4/street#blue s40 8!4/street#grey . c60 14!5/street#blue ."
STEADY = training_log([f"30 x {STEADY_WEEK}"])
BROKEN = training_log([f"21 x {STEADY_WEEK}", "3 x -", f"3 x {STEADY_WEEK}"])
BARE = training_log(["12 x 8 . 6 . . 10 ."])


FIRST_FLAGGED = {case.rule: case for case in reversed(CASES) if case.role == "flagged"}
"""The first flagged case of each rule."""
each_flagged_rule = pytest.mark.parametrize("rule", [rule for rule in CLASSES if rule in FIRST_FLAGGED])


@cache
def judged_steady():
    return judged(STEADY)


@cache
def judged_case(rule):
    """What all rules say of the first flagged case of one."""
    return judged(FIRST_FLAGGED[rule].log, FIRST_FLAGGED[rule].limits, rule)


def judged(log, limits=None, rule=None):
    rules = [kind(**(limits or {}) if name == rule else {}) for name, kind in CLASSES.items()]
    return {outcome.finding.rule: outcome.finding for outcome in run_analyzers(rules, log)}


def injured(log, *, told):
    return replace(log, answers=Answers({**log.answers.given, "previous_injury": told}))


@each_flagged_rule
def test_an_earlier_injury_raises_by_one_step_at_most_and_caps_hold(rule):
    log, limits = FIRST_FLAGGED[rule].log, FIRST_FLAGGED[rule].limits
    log = replace(log, told=replace(log.told, entries=tuple(e for e in log.told.entries if e.kind != "injury")))
    before, after = judged(injured(log, told="no"), limits, rule), judged(injured(log, told="left knee"), limits, rule)
    assert not recently_injured(injured(log, told="no"))
    assert recently_injured(injured(log, told="left knee"))
    for name, finding in after.items():
        if finding.level is None or name == "previous-injury":
            continue
        was, cap = before[name].level, CAPS[finding.grade]
        expected = min(was.rank + 1, cap.rank) if CLASSES[name].raised_by_injury else was.rank
        assert finding.level.rank == expected, name
        for seen, earlier in zip(finding.occurrences, before[name].occurrences, strict=True):
            assert earlier.level.rank <= seen.level.rank <= min(earlier.level.rank + 1, cap.rank)
            assert seen.in_period or seen.level is earlier.level


@each_flagged_rule
def test_one_occurrence_a_week_and_five_in_the_summary(rule):
    findings = judged_case(rule)
    assert findings[rule].verdict in {Verdict.FLAGGED, Verdict.NOT_APPLICABLE}  # or left to another
    for finding in findings.values():
        weeks = [seen.last.isocalendar()[:2] for seen in finding.occurrences]
        assert len(weeks) == len(set(weeks)), finding.rule
    assert len(headline(list(findings.values()))) <= HEADLINE_LENGTH


@each_flagged_rule
def test_no_number_is_infinite_and_every_finding_says_what_it_has(rule):
    for finding in judged_case(rule).values():
        for measure in finding.measures:
            assert measure.value is None or isfinite(measure.value), (finding.rule, measure.name)
        assert finding.needs
        if finding.verdict is Verdict.UNKNOWN or (
            finding.verdict is Verdict.FLAGGED and finding.grade is not Grade.SAFETY
        ):
            assert finding.has, finding.rule


class Asked(Mapping):
    """The same answer to everything, and a memory of what was asked."""

    def __init__(self, answer):
        self.answer = answer
        self.questions = set()

    def __getitem__(self, question):
        self.questions.add(question)
        return self.answer

    def __iter__(self):
        return iter(QUESTIONS)

    def __len__(self):
        return len(QUESTIONS)


@cache
def asked_by_all_rules():
    questions = set()
    for answer, log in product((None, "left", "no", "5"), (STEADY, BARE)):
        asked = Asked(answer)
        run_analyzers([kind(enabled=True) for kind in CLASSES.values()], replace(log, answers=Answers(asked)))
        questions |= asked.questions
    return questions


def test_every_answer_that_a_rule_asks_for_is_a_question():
    assert asked_by_all_rules() <= set(QUESTIONS), asked_by_all_rules() - set(QUESTIONS)


def test_every_question_of_a_rule_is_asked_by_one():
    asked = asked_by_all_rules()
    assert {"previous_injury", "log_complete", "shoe_pairs", "strength_per_week"} <= asked
    assert {name for kind in CLASSES.values() for name in kind.questions} <= asked


@each_rule
def test_a_rule_that_lives_on_answers_says_so_where_there_are_none(rule):
    finding = judged_steady()[rule]
    if CLASSES[rule].questions and finding.verdict is Verdict.UNKNOWN:
        assert re.search(r"answer|told|tell|journal|ask", finding.summary + finding.needs), finding.summary


def test_a_hole_is_neither_rest_nor_a_reason_to_flag_what_was_steady():
    before, broken = judged_steady(), judged(BROKEN)
    flagged = {name for name, finding in broken.items() if finding.verdict is Verdict.FLAGGED}
    assert flagged - {name for name, one in before.items() if one.verdict is Verdict.FLAGGED} == {"return-after-break"}
    # Three weeks without a record: the watch may have lain in a drawer.
    assert broken["return-after-break"].confidence is Confidence.LOW
    assert broken["return-after-break"].level is Level.INFO
    assert broken["rest-days"].verdict is not Verdict.FLAGGED


def test_a_break_is_no_ratio_of_infinity():
    for weeks in (4, 8, 16):
        log = training_log([f"12 x {STEADY_WEEK}", f"{weeks} x -", f"6 x {STEADY_WEEK}"])
        for finding in judged(log).values():
            assert not re.search(r"\b(inf|nan)\b", finding.summary + " ".join(o.note for o in finding.occurrences))
            assert all(measure.value is None or isfinite(measure.value) for measure in finding.measures), finding.rule
            if finding.verdict is Verdict.FLAGGED:
                assert finding.level is not Level.WARNING
                assert finding.confidence is Confidence.LOW, finding.rule


def test_a_gap_of_thirteen_days_is_no_hole():
    steady = [f"16 x {STEADY_WEEK}", ". . . . . . .", f"6 x {STEADY_WEEK}"]
    # Saturday to Monday after a free week: 9 days
    assert judged(training_log(steady))["return-after-break"].verdict is Verdict.CLEAR


@each_rule
def test_a_wrong_limit_lists_the_right_ones(rule):
    with pytest.raises(SettingsError) as failed:
        build_analyzers(read_settings(assignments=[f"{rule}.no_such_limit=1"]))
    assert all(one.name in str(failed.value) for one in fields(CLASSES[rule]))


@each_rule
def test_a_wrong_value_says_what_it_takes(rule):
    for one in fields(CLASSES[rule]):
        if isinstance(one.default, bool | int | float):
            with pytest.raises(SettingsError, match=r"it takes a (whole )?number|choose one of true"):
                build_analyzers(read_settings(assignments=[f"{rule}.{one.name}=much"]))


def test_a_wrong_rule_is_answered_with_the_nearest_and_one_that_is_near_none_with_all():
    with pytest.raises(SettingsError, match="Did you mean 'session-spike'") as failed:
        build_analyzers(read_settings(assignments=["session-spyke.max_ratio=1"]))
    assert "rest-days" not in str(failed.value)
    with pytest.raises(SettingsError) as failed:
        build_analyzers(read_settings(assignments=["xyz.max_ratio=1"]))
    assert all(rule in str(failed.value) for rule in CLASSES)


@each_rule
def test_the_report_names_every_limit_that_is_not_the_default(rule):
    numbers = [one for one in fields(CLASSES[rule]) if type(one.default) in {int, float}]
    assignments = [f"{rule}.{one.name}={one.default + 1}" for one in numbers]
    changed = analyze(TrainingLog(), settings=read_settings(assignments=assignments)).changed
    assert len(changed) == len(numbers)
    for line, one in zip(changed, numbers, strict=True):
        assert line == f"{rule}.{one.name} = {one.default + 1} (default {one.default})"


@pytest.mark.parametrize("form", sorted(set(FORMATS) - {"json"}))
def test_every_format_for_readers_shows_changed_limits_and_rules_that_are_off(form):
    settings = read_settings(assignments=["single-shoe.min_distance_m=90000", "monotony.enabled=false"])
    text = analyze(STEADY, settings=settings).render(form)
    plain = re.sub(r"[\\`]|<[^>]+>", "", text)
    assert "single-shoe.min_distance_m = 90000.0 (default 100000.0)" in plain
    assert "monotony.enabled = False (default True)" in plain
    assert "off; monotony.enabled=true turns it on" in plain


@each_rule
def test_a_rule_that_is_off_is_not_applicable(rule):
    analyzers = build_analyzers(read_settings(assignments=[f"{rule}.enabled=off"]))
    [outcome] = run_analyzers([one for one in analyzers if one.id == rule], STEADY)
    finding = outcome.finding
    assert (finding.verdict, finding.level, finding.occurrences) == (Verdict.NOT_APPLICABLE, None, ())
    assert finding.summary.startswith("off;")
