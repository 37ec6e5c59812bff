"""Who does the work: this process, other processes of this machine, or a Dask cluster. The work is the same."""

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Protocol

from runrisk.workflows.files.workers import NoWorkers, WorkerLimits, Workers

LIMITS = WorkerLimits(seconds=600.0, memory_bytes=4 << 30)
"""A piece of work that takes more is given up by the embedded engine. Our choice: a batch takes under a second, the largest
Apple exports some minutes; a runner with 20,000 activities takes 0.5 GB."""


class _Each(Protocol):
    def __call__(self, work: Iterable[Any], function: Callable[..., Any], /) -> Iterator[tuple[Any, "Future[Any]"]]: ...


@dataclass(frozen=True, kw_only=True)
class Engine:
    """A way to get work done.

    Attributes:
        each: takes a stream of arguments, in which None means "nothing just now", and a function; gives the arguments
            of each call and its future, whichever is done first. The stream is taken only as workers come free.
        at_once: most calls that are under way together.
    """

    each: _Each
    at_once: Callable[[], int]


@contextmanager
def embedded(jobs: int) -> Iterator[Engine]:
    """Processes of this machine, which open no socket; 0 works in this one, where a crash ends everything."""
    if not jobs:
        yield Engine(each=NoWorkers().each, at_once=lambda: 1)
        return
    with Workers(jobs, LIMITS) as workers:
        yield Engine(each=workers.each, at_once=lambda: 2 * jobs)
