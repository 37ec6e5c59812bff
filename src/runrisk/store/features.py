"""What was taken from a run once and is kept, with the version of what took it: its path and its minutes."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, fields
from typing import Any, Generic, TypeVar

import pyarrow as pa

from runrisk.importers.features.minutes import run_minutes
from runrisk.importers.features.paths import path_of
from runrisk.model import Activity, Samples
from runrisk.model.features import RunMinutes, RunPath
from runrisk.store.arrow import plain
from runrisk.store.database import Database
from runrisk.store.seals import feature_sha256

T = TypeVar("T", RunPath, RunMinutes)

_READ = pa.ipc.IpcReadOptions(use_threads=False)
_WRITE = pa.ipc.IpcWriteOptions(compression="zstd", use_threads=False)
_WRITE_PLAIN = pa.ipc.IpcWriteOptions(use_threads=False)

SMALL = 10_000
"""Tables below so many bytes are not compressed: each column would cost more time than it saves room. Our choice: with
it the minutes of a run are read five times as fast, and are no larger."""


@dataclass(frozen=True, kw_only=True)
class Feature(Generic[T]):
    """Something that is taken from each run: a dataclass of equally long arrays.

    Attributes:
        name: in the table `features`.
        version: to be raised whenever `take` gives something else than before; what is stored is then taken anew.
        kind: the dataclass.
        take: gives it for an activity and its samples, or None where they have none.
        alike: whether all arrays are of one type; they are then taken out as one block, in a third of the time.
    """

    name: str
    version: int
    kind: type[T]
    take: Callable[[Activity, Samples], T | None]
    alike: bool = False

    def packed(self, activity: Activity, samples: Samples) -> bytes:
        """Return the feature of an activity as bytes; no bytes where it has none."""
        taken = self.take(activity, samples)
        if taken is None:
            return b""
        columns = {field.name: getattr(taken, field.name) for field in fields(self.kind)}
        return _pack({name: column for name, column in columns.items() if column is not None})

    def unpacked(self, content: bytes) -> T | None:
        """Return the feature that `packed` packed."""
        return self.kind(**_unpack(content, alike=self.alike)) if content else None


def _minutes(_: Activity, samples: Samples) -> RunMinutes | None:
    return run_minutes(samples)


PATH = Feature(name="path", version=2, kind=RunPath, take=path_of)
MINUTES = Feature(name="minutes", version=1, kind=RunMinutes, take=_minutes, alike=True)
FEATURES: tuple[Feature[Any], ...] = (PATH, MINUTES)


class FeatureStore:
    """Small tables, one an activity and name, as Arrow streams in SQLite.

    A file each would cost a millisecond a run to open; here three thousand are read in about half a second, and each
    is written in the same transaction as its activity.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def put(self, activity_id: str, feature: Feature[Any], content: bytes) -> None:
        """Keep a packed feature in place of an older one."""
        if not self._database.writable:
            return
        key = (activity_id, feature.name, feature.version)
        row = (*key, content, feature_sha256(*key, content))
        self._database.write(
            "INSERT OR REPLACE INTO features (activity_id, name, version, content, sha256) VALUES (?, ?, ?, ?, ?)", row
        )

    def get(self, activity_id: str, feature: Feature[Any]) -> bytes | None:
        """Return a packed feature, or None where none of its present version is stored, or a damaged one."""
        key = (activity_id, feature.name, feature.version)
        rows = self._database.rows(
            "SELECT content, sha256 FROM features WHERE activity_id = ? AND name = ? AND version = ?", key
        )
        return rows[0][0] if rows and feature_sha256(*key, rows[0][0]) == rows[0][1] else None

    def damaged(self) -> Iterator[tuple[str, str]]:
        """Give whose feature is not as it was written, and which."""
        statement = "SELECT activity_id, name, version, content, sha256 FROM features ORDER BY rowid"
        for activity_id, name, version, content, sha256 in self._database.each_row(statement):
            if feature_sha256(activity_id, name, version, content) != sha256:
                yield activity_id, name

    def drop_damaged(self) -> None:
        """Remove what is not as it was written: it is taken anew when it is asked for."""
        self._database.write_many("DELETE FROM features WHERE activity_id = ? AND name = ?", list(self.damaged()))

    def missing(self, feature: Feature[Any]) -> tuple[str, ...]:
        """Return the activities for which no feature of its present version is stored, oldest first."""
        rows = self._database.rows(
            """SELECT id FROM activities WHERE id NOT IN
                (SELECT activity_id FROM features WHERE name = ? AND version = ?) ORDER BY start_utc, id""",
            (feature.name, feature.version),
        )
        return tuple(row[0] for row in rows)


def packed_features(activity: Activity, samples: Samples) -> dict[str, bytes]:
    """Return every feature of an activity, packed, by name."""
    return {feature.name: feature.packed(activity, samples) for feature in FEATURES}


def _pack(columns: Mapping[str, Any]) -> bytes:
    """Return equally long arrays as an Arrow stream."""
    batch = pa.RecordBatch.from_arrays([plain(column) for column in columns.values()], names=list(columns))
    written = pa.BufferOutputStream()
    options = _WRITE_PLAIN if batch.nbytes < SMALL else _WRITE
    with pa.ipc.new_stream(written, batch.schema, options=options) as stream:
        stream.write_batch(batch)
    return bytes(written.getvalue().to_pybytes())


def _unpack(content: bytes, *, alike: bool) -> dict[str, Any]:
    """Return the arrays that `_pack` packed."""
    batch = pa.ipc.open_stream(content, options=_READ).read_next_batch()
    block = batch.to_tensor(row_major=False).to_numpy().T if alike else [column.to_numpy() for column in batch.columns]
    return dict(zip(batch.schema.names, block, strict=True))
