"""The three kinds of work of a cohort. Each runs in any process that reaches the files, and may run again."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from runrisk.errors import FileError, MissingPathError, NothingToReadError
from runrisk.importers.containers.entries import failed
from runrisk.importers.containers.walk import read_each
from runrisk.importers.read_file import FileReading, read_content
from runrisk.model import FileResult, Status, TrainingLog
from runrisk.store.private_files import write_private
from runrisk.wording import for_people
from runrisk.workflows.analyze import analyze, period_of
from runrisk.workflows.cohort.activity_parts import ActivityParts, read_rows, table_of, write_rows
from runrisk.workflows.cohort.job import Job
from runrisk.workflows.cohort.listing import ListedFile, Listing, hash_inputs, list_files
from runrisk.workflows.cohort.runner_row import Row, failed_row, found_row, why_nothing
from runrisk.workflows.cohort.runners import RunnerFiles
from runrisk.workflows.files.file_stream import ReadFile
from runrisk.workflows.files.read import log_of


@dataclass(frozen=True, kw_only=True)
class ListRunner:
    """Look what a runner has.

    Attributes:
        known: the `inputs` that an earlier run finished; None where there was none.
        report: the runner's own report, which must be there for nothing to be left to do; None where none is wanted.
    """

    runner: RunnerFiles
    fingerprint: str
    known: str | None
    report: Path | None = None

    def run(self) -> Listing | None:
        """List the files, or None where nothing has changed since the earlier run.

        Raises:
            MissingPathError: the worker does not reach them.
        """
        if not self.runner.path.exists():
            raise MissingPathError(f"a worker does not reach {self.runner.path}: it must lie there for every worker")
        inputs = hash_inputs(self.runner.path, self.fingerprint)
        is_done = inputs == self.known and (self.report is None or self.report.exists())
        return None if is_done else list_files(self.runner.path, inputs)


@dataclass(frozen=True, kw_only=True)
class ReadBatch:
    """Read some files of a runner; what is kept of them goes to a file."""

    runner: RunnerFiles
    terms: Job
    inputs: str
    files: tuple[ListedFile, ...]

    @property
    def target(self) -> Path:
        """Named by content and by the files in it: what a killed run had read is not read again."""
        folder = self.terms.folder_of(self.runner)
        return folder / f"{self.inputs[:16]}-{self.files[0].order}-{len(self.files)}.arrow"

    @property
    def alone(self) -> tuple["ReadBatch", ...]:
        """The same work, each file by itself: to find the one that ends its worker."""
        return tuple(replace(self, files=(file,)) for file in self.files)

    def run(self) -> None:
        """Read, unless it is done already.

        Raises:
            OSError: the result cannot be written.
        """
        if self.target.exists():
            return
        contents = read_each(file.place for file in self.files)
        read = ((file.order, self._read(file, content)) for file, content in zip(self.files, contents, strict=True))
        write_rows(table_of(read), self.target)

    def _read(self, file: ListedFile, content: bytes | FileError) -> FileReading:
        if isinstance(content, FileError):
            return FileReading(name=file.name, problem=failed(file.name, content))
        return read_content(file.name, content, replace(self.terms.defaults, facts=file.facts))


@dataclass(frozen=True, kw_only=True)
class Conclude:
    """Make one log of what was read, and judge it.

    Attributes:
        read: where the rows of its activities lie.
        lost: why files could not be read that ended their workers, by number.
    """

    runner: RunnerFiles
    terms: Job
    listing: Listing
    read: tuple[Path, ...]
    lost: tuple[tuple[int, str], ...] = ()

    def run(self) -> Row:
        """The runner's row of the table."""
        kept = ActivityParts([read_rows(file) for file in self.read])
        files = [
            *self._told(kept),
            *self._lost(),
            *(ReadFile(order=at, result=line) for at, line in self.listing.lines),
        ]
        rest = enumerate(self.listing.exports.rest(self.terms.defaults), len(files))
        files += [_row_as_file(order, reading) for order, reading in rest]
        try:
            log = log_of(files)
        except NothingToReadError:
            results = [file.result for file in files]
            return failed_row(self.runner.name, why_nothing(results), results)
        return self._judged(replace(log, read_path=kept.path, read_minutes=kept.minutes))

    def _told(self, kept: ActivityParts) -> Iterator[ReadFile]:
        """The files that were read; the exports around them hear of each, and tell what they know."""
        listed = {file.order: file for file in self.listing.files}
        for file in kept.files():
            said = self.listing.said.get(file.order)
            yield ReadFile(
                order=file.order,
                result=file.result if said is None else said.quiet(file.result),
                sha256=file.sha256,
                activities=file.activities if said is None else said.claim(file.activities),
                place=listed[file.order].place,
                defaults=replace(self.terms.defaults, facts=listed[file.order].facts),
            )

    def _lost(self) -> Iterator[ReadFile]:
        names = {file.order: file.name for file in self.listing.files}
        for order, reason in self.lost:
            yield ReadFile(order=order, result=FileResult(name=names[order], status=Status.FAILED, reason=reason))

    def _judged(self, log: TrainingLog) -> Row:
        terms = self.terms
        log = log.looking_at(period_of(log, terms.since, terms.until, whole=terms.whole))
        now = terms.defaults.now
        report = analyze(log, settings=terms.settings, made_on=now and now.date())
        if (file := terms.report_of(self.runner)) is not None:
            write_private(file, report.to_html().encode())
        told = [outcome.finding for outcome in report.outcomes_in(for_people())]
        return found_row(self.runner.name, log, told, terms.settings)


def _row_as_file(order: int, reading: FileReading) -> ReadFile:
    """A row of an export's table that no recording stands for: an activity without samples."""
    result = reading.problem or FileResult(name=reading.name, status=Status.IMPORTED)
    return ReadFile(order=order, result=result, sha256=reading.sha256, activities=reading.activities)


Task = ListRunner | ReadBatch | Conclude


def perform(task: Task) -> Listing | Row | None:
    """Do a piece of work: the one function that workers are asked to call."""
    return task.run()
