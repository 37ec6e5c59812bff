"""The same on a real Dask cluster: a scheduler and two workers on loopback, one of which is killed in the middle."""

import json
import os
import signal
import subprocess
import sys
import time

import pytest

import runrisk as rr
from cohort_builders import make_cohort
from runrisk.errors import SettingsError
from runrisk.workflows.cohort.dask_engine import SchedulerError, dask_cluster

STARTS_S = 60


class LocalCluster:
    """A scheduler and two workers, each a process of its own, which end by themselves when they are left alone."""

    def __init__(self, folder):
        self._processes = []
        note = folder / "scheduler.json"
        self.scheduler = self._start(
            "dask_scheduler", "--port", "0", "--idle-timeout", "120", "--scheduler-file", str(note)
        )
        until = time.monotonic() + STARTS_S
        while not note.exists():
            assert time.monotonic() < until, "the scheduler did not start"
            time.sleep(0.05)
        self.address = json.loads(note.read_text())["address"]
        self.workers = [self._start("dask_worker", self.address, "--nthreads", "1", "--no-nanny", "--death-timeout", "10", "--local-directory", str(folder)) for _ in range(2)]  # fmt: skip

    def _start(self, module, *words):
        command = [sys.executable, "-m", f"distributed.cli.{module}", *words, "--host", "127.0.0.1", "--no-dashboard"]
        self._processes.append(subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL))
        return self._processes[-1]

    def stop(self):
        for process in self._processes:
            process.kill()
            process.wait()


@pytest.fixture
def cluster(tmp_path):
    made = LocalCluster(tmp_path)
    yield made
    made.stop()


def test_a_worker_killed_in_the_middle_changes_nothing(cluster, tmp_path):
    folder = make_cohort(tmp_path / "club")
    killed = []

    def kill_one(done, total):
        if not killed:
            os.kill(cluster.workers[0].pid, signal.SIGKILL)
            killed.append((done, total))

    made = rr.cohort(folder, scheduler=cluster.address, work=tmp_path / "work", progress=kill_one)
    assert killed == [(1, 6)]
    assert cluster.workers[0].wait(10) == -signal.SIGKILL
    assert made.to_parquet() == rr.cohort(folder, jobs=0).to_parquet()
    _calls_under_way_are_bounded(cluster.address)
    _a_scheduler_that_goes_away_is_said(cluster)


def _calls_under_way_are_bounded(address):
    """On what is left of the cluster: one worker with one thread."""
    taken = []

    def stream():
        for number in range(30):
            taken.append(number)
            yield (-number,)

    with dask_cluster(address) as engine:
        answers = set()
        for given, (_, future) in enumerate(engine.each(stream(), abs)):
            assert len(taken) - given <= engine.at_once() == 2
            answers.add(future.result())
    assert answers == set(range(30))


def _a_scheduler_that_goes_away_is_said(cluster):
    with dask_cluster(cluster.address) as engine:
        answers = engine.each([(0.1,)] * 100, time.sleep)
        next(answers)
        cluster.scheduler.kill()
        with pytest.raises(SchedulerError, match="went away"):
            list(answers)


def test_no_scheduler_at_the_address_is_said(tmp_path, monkeypatch):
    (tmp_path / "club" / "one").mkdir(parents=True)
    monkeypatch.setattr("runrisk.workflows.cohort.dask_engine.CONNECT_S", 0.3)
    with pytest.raises(SchedulerError, match=r"no Dask scheduler answers at tcp://127\.0\.0\.1:9"):
        rr.cohort(tmp_path / "club", "tcp://127.0.0.1:9", work=tmp_path / "work")
    with pytest.raises(SchedulerError, match="no Dask scheduler answers"):
        rr.cohort(tmp_path / "club", "no address at all", work=tmp_path / "work")


def test_without_dask_the_extra_is_named(tmp_path, monkeypatch):
    (tmp_path / "club" / "one").mkdir(parents=True)
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(SettingsError, match=r'pip install "\.\[cluster\]"'):
        rr.cohort(tmp_path / "club", "tcp://127.0.0.1:9", work=tmp_path / "work")
