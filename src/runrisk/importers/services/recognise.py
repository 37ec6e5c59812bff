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
from functools import partial

from runrisk.errors import FileError
from runrisk.importers.containers.entries import Entry, failed
from runrisk.importers.containers.shown_names import without_folders
from runrisk.importers.containers.walk import Container
from runrisk.importers.read_file import FileReading, ReadDefaults
from runrisk.importers.services.csv_map import CsvMap, read_mapped
from runrisk.importers.services.day_values import sound_days
from runrisk.importers.services.facts import Facts
from runrisk.importers.services.recognised import Export
from runrisk.importers.services.service import Service
from runrisk.importers.services.service_table import SERVICES
from runrisk.importers.services.strays import Strays
from runrisk.importers.services.table_rows import read_row
from runrisk.importers.services.tables_apart import Apart, Found, called, read_tables
from runrisk.model import Activity, Day, FileResult, Gear, Status

_HERE = "(the folder)"
_DAYS = "read as a table of sleep and the heart at rest"


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
    """Recognises the exports below some paths, and keeps their rows until every recording is read.

    Attributes:
        days: what the exports tell of sleep and the heart at rest, as far as they were entered.
    """

    def __init__(self, csv_map: CsvMap | None = None, *, apart: Apart | None = None, with_days: bool = True) -> None:
        """Begin.

        Args:
            csv_map: what the columns of other tables hold.
            apart: who reads tables that are not small; None: this process, without limits.
            with_days: whether tables of sleep and the heart at rest are opened at all.
        """
        self.days: list[Day] = []
        self._csv_map = csv_map
        self._apart = apart
        self._with_days = with_days
        self._all: list[Export] = []
        self._around: dict[str, Export] = {}
        self._strays = Strays()

    def enter(self, container: Container) -> Entered:
        """Look at a container's listing. Call it for each container in the order of the walk."""
        if container.parent is None:
            self._around.clear()
        here, lines, strange = _recognised(container, self._apart, unasked=self._csv_map is not None)
        outer = self._around.get(container.parent.name) if container.parent is not None else None
        if self._csv_map is not None:
            self._map_tables(container, here, lines)
        read = {table for export in here for table in export.tables}
        lines += [line for line in strange if read.isdisjoint(_paths_of(container, line.name))]
        self._all += here
        around = next((export for export in here if export.by_start), outer)
        if around is not None:
            self._around[container.name] = around
        lines += self._days_of(container, here)
        return _entered(container, here, outer or self._strays, lines, days=self._with_days)

    def _days_of(self, container: Container, here: Iterable[Export]) -> Iterator[FileResult]:
        """Keep what the exports tell of days; a line on each whose tables cannot be read."""
        for days in (export.days for export in here if self._with_days and export.days is not None):
            try:
                self.days += sound_days(days.read())
            except FileError as error:
                yield failed(error.file or container.name or _HERE, error)

    @property
    def gear(self) -> tuple[Gear, ...]:
        """The pairs of shoes that the exports know, as far as they were entered."""
        return tuple(gear for export in self._all for gear in export.gear)

    def rest(self, defaults: ReadDefaults) -> Iterator[FileReading]:
        """Give the rows that no recording stands for, and once more the recordings that lay apart from their table.

        Call it when every file is read.
        """
        for row in (row for export in self._all for row in export.unclaimed()):
            shown = replace(row, place=without_folders(row.place))
            yield self._strays.reading(shown) or read_row(shown, defaults)

    def _map_tables(self, container: Container, here: list[Export], lines: list[FileResult]) -> None:
        """Read the tables that no service knows by the runner's map."""
        given = container.parent is None and len(container.entries) == 1
        for entry in container.entries:
            known = any(export.holds(entry.inner) for export in here)
            if self._csv_map is None or known or not entry.inner.lower().endswith((".csv", ".tsv", ".txt")):
                continue
            try:
                here.append(called(self._apart, [entry], read_mapped, entry, self._csv_map))
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


def _recognised(
    container: Container, apart: Apart | None, *, unasked: bool
) -> tuple[list[Export], list[FileResult], list[FileResult]]:
    """The exports that begin in a container, what is wrong with their tables, and files with the name of a table only.

    Announced ones come first. What no name announces is looked for afterwards, in the files that no export holds: those
    are personal. `unasked`: the runner says what other tables hold, so that no table by itself is looked into.
    """
    entries = {entry.inner.replace("\\", "/"): entry for entry in container.entries}
    found: list[Export] = []
    lines: list[FileResult] = []
    strange: list[FileResult] = []
    read = partial(_read, apart, entries)
    for announced in (True, False):
        services = [
            service
            for service in SERVICES
            if service.announced is announced and not (unasked and service.each_table and not announced)
        ]
        seen: set[tuple[str, str]] = set()
        for path, entry in entries.items():
            if not announced and not path.lower().endswith(".xml") and any(export.holds(path) for export in found):
                continue
            export, line, named = _first(services, path, entry, seen, read)
            found += [export] if export is not None else []
            lines += [line] if line is not None else []
            strange += [_other_columns(entry, named)] if named and announced else []
    return found, lines, strange


def _first(
    services: Sequence[Service], path: str, entry: Entry, seen: set[tuple[str, str]], read: Callable[..., Found]
) -> tuple[Export | None, FileResult | None, list[str]]:
    """The first of some services that a file announces by its path and its content; or whose table it only is by name."""
    named: list[str] = []
    for service in services:
        prefix = service.begins_at(path)
        key = service.name, path if service.each_table else prefix or ""
        if prefix is None or key in seen:
            continue
        if service.announced:
            seen.add(key)
        export, line = read(service, prefix, entry)
        if export is not None or line is not None:
            return export, line, []
        named += [service.name] if service.each_table else []
    return None, None, named


def _read(apart: Apart | None, entries: Mapping[str, Entry], service: Service, prefix: str, entry: Entry) -> Found:
    try:
        return read_tables(service, prefix, entry, entries, apart)
    except FileError as error:
        return _unread(prefix), failed(error.file or entry.name, error)
    except Exception as error:  # noqa: BLE001 - a fault of ours in one table must not stop the others
        reason = f"the reader failed ({type(error).__name__}): please report this"
        return _unread(prefix), FileResult(name=entry.name, status=Status.FAILED, reason=reason)


def _other_columns(entry: Entry, named: Sequence[str]) -> FileResult:
    """What is said of a file that has the name of a service's table and not its columns."""
    reason = (
        f"has the name of a table of {' or '.join(named)}, but not its columns. Download it again; "
        "any other table can be given with --csv-map (docs/exports.md)"
    )
    return FileResult(name=entry.name, status=Status.SKIPPED, reason=reason)


def _paths_of(container: Container, name: str) -> set[str]:
    return {entry.inner.replace("\\", "/") for entry in container.entries if entry.name == name}


def _unread(prefix: str) -> Export:
    """What stands for an export whose table cannot be read: its recordings are read, its other files are not opened."""
    return Export(service="damaged", prefix=prefix, tables=())


def _entered(
    container: Container, here: list[Export], outer: Export, lines: list[FileResult], *, days: bool
) -> Entered:
    files: list[tuple[Entry, FileFacts | None]] = []
    unread: dict[str, int] = {}
    broken = {line.name for line in lines}
    where = without_folders(container.name) or _HERE
    for entry in container.entries:
        path = entry.inner.replace("\\", "/")
        export = max((one for one in here if one.holds(path)), key=lambda one: one.nearness(path), default=None)
        if export is None:
            said = FileFacts(export=outer, inner=path, container=where)
            files += [(entry, said)] if entry.name not in broken else []
        elif path in export.tables:
            lines += [_table(entry, export)] if entry.name not in broken else []
        elif days and export.days is not None and path in export.days.paths:
            lines += [FileResult(name=where, status=Status.SKIPPED, reason=f"{_DAYS} of the {export.service} export")]
        elif export.is_part(path):
            continue
        elif export.wants(path):
            files.append((entry, FileFacts(export=export, inner=path, container=where)))
        elif entry.name not in broken:
            unread[export.service] = unread.get(export.service, 0) + 1
    files += [
        (piece.entry, FileFacts(export=export, inner=piece.inner, container=where))
        for export in here
        for piece in export.pieces
    ]
    for service, count in unread.items():
        reason = f"{count:,} other files of the {service} export, not opened: no recordings, and some are personal"
        lines.append(FileResult(name=where, status=Status.SKIPPED, reason=reason))
    return Entered(
        files=tuple((replace(entry, name=without_folders(entry.name)), said) for entry, said in files),
        lines=tuple(replace(line, name=without_folders(line.name)) for line in (*container.refused, *lines)),
    )


def _table(entry: Entry, export: Export) -> FileResult:
    return FileResult(name=entry.name, status=Status.SKIPPED, reason=f"read as a table of the {export.service} export")
