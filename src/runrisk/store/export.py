"""Everything back out: tables to look at (CSV), tables and samples to go on with (Parquet)."""

import csv
import io
import json
import shutil
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from tempfile import mkdtemp
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from runrisk.model.spreadsheet import harmless
from runrisk.store.errors import LibraryError, from_os
from runrisk.store.private_files import make_private_folder, sync_folder, write_private
from runrisk.store.samples import samples_file, sha256_of
from runrisk.store.schema import MIGRATIONS
from runrisk.store.store import Library
from runrisk.version import __version__

MANIFEST = "runrisk-export.json"
SCHEMA = "runrisk.export/1"
TABLES_FOLDER = "tables"
SAMPLES_FOLDER = "samples"

KEPT = (
    "activities",
    "sources",
    "files",
    "kept_apart",
    "edits",
    "forgotten",
    "journal",
    "answers",
    "gear",
    "days",
    "settings",
    "reports",
    "acknowledged",
)
"""The tables of an export. Links and features are left out: they follow from these."""


@dataclass(frozen=True, kw_only=True)
class Exported:
    """What an export holds.

    Attributes:
        activities: so many are in it, with their samples.
        missing: what is not in it, a sentence each: samples that are gone or damaged.
    """

    activities: int
    missing: tuple[str, ...]


def export_library(library: Library, folder: Path) -> Exported:
    """Write a whole library into a new folder; importing that folder gives the same log again.

    It is written beside its place (into an empty folder: inside it), read again, and only then moved there.

    Raises:
        LibraryError: the folder exists and is not empty, or cannot be written, or does not hold what was written.
        NoRoomError: the disk is full.
        LibraryBusyError: an import or another export is running.
    """
    place = folder.resolve()
    try:
        with library.alone():
            if place.exists() and (not place.is_dir() or any(place.iterdir())):
                raise LibraryError(f"{place.name} exists and is not an empty folder. Choose another")
            above = place if place.exists() else make_private_folder(place.parent)
            unfinished = Path(mkdtemp(dir=above, prefix=".runrisk-"))
            try:
                exported = _write(library, unfinished)
                _move(unfinished, place)
            finally:
                shutil.rmtree(unfinished, ignore_errors=True)
    except OSError as error:
        raise from_os(error, place.name) from error
    return exported


def _move(unfinished: Path, place: Path) -> None:
    """Give a written export its name in one step, or fill an empty folder with it, its manifest last."""
    if unfinished.parent != place:
        unfinished.rename(place)
        sync_folder(place.parent)
        return
    for member in sorted(unfinished.iterdir(), key=lambda member: member.name == MANIFEST):
        member.rename(place / member.name)
    sync_folder(place)


def _write(library: Library, folder: Path) -> Exported:
    hashes: dict[str, str] = {}
    missing: list[str] = []
    for name, content in _members(library, missing):
        write_private(make_private_folder((folder / name).parent) / PurePosixPath(name).name, content)
        hashes[name] = sha256_of(content)
    manifest = {"schema": SCHEMA, "tables": len(MIGRATIONS), "program": __version__, "sha256": hashes}
    write_private(folder / MANIFEST, json.dumps(manifest, indent=2).encode())
    for name, sha256 in hashes.items():
        if sha256_of((folder / name).read_bytes()) != sha256:
            raise LibraryError(f"{name} does not hold what was written: this disk cannot be trusted. Choose another")
    return Exported(activities=len(library.ids()) - len(missing), missing=tuple(missing))


def _members(library: Library, missing: list[str]) -> Iterator[tuple[str, bytes | memoryview]]:
    """Every file of an export with its content; what cannot be had is told in `missing`."""
    for table in KEPT:
        yield f"{TABLES_FOLDER}/{table}.parquet", _parquet(library, table)
    for activity_id, start_utc in library.starts().items():
        try:
            content = library.shelf.content(activity_id, start_utc)
        except LibraryError as error:
            missing.append(str(error))
        else:
            yield samples_file(PurePosixPath(SAMPLES_FOLDER), activity_id, start_utc).as_posix(), content
    for name, columns, cells in _csv_tables(library):
        yield f"{name}.csv", _csv(columns, cells)


def _parquet(library: Library, table: str) -> memoryview:
    columns, rows = library.database.table(table)
    cells = {name: [row[number] for row in rows] for number, name in enumerate(columns)}
    written = pa.BufferOutputStream()
    pq.write_table(pa.table(cells), written, compression="zstd")
    return memoryview(written.getvalue())


def _csv_tables(library: Library) -> Iterable[tuple[str, Sequence[str], Iterable[Sequence[Any]]]]:
    log = library.log()
    activities = log.activities.reset_index()
    activities["warnings"] = ["; ".join(warnings) for warnings in activities["warnings"]]
    for name, frame in (("activities", activities), ("journal", log.journal)):
        cells = frame.astype(object).where(frame.notna(), None)
        yield name, [str(column) for column in frame.columns], cells.to_numpy().tolist()
    for name in ("files", "gear"):
        yield name, *library.database.table(name)


def _csv(columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> bytes:
    written = io.StringIO(newline="")
    writer = csv.writer(written)
    writer.writerow(columns)
    writer.writerows(map(harmless, row) for row in rows)
    return written.getvalue().encode()
