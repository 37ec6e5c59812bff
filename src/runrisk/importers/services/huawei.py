"""Huawei Health's export: all activities in one file of JSON that is none, by days until 2020, since then as one list."""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from runrisk.errors import FileError
from runrisk.importers.containers.entries import Entry
from runrisk.importers.services.huawei_track import NAME, activity_facts, has_track, without_bare_keys
from runrisk.importers.services.pieces import Piece, cut_out
from runrisk.importers.services.recognised import Export
from runrisk.importers.services.service import Service
from runrisk.importers.services.table_rows import TableRow
from runrisk.importers.services.values import items, json_of, mapping, text
from runrisk.model import FileResult

_SERVICE = "Huawei Health"
_FILE = re.compile(r"motion[ _]path[ _]detail[ _]data[^/]*\.json$", re.IGNORECASE)
_MARKS = (b"HW_EXT_TRACK_DETAIL", b"motionPathData")
_HEAD_BYTES = 4096


def read_huawei(prefix: str, entry: Entry) -> Export:
    """Return the export in a file; an activity that stands in it twice counts once.

    Raises:
        FileError: it is no JSON, even without the values that spoil it.
    """
    content = entry.read()
    try:
        told = json_of(without_bare_keys(content))
    except FileError as error:
        raise error.in_file(entry.name) from None
    rows, pieces = dict[str, TableRow](), list[Piece]()
    for number, activity in enumerate(_activities(told), 1):
        key, place = f"{text(activity.get('startTime'))} {text(activity.get('sportType'))}", f"activity {number}"
        facts = activity_facts(activity)
        if key in rows:
            continue
        tracked = has_track(activity) and facts.start_utc is not None
        rows[key] = TableRow(
            service=NAME,
            key=key,
            place=f"{entry.name}, {place}",
            facts=facts,
            members=(f"#{number}",) if tracked else (),
            problem="" if facts.start_utc else "has no start time",
        )
        if tracked:
            pieces.append(
                cut_out(NAME, f"{prefix}#{number}", entry, place, {"activity": json.dumps(activity).encode()})
            )
    return Export(service=_SERVICE, prefix=prefix, tables={prefix}, rows=list(rows.values()), pieces=pieces)


def _activities(told: Any) -> Iterator[Mapping[str, Any]]:
    """The activities, by days or one after the other."""
    for one in map(mapping, items(told)):
        if "motionPathData" in one:
            yield from map(mapping, items(one["motionPathData"]))
        elif one:
            yield one


def _is_export(path: str, entry: Entry) -> bool:
    if _FILE.search(path):
        return True
    try:
        with entry.open() as stream:
            head = stream.read(_HEAD_BYTES)
    except (FileError, OSError, ValueError, RuntimeError):
        return False
    return any(mark in head for mark in _MARKS)


def _read(prefix: str, entry: Entry, _: Mapping[str, Entry]) -> tuple[Export | None, FileResult | None]:
    return (read_huawei(prefix, entry), None) if _is_export(prefix, entry) else (None, None)


HUAWEI = Service(
    name=_SERVICE,
    begins_at=lambda path: path if path.lower().endswith(".json") else None,
    read=_read,
    announced=False,
    each_table=True,
)
