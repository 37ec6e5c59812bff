"""Workers: a crash or an endless loop costs one piece of work, and Ctrl-C finishes what is under way."""

import os
import signal
import subprocess
import sys
import time
from itertools import count

import pytest

from runrisk.workflows.files.workers import WorkerLimits, WorkerLostError, Workers


def _outcome(future):
    error = future.exception()
    return future.result() if error is None else error


def test_every_piece_is_answered_whichever_is_done_first():
    with Workers(2, WorkerLimits(seconds=60)) as workers:
        done = {arguments: future.result() for arguments, future in workers.each([(n,) for n in range(7)], abs)}
    assert done == {(n,): n for n in range(7)}


def test_an_error_comes_back_as_it_was_raised():
    with Workers(1, WorkerLimits(seconds=60)) as workers:
        [(_, future)] = workers.each([("no number",)], int)
    with pytest.raises(ValueError, match="no number"):
        future.result()


def test_a_crash_costs_one_piece_and_the_next_is_done_by_a_new_process():
    with Workers(1, WorkerLimits(seconds=60)) as workers:
        done = [_outcome(future) for _, future in workers.each([(3,), (4,)], os._exit)]
        [(_, after)] = workers.each([(-5,)], abs)
    assert [type(outcome) for outcome in done] == [WorkerLostError, WorkerLostError]
    assert "exit 3" in str(done[0])
    assert after.result() == 5


def test_a_piece_that_takes_too_long_is_given_up():
    with Workers(1, WorkerLimits(seconds=0.2)) as workers:
        [(_, future)] = workers.each([(60,)], time.sleep)
    with pytest.raises(WorkerLostError, match=r"longer than 0.2 s"):
        future.result()


def test_what_the_work_prints_does_not_disturb_the_answers(capfd):
    with Workers(1, WorkerLimits(seconds=60)) as workers:
        [(_, future)] = workers.each([("loud",)], print)
    assert future.result() is None
    assert capfd.readouterr().out == ""


def test_a_long_stream_is_taken_only_as_workers_come_free():
    taken = []

    def stream():
        for n in count():
            taken.append(n)
            yield (n,)

    with Workers(2, WorkerLimits(seconds=60)) as workers:
        for seen, _ in enumerate(workers.each(stream(), abs), start=1):
            assert len(taken) <= seen + 3  # 2 workers, 2 pieces each, 1 of them done
            if seen == 20:
                break


_INTERRUPTED = """
import os, time
from runrisk.workflows.files.workers import WorkerLimits, Workers
with Workers(1, WorkerLimits(seconds=60)) as workers:
    try:
        for arguments, future in workers.each(((0.3,) for _ in range(1000)), time.sleep):
            print("done", flush=True)
    except KeyboardInterrupt:
        print("interrupted", flush=True)
"""


_ENDLESS = _INTERRUPTED.replace("0.3", "60").replace(
    "for arguments", "print('begun', flush=True)\n        for arguments"
)


def test_a_second_ctrl_c_waits_for_nothing():
    process = subprocess.Popen([sys.executable, "-c", _ENDLESS], stdout=subprocess.PIPE, text=True, process_group=0)
    assert process.stdout.readline() == "begun\n"
    for _ in range(2):
        time.sleep(0.3)
        os.killpg(process.pid, signal.SIGINT)
    assert process.communicate(timeout=20)[0] == "interrupted\n"


def test_ctrl_c_finishes_what_is_under_way():
    process = subprocess.Popen([sys.executable, "-c", _INTERRUPTED], stdout=subprocess.PIPE, text=True, process_group=0)
    assert process.stdout.readline() == "done\n"
    time.sleep(0.1)  # until it waits for the next piece: what reaches it while it prints ends it there
    os.killpg(process.pid, signal.SIGINT)  # as a terminal does: the workers get it too
    out, _ = process.communicate(timeout=20)
    assert out in {"done\ninterrupted\n", "done\ndone\ninterrupted\n"}  # one or two pieces were under way
    assert process.returncode == 0
