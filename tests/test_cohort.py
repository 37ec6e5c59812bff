"""Many runners: the same table whoever does the work, a bad file costs itself, and nothing is done twice."""

import csv
import io
import json
import subprocess
import sys
from concurrent.futures import Future

import pandas as pd
import pyarrow.ipc
import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner

import runrisk as rr
from cohort_builders import LONG_RUNS, make_cohort
from library_builders import export_folder, fit_file
from runrisk.cli import cli
from runrisk.errors import MissingPathError, NothingToReadError, RunriskError, SettingsError
from runrisk.store.lock import import_lock
from runrisk.workflows.cohort import scheduler as course_module
from runrisk.workflows.cohort.engines import Engine
from runrisk.workflows.cohort.job import Job
from runrisk.workflows.cohort.runners import find_runners
from runrisk.workflows.cohort.scheduler import Scheduler
from runrisk.workflows.cohort.tasks import ReadBatch
from runrisk.workflows.cohort.unfinished import FinishedRunners
from runrisk.workflows.files.workers import NoWorkers, WorkerLostError


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return make_cohort(tmp_path_factory.mktemp("cohort") / "club")


@pytest.fixture(scope="module")
def made(folder):
    return rr.cohort(folder, jobs=0)


def _rows_done(work):
    """How many runners were ever concluded in a working folder."""
    return sum(pq.read_metadata(part).num_rows for part in (work / "parts").glob("*.parquet"))


def _run(folder, work, engine):
    terms = Job(work=work)
    parts = FinishedRunners(work / "parts")
    finished = []
    runners = find_runners(folder).found
    Scheduler(runners, terms, parts, engine, lambda done, _: finished.append(done)).run()
    return parts.table({runner.key: runner.name for runner in runners}).to_pandas().set_index("runner")


def test_processes_give_the_same_table(folder, made):
    assert rr.cohort(folder, jobs=2).to_parquet() == made.to_parquet()


def test_a_row_says_what_the_report_of_the_same_folder_says(folder, made):
    for runner in ("anna", "ben", "cleo.zip"):
        log = rr.read(folder / runner, jobs=0)
        row = made.table.loc[runner]
        for finding in rr.analyze(log).findings:
            assert row[f"{finding.rule}.verdict"] == finding.verdict
            level = row[f"{finding.rule}.level"]
            assert (None if pd.isna(level) else level) == finding.level
        assert row["runs"] == len(log.runs)
        assert row["days_known"] == log.days["known"].sum()


def test_worst_come_first_and_who_cannot_be_judged_last(made):
    ranks = [{"warning": 3, "caution": 2, "info": 1}.get(worst, 0) for worst in made.table["worst"]]
    assert ranks == sorted(ranks, reverse=True)
    assert list(made.table.index[-2:]) == ["eve", "finn"]


def test_a_bad_file_costs_itself_and_a_bad_runner_nobody_else(made):
    assert list(made.table["unread"]) == [int(name == "(e-mail)") for name in made.table.index]
    assert made.table.loc["(e-mail)", "runs"] == 2  # three files, one of them damaged
    assert made.table.loc["finn", "problem"] == "no activity: there are no files"
    assert made.table["problem"].notna().sum() == 2
    assert made.failed == 3
    assert made.left_out == 1


def test_a_finished_run_is_not_done_again_and_a_changed_runner_is(tmp_path):
    work = tmp_path / "work"
    for name in ("one", "two", "three"):
        export_folder(tmp_path / "club" / name, 2)
    first = rr.cohort(tmp_path / "club", jobs=0, work=work)
    assert rr.cohort(tmp_path / "club", jobs=0, work=work).to_csv() == first.to_csv()
    assert _rows_done(work) == 3
    (tmp_path / "club" / "two" / "more.fit").write_bytes(fit_file(7))
    second = rr.cohort(tmp_path / "club", jobs=0, work=work)
    assert _rows_done(work) == 4
    assert list(second.table.sort_index()["runs"]) == [2, 2, 3]  # one, three, two
    rr.cohort(tmp_path / "club", jobs=0, work=work, settings=rr.Settings({"acwr": {"enabled": False}}))
    assert _rows_done(work) == 3  # every runner anew: older parts hold nobody's last row and are gone
    assert not list((work / "reading").glob("*"))


def test_a_run_that_was_interrupted_goes_on_where_it_stopped(folder, made, tmp_path):
    work = tmp_path / "work"

    def stop(done, total):
        assert total == 6
        if done == 3:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        rr.cohort(folder, jobs=0, work=work, progress=stop)
    assert _rows_done(work) == 3
    assert rr.cohort(folder, jobs=0, work=work).to_parquet() == made.to_parquet()
    assert _rows_done(work) == 6


_KILLED = """
import os, runrisk as rr
from runrisk.workflows.cohort import tasks
done = 0
read = tasks.ReadBatch.run
def and_die(batch):
    global done
    read(batch)
    done += 1
    if done == 2:
        os.kill(os.getpid(), 9)
tasks.ReadBatch.run = and_die
rr.cohort({folder!r}, jobs=0, work={work!r})
"""


def test_what_a_killed_run_had_read_is_not_read_again(tmp_path):
    club, work = tmp_path / "club", tmp_path / "work"
    export_folder(club / "ben", LONG_RUNS)  # 40 files: batches of 16, 16 and 8
    killed = subprocess.run([sys.executable, "-c", _KILLED.format(folder=str(club), work=str(work))], check=False)
    assert killed.returncode == -9
    kept = sorted((work / "reading").rglob("*.arrow"))
    assert [file.name.partition("-")[2] for file in kept] == ["0-16.arrow", "16-16.arrow"]
    rows = pyarrow.ipc.open_file(pyarrow.OSFile(str(kept[0]))).read_all()
    shorter = rows.slice(0, 15)  # the kept rows of one file are taken away: only who reads it again finds its run
    with pyarrow.OSFile(str(kept[0]), "wb") as sink, pyarrow.ipc.new_file(sink, rows.schema) as writer:
        writer.write_table(shorter)
    assert rr.cohort(club, jobs=0, work=work).table.loc["ben", "runs"] == LONG_RUNS - 1


def test_a_file_that_ends_its_worker_costs_itself_and_is_tried_again_next_time(tmp_path):
    export_folder(tmp_path / "club" / "ben", 20)  # batches of 16 and 4
    asked = []

    def losing(work, function):
        """Answer every call but those that hold one certain file, as if its worker had been lost."""
        for (task,) in work:
            future = Future()
            if isinstance(task, ReadBatch) and any(file.name == "0003.fit.gz" for file in task.files):
                asked.append(len(task.files))
                future.set_exception(WorkerLostError("ended its worker"))
            else:
                future.set_result(function(task))
            yield (task,), future

    table = _run(tmp_path / "club", tmp_path / "work", Engine(each=losing, at_once=lambda: 1))
    assert asked == [16, 1]
    assert (table.loc["ben", "runs"], table.loc["ben", "unread"]) == (19, 1)
    again = _run(tmp_path / "club", tmp_path / "work", Engine(each=NoWorkers().each, at_once=lambda: 1))
    assert (again.loc["ben", "runs"], again.loc["ben", "unread"]) == (20, 0)


def test_few_runners_are_open_at_once_and_a_large_one_does_not_hold_up_the_others(tmp_path):
    club = tmp_path / "club"
    export_folder(club / "a large one", 100)  # 7 batches
    for name in "bcdef":
        export_folder(club / name, 1)
    finished, open_now, most = [], set(), 0

    def watching(work, function):
        nonlocal most
        for (task,), future in NoWorkers().each(work, function):
            open_now.add(task.runner.name)
            most = max(most, len(open_now))
            if type(task).__name__ == "Conclude":
                finished.append(task.runner.name)
                open_now.discard(task.runner.name)
            yield (task,), future

    _run(club, tmp_path / "work", Engine(each=watching, at_once=lambda: 2))
    assert most == 2
    # In turns: the large one needs 9 pieces of work, each of the others 3, so three of them pass it.
    assert finished.index("a large one") >= 3


def test_a_fault_of_ours_in_one_runner_costs_nobody_else(tmp_path):
    for name in ("one", "two"):
        export_folder(tmp_path / "club" / name, 1)

    def failing(work, function):
        for (task,) in work:
            future = Future()
            if task.runner.name == "one":
                future.set_exception(KeyError("somewhere"))
            else:
                future.set_result(function(task))
            yield (task,), future

    table = _run(tmp_path / "club", tmp_path / "work", Engine(each=failing, at_once=lambda: 1))
    assert table.loc["one", "problem"] == "could not be judged (KeyError): please report this"
    assert table.loc["two", "runs"] == 1


def test_a_damaged_part_is_made_again(tmp_path):
    export_folder(tmp_path / "club" / "one", 1)
    first = rr.cohort(tmp_path / "club", jobs=0, work=tmp_path / "work")
    [part] = (tmp_path / "work" / "parts").iterdir()
    part.write_bytes(part.read_bytes()[:-20])
    assert rr.cohort(tmp_path / "club", jobs=0, work=tmp_path / "work").to_csv() == first.to_csv()


def test_hostile_names_stay_text_everywhere(tmp_path):
    for name in ("=1+2", "<b>x", "@sum"):
        export_folder(tmp_path / "club" / name, 1)
    made = rr.cohort(tmp_path / "club", jobs=0)
    names = {row["runner"] for row in csv.DictReader(io.StringIO(made.to_csv()))}
    assert names == {"'=1+2", "<b>x", "'@sum"}
    page = made.to_html()
    assert "<b>x" not in page
    assert "&lt;b&gt;x" in page


def test_the_page_says_no_more_than_it_may(made):
    page = made.to_html()
    assert "default-src &#39;none&#39;" in page
    assert "<script" not in page
    assert "http" not in page.replace("http-equiv", "")
    for hidden in ("secret", "dora", "0001.fit", "lat_deg"):
        assert hidden not in page + made.to_csv() + json.dumps(made.to_json())


def test_the_formats_hold_the_same(made, tmp_path):
    made.write(tmp_path / "t.parquet")
    made.write(tmp_path / "t.csv")
    back = pd.read_parquet(tmp_path / "t.parquet")
    assert list(back["runner"]) == list(made.table.index) == list(pd.read_csv(tmp_path / "t.csv")["runner"])
    runners = made.to_json()["runners"]
    assert [one["rules"]["acwr"]["verdict"] for one in runners[:-2]] == list(back["acwr.verdict"][:-2])
    with pytest.raises(RunriskError, match="html, csv, parquet"):
        made.render("xml")


def test_no_socket_is_opened_without_a_scheduler(tmp_path):
    export_folder(tmp_path / "club" / "one", 2)
    code = """
import os, sys
sys.addaudithook(lambda event, _: os._exit(9) if event.startswith("socket.") else None)
import runrisk as rr
rr.cohort("club", jobs=1)
assert "distributed" not in sys.modules and "dask" not in sys.modules
"""
    assert subprocess.run([sys.executable, "-c", code], cwd=tmp_path, check=False).returncode == 0


def test_wrong_use_is_said(tmp_path):
    with pytest.raises(MissingPathError, match="not a folder"):
        rr.cohort(tmp_path / "nowhere")
    with pytest.raises(NothingToReadError, match="one folder or zip for each runner"):
        rr.cohort(tmp_path)
    (tmp_path / "club" / "one").mkdir(parents=True)
    with pytest.raises(SettingsError, match="working folder"):
        rr.cohort(tmp_path / "club", "tcp://127.0.0.1:1")
    with pytest.raises(SettingsError, match="no rule"):
        rr.cohort(tmp_path / "club", jobs=0, settings=rr.Settings({"nothing": {"limit": 1}}))
    rr.cohort(tmp_path / "club", jobs=0, work=tmp_path / "work")
    with import_lock(tmp_path / "work" / "lock"), pytest.raises(RunriskError, match="another run"):
        rr.cohort(tmp_path / "club", jobs=0, work=tmp_path / "work")


def test_the_command_writes_a_page_and_says_who_was_not_judged(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    export_folder(tmp_path / "club" / "one", 2)
    done = CliRunner().invoke(cli, ["cohort", "club", "--jobs", "1"])
    assert (done.exit_code, done.stdout) == (0, "runrisk-cohort.html\n")
    assert "1 runner" in (tmp_path / "runrisk-cohort.html").read_text()
    (tmp_path / "club" / "two").mkdir()
    done = CliRunner().invoke(cli, ["cohort", "club", "--jobs", "1", "--json", "--work", "runrisk-cohort-work"])
    assert done.exit_code == 3
    assert "1 of 2 runners" in done.stderr
    report = json.loads(done.stdout)
    assert report["schema"] == "runrisk.cohort/1"
    assert [one["runner"] for one in report["runners"]] == ["one", "two"]
    assert _rows_done(tmp_path / "runrisk-cohort-work") == 2


def test_parts_are_written_as_runners_are_finished(tmp_path, monkeypatch):
    for name in "abcd":
        export_folder(tmp_path / "club" / name, 1)
    monkeypatch.setattr("runrisk.workflows.cohort.unfinished.PART_RUNNERS", 2)
    seen = []
    rr.cohort(
        tmp_path / "club",
        jobs=0,
        work=tmp_path / "work",
        progress=lambda *_: seen.append(_rows_done(tmp_path / "work")),
    )
    assert seen == [0, 2, 2, 4]
    assert course_module.NOT_SETTLED not in FinishedRunners(tmp_path / "work" / "parts").finished().values()
