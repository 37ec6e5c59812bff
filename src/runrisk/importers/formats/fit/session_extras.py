"""What a FIT file says of a session outside its session message: running, walking and standing; the runner's own zones."""

from collections.abc import Mapping
from itertools import pairwise
from typing import Any

import numpy as np

from runrisk.importers.formats.fit.decode import FitPart
from runrisk.importers.formats.fit.messages_table import Table

_SESSION = 18
"""Global number of the session message (FIT profile)."""
_TOLD_APART: Mapping[int, str] = {17: "running_s", 18: "walking_s", 22: "standing_s"}
"""Kinds of splits by which watches tell running, walking and standing apart (FIT profile 21.218, `split_type`)."""
_ZONES = 5
"""Zones of a watch; what lies below the first has a boundary of its own before theirs."""
_BPM = (40.0, 240.0)
"""Heart rates that a watch can be set to [1/min]. Our choice."""
_SUUNTO_FEELING = "feeling"
_FEELINGS = (1.0, 5.0)
"""Suunto's scale, poor to excellent (seen in a file of a Suunto; the FIT profile has no such field)."""


def told_apart(part: FitPart, start_s: float, end_s: float) -> dict[str, Any]:
    """Time running, walking and standing [s] between two moments [s, FIT's epoch]; empty where the watch tells none."""
    splits = part.tables.get("split")
    if splits is None:
        return {}
    kinds, begun = splits.numbers("split_type"), splits.numbers("start_time")
    timer_s, elapsed_s = splits.numbers("total_timer_time"), splits.numbers("total_elapsed_time")
    seconds = np.where(np.isnan(timer_s), elapsed_s, timer_s)
    own = (begun >= start_s) & (begun <= end_s) & ~np.isnan(seconds)
    if not (own & np.isin(kinds, list(_TOLD_APART))).any():
        return {}
    return {name: float(seconds[own & (kinds == kind)].sum()) for kind, name in _TOLD_APART.items()}


def own_zones(part: FitPart, session: int) -> dict[str, Any]:
    """The heart rates a watch was set to: highest, at the threshold, and where its zones begin, for one of the sessions.

    Args:
        part: the file.
        session: place of its message among the session messages.
    """
    table = part.tables.get("time_in_zone")
    if table is None:
        return {}
    of_session = table.numbers("reference_mesg") == _SESSION
    rows = np.flatnonzero(of_session & (table.numbers("reference_index") == session))
    if not len(rows):
        return {}
    row = int(rows[0])
    return {
        "hr_max_bpm": _bpm(table.numbers("max_heart_rate")[row]),
        "hr_threshold_bpm": _bpm(table.numbers("threshold_heart_rate")[row]),
        "hr_zones_bpm": _zones(table.values("hr_zone_high_boundary")[row]),
    }


def feel_pct(part: FitPart, table: Table, place: int, stated: float | None) -> float | None:
    """How the runner felt, 0-100: as the session states it, else by Suunto's own field of it."""
    if stated is not None:
        return stated if 0 <= stated <= 100 else None  # noqa: PLR2004 - a share
    low, high = _FEELINGS
    for field in part.developer_fields:
        key = (field.index, field.number)
        if (field.name or "").strip().lower() == _SUUNTO_FEELING and key in table.fields:
            told = float(table.numbers(key)[place])
            return 100 * (told - low) / (high - low) if low <= told <= high else None
    return None


def _bpm(value: float) -> float | None:
    low, high = _BPM
    return float(value) if low <= value <= high else None


def _zones(boundaries: Any) -> tuple[float, ...] | None:
    """Where zones 1 to 5 begin: the upper ends of what lies below each; None where they are no rising heart rates."""
    if not isinstance(boundaries, tuple) or len(boundaries) < _ZONES or None in boundaries[:_ZONES]:
        return None
    begin = tuple(float(bpm) for bpm in boundaries[:_ZONES])
    rising = all(one < next_one for one, next_one in pairwise(begin))
    return begin if rising and _bpm(begin[0]) and _bpm(begin[-1]) else None
