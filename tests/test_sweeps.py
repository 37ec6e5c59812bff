"""What holds for every rule at once, also for those that come later."""

import copy
import json
import re
import time
from dataclasses import fields, replace
from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from case_logs import cases_of, read_cases
from logs import training_log
from runrisk.analysis.manual import SECTIONS, docstring_sections, manual_markdown, manual_page
from runrisk.analysis.outcome import run_analyzer, run_analyzers
from runrisk.analysis.policy import CAPS, HEADLINE_LENGTH, headline
from runrisk.analyzers import analyzer_classes
from runrisk.charts.colours import FLAG, LIMIT
from runrisk.charts.style import new_figure
from runrisk.errors import RunriskError
from runrisk.finding import Grade, Verdict
from runrisk.model import Period

CLASSES = analyzer_classes()
SPIKE = CLASSES["session-spike"]
CASES_DIR = Path(__file__).parent / "cases"
ROLES = {"flagged", "clear", "unknown", "limit", "trap"}
UNITS = {
    "_m": "m",
    "_km": ("km", "km per week"),
    "_days": ("days", "days per week"),
    "_weeks": "weeks",
    "_hours": ("hours", "hours per week"),
    "_years": "years",
    "_runs": ("runs", "runs per week"),
    "_ratio": "ratio",
    "_pct": "%",
    "_percentile": "%",
    "_spm": "1/min",
    "_min": "min",
    "_deg": "degrees",
    "_h": "h",
}
WEEKS = ["6 x 8 . 6 . 5 12 .", "8 8 8 8 8 20 4", "2 x -", "12 . 12 . 10 20 .", "14 x 6!3 8!4 6!2 10!6 c60!2 16!5 4!1"]
SEASON = training_log(WEEKS, answers={"previous_injury": "knee"})
UNTOLD = training_log(WEEKS)
EMPTY = training_log([])
TINY = training_log(["5 . . . . . ."])
RIDES = training_log(["20 x c60 . c60 . . c90 ."])
LOGS = {"season": SEASON, "empty": EMPTY, "tiny": TINY, "rides": RIDES}

each_rule = pytest.mark.parametrize("kind", CLASSES.values(), ids=CLASSES.keys())
each_log = pytest.mark.parametrize("log", LOGS.values(), ids=LOGS.keys())


def outcomes_of(log):
    return run_analyzers([kind() for kind in CLASSES.values()], log)


def verdicts(log):
    return [outcome.finding.to_json() for outcome in outcomes_of(log)]


@pytest.fixture(scope="module", params=LOGS)
def outcomes(request):
    return outcomes_of(LOGS[request.param])


@each_rule
def test_every_rule_has_a_case_of_each_kind(kind):
    file = read_cases(CASES_DIR / f"{kind.id}.yaml")
    without = file.get("without", {})
    assert set(without) <= ROLES
    assert all(len(reason) > 3 for reason in without.values())
    assert ROLES - set(without) <= {case["role"] for case in file["cases"]}
    names = [case["name"] for case in file["cases"]]
    assert len(names) == len(set(names))


@each_rule
def test_every_manual_page_is_whole(kind):
    assert list(docstring_sections(kind)[1]) == list(SECTIONS)
    page = manual_page(kind)
    assert page.lead.endswith(".")
    assert page.title
    assert page.needs
    assert isinstance(kind.grade, Grade)
    assert any(not source.supports for source in page.sources) or kind.grade in {Grade.ARTICLE_ONLY, Grade.SAFETY}
    text = manual_markdown(page)
    for limit in page.limits:
        assert f"`{limit.name}` = {limit.default} [{limit.unit}]" in text
    for source in page.sources:
        assert source.citation in text


@each_rule
def test_every_limit_says_its_unit(kind):
    for limit in manual_page(kind).limits:
        suffixes = sorted((suffix for suffix in UNITS if limit.name.endswith(suffix)), key=len)
        if suffixes:
            unit = UNITS[suffixes[-1]]
            assert limit.unit in (unit if isinstance(unit, tuple) else (unit,)), limit.name
        assert limit.unit


@each_rule
def test_whether_a_rule_is_on_is_a_field_like_its_limits(kind):
    assert kind().enabled is kind.enabled
    assert "enabled" in {field.name for field in fields(kind)}


@each_rule
def test_the_articles_named_are_files_of_the_articles(kind):
    for name in kind.articles:
        assert re.fullmatch(r"00[0-4]_[0-9a-f]{16}\.txt", name)


def test_every_rule_speaks_of_every_log(outcomes):
    assert {outcome.finding.rule for outcome in outcomes} == set(CLASSES)
    for outcome in outcomes:
        finding = outcome.finding
        assert finding.summary.strip()
        assert (finding.level is None) is (finding.verdict is not Verdict.FLAGGED)
        if finding.verdict is Verdict.FLAGGED:
            assert finding.advice
            assert finding.current
        if finding.verdict is Verdict.UNKNOWN:
            assert re.search(r"\d", finding.summary + finding.has)


@each_log
def test_the_log_is_unchanged_and_the_verdicts_are_the_same_twice(log):
    tables = {name: getattr(log, name).copy() for name in ("activities", "runs", "days", "weeks")}
    recorded = copy.deepcopy(log.recorded)
    assert verdicts(log) == verdicts(log)
    for name, table in tables.items():
        pd.testing.assert_frame_equal(getattr(log, name), table)
    assert log.recorded == recorded


def test_the_order_of_activities_does_not_matter():
    assert verdicts(replace(SEASON, recorded=SEASON.recorded[::-1])) == verdicts(SEASON)


def test_a_duplicate_changes_nothing():
    first = SEASON.recorded[0]
    other = replace(first, source=replace(first.source, sha256="f" * 64), duplicate_of=first.id)
    assert verdicts(replace(SEASON, recorded=(*SEASON.recorded, other))) == verdicts(SEASON)


@pytest.mark.skipif(not hasattr(time, "tzset"), reason="this system cannot change its time zone while running")
@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "Pacific/Pago_Pago"])
def test_the_time_zone_of_the_machine_does_not_matter(zone, machine_zone):
    expected = verdicts(SEASON)
    machine_zone.setenv("TZ", zone)
    time.tzset()
    assert verdicts(replace(SEASON)) == expected


def test_caps_hold_and_no_week_has_two_occurrences(outcomes):
    for outcome in outcomes:
        finding = outcome.finding
        levels = [occurrence.level for occurrence in finding.occurrences]
        assert all(level.rank <= CAPS[finding.grade].rank for level in levels)
        weeks = [occurrence.last.isocalendar()[:2] for occurrence in finding.occurrences]
        assert len(weeks) == len(set(weeks))


def test_the_headline_is_short(outcomes):
    assert len(headline([outcome.finding for outcome in outcomes])) <= HEADLINE_LENGTH


def test_verdicts_come_from_the_period_and_baselines_from_the_whole_log():
    past = SEASON.looking_at(Period(since=SEASON.recorded[0].local_day, until=SEASON.as_of))
    for now, ever in zip(_by_rule(SEASON), _by_rule(past), strict=True):
        known = Verdict.UNKNOWN not in {now.verdict, ever.verdict}
        if known and now.verdict is Verdict.FLAGGED:
            assert ever.verdict is Verdict.FLAGGED, now.rule


def _by_rule(log):
    findings = (run_analyzer(kind(), log).finding for kind in CLASSES.values())
    return sorted(findings, key=lambda finding: finding.rule)


@each_rule
@pytest.mark.parametrize("year", [2020, 2030])
def test_a_period_without_a_day_of_the_log_can_be_asked_for(kind, year):
    elsewhere = SEASON.looking_at(Period(since=date(year, 1, 1), until=date(year, 3, 1)))
    finding = run_analyzer(kind(enabled=True), elsewhere).finding
    assert finding.summary
    assert not (kind.load_rule and finding.current)


@each_rule
def test_a_rule_asks_where_the_watch_alone_can_never_judge_it(kind):
    judged = [
        case["log"]
        for case in read_cases(CASES_DIR / f"{kind.id}.yaml")["cases"]
        if case["expect"]["verdict"] in {"flagged", "clear"}
    ]
    by_watch_alone = [log for log in judged if not {"answers", "journal"} & log.keys()]
    assert kind.asks is not bool(by_watch_alone)
    if kind.asks:
        untold = {name: given for name, given in judged[0].items() if name not in {"answers", "journal"}}
        assert run_analyzer(kind(enabled=True), training_log(**untold)).finding.verdict is Verdict.UNKNOWN
        assert run_analyzer(kind(), UNTOLD).finding.verdict in {Verdict.UNKNOWN, Verdict.NOT_APPLICABLE}


@each_rule
def test_a_rule_that_is_off_says_so(kind):
    finding = run_analyzer(kind(enabled=False), SEASON).finding
    assert finding.verdict is Verdict.NOT_APPLICABLE
    assert finding.summary.startswith("off")


@each_rule
@each_log
def test_a_chart_is_drawn_of_whatever_was_measured(kind, log):
    outcome = run_analyzer(kind(enabled=True), log)
    chart = outcome.plot()
    assert chart.alt == outcome.finding.summary
    svg = chart.svg()
    assert svg == outcome.plot().svg()
    if outcome.is_measured:
        assert all(_labelled(axes) for axes in chart.figure.axes)


def _labelled(axes):
    return not axes.axison or axes.get_ylabel() or axes.get_xlabel()


@each_rule
def test_every_case_can_be_drawn_into_a_part_of_a_figure(kind):
    for case in cases_of(kind.id):
        figure = new_figure()
        left, _ = figure.subfigures(1, 2)
        case.outcome.plot(figure=left)
        figure.canvas.draw()


@each_rule
def test_the_manual_page_goes_into_json(kind):
    page = json.loads(json.dumps(manual_page(kind).to_json()))
    assert page["id"] == kind.id
    assert {limit["name"] for limit in page["limits"]} == {field.name for field in fields(kind)} - {"enabled"}


@pytest.mark.parametrize(
    ("manual", "match"),
    [
        (SPIKE.__doc__.replace("margin_m [m]", "margin"), "does not describe 'margin_m'"),
        ("One line.\n\nLooks for:\n    Something.", "no section 'Why it matters'"),
    ],
)
def test_a_manual_page_that_is_not_whole_is_refused(manual, match):
    with pytest.raises(RunriskError, match=match):
        manual_page(type("Broken", (SPIKE,), {"__doc__": manual}))


@each_rule
def test_a_flagged_chart_shows_the_limit_and_marks_by_shape(kind):
    if not kind.drawn:
        assert "limit" in read_cases(CASES_DIR / f"{kind.id}.yaml")["without"]
        return
    for case in (case for case in cases_of(kind.id) if case.role == "flagged"):
        figure = case.outcome.plot().figure
        lines = [line for axes in figure.axes for line in axes.get_lines() if len(line.get_xdata())]
        assert any(line.get_color() == LIMIT and line.get_linestyle() == "--" for line in lines)
        assert any(line.get_color() == FLAG and line.get_marker() == "v" for line in lines)
