"""One import under way: files are read in any order by other processes, and stored in the order they were found."""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field, replace
from pathlib import Path

from runrisk.importers.containers.passwords import NO_PASSWORDS, Passwords
from runrisk.importers.read_file import FileReading, ReadDefaults
from runrisk.importers.services.recognise import Exports, grouped
from runrisk.model import FileResult, Status
from runrisk.store import Incoming, Library, LoggedFile
from runrisk.store.backup import Backup
from runrisk.store.features import packed_features
from runrisk.store.links import as_linked
from runrisk.store.restore import restore
from runrisk.store.samples import write_incoming
from runrisk.workflows.files.file_to_read import FileToRead
from runrisk.workflows.files.find_files import FoundFile, find_files
from runrisk.workflows.files.interrupts import interrupt_later
from runrisk.workflows.files.readers import readers
from runrisk.workflows.files.store_file import ReadForLibrary, store_file
from runrisk.workflows.files.workers import WorkerLostError

Progress = Callable[[int, int, int], None]
"""Called with files done, files found so far, and new activities."""

Work = tuple[FileToRead, Path | None]


class _FirstFailureError(Exception):
    """A file could not be read, and the caller wants to hear of it at once."""


def read_for_library(file: FileToRead, folder: Path | None) -> ReadForLibrary:
    """Read a file and write its samples to `folder` (None: nowhere). Runs in a worker.

    Raises:
        OSError: the disk is full.
    """
    return _written(file.order, file.read(), folder)


def _written(order: int, reading: FileReading, folder: Path | None) -> ReadForLibrary:
    incoming = tuple(
        Incoming(
            activity=activity,
            samples_file=None if folder is None else write_incoming(folder, activity, reading.samples[activity.id]),
            features=packed_features(activity, reading.samples[activity.id]),
        )
        for activity in reading.activities
    )
    return ReadForLibrary(order=order, sha256=reading.sha256 or None, incoming=incoming, problem=reading.problem)


@dataclass(kw_only=True)
class ImportRun:
    """What an import goes by, and how far it has come.

    Attributes:
        library: where to.
        number: of the import in the import log.
        folder: where samples are written on their way in; None writes none.
        defaults: time zone and sport of files that name none.
        keep_both: count new activities even where they resemble others.
        strict: end at the first file that cannot be read.
        exports: recognises exports, and keeps their tables while their recordings are read.
        passwords: what zips may be opened with.
        progress: called as files are done.
    """

    library: Library
    number: int
    folder: Path | None
    defaults: ReadDefaults
    keep_both: bool
    strict: bool
    progress: Progress | None
    exports: Exports = field(default_factory=Exports)
    passwords: Passwords = NO_PASSWORDS
    _results: dict[tuple[int, int], FileResult] = field(default_factory=dict, init=False)
    _found: dict[int, FoundFile] = field(default_factory=dict, init=False)
    _read: dict[int, ReadForLibrary] = field(default_factory=dict, init=False)
    _unread: list[LoggedFile] = field(default_factory=list, init=False)
    _known: int = field(default=0, init=False)
    _new: int = field(default=0, init=False)

    @property
    def results(self) -> tuple[FileResult, ...]:
        """What became of each file, in the order they were found; activities of a library's export come first."""
        results = as_linked((result for _, result in sorted(self._results.items())), self.library.links.all())
        return tuple(grouped(results))

    def through(self, paths: Sequence[Path], jobs: int | None) -> bool:
        """Import everything below `paths`, `jobs` as in `readers`; return whether the end was reached."""
        try:
            self._put_strangers_aside()
            with readers(jobs) as reading:
                for (given, *_), done in reading.each(self._work(paths), read_for_library):
                    self._read[given.order] = _outcome(given, done)
                    self._store_in_order()
            self._store_rest()
            self.library.days.put(self.exports.days)
            self.library.gear.learn(self.exports.gear)
        except (KeyboardInterrupt, _FirstFailureError):
            return False
        finally:
            self.library.import_log.write(self.number, self._unread)
        return True

    def _put_strangers_aside(self) -> None:
        """Samples of activities that the library does not know may be all that is left of another: they are kept."""
        if self.folder is not None:
            for name in self.library.shelf.put_strangers_aside(self.library.ids()):
                reason = "samples of no activity of this library: moved to its quarantine folder"
                self._finish((0, len(self._results)), FileResult(name=name, status=Status.SKIPPED, reason=reason))

    def _restore(self, backup: Backup) -> None:
        for result in restore(self.library, self.number, backup, self.folder):
            self._finish((0, len(self._results)), result)

    def _work(self, paths: Sequence[Path]) -> Iterator[Work]:
        """What is to be read; the rest is finished on the way."""
        settled = self.library.import_log.settled(self.library.holds)
        files = find_files(
            tuple(paths), settled, self.exports, tell=self._hear, restore=self._restore, passwords=self.passwords
        )
        for order, found in enumerate(files):
            if found.result is None:
                self._found[order] = replace(found, content=b"")
                defaults = replace(self.defaults, facts=found.said.facts) if found.said is not None else self.defaults
                sha256 = "" if isinstance(found.content, bytes) else found.sha256
                file = FileToRead(order=order, name=found.name, content=found.content, defaults=defaults, sha256=sha256)
                yield file, self.folder
            else:
                self._unread.append(LoggedFile(found_key=found.key, sha256=None, result=found.result))
                self._tell(found, found.result)
                self._finish((1, order), found.said.quiet(found.result) if found.said else found.result)

    def _hear(self, files: int) -> None:
        self._known += files

    def _store_in_order(self) -> None:
        """Store what is read, up to the first file that is not: it never matters which worker was faster."""
        for order in list(self._found):
            if order not in self._read:
                return
            found, read = self._found.pop(order), self._read.pop(order)
            if found.said is not None:
                known = found.said.claim([incoming.activity for incoming in read.incoming])
                incoming = [replace(one, activity=activity) for one, activity in zip(read.incoming, known, strict=True)]
                read = replace(read, incoming=tuple(incoming))
            with interrupt_later():  # what is stored is also told of
                result = store_file(self.library, self.number, found, read, keep_both=self.keep_both)
                self._finish((1, order), found.said.quiet(result) if found.said else result)

    def _tell(self, found: FoundFile, result: FileResult) -> None:
        """Let the activities of a file that is not read again know what the export around it says by now."""
        if found.said is not None and result.activities:
            stored = [activity for key in result.activities for activity in self.library.read(key)]
            for activity in found.said.claim(stored):
                self.library.fill(activity)

    def _store_rest(self) -> None:
        """Store the rows of exports that no recording stands for, when every recording is read."""
        for order, reading in enumerate(self.exports.rest(self.defaults), len(self._results)):
            found = FoundFile(name=reading.name, key=f"row {reading.sha256}")
            read = _written(order, reading, self.folder)
            with interrupt_later():
                result = store_file(self.library, self.number, found, read, keep_both=self.keep_both)
                self._finish((2, order), result)

    def _finish(self, order: tuple[int, int], result: FileResult) -> None:
        self._results[order] = result
        self._new += len(result.activities) if result.status is Status.IMPORTED else 0
        if self.progress is not None:
            self.progress(len(self._results), max(self._known, len(self._results)), self._new)
        if self.strict and result.status is Status.FAILED:
            raise _FirstFailureError


def _outcome(file: FileToRead, done: "Future[ReadForLibrary]") -> ReadForLibrary:
    try:
        return done.result()
    except WorkerLostError as error:
        return ReadForLibrary(
            order=file.order, problem=FileResult(name=file.name, status=Status.FAILED, reason=str(error))
        )
