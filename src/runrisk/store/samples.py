"""Samples on the disk: one Parquet file an activity, named by its id, below the year it started in."""

import os
from collections.abc import Collection
from datetime import datetime
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from runrisk.model import SAMPLES, Samples
from runrisk.store.arrow import nullable, plain, text
from runrisk.store.private_files import make_private_folder, sync_folder, write_private

ID_COLUMN = "activity_id"


def samples_file(folder: Path, activity_id: str, start_utc: datetime) -> Path:
    """Return where the samples of an activity stand."""
    return folder / f"{start_utc.year:04d}" / f"{activity_id}.parquet"


def parquet_bytes(activity_id: str, samples: Samples) -> memoryview:
    """Return samples as a Parquet file, with the id as one more column so that many files make one table.

    No dictionaries but for the id (they make floats larger and slower), no statistics (one run is read as a whole) and
    plain encodings: every reader knows them.
    """
    columns = [
        nullable(samples[name]) if name in samples else pa.nulls(len(samples), pa.from_numpy_dtype(np.dtype(kind)))
        for name, (kind, _) in SAMPLES.items()
    ]
    ids = pa.DictionaryArray.from_arrays(plain(np.zeros(len(samples), np.int8)), text(activity_id))
    table = pa.table([*columns, ids], names=[*SAMPLES, ID_COLUMN])
    written = pa.BufferOutputStream()
    pq.write_table(table, written, compression="zstd", use_dictionary=[ID_COLUMN], write_statistics=False)
    return memoryview(written.getvalue())


def read_samples(file: Path) -> Samples:
    """Read the samples of one activity.

    Raises:
        OSError: there is no such file.
        pyarrow.ArrowException: it is damaged.
    """
    content = file.read_bytes()
    table = pq.read_table(pa.BufferReader(content), columns=list(SAMPLES), use_threads=False)
    known = [name for name in SAMPLES if table[name].null_count < len(table) or name == "time_s"]
    return Samples({name: table[name].to_numpy() for name in known})


def write_incoming(folder: Path, activity_id: str, samples: Samples) -> Path:
    """Write samples beside the library, not yet part of it; return the file."""
    file = folder / f"{activity_id}.{os.getpid()}.parquet"
    write_private(file, parquet_bytes(activity_id, samples))
    return file


def place(incoming: Path, file: Path) -> None:
    """Make a written file part of the library in one step: it is there wholly or not at all."""
    make_private_folder(file.parent)
    incoming.replace(file)
    sync_folder(file.parent)


def stored_ids(folder: Path) -> set[str]:
    """Return the ids that have a samples file."""
    return {file.stem for file in folder.glob("*/*.parquet")}


def remove_strangers(folder: Path, incoming: Path, known: Collection[str]) -> int:
    """Remove what a killed import left: unfinished files, and samples of activities that are not `known`; count them."""
    left = [*incoming.glob("*"), *(file for file in folder.glob("*/*.parquet") if file.stem not in known)]
    for file in left:
        file.unlink(missing_ok=True)
    return len(left)
