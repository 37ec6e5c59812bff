"""Polar Flow's export: its training sessions are recordings by themselves, its nights are days; all else is personal."""

from collections.abc import Iterator, Mapping

from runrisk.importers.containers.entries import Entry
from runrisk.importers.services.json_tables import json_in
from runrisk.importers.services.path_marks import folder_of
from runrisk.importers.services.polar import SESSION_NAME
from runrisk.importers.services.polar_days import DAY_TABLE, polar_days
from runrisk.importers.services.recognised import DayTables, Export
from runrisk.importers.services.service import Service
from runrisk.model import Day

_NAME = "Polar Flow"


def _export(prefix: str, entries: Mapping[str, Entry]) -> Export:
    tables = {path: entry for path, entry in entries.items() if path.startswith(prefix) and DAY_TABLE.search(path)}

    def read() -> Iterator[Day]:
        for entry in tables.values():
            yield from polar_days(json_in(entry))

    days = DayTables(paths=frozenset(tables), read=read)
    return Export(service=_NAME, prefix=prefix, tables=(), recordings=SESSION_NAME, days=days)


POLAR_FLOW = Service(
    name=_NAME,
    begins_at=lambda path: folder_of(path) if SESSION_NAME.search(path) else None,
    read=lambda prefix, _, entries: (_export(prefix, entries), None),
)
