"""The report as values, and what all formats have in common."""

import json
from dataclasses import replace
from datetime import date
from html.parser import HTMLParser

import pandas as pd
import pytest

from logs import training_log
from report_logs import (
    EMAIL,
    LOUD,
    MADE_ON,
    QUIET,
    LongRun,
    NoSensor,
    Plain,
    loud_report,
    named,
    report,
    unread,
    with_files,
    without_sport,
)
from runrisk import __version__
from runrisk.errors import RunriskError
from runrisk.finding import Level, Measure, Occurrence, Verdict
from runrisk.model import Status, TrainingLog
from runrisk.report import FORMATS, words
from runrisk.report.formats.markdown import escape
from runrisk.report.privacy import public_name, public_text
from runrisk.report.run_days import RunDays
from runrisk.report.section import section
from runrisk.wording import Units, Wording

MILE_M = 1609.344


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize(
    "log", [TrainingLog(), without_sport(training_log(QUIET)), training_log(QUIET), training_log(LOUD)]
)
def test_every_format_names_every_rule_whatever_the_log(form, log):
    text = report(log).render(form)
    for rule in ("long-run", "no-sensor"):
        assert rule in text


@pytest.mark.parametrize("form", FORMATS)
def test_the_same_report_gives_the_same_bytes(form):
    assert loud_report().render(form) == loud_report().render(form)


@pytest.mark.parametrize("form", FORMATS)
def test_no_format_holds_a_folder_or_an_address_from_a_file_name(form):
    text = report(
        with_files(training_log(QUIET), unread(f"/media/card/{EMAIL}-run.fit", f"/media/card/{EMAIL} is odd"))
    ).render(form)
    assert EMAIL not in text
    assert "/home" not in text


def test_an_unknown_format_is_refused_with_the_formats():
    with pytest.raises(RunriskError, match="html, md, json, text"):
        loud_report().render("pdf")


def test_a_report_is_asked_by_rule_and_goes_through_its_outcomes_in_order():
    made = loud_report()
    assert made["long-run"].finding.verdict is Verdict.FLAGGED
    assert [outcome.finding.rule for outcome in made] == ["long-run", "no-sensor"]
    assert len(made) == 2
    with pytest.raises(KeyError, match="long-run, no-sensor"):
        made["long-runs"]


def test_frame_has_a_row_for_each_rule():
    frame = loud_report().to_frame()
    assert list(frame["rule"]) == ["long-run", "no-sensor"]
    assert list(frame["verdict"]) == ["flagged", "not-applicable"]
    assert list(frame["seen"]) == [1, 0]
    assert frame["last"][0] == pd.Timestamp("2026-03-29")
    assert frame["last"].isna()[1]


def test_json_is_the_contract():
    made = loud_report().to_json()
    assert list(made) == [
        *("schema", "version", "log", "period", "findings"),
        *("new", "gone", "acknowledged", "limits"),
    ]
    assert made["schema"] == "runrisk.check/1"
    assert made["version"] == __version__
    # 11 weeks of 8 + 8 + 10 km, then 8 + 8 + 25 km: 286 + 41 = 327 km in 36 runs
    assert made["log"] == {
        "runs": 36,
        "activities": 36,
        "first_day": "2026-01-06",
        "last_day": "2026-03-29",
        "distance_km": 327.0,
    }
    assert made["period"] == {"since": "2026-01-05", "until": "2026-03-29"}
    assert [finding["rule"] for finding in made["findings"]] == ["long-run", "no-sensor"]
    assert json.loads(loud_report().render("json")) == made


def test_json_counts_runs_only():
    made = report(training_log(["8 c60 . . . . ."])).to_json()["log"]
    assert (made["runs"], made["activities"], made["distance_km"]) == (1, 2, 8.0)


def test_json_of_an_empty_log_has_no_days():
    made = report(TrainingLog()).to_json()
    assert made["log"]["first_day"] is None
    assert made["period"] == {"since": None, "until": None}


@pytest.mark.parametrize("form", ["html", "md", "text"])
def test_nothing_stands_out_is_said_plainly(form):
    assert "Nothing stands out" in report(training_log(QUIET)).render(form)
    assert "Nothing stands out" not in loud_report().render(form)


@pytest.mark.parametrize("form", ["html", "md", "text"])
def test_a_log_that_allows_no_verdict_is_not_called_quiet(form):
    text = report(without_sport(training_log(QUIET))).render(form)
    assert "Nothing could be judged" in text
    assert "Nothing stands out" not in text


@pytest.mark.parametrize("form", ["html", "md", "text"])
def test_activities_without_a_sport_are_counted_and_the_option_is_named(form):
    text = report(without_sport(training_log(QUIET))).render(form)
    assert "36 activities name no sport" in text
    assert "--sport running" in text


@pytest.mark.parametrize("form", ["html", "md", "text"])
def test_the_report_says_how_long_ago_the_log_ends(form):
    assert "3 days before this report" in loud_report(made_on=MADE_ON).render(form)
    assert "before this report" not in loud_report().render(form)


@pytest.mark.parametrize("form", ["html", "md", "text"])
def test_what_was_read_and_what_was_not(form):
    log = with_files(training_log(QUIET), unread("a.fit"), unread("b.fit", "a course", Status.SKIPPED))
    text = report(log).render(form)
    for said in ("36 files: read", "1 file: could not be read", "1 file: no activity, skipped", "a.fit", "a course"):
        assert said in text


@pytest.mark.parametrize("form", ["html", "md", "text"])
def test_long_lists_are_cut_and_say_so(form):
    many = [unread(f"{number}.fit") for number in range(250)]
    text = report(with_files(training_log(QUIET), *many)).render(form)
    assert ("and 240 more" if form == "text" else "and 50 more") in text


@pytest.mark.parametrize("form", ["html", "md", "text"])
def test_changed_limits_are_listed(form):
    assert "long-run.limit_m" in loud_report(changed=("long-run.limit_m = 15000 (default 20000)",)).render(
        form
    ).replace("\\", "")


@pytest.mark.parametrize("form", ["html", "md", "text"])
def test_a_finding_says_since_when(form):
    assert "2026-03-29" in loud_report()["long-run"].finding.current[0].last.isoformat()
    assert "on 29 Mar 2026" in loud_report().render(form)


@pytest.mark.parametrize("form", ["html", "md"])
def test_a_run_named_by_an_address_does_not_show_it(form):
    text = report(named(training_log(LOUD), f"Run of {EMAIL}"), Plain()).render(form)
    assert "Run of (address)" in text
    assert EMAIL not in text


@pytest.mark.parametrize("form", ["html", "md"])
def test_evidence_stands_with_its_source_and_the_articles_with_their_title(form):
    text = loud_report().render(form)
    for said in ("It went with more injuries.", "Watches err.", "https://doi.org/10.1136/bjsports-2024-109380"):
        assert said in text
    assert "Overcoming Hip Pain While Running" in text


@pytest.mark.parametrize("form", ["html", "md", "text"])
def test_miles_are_miles_everywhere_in_the_text(form):
    text = loud_report().render(form, units="mi")
    # 20 km / 1.609344 = 12.4 mi, 10 km = 6.2 mi
    assert "12.4 mi" in text
    assert "under 6.2 mi" in text
    assert " km" not in text


def test_markdown_shows_a_hostile_name_as_text():
    text = loud_report().to_markdown()
    assert "<script>" not in text.replace("\\<", "")
    assert r"a\|b" in text
    assert "{{ 7" not in text


def test_escape_keeps_markdown_to_one_line_of_text():
    assert escape("a\n# b *c* [d](e) `f`") == r"a \# b \*c\* \[d\](e) \`f\`"


def test_text_lines_fit_a_terminal():
    text = loud_report(changed=("word " * 60,)).to_text()
    assert max(len(line) for line in text.splitlines() if "script" not in line) <= 100


class _Tags(HTMLParser):
    def __init__(self):
        super().__init__()
        self.seen = set()

    def handle_starttag(self, tag, attrs):
        self.seen.add(tag)
        assert not attrs


class NoOtherSensor(NoSensor):
    id = "no-other-sensor"


def test_notebook_display_is_a_small_table_and_nothing_else():
    shown = loud_report()._repr_html_()
    tags = _Tags()
    tags.feed(shown)
    assert tags.seen == {"table", "tbody", "tr", "td", "p"}
    assert "2 patterns: 1 seen, 1 does not apply." in shown
    assert "2 patterns: 2 do not apply." in report(training_log(QUIET), NoSensor(), NoOtherSensor())._repr_html_()
    assert "Nothing stands out" in report(training_log(QUIET))._repr_html_()


def test_a_day_count_is_singular_for_one():
    assert "1 day before" in loud_report(made_on=date(2026, 3, 30)).to_text()


@pytest.mark.parametrize(
    ("measure", "units", "value", "limit"),
    [
        (Measure(name="longest_m", value=20_000, unit="m", limit=10_000), Units.KM, "20 km", "10"),
        (Measure(name="offset_m", value=2.1, unit="m", limit=1.5), Units.MI, "2.10 m", "1.50"),
        (Measure(name="weekly", value=MILE_M / 100, unit="km/week"), Units.MI, "10 mi/week", ""),
        (Measure(name="share", value=0.5, unit="ratio"), Units.KM, "0.50", ""),
        (Measure(name="share", value=None, unit="%"), Units.KM, "not known", ""),
    ],
)
def test_measures(measure, units, value, limit):
    shown = words.measure(measure, Wording(units=units))
    assert (shown["value"], shown["limit"]) == (value, limit)
    assert "_" not in shown["name"]


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("run.fit", "run.fit"),
        ("C:\\runs\\a b.fit", "a b.fit"),
        ("all.zip: 2024/run.fit", "all.zip: run.fit"),
        (f"export of {EMAIL}.zip", "export of (address)"),
    ],
)
def test_file_names_lose_folders_and_addresses(name, shown):
    assert public_name(name) == shown


def test_reasons_lose_full_paths_and_keep_fractions():
    assert public_text("cannot open /media/card/a.fit, 3/4 read") == "cannot open a.fit, 3/4 read"


def test_a_stretch_of_days_shows_the_runs_in_it():
    made = report(training_log(LOUD), LongRun())
    seen = Occurrence(first=date(2026, 3, 23), last=date(2026, 3, 29), level=Level.INFO, note="a full week")
    alone = Occurrence(first=date(2026, 3, 23), last=date(2026, 3, 23), level=Level.INFO, note="a Monday off")
    outcome = replace(made.outcomes[0], finding=replace(made.findings[0], occurrences=(alone, seen)))
    rows = section(outcome, made.log, RunDays.of(made.log), Wording()).current
    # 8 + 8 + 25 km; the newest comes first
    assert [(row.when, row.runs) for row in rows.shown] == [
        ("2026-03-23 to 2026-03-29", "3 runs, 41.0 km"),
        ("2026-03-23", "–"),
    ]


def test_older_occurrences_are_history_and_not_marked_as_current():
    log = training_log([". . . . . . 25", "20 x . 8 . 8 . . 10"])
    part = section(report(log, LongRun()).outcomes[0], log, RunDays.of(log), Wording())
    assert part.current.shown == ()
    assert [row.when for row in part.earlier.shown] == ["2026-01-11"]
