"""Samples whose clock was set while recording: the gap is closed, and nothing is lost where the way goes on."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from enum import Enum, auto
from math import inf

import numpy as np

from runrisk.geo import Floats, distance_m
from runrisk.importers.recording import Recording
from runrisk.model import Samples

DAY_S = 24 * 3600.0
"""A longer step that nobody calls a pause is a clock that was set [s]. Our choice."""
NIGHT_S = 8 * 3600.0
"""After a longer pause it is another activity [s]. Our choice: a run in the evening and the next in the morning are
nine hours apart; no pause within one is longer than a night."""
SET_FROM_S = 3000.0
"""Where pauses are told, a longer step on the run without one is a clock that was set [s]. Our choice: clocks are set by
whole hours at least, and fifty minutes leave room for the step itself."""
NEAR_M = 100.0
"""The way goes on where the samples beside a jump are no further apart [m]. Our choice."""
STRIDE = (0.3, 3.0)
"""On the run: the step over the jump is so many times as long as the usual one. Our choice: whoever pauses stands."""
ADDED_S = 100_000.0
"""One app adds so much to its clock at a pause [s] (seen in 20 of 980 files of one runner)."""
ADDED_PAUSE_S = 1800.0
"""... besides the pause itself, of so much at most [s]. Our choice."""
TOLD_WITHIN_S = 2.0
"""A timer event so close to a jump tells of it [s]. Our choice: events are written between two samples."""
FEW, FEW_SHARE = 3, 0.05
"""So many samples out of order, or so large a share, cost themselves; more are a clock set back. Our choice."""


class Jump(Enum):
    """What a step of the clock is."""

    CLOCK_SET = auto()
    """What came before was dated by a wrong clock."""
    TIME_ADDED = auto()
    """What comes after is ADDED_S too late."""
    OTHER_ACTIVITY = auto()
    """What comes after is an activity of its own."""


@dataclass(frozen=True, kw_only=True)
class Steady:
    """Samples in order of time, the seconds that the start moved by and that gaps lost [s], and what was done."""

    samples: Samples
    shift_s: float = 0.0
    closed_s: float = 0.0
    warnings: tuple[str, ...] = ()


def steady_recording(recording: Recording) -> tuple[Recording, tuple[str, ...]]:
    """Return a recording whose clock was never set; where a gap is closed its times are shorter by as much."""
    steady = steady_clock(recording.samples, recording.stops_s)
    if steady.samples is recording.samples:
        return recording, steady.warnings
    if not steady.shift_s and not steady.closed_s:
        return replace(recording, samples=steady.samples), steady.warnings
    last_s = float(steady.samples["time_s"][-1])
    left_s = recording.elapsed_s - steady.closed_s if steady.closed_s > 0 else last_s  # set back, it tells nothing
    timer_s = recording.timer_s
    return replace(
        recording,
        samples=steady.samples,
        start_utc=recording.start_utc + timedelta(seconds=steady.shift_s),
        elapsed_s=max(left_s, last_s),
        timer_s=timer_s if timer_s is None or timer_s <= max(steady.closed_s, left_s, last_s) else None,
        stated_end_s=None,
        lap_elapsed_s=None,
    ), steady.warnings


def steady_clock(samples: Samples, stops_s: tuple[float, ...] | None = None) -> Steady:
    """Return samples whose time never runs backwards, and whose clock was not set on the way.

    Watches start before they know the time and set their clock at the first fix: what came before is dated from there.
    A few samples out of order cost themselves.
    """
    time_s = samples["time_s"]
    steps = time_s[1:] - time_s[:-1]
    if ((steps >= 0) & (steps <= SET_FROM_S)).all() and (not len(time_s) or 0 <= time_s[0] <= SET_FROM_S):
        return Steady(samples=samples)
    ordered = _in_order(samples.take(np.isfinite(samples["time_s"])), most=FEW_SHARE)
    closed = _closed(ordered.samples, stops_s)
    strict = _in_order(closed.samples, most=inf)
    return replace(closed, samples=strict.samples, warnings=(*ordered.warnings, *closed.warnings, *strict.warnings))


def jumps(samples: Samples, stops_s: tuple[float, ...] | None = None) -> dict[int, Jump]:
    """The steps at which the clock jumps, by the number of the sample after it.

    Args:
        samples: with times that are finite.
        stops_s: as in `Recording`.
    """
    steps = np.diff(samples["time_s"])
    if ((steps >= 0) & (steps <= SET_FROM_S)).all():
        return {}
    usual_s = _usual_s(steps)
    found = {}
    for at in (np.flatnonzero((steps > SET_FROM_S) | (steps < -usual_s)) + 1).tolist():
        kind = _kind(samples, at, stops_s)
        if kind is not None:
            found[at] = kind
    return found


def _kind(samples: Samples, at: int, stops_s: tuple[float, ...] | None) -> Jump | None:
    gap_s = float(samples["time_s"][at] - samples["time_s"][at - 1])
    said = _said(samples, at, stops_s)
    way_m = _way_m(samples, at)
    near = way_m is None or way_m <= NEAR_M
    if way_m is not None and near and 0 <= gap_s - ADDED_S <= ADDED_PAUSE_S:
        return Jump.TIME_ADDED
    if gap_s < 0:
        return Jump.CLOCK_SET if near else None
    if said:
        return Jump.OTHER_ACTIVITY if gap_s > NIGHT_S else None
    if gap_s > DAY_S:
        return Jump.CLOCK_SET if near else Jump.OTHER_ACTIVITY
    on_the_run = stops_s is not None and way_m is not None and _on_the_run(samples, at, way_m)
    return Jump.CLOCK_SET if on_the_run else None


def _said(samples: Samples, at: int, stops_s: tuple[float, ...] | None) -> bool:
    """Whether the file calls the step a pause."""
    if stops_s is None:
        return bool(samples["segment"][at] != samples["segment"][at - 1])
    before, after = samples["time_s"][at - 1], samples["time_s"][at]
    return any(before - TOLD_WITHIN_S <= stop <= after + TOLD_WITHIN_S for stop in stops_s)


def _way_m(samples: Samples, at: int) -> float | None:
    """How far it is over a step [m], by the positions, else by the distance; None where neither is there."""
    pair = samples.take(np.array([at - 1, at]))
    if pair.placed.all():
        lat, lon = pair["lat_deg"], pair["lon_deg"]
        return float(distance_m(lat[0], lon[0], lat[1], lon[1]))
    along = pair["distance_m"]
    return float(abs(along[1] - along[0])) if np.isfinite(along).all() else None


def _on_the_run(samples: Samples, at: int, way_m: float) -> bool:
    """Whether the step over a jump is one like all others."""
    near = range(max(at - 5, 1), min(at + 6, len(samples)))
    others = [way for way in (_way_m(samples, place) for place in near if place != at) if way is not None]
    usual_m = float(np.median(others)) if others else 0.0
    return STRIDE[0] * usual_m <= way_m <= STRIDE[1] * usual_m and usual_m > 0


def _usual_s(steps: Floats) -> float:
    usual = steps[(steps > 0) & (steps <= SET_FROM_S)]
    return float(np.median(usual)) if len(usual) else 1.0


def _closed(samples: Samples, stops_s: tuple[float, ...] | None) -> Steady:
    """Close the gaps that are none."""
    found = {at: kind for at, kind in jumps(samples, stops_s).items() if kind is not Jump.OTHER_ACTIVITY}
    if not found:
        return Steady(samples=samples)
    time_s = np.array(samples["time_s"], float)
    lead_s, usual_s = time_s[0], _usual_s(np.diff(time_s))
    excess = np.zeros(len(time_s))
    for at, kind in found.items():
        excess[at] = ADDED_S if kind is Jump.TIME_ADDED else time_s[at] - time_s[at - 1] - usual_s
    set_s = sum(excess[at] for at, kind in found.items() if kind is Jump.CLOCK_SET)
    time_s -= np.cumsum(excess)
    back_s = lead_s if (excess < 0).any() else 0.0  # the start was that of the earliest sample, now it is the first's
    return Steady(
        samples=samples.replace(time_s=time_s - back_s),
        shift_s=float(set_s + back_s),
        closed_s=float(excess.sum()),
        warnings=tuple(_texts(found, excess)),
    )


def _texts(found: Mapping[int, Jump], excess: Floats) -> list[str]:
    texts = []
    for at, kind in found.items():
        if kind is Jump.TIME_ADDED:
            texts.append(f"{ADDED_S:,.0f} s were added to the clock at a pause: taken out again.")
        else:
            texts.append(f"The clock was set by {_long(excess[at])} while recording: the start was moved by as much.")
    return texts


def _long(seconds: float) -> str:
    hours = seconds / 3600
    return f"{hours / 24:+.1f} days" if abs(seconds) > 2 * DAY_S else f"{hours:+.1f} h"


def _in_order(samples: Samples, *, most: float) -> Steady:
    """Leave out as few samples as possible, those behind an earlier one or ahead of a later one; `most`: share."""
    time_s = samples["time_s"]
    behind = time_s < np.maximum.accumulate(time_s)
    ahead = time_s > np.minimum.accumulate(time_s[::-1])[::-1]
    wrong = behind if np.count_nonzero(behind) <= np.count_nonzero(ahead) else ahead
    count = int(np.count_nonzero(wrong))
    if not count or count > max(FEW, most * len(samples)):
        return Steady(samples=samples)
    return Steady(samples=samples.take(~wrong), warnings=(f"Time runs backwards; samples left out: {count}.",))
