"""Tables that come into the memory as a whole: small ones are read here, others where memory and time have a limit."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from runrisk.importers.containers.entries import Entry
from runrisk.importers.containers.small import SMALL_BYTES
from runrisk.importers.containers.walk import found_again
from runrisk.importers.services.recognised import Export
from runrisk.importers.services.service import Service
from runrisk.importers.services.service_table import SERVICES
from runrisk.model import FileResult

Apart = Callable[..., Any]
"""Calls a function with arguments in another process that has limits; raises FileError where it comes to nothing."""
_TABLES = (".csv", ".json")

Found = tuple[Export | None, FileResult | None]


def read_tables(
    service: Service, prefix: str, entry: Entry, entries: Mapping[str, Entry], apart: Apart | None
) -> Found:
    """What a service's reader gives of its tables; as `Service.read`."""
    if not service.whole:
        return service.read(prefix, entry, entries)
    own = (path for path in entries if path.startswith(prefix) and path.lower().endswith(_TABLES))
    tables = {path: entries[path] for path in own}
    if apart is None or not _are_large(tables.values()):
        return service.read(prefix, entry, entries)
    found: Found = called(apart, tables.values(), _read_by_name, service.name, prefix, entry, tables)
    return found


def called(apart: Apart | None, tables: Iterable[Entry], function: Callable[..., Any], *arguments: Any) -> Any:
    """Call a reader of tables: here where they are small together, else apart, where they are found again."""
    if apart is None or not _are_large(tables):
        return function(*arguments)
    return apart(function, *map(_portable, arguments))


def _are_large(tables: Iterable[Entry]) -> bool:
    return sum(table.size for table in tables) > SMALL_BYTES


def _read_by_name(service: str, prefix: str, entry: Entry, tables: Mapping[str, Entry]) -> Found:
    """Read a service's tables; other processes know a service by its name."""
    read = next(one.read for one in SERVICES if one.name == service)
    return read(prefix, entry, tables)


def _portable(argument: Any) -> Any:
    if isinstance(argument, Entry):
        return found_again(argument)
    return {path: found_again(entry) for path, entry in argument.items()} if isinstance(argument, dict) else argument
