"""Everything back out: tables to look at (CSV), tables and samples to go on with (Parquet)."""

import csv
import json
import shutil
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from runrisk.model.spreadsheet import harmless
from runrisk.store.errors import LibraryError, from_os
from runrisk.store.private_files import make_private_folder, write_private
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
    "settings",
    "reports",
    "acknowledged",
)
"""The tables of an export. Links and features are left out: they follow from these."""


def export_library(library: Library, folder: Path) -> None:
    """Write a whole library into a new folder; importing that folder gives the same log again.

    The folder appears under its name only when everything is in it.

    Raises:
        LibraryError: the folder exists and is not empty, or cannot be written.
        NoRoomError: the disk is full.
        LibraryBusyError: an import is running.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise LibraryError(f"{folder.resolve().name} exists and is not an empty folder. Choose another")
    unfinished = folder.with_name(f"{folder.name}.unfinished")
    try:
        shutil.rmtree(unfinished, ignore_errors=True)
        make_private_folder(unfinished)
        with library.alone():
            _write(library, unfinished)
        if folder.exists():
            folder.rmdir()
        unfinished.rename(folder)
    except OSError as error:
        raise from_os(error, folder.resolve().name) from error
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)


def _write(library: Library, folder: Path) -> None:
    make_private_folder(folder / TABLES_FOLDER)
    for table in KEPT:
        write_private(folder / TABLES_FOLDER / f"{table}.parquet", _parquet(library, table))
    for file in library.samples_files():
        write_private(make_private_folder(folder / SAMPLES_FOLDER / file.parent.name) / file.name, file.read_bytes())
    for name, columns, rows in _csv_tables(library):
        _write_csv(folder / f"{name}.csv", columns, rows)
    manifest = {"schema": SCHEMA, "tables": len(MIGRATIONS), "program": __version__}
    write_private(folder / MANIFEST, json.dumps(manifest, indent=2).encode())


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


def _write_csv(file: Path, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    write_private(file, b"")
    with file.open("w", encoding="utf-8", newline="") as opened:
        writer = csv.writer(opened)
        writer.writerow(columns)
        writer.writerows(map(harmless, row) for row in rows)
