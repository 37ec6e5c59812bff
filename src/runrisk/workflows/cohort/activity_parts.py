"""What is kept of a file until its runner is finished: a row an activity, never samples, in small Arrow files."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import uuid4

import pyarrow as pa

from runrisk.importers.read_file import FileReading
from runrisk.model import Activity, FileResult, Status
from runrisk.model.features import RunMinutes, RunPath
from runrisk.store.activity_table import FACTS, SOURCE, activity_of, activity_row, source_row
from runrisk.store.features import MINUTES, PATH, packed_features

_SCHEMA = pa.schema(
    {
        "file": pa.int64(),
        "name": pa.string(),
        "sha256": pa.string(),
        "status": pa.string(),
        "reason": pa.string(),
        "activity": pa.string(),
        "path": pa.binary(),
        "minutes": pa.binary(),
    }
)


@dataclass(frozen=True, kw_only=True)
class ReadPart:
    """A file as it was read: what became of it, and its activities."""

    order: int
    sha256: str
    result: FileResult
    activities: tuple[Activity, ...]


def table_of(read: Iterable[tuple[int, FileReading]]) -> pa.Table:
    """Rows of files with their numbers: one an activity, or one that says why there is none."""
    return pa.Table.from_pylist([row for order, reading in read for row in _rows(order, reading)], _SCHEMA)


def _rows(order: int, reading: FileReading) -> list[dict[str, Any]]:
    result = reading.problem or FileResult(name=reading.name, status=Status.IMPORTED)
    file = {
        "file": order,
        "name": result.name,
        "sha256": reading.sha256,
        "status": result.status,
        "reason": result.reason,
    }
    return [
        file | {"activity": _packed(activity)} | packed_features(activity, reading.samples[activity.id])
        for activity in reading.activities
    ] or [file]


def _packed(activity: Activity) -> str:
    row = activity_row(activity) | source_row(activity)
    return json.dumps([row[name] for name in (*FACTS, *SOURCE)])


def write_rows(table: pa.Table, file: Path) -> None:
    """Write a table; it is there wholly or not at all. Two workers may write the same file: either will do.

    Raises:
        OSError: the disk is full, or the folder cannot be written.
    """
    file.parent.mkdir(parents=True, exist_ok=True)
    unfinished = file.with_suffix(f".{uuid4().hex}")
    with pa.OSFile(str(unfinished), "wb") as sink, pa.ipc.new_file(sink, table.schema) as writer:
        writer.write_table(table)
    unfinished.replace(file)


def read_rows(file: Path) -> pa.Table:
    """Give a table that stays on the disk: only what is looked at comes into memory."""
    return pa.ipc.open_file(pa.memory_map(str(file))).read_all()


class ActivityParts:
    """The kept activities of one runner; paths and minutes are unpacked when they are asked for."""

    def __init__(self, tables: Sequence[pa.Table]) -> None:
        self._all = pa.concat_tables([_SCHEMA.empty_table(), *tables])
        activities = [text and activity_of(tuple(json.loads(text))) for text in self._all["activity"].to_pylist()]
        self._activities: list[Activity | None] = activities
        self._row = {activity.id: number for number, activity in enumerate(activities) if activity}

    def files(self) -> list[ReadPart]:
        """Every file, in the order of the walk."""
        facts = self._all.select(["file", "name", "sha256", "status", "reason"]).to_pylist()
        found: dict[int, ReadPart] = {}
        for fact, activity in zip(facts, self._activities, strict=True):
            result = FileResult(name=fact["name"], status=Status(fact["status"]), reason=fact["reason"])
            before = found[fact["file"]].activities if fact["file"] in found else ()
            found[fact["file"]] = ReadPart(
                order=fact["file"],
                sha256=fact["sha256"],
                result=result,
                activities=before if activity is None else (*before, activity),
            )
        return [found[order] for order in sorted(found)]

    def path(self, activity_id: str) -> RunPath | None:
        """The path of an activity; None where it holds no positions."""
        return PATH.unpacked(self._content("path", activity_id))

    def minutes(self, activity_id: str) -> RunMinutes | None:
        """The minutes of an activity; None where it holds no samples."""
        return MINUTES.unpacked(self._content("minutes", activity_id))

    def _content(self, column: str, activity_id: str) -> bytes:
        row = self._row.get(activity_id)
        return b"" if row is None else self._all[column][row].as_py()
