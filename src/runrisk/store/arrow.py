"""NumPy columns as Arrow arrays, from their own memory.

`pyarrow.array` would do it too, and would load pandas to see whether it was given something of that.
"""

from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray


def plain(column: NDArray[Any]) -> pa.Array:
    """The numbers as they are, NaN too."""
    return _array(column, None)


def nullable(column: NDArray[Any]) -> pa.Array:
    """The numbers, NaN as null: what a reader of Parquet takes for missing."""
    missing = np.isnan(column)
    known = np.packbits(~missing, bitorder="little")  # as Arrow counts them: from the lowest bit on
    return _array(column, known if missing.any() else None)


def text(words: str) -> pa.Array:
    """An array of one text."""
    content = words.encode()
    ends = np.array([0, len(content)], np.int32)
    return pa.Array.from_buffers(pa.string(), 1, [None, pa.py_buffer(ends), pa.py_buffer(content)])


def _array(column: NDArray[Any], known: NDArray[np.uint8] | None) -> pa.Array:
    kind = pa.from_numpy_dtype(column.dtype)
    valid = None if known is None else pa.py_buffer(known)
    return pa.Array.from_buffers(kind, len(column), [valid, pa.py_buffer(np.ascontiguousarray(column))])
