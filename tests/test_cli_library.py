"""The commands around the library, and the odd paths, places and terminals that users come with."""

import io
import json
import os
import re
import signal
import subprocess
import sys
import time
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

import runrisk as rr
from library_builders import export_folder, fit_file
from runrisk.cli import cli, main
from runrisk.cli.progress import file_progress
from runrisk.cli.terminal_table import echo_table
from runrisk.errors import SettingsError
from runrisk.store import Library
from runrisk.wording import for_people
from runrisk.workflows.analyze import period_of
from runrisk.workflows.files.import_files import import_files

RUNS = 4


def run(*words, **options):
    """Run a command in this process."""
    return CliRunner().invoke(cli, [str(word) for word in words], **options)


def rows(*words):
    """The activities that a command lists."""
    return json.loads(run("activities", "--json", *words).stdout)["activities"]


@pytest.fixture
def ended(monkeypatch, capsys):
    """How the installed program ends: exit code, standard output, standard error."""

    def end(*words):
        monkeypatch.setattr(sys, "argv", ["runrisk", *map(str, words)])
        with pytest.raises(SystemExit) as exited:
            main()
        said = capsys.readouterr()
        assert "Traceback" not in said.err
        return exited.value.code, said.out, said.err

    return end


@pytest.fixture
def export(tmp_path):
    return export_folder(tmp_path / "runs", RUNS)


@pytest.fixture
def filled(export):
    """A library of RUNS runs."""
    with Library.of() as library:
        import_files(library, export, jobs=0)
    return export


def test_import_says_what_became_of_the_files_and_why(export):
    (export / "broken.fit").write_bytes(fit_file(9)[:40])
    (export / "list.txt").write_text("milk")
    (export / "more.txt").write_text("eggs")
    done = run("import", export)
    assert done.exit_code == 3
    head, *lines = done.stdout.splitlines()
    assert head.split() == ["files", "which", "why"]
    assert [line.split() for line in lines[:2]] == [["imported", "4"], ["skipped", "2"]]
    assert re.split(r"\s{2,}", lines[2].strip()) == ["list.txt and 1 more", "not a FIT, GPX or TCX file"]
    assert lines[3].split() == ["failed", "1"]
    assert lines[4].split()[0] == "broken.fit"
    assert "byte 40" in lines[4]
    assert done.stderr == ""


def test_import_json_holds_one_line_a_file(export):
    (export / "broken.fit").write_bytes(fit_file(9)[:40])
    (export / "sub").mkdir()
    (export / "sub" / "list.txt").write_text("milk")
    (export / "list.txt").write_text("milk")
    first, again = (json.loads(run("import", export, "--json").stdout) for _ in range(2))
    assert first["schema"] == again["schema"] == "runrisk.import/1"
    assert first["counts"] == {"imported": 4, "duplicate": 0, "merged": 0, "skipped": 2, "failed": 1}
    assert again["counts"] == {"imported": 0, "duplicate": 4, "merged": 0, "skipped": 2, "failed": 1}
    assert len(first["files"]) == 7
    assert {file["name"] for file in first["files"]} >= {"broken.fit", "list.txt", "0000.fit.gz"}
    assert [file["activities"] for file in first["files"]] == [file["activities"] for file in again["files"]]


def test_a_rehearsal_keeps_nothing(export, ended):
    assert run("import", export, "--dry-run").stdout.split()[3:5] == ["imported", "4"]
    assert ended("activities")[0] == 1


def test_nothing_to_import_is_an_error(tmp_path, ended):
    assert ended("import", tmp_path / "nowhere")[0] == 2
    (tmp_path / "empty").mkdir()
    code, out, err = ended("upload", tmp_path / "empty")
    assert (code, out, err) == (1, "", "runrisk: There are no files to import\n")
    (tmp_path / "list.txt").write_text("milk")
    code, _, err = ended("import", tmp_path / "list.txt")
    assert (code, err) == (1, "runrisk: Nothing was imported: there is no activity in what was given\n")


@pytest.mark.parametrize("command", ["report", "check", "activities", "sides", "budget", "physio"])
def test_an_empty_library_is_one_sentence(command, ended):
    code, out, err = ended(command)
    assert (code, out) == (1, "")
    assert "runrisk import PATH" in err
    assert err.count("\n") == 1


def test_the_library_and_its_files_are_the_same_log(filled):
    assert rows() == rows(filled)
    assert run("activities").stdout == run("activities", filled).stdout
    assert run("activities", "--csv").stdout == run("activities", filled, "--csv").stdout
    [here], [there] = ([json.loads(run("check", "--json", *words).stdout)] for words in ([], [filled]))
    assert here == there


@pytest.mark.usefixtures("filled")
def test_only_the_days_asked_for_are_listed():
    assert [row["local_day"][:10] for row in rows("--since", "2026-03-03", "--until", "2026-03-04")] == [
        "2026-03-03",
        "2026-03-04",
    ]
    assert rows("--until", "2000-01-01") == []
    assert len(run("activities", "--since", "2026-03-04").stdout.splitlines()) == 3


def test_a_correction_is_seen_and_taken_back(filled):
    key = rows()[0]["id"]
    done = run("edit", key, "--distance", "12.5", "--shoe", "Red [/] Nova", "--race", "--sport", "walking")
    assert done.stdout.count("=") == 4
    row = rows()[0]
    assert (row["distance_m"], row["shoe"], row["race"], row["sport"]) == (12500.0, "Red [/] Nova", True, "walking")
    assert run("import", filled).exit_code == 0
    assert rows()[0] == row
    assert json.loads(run("check", "--json").stdout)["log"]["runs"] == RUNS - 1
    assert run("edit", key, "--undo").stdout == f"4 corrections of {key} taken back\n"
    assert rows()[0]["sport"] == "running"


@pytest.mark.usefixtures("filled")
def test_a_run_left_out_is_still_listed():
    key = rows()[0]["id"]
    run("edit", key, "--exclude")
    assert f"{key}  2026-03-02" in run("activities").stdout
    assert "(left out)" in run("activities").stdout
    assert json.loads(run("check", "--json").stdout)["log"]["runs"] == RUNS - 1
    run("edit", key, "--include")
    assert json.loads(run("check", "--json").stdout)["log"]["runs"] == RUNS


@pytest.mark.usefixtures("filled")
@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["edit", "ID"], 2),
        (["edit", "ID", "--undo", "--race"], 2),
        (["edit", "ID", "--sport", "quidditch"], 2),
        (["edit", "ID", "--distance", "-3"], 2),
        (["edit", "ID", "--distance", "nan"], 2),
        (["edit", "ID", "--distance", "far"], 2),
        (["edit", "nobody", "--race"], 2),
        (["forget"], 2),
        (["forget", "ID", "--all"], 2),
        (["forget", "nobody", "--yes"], 2),
        (["duplicates", "--keep-both", "nobody"], 2),
        (["activities", "--athlete", " "], 2),
        (["check", "--set", "session-spike"], 2),
        (["check", "--since", "tomorrow"], 2),
        (["check", "--since", "0001-01-01"], 2),
        (["check", "--settings", "."], 2),
        (["check", "--sport", "quidditch"], 2),
        (["check", "--tz", "Mars/Phobos"], 2),
        (["budget", "--from", "9999-12-31"], 2),
        (["check", ""], 2),
        (["report", "--format", "pdf"], 2),
        (["report", "-o", "nowhere/report.html"], 1),
        (["report", "-o", "."], 2),
        (["report", "-o", ""], 1),
        (["physio", "-o", "nowhere/physio.html"], 1),
        (["export", "."], 1),
        (["simulate", "season", "--seed", "-1"], 2),
        (["frobnicate"], 2),
    ],
)
def test_wrong_words_are_told_and_nothing_is_changed(ended, words, code):
    before = rows()
    key = before[0]["id"]
    done, out, err = ended(*(key if word == "ID" else word for word in words))
    assert (done, out) == (code, "")
    assert err.strip()
    assert code == 2 or err.count("\n") == 1
    assert rows() == before


def test_duplicates_are_listed_and_kept_apart(tmp_path):
    (tmp_path / "one.fit").write_bytes(fit_file(0))
    (tmp_path / "two.fit").write_bytes(fit_file(0, distance_m=165.0))
    assert run("duplicates").stdout == ""
    assert "No two recordings" in run("duplicates").stderr
    assert run("import", tmp_path).exit_code == 0
    _, line = run("duplicates").stdout.splitlines()
    day, shadow, counted = line.split()[:3]
    assert day == "2026-03-02"
    assert {row["id"]: row["duplicate_of"] for row in rows()} == {shadow: counted, counted: None}
    assert run("duplicates", "--keep-both", shadow).stdout == ""
    assert [row["duplicate_of"] for row in rows()] == [None, None]
    assert shadow in run("duplicates", "--join", shadow).stdout


def test_what_is_forgotten_is_gone_and_stays_away(filled):
    key = rows()[0]["id"]
    assert run("forget", key, input="n\n").exit_code == 1
    assert len(rows()) == RUNS
    assert run("forget", key, input="y\n").exit_code == 0
    assert "forgotten earlier" in run("import", filled).stdout
    assert key not in {row["id"] for row in rows()}
    assert run("import", filled / "0000.fit.gz").exit_code == 0
    assert key in {row["id"] for row in rows()}
    assert "all 4 activities" in run("forget", "--all", input="y\n").stdout
    assert Library.of().ids() == frozenset()


@pytest.mark.usefixtures("filled")
def test_an_export_is_taken_in_by_another_athlete(tmp_path):
    run("edit", rows()[1]["id"], "--shoe", "Red Nova")
    run("journal", "add", "note", "slept badly")
    assert run("export", tmp_path / "back").stdout == f"4 activities in {tmp_path / 'back'}\n"
    assert "exists" in str(run("export", tmp_path / "back").exception)
    assert run("import", tmp_path / "back", "--athlete", "Jane Doe").exit_code == 0
    assert rows("--athlete", "jane doe") == rows()
    both = [run("journal", "list", "--athlete", name).stdout for name in ("me", "Jane Doe")]
    assert both[0] == both[1] != ""


def test_settings_and_the_journal_are_where_they_are_asked_for(filled, tmp_path):
    (tmp_path / "runrisk.toml").write_text("[session-spike]\nmax_ratio = 1.05\n")
    text = run("check", "--settings", tmp_path / "runrisk.toml").stdout
    assert "session-spike.max_ratio = 1.05" in text
    run("journal", "add", "injury", "left", "calf", "--date", "2026-03-04")
    seen = [
        json.loads(run("check", "--json", *words).stdout)["findings"]
        for words in (["--with-journal"], ["--without-journal"], [filled], [filled, "--with-journal"])
    ]
    assert seen[0] == seen[3] != seen[1] == seen[2]


def test_what_files_do_not_tell_can_be_told_of_a_library_too(tmp_path):
    (tmp_path / "a.tcx").write_text(
        "<TrainingCenterDatabase><Activities><Activity><Id>2026-03-02T23:30:00Z</Id><Lap "
        "StartTime='2026-03-02T23:30:00Z'><TotalTimeSeconds>600</TotalTimeSeconds><DistanceMeters>900</DistanceMeters>"
        "</Lap></Activity></Activities></TrainingCenterDatabase>"
    )
    assert run("import", tmp_path).exit_code == 0
    told = ("--sport", "running", "--tz", "Europe/Vienna")
    for words in ([], [tmp_path]):
        [plain], [known] = rows(*words), rows(*words, *told)
        assert (plain["sport"], plain["local_day"][:10], plain["tz_source"]) == ("unknown", "2026-03-02", "assumed")
        assert (known["sport"], known["local_day"][:10], known["tz_source"]) == ("running", "2026-03-03", "config")
        assert not any("--tz" in warning for warning in known["warnings"])
    assert json.loads(run("check", "--json", *told).stdout)["log"]["runs"] == 1


@pytest.mark.parametrize(
    ("since", "until", "whole"),
    [
        (None, date(1990, 1, 1), False),
        (None, date(1990, 1, 1), True),
        (None, date(2025, 5, 13), False),
        (date(2025, 6, 20), date(2025, 6, 25), False),
        (date(2025, 11, 9), date(2025, 11, 9), False),
        (None, date(2030, 1, 1), True),
    ],
)
def test_a_report_of_any_period_can_be_made(read_sample, since, until, whole):
    log = read_sample
    period = period_of(log, since, until, whole=whole)
    report = rr.analyze(log.looking_at(period))
    assert len(report.to_html()) > 10_000
    assert for_people().day(until) in report.to_text()


@pytest.fixture(scope="module")
def read_sample():
    folder = Path(__file__).resolve().parents[1] / "sample_logs"
    return rr.read(*sorted(folder.glob("2025-0[56]*")), *sorted(folder.glob("2025-08*")))


@pytest.mark.parametrize("day", [date(1, 1, 1), date(1899, 12, 31), date(9999, 12, 31)])
def test_days_in_no_runners_time_are_refused(read_sample, day):
    with pytest.raises(SettingsError, match="no runner's time"):
        period_of(read_sample, None, day, whole=False)


class Terminal(io.StringIO):
    def isatty(self):
        return True


EVIL = ["[/]oops", "[link=file:///etc/passwd]x[/link]", "\x1b]0;title\x07evil", "two\nlines\tin one", "跑步 🏃 run"]


def test_a_table_on_a_terminal_obeys_nothing(monkeypatch):
    screen = Terminal()
    monkeypatch.setattr(sys, "stdout", screen)
    monkeypatch.setenv("COLUMNS", "100")
    echo_table(("name", "km"), [(name, "1.0") for name in EVIL], right={"km"})
    drawn = screen.getvalue()
    assert "[link=file:///etc/passwd]x[/link]" in drawn
    assert "[/]oops" in drawn
    assert "]0;titleevil" in drawn
    assert "two lines in one" in drawn
    assert "\x1b]" not in drawn
    assert "\x07" not in drawn


def test_a_table_in_a_pipe_is_aligned_in_screen_columns(capsys):
    echo_table(("name", "km"), [("跑步", "1.0"), ("run 12", "10.0")], right={"km"})
    assert capsys.readouterr().out == "name      km\n跑步     1.0\nrun 12  10.0\n"


def test_progress_is_shown_on_a_terminal_only(monkeypatch):
    screen = Terminal()
    with file_progress() as progress:
        assert progress is None
    monkeypatch.setattr(sys, "stderr", screen)
    monkeypatch.setenv("COLUMNS", "100")
    with file_progress("importing") as progress:
        for done in range(1, 4):
            progress(done, 3, done)
    assert "3 of 3 files, 3 runs" in screen.getvalue()


def test_a_terminal_that_lacks_a_sign_still_gets_the_text(tmp_path):
    (tmp_path / "a.gpx").write_text(
        '<gpx><trk><name>跑步</name><type>running</type><trkseg><trkpt lat="48" lon="16"><time>2026-03-02T17:30:00Z</time>'
        '</trkpt><trkpt lat="48.001" lon="16"><time>2026-03-02T17:31:00Z</time></trkpt></trkseg></trk></gpx>'
    )
    done = program("activities", tmp_path / "a.gpx", PYTHONIOENCODING="latin-1")
    out, err = done.communicate(timeout=60)
    assert (done.returncode, err) == (0, b"")
    assert b"\\u8dd1\\u6b65" in out


def test_a_reader_that_goes_away_is_no_error():
    done = program("rules", "--markdown")
    done.stdout.read(10)
    done.stdout.close()
    assert b"Traceback" not in done.stderr.read()
    done.stderr.close()
    done.wait(timeout=60)


@pytest.mark.skipif(sys.platform == "win32", reason="signals as POSIX has them")
def test_ctrl_c_stops_an_import_and_the_same_command_goes_on(tmp_path):
    export = export_folder(tmp_path / "many", 40, count=900)
    process = program("import", export, "--jobs", "1", process_group=0)
    waited = time.monotonic() + 60
    while not (known := len(Library.of().ids())) and time.monotonic() < waited:
        time.sleep(0.02)
    assert 0 < known < 40
    os.killpg(process.pid, signal.SIGINT)
    out, err = process.communicate(timeout=60)
    assert process.returncode == 130
    assert err == b"Stopped. The same command goes on where it stopped.\n"
    assert b"imported" in out
    again = json.loads(run("import", export, "--json").stdout)
    assert again["counts"]["imported"] + again["counts"]["duplicate"] == 40
    assert len(Library.of().ids()) == 40


def program(*words, process_group=None, **environment):
    """Start the program as a process of its own."""
    code = "from runrisk.cli import main; main()"
    return subprocess.Popen(
        [sys.executable, "-c", code, *map(str, words)],
        env=os.environ | environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        process_group=process_group,
    )
