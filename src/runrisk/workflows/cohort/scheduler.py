"""A cohort under way: what is to be done next, and what becomes of what was done."""

import shutil
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field
from typing import Any

from runrisk.errors import MissingPathError, RunriskError
from runrisk.workflows.cohort.engines import Engine
from runrisk.workflows.cohort.job import Job
from runrisk.workflows.cohort.listing import Listing, batches
from runrisk.workflows.cohort.runner_row import Row, failed_row
from runrisk.workflows.cohort.runners import RunnerFiles
from runrisk.workflows.cohort.tasks import Conclude, ListRunner, ReadBatch, Task, perform
from runrisk.workflows.cohort.unfinished import FinishedRunners
from runrisk.workflows.files.workers import WorkerLostError

Progress = Callable[[int, int], None]
"""Called with runners done and runners there are."""

NOT_SETTLED = ""
"""Stands for the content of a runner who is to be done again next time: a worker was lost, or our own code failed."""


@dataclass(kw_only=True)
class _Open:
    """A runner whose files are being read.

    Attributes:
        listing: None until it was looked what is there.
        waiting: batches that nobody reads yet.
        read: batches that were read.
        lost: files that ended their workers, by number, and how.
        under_way: batches that are being read.
    """

    runner: RunnerFiles
    listing: Listing | None = None
    waiting: deque[ReadBatch] = field(default_factory=deque)
    read: list[ReadBatch] = field(default_factory=list)
    lost: dict[int, str] = field(default_factory=dict)
    under_way: int = 0


class Scheduler:
    """One pass over all runners.

    As many runners are open as pieces of work are under way, and their files are read in turns: a runner with very many
    files does not hold up the others, and never more is known than of those few.
    """

    def __init__(
        self,
        runners: Sequence[RunnerFiles],
        terms: Job,
        parts: FinishedRunners,
        engine: Engine,
        progress: Progress | None = None,
    ) -> None:
        """Take runners in the order in which they are to be opened."""
        self._terms, self._parts, self._engine, self._progress = terms, parts, engine, progress
        self._fingerprint = terms.fingerprint
        self._finished = parts.finished()
        self._unseen = iter(runners)
        self._count, self._done, self._under_way = len(runners), 0, 0
        self._turns: deque[_Open] = deque()
        self._ready: deque[Conclude] = deque()
        self._unswept: list[RunnerFiles] = []

    def run(self) -> None:
        """Go through all runners; what is finished is on the disk afterwards, however this ends.

        Raises:
            RunriskError: the working folder cannot be written, or workers do not reach the runners' files.
        """
        try:
            try:
                for (task,), future in self._engine.each(self._work(), perform):
                    self._under_way -= 1
                    self._take(task, future)
            finally:
                self._parts.flush()
        except OSError as error:
            raise RunriskError(
                f"the working folder cannot be written ({error.strerror or error}). Make room, or choose another one; "
                "the same command goes on where it stopped"
            ) from error
        shutil.rmtree(self._terms.reading, ignore_errors=True)

    def _work(self) -> Iterator[tuple[Task] | None]:
        """Pieces of work; None while there is nothing to do before others are done."""
        while True:
            task = self._next()
            if task is None and not self._under_way:
                return
            self._under_way += task is not None
            yield None if task is None else (task,)

    def _next(self) -> Task | None:
        if self._ready:
            return self._ready.popleft()
        if len(self._turns) < self._engine.at_once() and (runner := next(self._unseen, None)) is not None:
            self._turns.append(_Open(runner=runner))
            return ListRunner(
                runner=runner,
                fingerprint=self._fingerprint,
                known=self._finished.get(runner.key),
                report=self._terms.report_of(runner),
            )
        for _ in range(len(self._turns)):
            self._turns.rotate(-1)
            if self._turns[-1].waiting:
                self._turns[-1].under_way += 1
                return self._turns[-1].waiting.popleft()
        return None

    def _take(self, task: Task, future: "Future[Any]") -> None:
        one = next(one for one in self._turns if one.runner == task.runner)
        if isinstance(task, ReadBatch):
            one.under_way -= 1
            self._take_batch(one, task, future)
            return
        try:
            answer = future.result()
        except Exception as error:  # noqa: BLE001 - a fault of ours in one runner's files must not stop the others
            self._give_up(one, error)
            return
        if isinstance(task, Conclude):
            self._finish(one, answer, NOT_SETTLED if one.lost else task.listing.inputs)
        elif answer is None:
            self._close(one)
        else:
            one.listing = answer
            one.waiting.extend(
                ReadBatch(runner=one.runner, terms=self._terms, inputs=answer.inputs, files=files)
                for files in batches(answer.files)
            )
            self._conclude_if_read(one)

    def _take_batch(self, one: _Open, task: ReadBatch, future: "Future[Any]") -> None:
        """A batch that ended its worker is read again file by file, so that only the file that did it is lost."""
        try:
            future.result()
        except WorkerLostError as error:
            if len(task.files) > 1:
                one.waiting.extend(task.alone)
            else:
                one.lost[task.files[0].order] = str(error)
        else:
            one.read.append(task)
        self._conclude_if_read(one)

    def _conclude_if_read(self, one: _Open) -> None:
        if one.listing is None or one.waiting or one.under_way:
            return
        self._ready.append(
            Conclude(
                runner=one.runner,
                terms=self._terms,
                listing=one.listing,
                read=tuple(sorted(batch.target for batch in one.read)),
                lost=tuple(sorted(one.lost.items())),
            )
        )

    def _give_up(self, one: _Open, error: Exception) -> None:
        if isinstance(error, MissingPathError) and one.runner.path.exists():
            raise error  # the workers see another disk than we do: every other runner would fare the same
        said = str(error) if isinstance(error, RunriskError | WorkerLostError) else f"{type(error).__name__}"
        self._finish(one, failed_row(one.runner.name, f"could not be judged ({said}): please report this"), NOT_SETTLED)

    def _finish(self, one: _Open, row: Row, inputs: str) -> None:
        self._unswept.append(one.runner)
        if self._parts.add(one.runner.key, inputs, row):
            self._sweep()
        self._close(one)

    def _close(self, one: _Open) -> None:
        self._turns.remove(one)
        self._done += 1
        if self._progress is not None:
            self._progress(self._done, self._count)

    def _sweep(self) -> None:
        """Remove what was kept of runners whose rows are on the disk."""
        for runner in self._unswept:
            shutil.rmtree(self._terms.folder_of(runner), ignore_errors=True)
        self._unswept.clear()
