"""Samples as a Parquet file: one an activity, which also says whose it is and what was read of it."""

import hashlib
import io
import json
import os
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path, PurePosixPath
from typing import Any, TypeVar

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from runrisk.model import SAMPLES, Activity, Samples
from runrisk.store.activity_table import activity_row, source_row
from runrisk.store.arrow import nullable, plain, text
from runrisk.store.private_files import write_private

P = TypeVar("P", Path, PurePosixPath)

ID_COLUMN = "activity_id"
FACTS_KEY = b"runrisk"
"""Where the file holds the activity's rows as JSON: a library whose database is lost is put together from them."""


@dataclass(frozen=True, kw_only=True, slots=True)
class SamplesFile:
    """A samples file that was written, and the SHA-256 of what was to be written."""

    file: Path
    sha256: str


def samples_file(folder: P, activity_id: str, start_utc: datetime) -> P:
    """Return where the samples of an activity stand."""
    return folder / f"{start_utc.year:04d}" / f"{activity_id}.parquet"


def parquet_bytes(activity: Activity, samples: Samples) -> memoryview:
    """Return samples as a Parquet file, with the id as one more column so that many files make one table.

    No dictionaries but for the id (they make floats larger and slower), no statistics (one run is read as a whole) and
    plain encodings: every reader knows them.
    """
    columns = [
        nullable(samples[name]) if name in samples else pa.nulls(len(samples), pa.from_numpy_dtype(np.dtype(kind)))
        for name, (kind, _) in SAMPLES.items()
    ]
    ids = pa.DictionaryArray.from_arrays(plain(np.zeros(len(samples), np.int8)), text(activity.id))
    facts = json.dumps({"activity": activity_row(activity), "source": source_row(activity)}).encode()
    table = pa.table([*columns, ids], names=[*SAMPLES, ID_COLUMN]).replace_schema_metadata({FACTS_KEY: facts})
    written = pa.BufferOutputStream()
    pq.write_table(table, written, compression="zstd", use_dictionary=[ID_COLUMN], write_statistics=False)
    return memoryview(written.getvalue())


def samples_of(content: bytes, activity_id: str | None = None) -> Samples:
    """Return the samples that a Parquet file holds.

    Raises:
        ValueError: they are those of another activity than `activity_id`.
        pyarrow.ArrowException: it is damaged.
    """
    wanted = [*SAMPLES] if activity_id is None else [*SAMPLES, ID_COLUMN]
    table = pq.read_table(pa.BufferReader(content), columns=wanted, use_threads=False)
    if activity_id is not None and set(table[ID_COLUMN].unique().to_pylist()) - {activity_id}:
        raise ValueError(f"these are not the samples of {activity_id}")
    known = [name for name in SAMPLES if table[name].null_count < len(table) or name == "time_s"]
    return Samples({name: table[name].to_numpy() for name in known})


def facts_in(content: bytes) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return the rows of activity and source that a samples file holds.

    Raises:
        KeyError: an older version of the program wrote it, without any.
        ValueError: they are no rows.
        pyarrow.ArrowException: it is damaged.
    """
    found = json.loads((pq.read_schema(io.BytesIO(content)).metadata or {})[FACTS_KEY])
    return found["activity"], found["source"]


def write_incoming(folder: Path, activity: Activity, samples: Samples) -> SamplesFile:
    """Write samples beside the library, not yet part of it."""
    file = folder / f"{activity.id}.{os.getpid()}.parquet"
    content = parquet_bytes(activity, samples)
    write_private(file, content)
    return SamplesFile(file=file, sha256=sha256_of(content))


def sha256_of(content: bytes | memoryview) -> str:
    """Return the SHA-256 of bytes, as hex digits."""
    return hashlib.sha256(content).hexdigest()
