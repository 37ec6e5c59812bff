"""Work done in other processes, where a crash or an endless loop costs one piece of work and nothing else."""

import os
import pickle
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Collection, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any, BinaryIO, Self, cast

_START = "import sys; sys.path[:] = {path!r}; from runrisk.workflows.files.workers import serve; serve({memory!r})"
_STATM_DATA = 5
"""Place of data and stack among the numbers of /proc/self/statm [pages] (proc(5))."""
_WAITING_BYTES = 32 << 20
"""So much waits for a worker at most, and one piece more [bytes]: zips may hold thousands of files of 100 MB. Our choice."""


class WorkerLostError(Exception):
    """The process ended, or was ended, before it answered. The text says how."""


@dataclass(frozen=True, kw_only=True)
class WorkerLimits:
    """What one piece of work may take.

    Attributes:
        seconds: then its process is ended [s].
        memory_bytes: beside what the process takes before it begins [bytes]; None sets no limit. Where the system knows
            no such limit (it takes Linux), there is none.
    """

    seconds: float
    memory_bytes: int | None = None


@dataclass
class Worker:
    """One process that does one piece of work after the other; it is started again when it was lost.

    A plain program start, not `multiprocessing`: that would run the caller's own script again in every worker.
    """

    limits: WorkerLimits
    _process: subprocess.Popen[bytes] | None = field(default=None, init=False)

    def call(self, function: Callable[..., Any], *arguments: Any) -> Any:
        """Return `function(*arguments)` as the other process computed it.

        Raises:
            WorkerLostError: the process crashed, or took longer than its limit and was ended.
            Exception: whatever the function raised.
        """
        process = self._started()
        late = threading.Event()
        timer = threading.Timer(self.limits.seconds, _give_up, (process, late))
        timer.start()
        try:
            _send(_pipe(process.stdin), (function, arguments))
            fine, answer = pickle.load(_pipe(process.stdout))  # noqa: S301 - only our own processes hold the other end
        except (EOFError, OSError, pickle.UnpicklingError) as error:  # it ended before or while it answered
            self.close()
            raise WorkerLostError(_how_lost(process, late=late.is_set(), limit_s=self.limits.seconds)) from error
        finally:
            timer.cancel()
        if fine:
            return answer
        raise answer

    def close(self) -> None:
        """End the process."""
        process, self._process = self._process, None
        if process is not None:
            process.kill()
            process.wait()
            for pipe in (process.stdin, process.stdout):
                with suppress(OSError):  # what the process did not read any more
                    _pipe(pipe).close()

    def _started(self) -> subprocess.Popen[bytes]:
        if self._process is None:
            command = [sys.executable, "-c", _START.format(path=sys.path, memory=self.limits.memory_bytes)]
            self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)  # noqa: S603 - our own interpreter and code
        return self._process


class NoWorkers:
    """The same without other processes: quick to start, and a crash ends everything."""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exception: object) -> None:
        pass

    def each(
        self, work: Iterable[tuple[Any, ...]], function: Callable[..., Any], _weigh: Callable[[Any], int] | None = None
    ) -> Iterator[tuple[Any, Future[Any]]]:
        """Yield (arguments, finished future) for each piece of work, one after the other."""
        for arguments in work:
            future: Future[Any] = Future()
            try:
                future.set_result(function(*arguments))
            except Exception as error:  # noqa: BLE001 - whatever it is, the caller is to raise it
                future.set_exception(error)
            yield arguments, future


class Workers:
    """Several workers that share one stream of work."""

    def __init__(self, count: int, limits: WorkerLimits) -> None:
        self._count = count
        self._limits = limits
        self._threads = ThreadPoolExecutor(count)
        self._own = threading.local()
        self._all: list[Worker] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exception: object) -> None:
        self._threads.shutdown(wait=False, cancel_futures=True)
        self._end_processes()
        self._threads.shutdown(wait=True)
        self._end_processes()  # a thread may have been about to start one

    def each(
        self, work: Iterable[tuple[Any, ...]], function: Callable[..., Any], weigh: Callable[[Any], int] | None = None
    ) -> Iterator[tuple[Any, Future[Any]]]:
        """Yield (arguments, finished future) for each piece of work, whichever is done first.

        Work is taken from the stream only as workers come free, and only while little of it waits by `weigh` [bytes], so
        that a long stream costs no memory. After a
        KeyboardInterrupt nothing new is taken; what is under way is finished and yielded, then the interrupt is raised;
        a second one is raised at once.
        """
        stream = iter(work)
        under_way: dict[Future[Any], Any] = {}
        interrupt: KeyboardInterrupt | None = None
        while True:
            try:
                while interrupt is None and self._has_room(under_way.values(), weigh):
                    arguments = next(stream, None)
                    if arguments is None:
                        break
                    under_way[self._threads.submit(self._call, function, *arguments)] = arguments
                done = wait(under_way, return_when=FIRST_COMPLETED).done if under_way else set()
            except KeyboardInterrupt as error:
                if interrupt is not None:
                    raise
                interrupt = error
                continue
            if not done:
                break
            for future in done:
                yield under_way.pop(future), future
        if interrupt is not None:
            raise interrupt

    def _has_room(self, under_way: Collection[Any], weigh: Callable[[Any], int] | None) -> bool:
        waiting = 0 if weigh is None else sum(map(weigh, under_way))
        return len(under_way) < 2 * self._count and waiting < _WAITING_BYTES

    def _end_processes(self) -> None:
        for worker in self._all:
            worker.close()

    def _call(self, function: Callable[..., Any], *arguments: Any) -> Any:
        worker = getattr(self._own, "worker", None)
        if worker is None:
            worker = self._own.worker = Worker(self._limits)
            self._all.append(worker)
        return worker.call(function, *arguments)


def serve(memory_bytes: int | None) -> None:
    """Answer calls until nobody asks any more: the other process's whole life.

    The limit of memory is set when the first call has loaded the modules it takes. What the work prints goes to stderr, so that it cannot disturb the answers; Ctrl-C is the caller's to handle.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    while True:
        try:
            function, arguments = pickle.load(sys.stdin.buffer)  # noqa: S301 - only our own processes hold the other end
        except (EOFError, pickle.UnpicklingError):
            return
        if memory_bytes is not None:
            _limit_memory(memory_bytes)
            memory_bytes = None
        try:
            answer = (True, function(*arguments))
        except Exception as error:  # noqa: BLE001 - whatever it is, the caller is to raise it
            answer = (False, error)
        try:
            _send(answers, answer)
        except BrokenPipeError:  # the caller was killed; nobody is left to tell
            os._exit(1)


def _limit_memory(allowed_bytes: int) -> None:
    """Let this process have so much more than it has; what it then cannot get is a MemoryError in it [bytes]."""
    if not sys.platform.startswith("linux"):  # macOS counts otherwise, Windows knows no such limit
        return
    import resource  # noqa: PLC0415 - there is none on Windows

    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[_STATM_DATA])
    limit = pages * resource.getpagesize() + allowed_bytes
    with suppress(ValueError, OSError):  # a stricter limit of somebody else's stays
        resource.setrlimit(resource.RLIMIT_DATA, (limit, limit))


def _send(pipe: BinaryIO, message: object) -> None:
    pickle.dump(message, pipe, protocol=pickle.HIGHEST_PROTOCOL)  # writes large bytes without copying them
    pipe.flush()


def _pipe(pipe: IO[bytes] | None) -> BinaryIO:
    if pipe is None:
        raise EOFError
    return cast("BinaryIO", pipe)


def _give_up(process: subprocess.Popen[bytes], late: threading.Event) -> None:
    late.set()
    process.kill()


def _how_lost(process: subprocess.Popen[bytes], *, late: bool, limit_s: float) -> str:
    if late:
        return f"took longer than {limit_s:g} s and was given up"
    return f"crashed the reader (exit {process.poll()})"
