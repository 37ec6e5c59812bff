"""What was measured, as bytes and back, so that a library can keep it. JSON: nothing in it can run."""

import json
from dataclasses import fields, is_dataclass
from datetime import date
from typing import Any, TypeVar

import numpy as np

from runrisk.roadside.crossings import Blocks
from runrisk.roadside.measured import PastYear, RunSide, SideMap, SideMeasured
from runrisk.roadside.now import LogPart, Now
from runrisk.roadside.offset import Offset

VERSION = 5
"""To be raised whenever the estimator gives other numbers from the same paths, or other things are measured."""

_KINDS = {kind.__name__: kind for kind in (SideMeasured, PastYear, SideMap, Blocks, Now, LogPart, RunSide, Offset)}
_KIND = "is"

Kept = TypeVar("Kept", SideMeasured, PastYear)


def pack(measured: SideMeasured | PastYear) -> bytes:
    """The measured numbers as bytes."""
    return json.dumps(_plain(measured)).encode()


def unpack(content: bytes, kind: type[Kept]) -> Kept:
    """What `pack` packed.

    Raises:
        TypeError, KeyError, ValueError: it is something else.
    """
    measured = json.loads(content, object_hook=_made)
    if not isinstance(measured, kind):
        raise TypeError(type(measured))
    return measured


def _plain(value: Any) -> Any:
    if is_dataclass(value):
        return {_KIND: type(value).__name__} | {f.name: _plain(getattr(value, f.name)) for f in fields(value)}
    if isinstance(value, np.ndarray):
        return {_KIND: "array", "dtype": str(value.dtype), "values": value.tolist()}
    if isinstance(value, date):
        return {_KIND: "date", "day": value.isoformat()}
    if isinstance(value, tuple):
        return {_KIND: "tuple", "items": [_plain(item) for item in value]}
    return value.item() if isinstance(value, np.generic) else value


def _made(found: dict[str, Any]) -> Any:
    kind = found.pop(_KIND)
    if kind == "array":
        return np.array(found["values"], found["dtype"])
    if kind == "date":
        return date.fromisoformat(found["day"])
    return tuple(found["items"]) if kind == "tuple" else _KINDS[kind](**found)
