"""The same work on a Dask cluster that exists already: the one place of the program that opens a connection."""

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import CancelledError, Future
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from runrisk.errors import RunriskError, SettingsError
from runrisk.version import __version__
from runrisk.workflows.cohort.engines import Engine
from runrisk.workflows.files.workers import WorkerLostError

if TYPE_CHECKING:
    from distributed import Client
    from distributed import Future as DaskFuture

CONNECT_S = 10
"""How long to wait for the scheduler [s]. Our choice."""
WORKERS_S = 60
"""How long to wait for its first worker [s]. Our choice: clusters that grow on demand need a while."""


class SchedulerError(RunriskError):
    """The cluster cannot be used."""


def installed_version() -> str:
    """The version of runrisk where this is called."""
    return __version__


@contextmanager
def dask_cluster(address: str) -> Iterator[Engine]:
    """Connect to the scheduler at `address`, such as "tcp://10.0.0.5:8786"; it is left running.

    Raises:
        SettingsError: Dask is not installed.
        SchedulerError: no scheduler answers there, it has no worker, or one with another version of runrisk.
    """
    try:
        from distributed import Client  # noqa: PLC0415 - an extra, and seconds to import
    except ImportError as error:
        raise SettingsError('a scheduler needs Dask. In the folder of the source: pip install ".[cluster]"') from error
    try:
        client = Client(address, timeout=CONNECT_S, set_as_default=False)
    except (OSError, ValueError) as error:
        raise SchedulerError(f"no Dask scheduler answers at {address}. Check the address, and that it runs") from error
    with client:
        _check_workers(client, address)
        cluster = _Cluster(client)
        yield Engine(each=cluster.each, at_once=cluster.at_once)


def _check_workers(client: "Client", address: str) -> None:
    try:
        client.wait_for_workers(1, timeout=WORKERS_S)
    except TimeoutError as error:
        raise SchedulerError(f"the scheduler has no worker. Start one: dask worker {address}") from error
    there = set(client.run(installed_version).values())
    if there != {__version__}:
        found = ", ".join(sorted(map(str, there)))
        raise SchedulerError(f"the workers have runrisk {found}, here is {__version__}. Install the same everywhere")


class _Cluster:
    """Calls on a cluster's workers, a bounded number at once."""

    def __init__(self, client: "Client") -> None:
        self._client = client
        self._at_once = self._room()
        self._answers = 0

    def at_once(self) -> int:
        """As many as when it was asked last."""
        return self._at_once

    def _room(self) -> int:
        """Twice the threads there are just now, as clusters grow and shrink."""
        with _scheduler_there():
            threads: dict[str, int] = self._client.nthreads()
        return 2 * max(1, sum(threads.values()))

    def each(self, work: Iterable[Any], function: Callable[..., Any]) -> Iterator[tuple[Any, "Future[Any]"]]:
        """Yield (arguments, finished future) for each piece of work, whichever is done first.

        What a lost worker was doing, Dask does again elsewhere; what has lost several is a WorkerLostError.

        Raises:
            SchedulerError: the scheduler went away.
        """
        from distributed import as_completed  # noqa: PLC0415 - as above

        stream = iter(work)
        under_way: dict[DaskFuture[Any], Any] = {}
        answered = as_completed(loop=self._client.loop)
        while True:
            while len(under_way) < self._at_once and (arguments := next(stream, None)) is not None:
                with _scheduler_there():
                    future = self._client.submit(function, *arguments, pure=False)
                under_way[future] = arguments
                answered.add(future)
            if not under_way:
                return
            with _scheduler_there():
                future = next(answered)
            yield under_way.pop(future), _settled(future)
            self._answers += 1
            if self._answers % self._at_once == 0:
                self._at_once = self._room()


@contextmanager
def _scheduler_there() -> Iterator[None]:
    """Say it in the runner's words when the scheduler went away."""
    from distributed.comm.core import CommClosedError  # noqa: PLC0415 - as above

    try:
        yield
    except (CancelledError, CommClosedError) as error:
        raise SchedulerError(
            "the Dask scheduler went away. Start it, then run the same command: it goes on where it stopped"
        ) from error


def _settled(answered: "DaskFuture[Any]") -> "Future[Any]":
    """The answer as the other engines give it."""
    from distributed import KilledWorker  # noqa: PLC0415 - as above

    future: Future[Any] = Future()
    try:
        with _scheduler_there():
            future.set_result(answered.result())
    except SchedulerError:
        raise
    except KilledWorker as error:
        future.set_exception(WorkerLostError(f"ended {error.allowed_failures + 1} workers"))
    except Exception as error:  # noqa: BLE001 - whatever it is, the caller is to raise it
        future.set_exception(error)
    return future
