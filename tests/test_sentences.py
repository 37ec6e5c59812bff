"""Sentence, level and occurrence belong together, and are the same in every wording: over every case of every rule."""

import re
from dataclasses import replace
from functools import cache, partial

import pytest

import runrisk as rr
from case_logs import CASES, Case, cases_of
from logs import training_log
from runrisk.analysis.base import spoken
from runrisk.analysis.outcome import reworded
from runrisk.analyzers import analyzer_classes
from runrisk.finding import Verdict
from runrisk.simulate import life_log, season_log
from runrisk.wording import Decimal, Units, Wording

PLAIN = Wording()
MILES = Wording(units=Units.MI, decimal=Decimal.COMMA)
TOLD = {"road-side", "road-side-asked", "pain-site-list"}
"""Rules whose summary says in other words what the occurrence's note says."""
YOU = {
    "session-spike": "ran",
    "weekly-jump": "ran",
    "downhill-jump": "had",
    "intensity-jump": "had",
    "many-changes": "changed",
}
"""Rules whose sentence says what the runner did."""
NOTHING = re.compile(r"\b(?:none|at no time|no (?:row|streak|week|break|such)|not seen)\b", re.IGNORECASE)
COUNT = re.compile(r"one of (\d+) in the period")


SEASONS = {
    "spikes": partial(season_log, seed=1, weeks=30, plant=("session-spike@28", "weekly-jump@24")),
    "streaks": partial(season_log, seed=2, weeks=30, plant=("run-streak@25", "downhill-jump@20")),
    "return": partial(season_log, seed=3, weeks=28, plant=("return-after-break@20",)),
    "low": partial(season_log, seed=4, weeks=20, plant=("low-base",)),
    "life": partial(life_log, seed=3, years=3),
}
"""Made-up logs in which many rules speak at once."""


@cache
def season(name):
    return SEASONS[name]()


IN_SEASONS = [
    Case(name=f"{name}: {rule}", rule=rule, make=partial(season, name))
    for name in SEASONS
    for rule in analyzer_classes()
]
each_judged = pytest.mark.parametrize("case", [*CASES, *IN_SEASONS], ids=lambda case: case.name)
FLAGGED = {case.name: [case] for case in CASES if case.expect["verdict"] == "flagged"} | {
    name: [case for case in IN_SEASONS if case.name.startswith(f"{name}: ")] for name in SEASONS
}
each_flagged = pytest.mark.parametrize("cases", FLAGGED.values(), ids=FLAGGED)


def flagged(cases):
    """The findings that are flagged: of each case that is to be, and of each season some."""
    found = [case.outcome.finding for case in cases if case.outcome.finding.verdict is Verdict.FLAGGED]
    assert found
    return found


@each_flagged
def test_a_flagged_finding_says_what_flags_it(cases):
    for finding in flagged(cases):
        shown = spoken(finding.occurrences)
        assert shown is not None
        assert shown.level is finding.level, "it speaks of an occurrence of its own level"
        assert not NOTHING.search(finding.summary), finding.summary
        if finding.rule not in TOLD:
            assert shown.note in finding.summary
        if not shown.standing and finding.rule not in TOLD | {"previous-injury", "red-flags", "low-sleep"}:
            days = PLAIN.days(shown.first, shown.last)
            verb = YOU.get(finding.rule)
            on = "On" if shown.first == shown.last else "From"
            assert finding.summary.startswith(
                f"{on} {days} you {verb} {shown.note}" if verb else f"{days}: {shown.note}"
            )


@each_flagged
def test_a_count_is_the_number_of_occurrences(cases):
    for finding in flagged(cases):
        said = COUNT.search(finding.summary)
        if said:
            assert int(said[1]) == len(finding.current)
        elif (
            finding.rule not in TOLD | {"previous-injury", "red-flags", "low-sleep"} and not finding.current[0].standing
        ):
            assert len(finding.current) == 1


LIMITS = {
    "session-spike": (r"(\d+(?:\.\d+)?) % longer", lambda rule: 100 * (rule.max_ratio - 1), 1),
    "weekly-jump": (r"(\d+(?:\.\d+)?) % above", lambda rule: 100 * (rule.max_ratio - 1), 1),
    "two-week-ramp": (r"(\d+(?:\.\d+)?) % above", lambda rule: 100 * (rule.max_ratio - 1), 1),
    "rest-days": (r": (\d+\.\d+) run-free", lambda rule: rule.min_days, -1),
    "run-streak": (r"(\d+) days in a row", lambda rule: rule.max_days, 1),
    "hard-days-in-a-row": (r"(\d+) hard days in a row", lambda rule: rule.max_days, 1),
    "many-changes": (r"changed (\d+) things", lambda rule: rule.min_changes, 1),
    "new-shoe-jump": (r"(\d+(?:\.\d+)?) % of", lambda rule: 100 * rule.max_share, 1),
    "single-shoe": (r"(\d+(?:\.\d+)?) % of", lambda rule: 100 * rule.max_share, 1),
    "shoe-age": (r"with ([\d,]+(?:\.\d+)?) km", lambda rule: rule.max_distance_km, 1),
    "monotony": (r"monotony (\d+\.\d+)", lambda rule: rule.max_monotony, 1),
    "long-run-share": (r"(\d+(?:\.\d+)?) %", lambda rule: 100 * rule.max_share, 1),
    "turn-balance": (r"(\d+(?:\.\d+)?) % of", lambda rule: 100 * rule.max_share, 1),
    "same-route-same-direction": (r"(\d+(?:\.\d+)?) % of", lambda rule: 100 * rule.max_share, 1),
    "cold-start-hard": (r"hard after (\d+)", lambda rule: rule.min_warm_min, -1),
    "strength-work-missing": (r": (\d+\.\d+) strength", lambda rule: rule.max_sessions, -1),
    "low-sleep": (r"(\d+\.\d+) h", lambda rule: rule.min_hours, -1),
}
"""The value a rule's sentence quotes first, its limit, and on which side of it the value lies where it is flagged."""


@pytest.mark.parametrize("rule", LIMITS)
def test_the_quoted_value_lies_beyond_the_limit(rule):
    value, limit_of, way = LIMITS[rule]
    found = [case.outcome for case in cases_of(rule) if case.outcome.finding.verdict is Verdict.FLAGGED]
    assert found
    for outcome in found:
        quoted = re.search(value, outcome.finding.summary)
        if quoted is None:
            assert "as you told" in outcome.finding.summary
            continue
        own = re.search(r"of ([\d,]+) km set for it", outcome.finding.summary)  # a pair's own limit
        limit = float(own[1].replace(",", "")) if own else limit_of(outcome.analyzer)
        beyond = way * (float(quoted[1].replace(",", "")) - limit)
        assert beyond >= -1e-9, outcome.finding.summary


def test_a_low_base_quotes_what_is_low():
    for case in cases_of("low-base"):
        finding, rule = case.outcome.finding, case.outcome.analyzer
        if finding.verdict is Verdict.FLAGGED:
            head = finding.summary.split(". You ran")[0]
            hours, runs = re.search(r": (?:(\d+\.\d+) hours in )?(\d+\.\d+) runs", head).groups()
            week = re.search(r"(\d+) km a week where (\d+) km are the limit", head)
            low = (hours is not None and float(hours) < rule.min_hours) or float(runs) < rule.min_runs
            assert low or (week and float(week[1]) < float(week[2])), finding.summary


# --- every wording ----------------------------------------------------------------------------------------------------

UNITS = re.compile(r"\bkm\b(?!/h)|\bkilomet")
POINT = re.compile(r"\d\.\d")


@each_judged
def test_in_miles_with_a_comma_nothing_else_changes(case):
    [miles] = reworded([case.outcome], case.log, MILES)
    one, other = case.outcome.finding, miles.finding
    for name in ("rule", "verdict", "level", "confidence", "answer", "measures", "evidence", "articles"):
        assert one.to_json()[name] == other.to_json()[name]
    assert [(seen.first, seen.last, seen.level, seen.in_period) for seen in one.occurrences] == [
        (seen.first, seen.last, seen.level, seen.in_period) for seen in other.occurrences
    ]
    for text in (other.summary, other.has, other.needs, *other.advice, *(seen.note for seen in other.occurrences)):
        said = text.replace("at how many kilometres a shoe is done", "")
        assert not UNITS.search(said), said
        assert not POINT.search(said), said


@each_judged
def test_the_plain_wording_gives_the_same_again(case):
    [again] = reworded([case.outcome], case.log, PLAIN)
    assert again.finding.to_json() == case.outcome.finding.to_json()


# --- the runner's own words -------------------------------------------------------------------------------------------

SHOE, RUN = "pegasus 38.5", "10.5 km loop"


@pytest.fixture(scope="module")
def named_report():
    """Nine weeks in one pair of shoes, more than 900 km, and a long run in the end: names of both in many sentences."""
    log = training_log(["9 x 20 20 20 20 . 20 .", ". 20 . . . 48 ."])
    named = (replace(run, shoe=SHOE, name=RUN) for run in log.recorded)
    return rr.analyze(replace(log, recorded=tuple(named)))


@pytest.mark.parametrize("units", Units)
@pytest.mark.parametrize("decimal", Decimal)
@pytest.mark.parametrize("form", ["html", "md", "text"])
def test_names_stay_to_the_letter(named_report, form, units, decimal):
    said = named_report.render(form, units=units, decimal=decimal)
    assert named_report["shoe-age"].finding.verdict is Verdict.FLAGGED
    assert f"{SHOE} with" in said
    assert "38,5" not in said
    if form != "text":  # a terminal lists no runs
        assert RUN in said
        assert "10,5" not in said
        assert "6.5 mi loop" not in said
