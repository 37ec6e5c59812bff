"""Files read one after the other or by several processes; only what a log keeps of each comes back."""

from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Future
from dataclasses import dataclass, field, replace
from pathlib import Path

from runrisk.errors import FileError
from runrisk.importers.containers.entries import Entry, FilePlace, failed
from runrisk.importers.containers.passwords import NO_PASSWORDS, Passwords
from runrisk.importers.containers.walk import walk
from runrisk.importers.features.minutes import run_minutes
from runrisk.importers.features.paths import path_of
from runrisk.importers.read_file import FileReading, ReadDefaults
from runrisk.importers.services.csv_map import CsvMap
from runrisk.importers.services.recognise import Exports, FileFacts
from runrisk.model import Activity, Day, FileResult, Gear, Samples, Status
from runrisk.model.features import RunMinutes, RunPath
from runrisk.workflows.files.file_to_read import FileToRead
from runrisk.workflows.files.readers import Readers, read_apart, readers
from runrisk.workflows.files.workers import WorkerLostError

Found = tuple[Entry, FileFacts | None]


@dataclass(frozen=True, kw_only=True)
class ReadFile:
    """What a log keeps of a file.

    Attributes:
        order: number of the file in the order of the walk.
        result: name, and what is wrong where it gave no activity.
        sha256: of the decompressed bytes.
        activities: in the order of the file.
        paths: by activity id; None where the positions do not tell where the runner was.
        minutes: by activity id; None for what has no samples.
        place: where to find it again; None for a row of an export's table.
        row_samples: of such a row, by activity id: what the export tells of it by the minute.
        defaults: what it was read with.
    """

    order: int
    result: FileResult
    sha256: str = ""
    activities: tuple[Activity, ...] = ()
    paths: Mapping[str, RunPath | None] = field(default_factory=dict)
    minutes: Mapping[str, RunMinutes | None] = field(default_factory=dict)
    place: FilePlace | None = None
    row_samples: Mapping[str, Samples] = field(default_factory=dict)
    defaults: ReadDefaults = field(default_factory=ReadDefaults)


def read_lean(file: FileToRead) -> ReadFile:
    """Read a file and keep its activities, their paths and minutes, not the samples."""
    return _lean(file.order, file.read(), file.defaults)


def _lean(order: int, reading: FileReading, defaults: ReadDefaults) -> ReadFile:
    return ReadFile(
        order=order,
        result=reading.problem or FileResult(name=reading.name, status=Status.IMPORTED),
        sha256=reading.sha256,
        activities=reading.activities,
        paths={a.id: path_of(a, reading.samples[a.id]) for a in reading.activities},
        minutes={a.id: run_minutes(reading.samples[a.id]) for a in reading.activities},
        defaults=defaults,
    )


@dataclass
class FileStream:
    """All files below some paths, read as they are asked for, in no certain order; rows of exports come last."""

    paths: tuple[Path, ...]
    defaults: ReadDefaults
    jobs: int | None
    progress: Callable[[int, int], None] | None = None
    csv_map: CsvMap | None = None
    with_days: bool = True
    passwords: Passwords = NO_PASSWORDS
    _done: int = field(default=0, init=False)
    _known: int = field(default=0, init=False)
    _exports: Exports = field(default_factory=Exports, init=False)

    def __iter__(self) -> Iterator[ReadFile]:
        self._exports = exports = Exports(
            self.csv_map, apart=None if self.jobs == 0 else read_apart, with_days=self.with_days
        )
        with readers(self.jobs) as reading:
            for container in (container for path in self.paths for container in walk(path, self.passwords)):
                entered = exports.enter(container)
                first = self._known
                self._known += len(entered.files) + len(entered.lines)
                for order, result in enumerate(entered.lines, first):
                    yield self._counted(ReadFile(order=order, result=result))
                files = dict(enumerate(entered.files, first + len(entered.lines)))
                yield from map(self._counted, self._files(files, reading))
        for found in exports.rest(self.defaults):
            self._known += 1
            row = _lean(self._known, found, self.defaults)
            yield self._counted(replace(row, row_samples=found.samples))

    @property
    def days(self) -> tuple[Day, ...]:
        """What the exports tell of sleep and the heart at rest, once every file is read."""
        return tuple(self._exports.days)

    @property
    def gear(self) -> tuple[Gear, ...]:
        """The pairs of shoes that the exports know, each once, once every file is read."""
        return tuple({gear.name: gear for gear in self._exports.gear}.values())

    def _counted(self, file: ReadFile) -> ReadFile:
        self._done += 1
        if self.progress is not None:
            self.progress(self._done, self._known)
        return file

    def _files(self, files: Mapping[int, Found], reading: Readers) -> Iterator[ReadFile]:
        unread: list[ReadFile] = []
        for file in _read(reading, self._work(files, unread)):
            entry, said = files[file.order]
            if said is not None:
                file = replace(file, activities=said.claim(file.activities), result=said.quiet(file.result))  # noqa: PLW2901 - the same file, told more
            yield replace(file, place=entry.place)
        yield from unread

    def _work(self, files: Mapping[int, Found], unread: list[ReadFile]) -> Iterator[tuple[FileToRead]]:
        """The bytes of each entry; those that cannot be had go to `unread`."""
        for order, (entry, said) in files.items():
            defaults = self.defaults if said is None else replace(self.defaults, facts=said.facts)
            try:
                yield (FileToRead(order=order, name=entry.name, content=entry.load(), defaults=defaults),)
            except FileError as error:
                unread.append(ReadFile(order=order, result=failed(entry.name, error)))


def _read(reading: Readers, work: Iterator[tuple[FileToRead]]) -> Iterator[ReadFile]:
    done: Future[ReadFile]
    for (file, *_), done in reading.each(work, read_lean):
        try:
            yield done.result()
        except WorkerLostError as error:
            result = FileResult(name=file.name, status=Status.FAILED, reason=str(error))
            yield ReadFile(order=file.order, result=result)
