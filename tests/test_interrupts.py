"""Ctrl-C waits until what is under way is done, and is not lost."""

import signal
import threading

import pytest

from runrisk.workflows.files.interrupts import interrupt_later


def test_an_interrupt_waits_for_the_end_and_comes_then():
    done = []

    def work():
        with interrupt_later():
            signal.raise_signal(signal.SIGINT)
            done.append("all")

    with pytest.raises(KeyboardInterrupt):
        work()
    assert done == ["all"]
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler


def test_without_one_nothing_happens_and_an_error_passes():
    with interrupt_later():
        pass
    with pytest.raises(ValueError, match="its own"), interrupt_later():
        raise ValueError("its own")
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler


def test_another_thread_is_left_alone():
    seen = []

    def work():
        with interrupt_later():
            seen.append(signal.getsignal(signal.SIGINT))

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert seen == [signal.default_int_handler]
