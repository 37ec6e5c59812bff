"""Who reads the files: this process while they are small and few, else workers with a limit of memory and time."""

import os
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future
from dataclasses import dataclass, field
from itertools import chain
from typing import Any, Self

from runrisk.errors import FileError, UnsafeFileError
from runrisk.importers.containers.small import is_small
from runrisk.workflows.files.file_to_read import FileToRead
from runrisk.workflows.files.workers import NoWorkers, Worker, WorkerLimits, WorkerLostError, Workers

Piece = tuple[FileToRead, *tuple[Any, ...]]
"""A file, and what its reader is to know besides."""
READER_LIMITS = WorkerLimits(seconds=120.0, memory_bytes=1 << 30)
"""What one file may take. Our choice: the largest of real files take two seconds and 300 MB."""
HERE_BYTES = 6 << 20
"""So much is read without any worker [bytes]. Our choice: to start one costs half a second of processor, and so does
reading two megabytes; a season of runs has some four."""


def readers(jobs: int | None) -> "Readers":
    """The readers of one import or log.

    Args:
        jobs: so many workers for whatever there is; 0 reads all in this process, without limits; None reads what is
            small and not much in this process, and the rest with a worker for each processor.
    """
    if jobs is None:
        return Readers(workers=Workers(os.cpu_count() or 1, READER_LIMITS), here_bytes=HERE_BYTES)
    return Readers(workers=Workers(jobs, READER_LIMITS) if jobs else NoWorkers())


def read_apart(function: Callable[..., Any], *arguments: Any) -> Any:
    """Return `function(*arguments)` as a process of its own computed it, within the limits of a reader.

    Raises:
        FileError: it took more, or crashed.
        Exception: whatever the function raised.
    """
    worker = Worker(READER_LIMITS)
    try:
        return worker.call(function, *arguments)
    except WorkerLostError as error:
        raise FileError(str(error)) from error
    except MemoryError as error:
        raise UnsafeFileError("takes more memory than any table", cure="Leave it out, or split it") from error
    finally:
        worker.close()


@dataclass
class Readers:
    """Reads files in no certain order. A context manager: at its end the workers end.

    Attributes:
        workers: read what is not read here; none is started before there is such a file.
        here_bytes: so much may still be read here [bytes].
    """

    workers: Workers | NoWorkers
    here_bytes: int = 0
    _here: NoWorkers = field(default_factory=NoWorkers, init=False)

    def __enter__(self) -> Self:
        self.workers.__enter__()
        return self

    def __exit__(self, *exception: object) -> None:
        self.workers.__exit__(*exception)

    def each(self, work: Iterable[Piece], function: Callable[..., Any]) -> Iterator[tuple[Piece, Future[Any]]]:
        """Yield (arguments, finished future) for each piece of work.

        Small files are read here until the first that is not, or until there were enough of them: once there are
        workers, they read whatever comes.
        """
        stream = iter(work)
        for arguments in stream:
            if not self._is_for_here(arguments[0]):
                rest = chain([arguments], stream)
                yield from self.workers.each(rest, function, lambda waiting: waiting[0].held_bytes)
                return
            yield from self._here.each([arguments], function)

    def _is_for_here(self, file: FileToRead) -> bool:
        if self.here_bytes == 0:
            return False
        small = isinstance(file.content, bytes) and is_small(file.content)
        self.here_bytes = max(self.here_bytes - file.held_bytes, 0) if small else 0
        return self.here_bytes > 0
