"""The exports met on the way through some paths: the one door between services and the rest of the program.

    exports = Exports()
    for container in walk(path):
        entered = exports.enter(container)     # recognised from the listing, before any recording is read
        for entry, said in entered.files:      # `said.facts` for the reader, `said.claim` for what it gave
            ...
    for reading in exports.rest(defaults):       # the rows that no recording stands for
        ...

What holds no recording is named in `entered.lines` and is not opened. Names of containers are never asked.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from runrisk.errors import FileError
from runrisk.importers.containers.entries import Entry, failed
from runrisk.importers.containers.shown_names import without_folders
from runrisk.importers.containers.small import SMALL_BYTES
from runrisk.importers.containers.walk import Container, found_again
from runrisk.importers.read_file import FileReading, ReadDefaults
from runrisk.importers.services.csv_map import CsvMap, read_mapped
from runrisk.importers.services.facts import Facts
from runrisk.importers.services.recognised import Export
from runrisk.importers.services.service_table import SERVICES, Service
from runrisk.importers.services.table_rows import read_row
from runrisk.model import Activity, FileResult, Status

Apart = Callable[..., Any]
"""Calls a function with arguments in another process that has limits; raises FileError where it comes to nothing."""
_HERE = "(the folder)"
_TABLES = (".csv", ".json")


@dataclass(frozen=True, kw_only=True, slots=True)
class FileFacts:
    """What an export says of one file.

    Attributes:
        export: it.
        inner: the file's path.
        container: name of what the file lies in: files without a recording are counted under it.
    """

    export: Export
    inner: str
    container: str

    @property
    def facts(self) -> Facts | None:
        """What the reader is to know of the file."""
        return self.export.facts(self.inner)

    def claim(self, activities: Sequence[Activity]) -> tuple[Activity, ...]:
        """Tell the export what the file gave; return the activities, which know now what it says."""
        return self.export.claim(self.inner, activities)

    def quiet(self, result: FileResult) -> FileResult:
        """The line of the import log of a file without a recording, under its container's name: Garmin's exports have thousands."""
        many = result.status is Status.SKIPPED and self.export.by_start
        return replace(result, name=self.container) if many else result


@dataclass(frozen=True, kw_only=True, slots=True)
class Entered:
    """What is to be read of a container, and lines on all that is not; no name in it tells a folder."""

    files: tuple[tuple[Entry, FileFacts | None], ...]
    lines: tuple[FileResult, ...] = ()


class Exports:
    """Recognises the exports below some paths, and keeps their rows until every recording is read."""

    def __init__(self, csv_map: CsvMap | None = None, apart: Apart | None = None) -> None:
        """Take the runner's map of other tables, and who reads tables that are not small (None: this process)."""
        self._csv_map = csv_map
        self._apart = apart
        self._all: list[Export] = []
        self._around: dict[str, Export] = {}

    def enter(self, container: Container) -> Entered:
        """Look at a container's listing. Call it for each container in the order of the walk."""
        if container.parent is None:
            self._around.clear()
        here, lines = _recognised(container, self._apart)
        outer = self._around.get(container.parent.name) if container.parent is not None else None
        if self._csv_map is not None:
            self._map_tables(container, here, lines)
        self._all += here
        around = next((export for export in here if export.by_start), outer)
        if around is not None:
            self._around[container.name] = around
        return _entered(container, here, outer, lines)

    def rest(self, defaults: ReadDefaults) -> Iterator[FileReading]:
        """Give the rows that no recording stands for; call it when every file is read."""
        for row in (row for export in self._all for row in export.unclaimed()):
            yield read_row(replace(row, place=without_folders(row.place)), defaults)

    def _map_tables(self, container: Container, here: list[Export], lines: list[FileResult]) -> None:
        """Read the tables that no service knows by the runner's map."""
        given = container.parent is None and len(container.entries) == 1
        for entry in container.entries:
            known = any(export.holds(entry.inner) for export in here)
            if self._csv_map is None or known or not entry.inner.lower().endswith((".csv", ".tsv", ".txt")):
                continue
            try:
                here.append(_called(self._apart, [entry], read_mapped, entry, self._csv_map))
            except FileError as error:
                line = failed(entry.name, error)
                lines.append(line if given else replace(line, status=Status.SKIPPED))
                here.append(Export(service="csv", prefix=entry.inner, tables=()))


def grouped(results: Iterable[FileResult]) -> list[FileResult]:
    """Return lines of the import log with equal skipped ones under a container's name counted in one."""
    found = list(results)
    counts = Counter(result for result in found if result.status is Status.SKIPPED and _names_container(result))
    made: dict[FileResult | int, FileResult] = {}
    for number, result in enumerate(found):
        count = counts[result]
        counted = replace(result, reason=f"{count:,} files: {result.reason}") if count > 1 else result
        made.setdefault(result if count else number, counted)
    return list(made.values())


def _names_container(result: FileResult) -> bool:
    return result.name == _HERE or result.name.lower().endswith(".zip")


def _recognised(container: Container, apart: Apart | None) -> tuple[list[Export], list[FileResult]]:
    """The exports that begin in a container, and what is wrong with their tables."""
    entries = {entry.inner.replace("\\", "/"): entry for entry in container.entries}
    found: list[Export] = []
    lines: list[FileResult] = []
    seen: set[tuple[str, str]] = set()
    for path, entry in entries.items():
        service, prefix = _announced(path)
        if service is None or (service.name, prefix) in seen:
            continue
        if service.announced:
            seen.add((service.name, prefix))
        elif not path.lower().endswith(".xml") and any(export.holds(path) for export in found):
            continue
        try:
            export, line = _read(service, prefix, entry, entries, apart)
        except FileError as error:
            export, line = _unread(prefix), failed(error.file or entry.name, error)
        except Exception as error:  # noqa: BLE001 - a fault of ours in one table must not stop the others
            reason = f"the reader failed ({type(error).__name__}): please report this"
            export, line = _unread(prefix), FileResult(name=entry.name, status=Status.FAILED, reason=reason)
        found += [export] if export is not None else []
        lines += [line] if line is not None else []
    return found, lines


def _read(
    service: Service, prefix: str, entry: Entry, entries: Mapping[str, Entry], apart: Apart | None
) -> tuple[Export | None, FileResult | None]:
    if not service.whole:
        return service.read(prefix, entry, entries)
    own = (path for path in entries if path.startswith(prefix) and path.lower().endswith(_TABLES))
    tables = {path: entries[path] for path in own}
    found: tuple[Export | None, FileResult | None] = _called(
        apart, tables.values(), _read_by_name, service.name, prefix, entry, tables
    )
    return found


def _read_by_name(
    service: str, prefix: str, entry: Entry, tables: Mapping[str, Entry]
) -> tuple[Export | None, FileResult | None]:
    """Read a service's tables; other processes know a service by its name."""
    [read] = [one.read for one in SERVICES if one.name == service]
    return read(prefix, entry, tables)


def _called(apart: Apart | None, tables: Iterable[Entry], function: Callable[..., Any], *arguments: Any) -> Any:
    """Call a reader of tables: here where they are small together, else apart, where they are found again."""
    if apart is None or sum(table.size for table in tables) <= SMALL_BYTES:
        return function(*arguments)
    return apart(function, *map(_portable, arguments))


def _portable(argument: Any) -> Any:
    if isinstance(argument, Entry):
        return found_again(argument)
    return {path: found_again(entry) for path, entry in argument.items()} if isinstance(argument, dict) else argument


def _announced(path: str) -> tuple[Service | None, str]:
    """The service that a file's path announces, and where its export would begin."""
    for service in SERVICES:
        prefix = service.begins_at(path)
        if prefix is not None:
            return service, prefix
    return None, ""


def _unread(prefix: str) -> Export:
    """What stands for an export whose table cannot be read: its recordings are read, its other files are not opened."""
    return Export(service="damaged", prefix=prefix, tables=())


def _entered(container: Container, here: list[Export], outer: Export | None, lines: list[FileResult]) -> Entered:
    files: list[tuple[Entry, FileFacts | None]] = []
    unread: dict[str, int] = {}
    broken = {line.name for line in lines}
    where = without_folders(container.name) or _HERE
    for entry in container.entries:
        path = entry.inner.replace("\\", "/")
        export = max((one for one in here if one.holds(path)), key=lambda one: one.nearness(path), default=None)
        if export is None:
            said = FileFacts(export=outer, inner="", container=where) if outer is not None else None
            files += [(entry, said)] if entry.name not in broken else []
        elif path in export.tables:
            lines += [_table(entry, export)] if entry.name not in broken else []
        elif export.wants(path):
            files.append((entry, FileFacts(export=export, inner=path, container=where)))
        elif entry.name not in broken:
            unread[export.service] = unread.get(export.service, 0) + 1
    for service, count in unread.items():
        reason = f"{count:,} other files of the {service} export, not opened: no recordings, and some are personal"
        lines.append(FileResult(name=where, status=Status.SKIPPED, reason=reason))
    return Entered(
        files=tuple((replace(entry, name=without_folders(entry.name)), said) for entry, said in files),
        lines=tuple(replace(line, name=without_folders(line.name)) for line in (*container.refused, *lines)),
    )


def _table(entry: Entry, export: Export) -> FileResult:
    return FileResult(name=entry.name, status=Status.SKIPPED, reason=f"read as a table of the {export.service} export")
