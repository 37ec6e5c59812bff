"""The look-back from pain, worked out by hand."""

from datetime import date, timedelta

import pytest

import runrisk as rr
from logs import training_log
from runrisk.finding import Finding, Grade, Level, Occurrence, Verdict
from runrisk.model.body_parts import SITES
from runrisk.report.guide.lookback import ONE_LOG, look_back, look_back_table, precursors
from runrisk.report.guide.plain_lines import look_back_lines
from runrisk.wording import Wording
from told_season import season

WEEKS = ["8 x 8 . 6 . . 10 ."]
"""Monday 2026-01-05 to Saturday 2026-02-28: 55 days; days can be compared from 2026-02-02 on."""


def pain(day, side, site, score=3.0):
    return {"day": day, "kind": "pain", "side": side, "site": site, "score": score}


EARLY = pain(date(2026, 1, 20), "right", "Achilles")
HIP = pain(date(2026, 2, 16), "left", "hip")


def spike(*days, rule="session-spike"):
    seen = tuple(Occurrence(first=day, last=day, level=Level.CAUTION, note="15.0 km after 10.0 km") for day in days)
    return Finding(
        rule=rule, title="A long run", verdict=Verdict.FLAGGED, summary="", grade=Grade.MODERATE, occurrences=seen
    )


def counts(found):
    return [(one.window, one.onsets, one.ordinary) for one in found.counts]


def test_one_onset_two_days_after_a_long_run():
    found = look_back(training_log(WEEKS, journal=[HIP]), [spike(date(2026, 2, 14))], Wording())
    # Ordinary: 2026-02-02 to 02-28 = 27 days, less 02-16 to 02-28 (pain and the 14 days after it) = 14.
    assert found.ordinary_days == 14
    # 1-3 days before 02-16 are 02-13 to 02-15: the run is there. Of the ordinary days only 02-15 has it there.
    # 1-4 weeks before 02-16 are 01-19 to 02-09: it is not, nor before any ordinary day.
    assert counts(found) == [("1-3 days before", 1, 1)]
    [onset] = found.onsets
    assert onset.notes == (("A long run: 15.0 km after 10.0 km (2026-02-14)",), ())


def test_an_onset_in_the_first_four_weeks_is_counted_and_not_looked_back_from():
    found = look_back(training_log(WEEKS, journal=[EARLY, HIP]), [spike(date(2026, 2, 14))], Wording())
    assert found.too_early == 1
    assert len(found.onsets) == 1
    # The Achilles tendon takes 01-20 to 02-03 away: 14 - 2 (02-02, 02-03) = 12.
    assert found.ordinary_days == 12


def test_pain_that_goes_on_is_one_onset_and_another_place_is_another():
    told = [HIP, pain(date(2026, 2, 20), "left", "hip"), pain(date(2026, 2, 20), "right", "hip")]
    found = look_back(training_log(WEEKS, journal=told), [], Wording())
    assert [(str(one.pain.place), one.pain.day.day) for one in found.onsets] == [("right hip", 20), ("left hip", 16)]


def test_pain_that_begins_at_two_places_on_one_day_is_one_onset():
    told = [HIP, pain(date(2026, 2, 16), "right", "knee"), HIP | {"score": 4.0, "timing": "after"}]
    found = look_back(training_log(WEEKS, journal=told), [spike(date(2026, 2, 14))], Wording())
    assert len(found.onsets) == 1
    assert "left hip" in found.onsets[0].said
    assert "right knee" in found.onsets[0].said
    assert counts(found) == [("1-3 days before", 1, 1)]


@pytest.mark.parametrize(("days", "onsets"), [(14, 1), (15, 2)])
def test_pain_comes_anew_after_more_than_two_weeks(days, onsets):
    first = pain(date(2026, 2, 3), "left", "hip")
    again = pain(date(2026, 2, 3) + timedelta(days=days), "left", "hip")
    assert len(look_back(training_log(WEEKS, journal=[first, again]), [], Wording()).onsets) == onsets


@pytest.mark.parametrize(
    ("before", "days", "weeks"),
    [(0, 0, 0), (1, 1, 0), (3, 1, 0), (4, 0, 0), (6, 0, 0), (7, 0, 1), (28, 0, 1), (29, 0, 0)],
)
def test_the_ends_of_the_windows(before, days, weeks):
    found = look_back(
        training_log(WEEKS, journal=[HIP]), [spike(date(2026, 2, 16) - timedelta(days=before))], Wording()
    )
    seen = {one.window: one.onsets for one in found.counts}
    assert (seen.get("1-3 days before", 0), seen.get("1-4 weeks before", 0)) == (days, weeks)


def test_without_pain_there_is_nothing_to_look_back_from():
    found = look_back(training_log(WEEKS), [spike(date(2026, 2, 14))], Wording())
    assert not found
    assert look_back_table(found).empty


def test_a_habit_of_the_whole_log_is_not_compared():
    assert not look_back(
        training_log(WEEKS, journal=[HIP]), [spike(date(2026, 2, 14), rule="road-side")], Wording()
    ).counts


def test_an_empty_log():
    assert not look_back(training_log([]), [], Wording())


def test_rules_that_speak_of_days_are_compared_and_habits_are_not():
    assert {"session-spike", "rest-days", "new-shoe-jump"} <= precursors()
    assert not {"road-side", "single-shoe", "previous-injury"} & precursors()
    assert len(precursors()) == 14


def test_the_season_in_the_report():
    report = rr.analyze(season())
    found = look_back(report.log, report.findings, Wording())
    assert [str(one.pain.place) for one in found.onsets] == ["right Achilles", "left hip"]
    table = look_back_table(found)
    assert set(table["of_onsets"]) == {2}
    # The run of 22 km on Saturday 2026-03-14 lies 11 days before the Achilles (03-25), and after the hip (03-10).
    row = table[(table["pattern"] == report["session-spike"].finding.title) & (table["window"] == "1-4 weeks before")]
    assert row["onsets"].item() == 1
    for text in (report.to_html(), report.to_markdown(), report.to_text()):
        assert "Before pain began" in text
        assert ONE_LOG[:30] in text


def test_a_report_without_the_journal_has_no_look_back():
    report = rr.analyze(season().without_journal())
    assert "Before pain began" not in report.to_html()
    told = " ".join(finding.summary for finding in report.findings)
    assert "You told of" not in told
    assert "right calf" not in told


@pytest.mark.parametrize(
    ("pains", "lines", "more"), [(3, 6, ""), (4, 6, "And 1 earlier onset; "), (5, 6, "And 2 earlier onsets; ")]
)
def test_plain_text_goes_through_the_newest_onsets_and_counts_the_rest(pains, lines, more):
    told = [{"day": date(2026, 3, 1 + n), "kind": "pain", "site": site} for n, site in enumerate(list(SITES)[:pains])]
    found = look_back(training_log(["12 x 8 . 6 . . 10 ."], journal=told), [], Wording())
    said = list(look_back_lines(found, Wording()))
    assert sum("days before: " in line or "weeks before: " in line for line in said) == lines
    assert said[1].startswith(f"2026-03-0{pains} ")
    assert said[-1].startswith(more)
    assert ("earlier" in said[-1]) is bool(more)
