"""What a coach reads on Monday: why to look at whom, the week, and what changed since the last time."""

import re
from datetime import UTC, date, datetime, timedelta
from urllib.parse import unquote

import pyarrow as pa
import pytest

import runrisk as rr
from library_builders import export_folder, fit_file
from logs import training_log
from runrisk.settings import Settings
from runrisk.workflows.cohort.last_time import NOT_THERE, TablesByDay, changes
from runrisk.workflows.cohort.runner_row import failed_row, found_row
from runrisk.workflows.cohort.this_week import this_week

MONDAY = datetime(2026, 6, 1, 7, tzinfo=UTC)


def row(weeks, runner="one"):
    log = training_log(weeks)
    return found_row(runner, log, rr.analyze(log).findings, Settings()) | {"key": runner}


def changed(now, *before):
    table = pa.Table.from_pylist([now])
    return changes(table, {one["key"]: one for one in before}).to_pylist()[0]


STEADY = ["12 x 8 . 6 . 6 10 ."]
SPIKED = ["12 x 8 . 6 . 6 10 .", "8 . 6 . 6 25 ."]


def test_the_week_is_the_last_seven_days_against_the_mean_of_the_four_before():
    week = this_week(training_log(["5 x 10 . 10 . 10 . .", "10 . 10 . 10 15 ."]), Settings())
    assert (week["week_km"], week["usual_week_km"], week["week_ratio"]) == (45.0, 30.0, 1.5)
    assert week["next_run_km"] == 11.0  # the 15 km are flagged: a tenth more than the 10 before
    assert week["week_left_km"] == 0.0


def test_what_is_left_is_rounded_down():
    shorter = this_week(training_log(["6 x 10.05 . 10.05 . . . ."]), Settings())
    longer = this_week(training_log(["6 x 10.4 . 10.4 . . . ."]), Settings())
    assert shorter["next_run_km"] == 11.0  # 11.055
    assert longer["week_left_km"] == 2.0  # 22.88 less 20.8


def test_a_short_log_cannot_tell_of_the_week():
    assert set(this_week(training_log(["2 x 8 . 6 . . 10 ."]), Settings()).values()) == {None, 24.0}


def test_why_is_the_first_sentence_of_what_stands_out_first():
    found = row(SPIKED)
    assert found["why_rule"] == "session-spike"
    assert found["why"].count(". ") == 0
    assert "25.0 km" in found["why"]
    assert row(STEADY)["why"] is None


def test_what_is_new_and_what_is_no_longer_seen_is_said():
    said = changed(row(SPIKED), row(STEADY))
    assert said.startswith("4 more runs; new: ")
    assert "one run much longer than the month before" in said
    back = changed(row(STEADY), row(SPIKED))
    assert back.startswith("no longer seen: ")
    assert "more run" not in back


@pytest.mark.parametrize(("before", "now", "says"), [("info", "caution", "more: "), ("caution", "info", None)])
def test_only_what_rose_is_more(before, now, says):
    steady = row(STEADY)
    old, new = (steady | {"acwr.verdict": "flagged", "acwr.level": level} for level in (before, now))
    found = changed(new, old)
    assert found is None if says is None else found.startswith(says)


def test_what_can_no_longer_be_judged_has_not_ended():
    steady = row(STEADY)
    old = steady | {"acwr.verdict": "flagged", "acwr.level": "info"}
    assert changed(steady | {"acwr.verdict": "unknown", "acwr.level": None}, old) is None
    assert changed(steady | {"acwr.verdict": "clear", "acwr.level": None}, old).startswith("no longer seen: ")


def test_who_was_not_there_or_not_judged_is_new():
    bad = failed_row("one", "no activity") | {"key": "one"}
    assert changed(row(STEADY)) == NOT_THERE
    assert changed(row(STEADY), bad) == NOT_THERE
    assert changed(row(STEADY) | {"problem": "no activity"}, row(STEADY)) is None


def test_tables_of_two_days_are_kept_and_the_same_day_is_no_last_time(tmp_path):
    tables = TablesByDay(tmp_path / "tables")
    days = [date(2026, 5, 18), date(2026, 5, 25), date(2026, 6, 1)]
    for day in days:
        tables.keep(day, pa.table({"key": [str(day)]}))
        tables.keep(day, pa.table({"key": [str(day)]}))
        before = tables.before(day)
        assert (
            before is None
            if day == days[0]
            else before == (day - timedelta(7), {str(day - timedelta(7)): {"key": str(day - timedelta(7))}})
        )
    assert len(list((tmp_path / "tables").iterdir())) == 2
    (tmp_path / "tables" / "2026-05-25.parquet").write_bytes(b"damaged")
    assert tables.before(days[2]) is None


def test_next_monday_says_what_changed_and_the_same_day_again_says_the_same(tmp_path):
    club, work = tmp_path / "club", tmp_path / "work"
    export_folder(club / "one", 2)
    first = rr.cohort(club, jobs=0, work=work, now=MONDAY)
    assert (first.changed_since, first.table["changed"].isna().all()) == (None, True)
    (club / "one" / "more.fit").write_bytes(fit_file(7))
    next_monday = MONDAY + timedelta(days=7)
    second = rr.cohort(club, jobs=0, work=work, now=next_monday)
    assert (second.changed_since, second.table.loc["one", "changed"]) == (MONDAY.date(), "1 more run")
    assert rr.cohort(club, jobs=0, work=work, now=next_monday).to_json() == second.to_json()


def test_each_runner_has_a_report_that_the_page_links_to(tmp_path):
    club, reports, work = tmp_path / "club", tmp_path / "their reports", tmp_path / "work"
    for name in ("Ann & Ö", "走者"):
        export_folder(club / name, 2)
    made = rr.cohort(club, jobs=0, work=work, reports=reports)
    (tmp_path / "page").mkdir()
    made.write(tmp_path / "page" / "club.html")
    links = re.findall(r'href="(\.\./[^"]+)"', (tmp_path / "page" / "club.html").read_text())
    found = [(tmp_path / "page" / unquote(link)).resolve() for link in links]
    assert sorted(found) == sorted(reports.iterdir())
    assert all("What your running log shows" in file.read_text() for file in found)
    found[0].unlink()
    rr.cohort(club, jobs=0, work=work, reports=reports)  # finished, but the report is gone: made again
    assert sorted(found) == sorted(reports.iterdir())
    assert "href=" not in rr.cohort(club, jobs=0, work=work).to_html()
