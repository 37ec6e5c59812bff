"""Where a recording stands still: timer stops, and holes without any."""

import math
from typing import Any

import numpy as np
from numpy.typing import NDArray

from runrisk.importers.formats.fit.messages_table import Table
from runrisk.importers.formats.fit.rows import Numbers

LONG_GAP_S = 120.0
"""Without a sample for longer, what happened is not known [s]. Our choice: smart recording leaves up to a minute."""

_STOPS = frozenset({"stop", "stop_all", "stop_disable", "stop_disable_all"})


def segments(times: Numbers, events: Table | None) -> NDArray[np.int32]:
    """Number the samples at these times (one or more, ascending, FIT's epoch): up by one at each stop and long gap.

    Samples taken while the timer stood are a segment of their own: nothing is integrated into or out of them.
    """
    stops, starts = _timer(events)
    state = np.searchsorted(stops, times, side="left") + np.searchsorted(starts, times, side="right")
    changed = (np.diff(state) != 0) | (np.diff(times) > LONG_GAP_S)
    return np.concatenate([[0], np.cumsum(changed)]).astype(np.int32)


def stops(events: Table | None) -> Numbers:
    """Times at which the timer stopped [s, FIT's epoch]."""
    return _timer(events)[0]


def _timer(events: Table | None) -> tuple[Numbers, Numbers]:
    """Times at which the timer stopped, and at which it went on again."""
    if events is None:
        return np.empty(0), np.empty(0)
    stops, starts, running = [], [], True
    for event, kind, time in _ordered(events):
        if event != "timer":
            continue
        if kind in _STOPS and running:
            stops.append(time)
        elif kind == "start" and not running:
            starts.append(time)
        running = kind == "start" or (running and kind not in _STOPS)
    return np.array(stops), np.array(starts)


def _ordered(events: Table) -> list[tuple[Any, Any, float]]:
    rows = zip(events.values("event"), events.values("event_type"), events.numbers("timestamp").tolist(), strict=True)
    return sorted((row for row in rows if not math.isnan(row[2])), key=lambda row: row[2])
