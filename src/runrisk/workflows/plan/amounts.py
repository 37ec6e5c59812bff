"""Distances and durations as a plan's cells and titles hold them."""

import re
from collections.abc import Mapping
from math import isfinite
from types import MappingProxyType

from runrisk.wording import METRES_PER_MILE
from runrisk.workflows.plan.planned_session import KINDS, MAX_DISTANCE_M, MAX_DURATION_S

METRES: Mapping[str, float] = MappingProxyType({"km": 1000.0, "mi": METRES_PER_MILE, "miles": METRES_PER_MILE})
SECONDS: Mapping[str, float] = MappingProxyType({"min": 60.0, "minutes": 60.0, "h": 3600.0})

_NUMBER = re.compile(r"\d{1,6}(?:[.,]\d{1,4})?")
TITLE = re.compile(
    rf"(?P<kind>{'|'.join(KINDS)})(?: run| ride)?:? +(?P<amount>{_NUMBER.pattern}) ?(?P<unit>{'|'.join((*METRES, *SECONDS))})"
    r"(?:[ ,;(].*)?",
    re.IGNORECASE | re.DOTALL,
)
"""The one form of a calendar title: kind, amount, unit; then anything after a space, comma, semicolon or bracket."""


def plain_number(text: str) -> float | None:
    """A number above 0 with a point or comma for its decimals; None for anything else."""
    if not _NUMBER.fullmatch(text.strip()):
        return None
    number = float(text.strip().replace(",", "."))
    return number if isfinite(number) and number > 0 else None


def amount(number: float, unit: str) -> tuple[float | None, float | None]:
    """A number with its unit as (distance [m], duration [s]), of which one is None.

    Raises:
        ValueError: it is longer than any session is.
    """
    distance_m = number * METRES[unit] if unit in METRES else None
    duration_s = number * SECONDS[unit] if unit in SECONDS else None
    if (distance_m or 0.0) > MAX_DISTANCE_M or (duration_s or 0.0) > MAX_DURATION_S:
        raise ValueError(f"{number:g} {unit}")
    return distance_m, duration_s
