"""Numbers, durations and texts out of tables and JSON, where anything may stand in place of anything."""

import json
import math
import re
from collections.abc import Mapping, Sequence
from typing import Any

from runrisk.errors import FileError

METRES = {"m": 1.0, "km": 1000.0, "mi": 1609.344, "ft": 0.3048, "yd": 0.9144, "cm": 0.01}
"""Metres in a unit (exact by definition)."""
SECONDS = {"s": 1.0, "min": 60.0, "h": 3600.0, "hr": 3600.0, "ms": 0.001}

_CLOCK = re.compile(r"(?:(\d{1,4}):)?(\d{1,4}):(\d{1,2}(?:[.,]\d+)?)")
_ISO_DURATION = re.compile(r"P(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)")
_NUMBER = re.compile(r"[-+]?\d[\d.,'\s]*")
_DECIMAL_COMMA = re.compile(r"[-+]?\d+,(?:\d{1,2}|\d{4,})")


def json_of(content: bytes) -> Any:
    """What a JSON file holds, bare NaN allowed.

    Raises:
        FileError: it is no JSON.
    """
    try:
        return json.loads(content.decode("utf-8-sig", "replace"))
    except (ValueError, RecursionError) as error:
        place = f"line {error.lineno}" if isinstance(error, json.JSONDecodeError) else ""
        raise FileError("is damaged JSON", place=place, cure="Copy or download it again") from error


def json_head(text: str, *keys: str) -> bool:
    """Whether a file that begins like this is JSON and names all these keys."""
    return text.lstrip("\ufeff \t\r\n")[:1] in {"{", "["} and all(f'"{key}"' in text for key in keys)


def number(value: Any) -> float | None:
    """A finite number; None for anything else, true and false among it."""
    if isinstance(value, str):
        try:
            value = float(value)
        except ValueError:
            return None
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    try:
        found = float(value)
    except OverflowError:
        return None
    return found if math.isfinite(found) else None


def above_zero(value: Any, factor: float = 1.0) -> float | None:
    """A number above 0 times `factor`; None for anything else: 0 stands for "not measured"."""
    found = number(value)
    return found * factor if found is not None and found > 0 else None


def text(value: Any) -> str:
    """The text; a number as text; empty for anything else."""
    return str(value) if isinstance(value, str | int) and not isinstance(value, bool) else ""


def mapping(value: Any) -> Mapping[str, Any]:
    """The object; an empty one for anything else."""
    return value if isinstance(value, dict) else {}


def items(value: Any) -> Sequence[Any]:
    """The list; an empty one for anything else."""
    return value if isinstance(value, list) else ()


def has_decimal_comma(cells: Sequence[str]) -> bool:
    """Whether some cell shows that the comma divides whole from parts: "3,32", but not "1,234"."""
    return any(_DECIMAL_COMMA.fullmatch(cell.strip()) for cell in cells)


def cell_number(cell: str, *, comma: bool = False) -> float | None:
    """The number in a cell; None where there is none.

    Args:
        cell: the text.
        comma: whether the comma is the decimal sign; else it groups digits.
    """
    found = cell.strip()
    if not _NUMBER.fullmatch(found):
        return None
    plain = re.sub(r"['\s]", "", found)
    plain = plain.replace(".", "").replace(",", ".") if comma and "," in plain else plain.replace(",", "")
    return number(plain)


def duration_s(cell: str) -> float | None:
    """Seconds in "28:30", "1:05:12" or "PT1H5M12.5S" [s]; None in anything else."""
    iso = _ISO_DURATION.fullmatch(cell.strip().upper())
    clock = _CLOCK.fullmatch(cell.strip())
    parts = iso.groups() if iso else clock.groups() if clock else ()
    hours, minutes, seconds = (float((part or "0").replace(",", ".")) for part in parts or ("", "", ""))
    return hours * 3600 + minutes * 60 + seconds or None
