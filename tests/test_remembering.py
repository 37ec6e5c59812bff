"""The memory of a library: kept from report to report, on the command line as in Python."""

import json
import sqlite3
from datetime import date, timedelta

import pytest
from click.testing import CliRunner

import runrisk as rr
from library_builders import activity, put
from runrisk.cli import cli
from runrisk.finding import Level
from runrisk.report_memory import Acknowledged, ReportMemory, Sighting
from runrisk.store import Library
from runrisk.store.export import export_library
from runrisk.store.schema import MIGRATIONS, TABLES, migrate
from runrisk.wording import for_people
from runrisk.workflows.files.import_files import import_files

SPIKE = "session-spike"
SAW = {
    SPIKE: Sighting(level=Level.CAUTION, newest=date(2026, 5, 1), times=1),
    "told": Sighting(level=Level.INFO, newest=None, times=1),
}
KNOWN = Acknowledged(day=date(2026, 5, 2), level=Level.CAUTION, times=1)
DAYS = [date(2026, 5, 2) + timedelta(days=number) for number in range(4)]


def run(*words):
    return CliRunner().invoke(cli, [str(word) for word in words])


def said(*words):
    done = run("check", "--json", *words)
    assert done.exit_code == 0, done.output
    return json.loads(done.stdout)


@pytest.fixture
def empty():
    with rr.library() as opened:
        yield opened


@pytest.fixture
def library():
    """30 runs of 5 km, every other day from 2026-03-02 on, then one of 8 km on 2026-05-01: 1.6 times the longest."""
    with rr.library() as opened:
        put(opened.store, *(activity(number, days=2 * number) for number in range(30)))
        put(opened.store, activity(100, days=60, distance_m=8000.0))
        yield opened


def another_spike(library):
    """9.5 km on 2026-05-16, 1.2 times the 8 km of 15 days before: the same level once more."""
    put(library.store, activity(101, days=62), activity(102, days=75, distance_m=9500.0))


def days_pass(library):
    """Let the reports that were made lie a day back."""
    library.store.database.write("UPDATE reports SET day = date(day, '-1 day')")


def kept_days(library):
    return [row[0] for row in library.store.database.rows("SELECT day FROM reports ORDER BY day")]


def test_the_memory_comes_back_as_it_was_kept(empty):
    assert empty.store.report_memory.of(DAYS[0]) == ReportMemory()
    empty.store.report_memory.keep_report(DAYS[0], SAW)
    empty.store.report_memory.acknowledge(SPIKE, KNOWN)
    assert empty.store.report_memory.of(DAYS[1]) == ReportMemory(
        last_day=DAYS[0], last=SAW, acknowledged={SPIKE: KNOWN}
    )
    empty.store.report_memory.unacknowledge(SPIKE)
    assert empty.store.report_memory.acknowledged() == {}


def test_a_report_is_held_against_the_last_one_of_an_earlier_day(empty):
    empty.store.report_memory.keep_report(DAYS[0], SAW)
    empty.store.report_memory.keep_report(DAYS[1], {})
    assert empty.store.report_memory.of(DAYS[1]).last == SAW
    assert empty.store.report_memory.of(DAYS[2]).last == {}


def test_only_the_reports_of_two_days_are_kept(empty):
    for day in (*DAYS, DAYS[-1]):
        empty.store.report_memory.keep_report(day, SAW)
    assert kept_days(empty) == [str(day) for day in DAYS[-2:]]


def test_a_clock_that_ran_ahead_is_forgotten(empty):
    for day in (DAYS[0], DAYS[3], DAYS[1]):
        empty.store.report_memory.keep_report(day, SAW)
    assert kept_days(empty) == [str(DAYS[0]), str(DAYS[1])]


def test_the_first_report_has_no_news_and_the_second_of_a_day_the_same_as_the_first(library, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert run("report", "--format", "text").exit_code == 0
    assert said()["new"] == []
    days_pass(library)
    assert "Nothing is new" in run("check").stdout
    another_spike(library)
    first, again = run("report", "--format", "text").stdout, run("report", "--format", "text", "--units", "mi").stdout
    assert f"[{SPIKE}], seen again on 16 May 2026" in first
    assert f"[{SPIKE}], seen again on 16 May 2026" in again
    assert {"rule": SPIKE, "why": "seen again on 2026-05-16"} in said()["new"]
    days_pass(library)
    assert said()["new"] == []


def test_a_habit_that_goes_on_is_no_news(library):
    library.mark_seen(library.report())
    days_pass(library)
    another_spike(library)
    report = library.report()
    before = library.store.report_memory.of(date.max).last["low-base"]
    [base] = report["low-base"].finding.current
    assert base.first < before.newest < base.last
    assert "low-base" not in report.news.new


def test_what_is_no_longer_seen_is_said_and_its_acknowledgement_ends(library):
    library.store.report_memory.keep_report(
        DAYS[0], {"run-streak": Sighting(level=Level.INFO, newest=DAYS[0], times=1)}
    )
    library.store.report_memory.acknowledge("run-streak", KNOWN)
    assert said()["gone"] == ["run-streak"]
    library.mark_seen(library.report())
    assert "run-streak" not in library.store.report_memory.acknowledged()


@pytest.mark.parametrize(
    "words",
    [
        ("--all",),
        ("--since", "2026-04-01"),
        ("--set", f"{SPIKE}.max_ratio=1.2"),
        ("--without-journal",),
    ],
)
def test_a_report_of_another_question_is_not_remembered(library, words):
    assert run("report", "--format", "text", *words).exit_code == 0
    assert kept_days(library) == []


def test_only_a_report_is_remembered(library):
    run("check")
    library.report()
    assert kept_days(library) == []


def test_other_days_are_held_against_nothing(library):
    library.store.report_memory.keep_report(DAYS[0], {})
    library.acknowledge(SPIKE)
    assert said()["new"]
    told = said("--all")
    assert (told["new"], told["acknowledged"]) == ([], [])
    told = said("--set", f"{SPIKE}.max_ratio=1.2")
    assert (told["new"], [one["rule"] for one in told["acknowledged"]]) == ([], [SPIKE])


def test_acknowledged_on_the_command_line_it_is_quiet_until_it_grows(library):
    assert run("check", "--fail-on", "caution").exit_code == 4
    done = run("check", "--ack", SPIKE, "--fail-on", "caution")
    assert done.exit_code == 0
    assert done.stderr == f"acknowledged now: {SPIKE}\n"
    today = library.store.report_memory.acknowledged()[SPIKE].day
    assert f"[{SPIKE}], acknowledged on {for_people().day(today)}" in done.stdout
    assert said()["acknowledged"] == [{"rule": SPIKE, "day": str(today)}]
    another_spike(library)
    grown = run("check", "--fail-on", "caution")
    assert grown.exit_code == 4
    assert f"acknowledged on {for_people().day(today)}; grown since: 1 time then, 2 now" in " ".join(
        grown.stdout.split()
    )
    assert run("check", "--ack", SPIKE, "--fail-on", "caution").exit_code == 0
    assert run("check", "--unack", SPIKE, "--fail-on", "caution").exit_code == 4


def test_python_does_what_the_command_line_does(library):
    quiet = library.acknowledge(SPIKE, "low-base")
    assert quiet.news.quiet.keys() == {SPIKE, "low-base"} == library.report().news.quiet.keys()
    library.unacknowledge("low-base")
    assert library.report().news.quiet.keys() == {SPIKE}


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (("--ack", "session-spik"), "no rule 'session-spik'. Did you mean 'session-spike'?"),
        (("--ack", "rest-days"), "not seen now"),
        (("--ack", "red-flags"), "never kept quiet"),
        (("--ack", SPIKE, "--all"), "Leave out other days"),
        (("--unack", SPIKE), "no acknowledged rule 'session-spike'; there are: none"),
    ],
)
def test_what_cannot_be_acknowledged_is_said_and_changes_nothing(library, words, why):
    library.journal.answer({"red_flags": ["numbness"]})
    done = run("check", "--ack", "low-base", *words)
    assert done.exit_code == 1
    assert isinstance(done.exception, rr.RunriskError)
    assert why in str(done.exception)
    assert library.store.report_memory.acknowledged() == {}


def test_files_have_nothing_that_remembers(sample_logs):
    for option in ("--ack", "--unack"):
        done = run("check", sample_logs, option, SPIKE)
        assert done.exit_code == 2
        assert "needs the library; leave out PATH" in done.stderr


def test_an_answer_that_still_holds_is_no_news(library):
    library.journal.answer({"carry_side": "left"})
    library.mark_seen(library.report())
    days_pass(library)
    put(library.store, activity(101, days=62))
    report = library.report()
    assert report["one-sided-habits"].finding.level is Level.INFO
    assert "one-sided-habits" not in report.news.new


def test_the_memory_is_exported_and_taken_in_again(library, tmp_path):
    library.store.report_memory.keep_report(DAYS[0], SAW)
    library.acknowledge(SPIKE)
    export_library(library.store, tmp_path / "out")
    with Library(tmp_path / "again") as again:
        import_files(again, tmp_path / "out", jobs=0)
        assert again.report_memory.of(DAYS[1]) == library.store.report_memory.of(DAYS[1])
        again.report_memory.acknowledge(SPIKE, KNOWN)
        again.report_memory.keep_report(DAYS[2], {})
        before = again.report_memory.of(date.max)
        import_files(again, tmp_path / "out", jobs=0)
        assert again.report_memory.of(date.max) == before


def test_an_export_of_an_older_version_remembers_nothing(library, tmp_path):
    export_library(library.store, tmp_path / "out")
    for table in ("reports", "acknowledged"):
        (tmp_path / "out" / "tables" / f"{table}.parquet").unlink()
    with Library(tmp_path / "again") as again:
        assert import_files(again, tmp_path / "out", jobs=0).counts["imported"] == 31
        assert again.report_memory.of(date.max) == ReportMemory()


@pytest.mark.parametrize(
    "seen", ["[1]", "{", '"a"', '{"a": 1}', '{"a": {"level": "loud", "newest": null, "times": 1}}']
)
def test_a_memory_that_makes_no_sense_is_a_failed_line(empty, tmp_path, seen):
    empty.store.database.write("INSERT INTO reports (day, seen) VALUES ('2026-05-02', ?)", (seen,))
    export_library(empty.store, tmp_path / "out")
    with Library(tmp_path / "again") as again:
        assert "damaged" in import_files(again, tmp_path / "out", jobs=0).files[-1].reason


def test_forgetting_everything_forgets_the_memory_too(library):
    library.store.report_memory.keep_report(DAYS[0], SAW)
    library.acknowledge(SPIKE)
    library.store.forget_all()
    assert library.store.report_memory.of(date.max) == ReportMemory()


def test_a_library_without_a_memory_gets_one_and_keeps_everything(tmp_path):
    connection = sqlite3.connect(tmp_path / "library.sqlite", isolation_level=None)
    migrate(connection, MIGRATIONS[:3])
    newer = {"reports", "acknowledged", "samples_hashes", "days"}
    older = [table for table in TABLES if table not in newer]
    connection.execute("INSERT INTO journal (day, kind, note) VALUES ('2026-03-01', 'pain', 'left knee')")
    connection.execute("INSERT INTO results (name, key, content) VALUES ('sides', 'key', x'01')")
    connection.execute("INSERT INTO settings VALUES ('units', 'km')")
    before = {table: connection.execute(f"SELECT * FROM {table}").fetchall() for table in older}  # noqa: S608
    connection.close()
    before["settings"].append(("links", "3"))  # overlaps are told anew, by the rules of today
    with Library(tmp_path) as library:
        assert {table: library.database.table(table)[1] for table in older} == before
        assert library.report_memory.of(date.max) == ReportMemory()
        library.report_memory.acknowledge(SPIKE, KNOWN)
        assert library.report_memory.acknowledged() == {SPIKE: KNOWN}
