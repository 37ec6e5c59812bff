"""The policy over all findings: caps, escalation, suppression, order, headline."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from logs import training_log
from runrisk.analysis.base import Analyzer
from runrisk.analysis.policy import CAPS, HEADLINE_LENGTH, RAISED, apply_policy, headline
from runrisk.analyzers import analyzer_classes
from runrisk.finding import Finding, Grade, Level, Occurrence, Verdict
from runrisk.measures.answers import told_day, told_number
from runrisk.measures.injury import recently_injured
from runrisk.model import Answers

LOG = training_log(["8 . 6 . . 10 ."])
DAY = LOG.as_of
INJURED = training_log(["8 . 6 . . 10 ."], answers={"previous_injury": True})


def policy(findings, log):
    """The policy over findings of rules that there are, and of plain made-up ones."""
    made = {one.rule: type("Made", (Analyzer,), {"id": one.rule}) for one in findings}
    return apply_policy(findings, (made | dict(analyzer_classes())).values(), log)


def seen(level, day=DAY, *, in_period=True):
    return Occurrence(first=day, last=day, level=level, note="as compared", in_period=in_period)


def flagged(rule="some-rule", grade=Grade.MODERATE, level=Level.CAUTION, *, occurrences=None):
    return Finding(
        rule=rule,
        title=rule,
        verdict=Verdict.FLAGGED,
        summary="seen",
        grade=grade,
        level=level,
        occurrences=(seen(level),) if occurrences is None else occurrences,
    )


def unflagged(rule, verdict=Verdict.CLEAR):
    return Finding(rule=rule, title=rule, verdict=verdict, summary="not seen", grade=Grade.MODERATE)


@pytest.mark.parametrize(
    ("grade", "cap"),
    [
        *((grade, Level.WARNING) for grade in (Grade.SAFETY, Grade.STRONG, Grade.MODERATE)),
        *((grade, Level.CAUTION) for grade in (Grade.LIMITED, Grade.CONFLICTING)),
        *((grade, Level.INFO) for grade in (Grade.ARTICLE_ONLY, Grade.AGAINST)),
    ],
)
@pytest.mark.parametrize("log", [LOG, INJURED])
def test_no_level_exceeds_the_cap_of_its_grade(grade, cap, log):
    [finding] = policy([flagged(grade=grade, level=Level.WARNING)], log)
    assert finding.level is cap
    assert [occurrence.level for occurrence in finding.occurrences] == [cap]


@pytest.mark.parametrize(
    ("before", "level", "advice"),
    [
        (flagged("low-base", level=Level.INFO), Level.CAUTION, (RAISED,)),
        (flagged("low-base", level=Level.INFO, occurrences=()), Level.CAUTION, (RAISED,)),
        (flagged("low-base", grade=Grade.LIMITED, level=Level.CAUTION), Level.CAUTION, ()),
        (flagged("session-spike", level=Level.INFO), Level.INFO, ()),
        (flagged("single-shoe", level=Level.INFO), Level.INFO, ()),
    ],
    ids=["by one level", "without occurrences", "never above the cap", "not a spike", "not shoes"],
)
def test_an_earlier_injury_raises_little_running_alone_and_says_so(before, level, advice):
    [finding] = policy([before], INJURED)
    assert finding.level is level
    assert all(occurrence.level is level for occurrence in finding.occurrences)
    assert finding.advice == advice


def test_it_leaves_history_pain_and_itself_alone():
    old = flagged("low-base", occurrences=(seen(Level.INFO, in_period=False), seen(Level.INFO)), level=Level.INFO)
    pain = flagged("running-through-pain", Grade.SAFETY, Level.CAUTION)
    itself = flagged("previous-injury", Grade.STRONG, Level.INFO)
    by_rule = {finding.rule: finding for finding in policy([old, pain, itself], INJURED)}
    assert [occurrence.level for occurrence in by_rule["low-base"].occurrences] == [Level.INFO, Level.CAUTION]
    assert by_rule["running-through-pain"].level is Level.CAUTION
    assert by_rule["previous-injury"].level is Level.INFO


@pytest.mark.parametrize(
    ("answer", "told"), [(True, True), ("knee", True), (False, False), ("no", False), ("None", False), ([], False)]
)
def test_the_answer_about_earlier_injuries(answer, told):
    assert recently_injured(training_log(["8 . . . . . ."], answers={"previous_injury": answer})) is told


@pytest.mark.parametrize(
    ("entry", "told"),
    [
        ({"day": DAY - timedelta(days=300), "site": "left knee"}, True),
        ({"day": DAY - timedelta(days=400), "site": "left knee"}, False),
        ({"day": DAY - timedelta(days=400), "until": DAY - timedelta(days=300), "site": "Achilles"}, True),
        ({"day": DAY - timedelta(days=300), "until": DAY - timedelta(days=294), "site": "hip"}, False),  # six days
        ({"day": DAY - timedelta(days=300), "until": DAY - timedelta(days=293), "site": "hip"}, True),
        ({"day": DAY - timedelta(days=300), "site": "Shoulder"}, False),
        ({"day": DAY + timedelta(days=1), "site": "hip"}, False),
    ],
)
def test_injuries_in_the_journal(entry, told):
    log = training_log(["8 . 6 . . 10 ."], journal=[{"kind": "injury", **entry}])
    assert log.as_of == DAY
    assert recently_injured(log) is told


def test_monotony_is_left_to_rest_days():
    findings = policy([flagged("monotony", Grade.LIMITED), flagged("rest-days", Grade.LIMITED)], LOG)
    by_rule = {finding.rule: finding for finding in findings}
    assert by_rule["monotony"].verdict is Verdict.NOT_APPLICABLE
    assert by_rule["monotony"].level is None
    assert by_rule["monotony"].occurrences == ()
    assert "rest-days" in by_rule["monotony"].summary
    assert by_rule["rest-days"].verdict is Verdict.FLAGGED


def test_a_ramp_over_two_weeks_is_left_to_a_weekly_jump():
    findings = policy([flagged("two-week-ramp", Grade.LIMITED), flagged("weekly-jump", Grade.CONFLICTING)], LOG)
    by_rule = {finding.rule: finding for finding in findings}
    assert by_rule["two-week-ramp"].verdict is Verdict.NOT_APPLICABLE
    assert by_rule["weekly-jump"].verdict is Verdict.FLAGGED


@pytest.mark.parametrize("kind", analyzer_classes().values(), ids=analyzer_classes().keys())
def test_an_injury_raises_only_where_a_study_found_that_the_two_add_up(kind):
    assert kind.raised_by_injury is (kind.id == "low-base")


def test_monotony_speaks_where_rest_days_is_clear():
    findings = policy([flagged("monotony", Grade.LIMITED), unflagged("rest-days")], LOG)
    assert findings[0].rule == "monotony"
    assert findings[0].verdict is Verdict.FLAGGED


def test_order_is_pain_then_level_grade_recency_and_then_what_is_not_flagged():
    older = date(2026, 1, 5)
    findings = [
        unflagged("off", Verdict.NOT_APPLICABLE),
        unflagged("clear"),
        unflagged("thin", Verdict.UNKNOWN),
        flagged("older", occurrences=(seen(Level.CAUTION, older),)),
        flagged("newer"),
        flagged("weaker", Grade.LIMITED),
        flagged("loud", level=Level.WARNING),
        flagged("pain", Grade.SAFETY, Level.CAUTION),
        flagged("quiet", level=Level.INFO),
    ]
    order = [finding.rule for finding in policy(findings, LOG)]
    assert order == ["pain", "loud", "newer", "older", "weaker", "quiet", "thin", "clear", "off"]


def test_the_headline_holds_at_most_five_and_nothing_that_the_evidence_denies():
    many = [flagged(f"rule-{number}") for number in range(9)]
    assert len(headline(many)) == HEADLINE_LENGTH == 5
    assert headline([flagged(grade=Grade.AGAINST, level=Level.INFO), unflagged("clear")]) == ()


made = st.builds(
    flagged,
    st.sampled_from(["monotony", "rest-days", "session-spike", "acwr", "previous-injury", "low-base"]),
    st.sampled_from(Grade),
    st.sampled_from(Level),
)
findings_of_a_log = st.lists(made, max_size=8, unique_by=lambda finding: finding.rule)


@given(findings_of_a_log, st.randoms())
def test_the_order_in_which_rules_ran_does_not_matter(findings, random):
    mixed = random.sample(findings, len(findings))
    assert policy(findings, INJURED) == policy(mixed, INJURED)


@given(findings_of_a_log)
def test_an_injury_raises_by_one_at_most_and_never_above_the_cap(findings):
    plain = {finding.rule: finding for finding in policy(findings, LOG)}
    for finding in policy(findings, INJURED):
        if finding.level is not None:
            before = plain[finding.rule].level
            assert before.rank <= finding.level.rank <= min(before.rank + 1, CAPS[finding.grade].rank)


@given(findings_of_a_log)
def test_without_an_injury_the_policy_changes_nothing_the_second_time(findings):
    once = policy(findings, LOG)
    assert policy(once, LOG) == once
    assert all(replace(finding) == finding for finding in once)


@pytest.mark.parametrize(
    ("answer", "number"), [(2, 2.0), ("0.5", 0.5), ("a while", None), (None, None), ("nan", None), ([1], None)]
)
def test_a_number_that_cannot_be_read_is_not_answered(answer, number):
    assert told_number(Answers({"running_years": answer}), "running_years") == number


@pytest.mark.parametrize(
    ("answer", "day"),
    [
        (date(2026, 3, 1), date(2026, 3, 1)),
        (datetime(2026, 3, 1, 9, tzinfo=UTC), date(2026, 3, 1)),
        ("2026-03-01", date(2026, 3, 1)),
        ("spring", None),
        (None, None),
    ],
)
def test_a_day_that_cannot_be_read_is_not_answered(answer, day):
    assert told_day(Answers({"race_date": answer}), "race_date") == day
