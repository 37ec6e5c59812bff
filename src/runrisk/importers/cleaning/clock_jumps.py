"""Samples whose clock runs backwards or was set while recording."""

from dataclasses import dataclass

import numpy as np

from runrisk.model import Samples

CLOCK_SET_S = 24 * 3600.0
"""A longer step between two samples means that the clock was set, not that the runner paused [s]. Our choice."""


@dataclass(frozen=True, kw_only=True)
class Steady:
    """Samples in order of time, the seconds that the start moved by [s], and what was left out."""

    samples: Samples
    shift_s: float = 0.0
    warnings: tuple[str, ...] = ()


def steady_clock(samples: Samples) -> Steady:
    """Return samples whose time never runs backwards.

    Watches start before they know the time, and set their clock at the first fix: of the parts between such steps the
    longest is kept, and the activity is dated from it. Otherwise samples that step back cost themselves.
    """
    steps = np.diff(samples["time_s"], prepend=0.0)
    if ((steps >= 0) & (steps <= CLOCK_SET_S)).all():
        return Steady(samples=samples)
    part = _longest_part(samples.take(np.isfinite(samples["time_s"])))
    ordered = _in_order(part.samples)
    return Steady(
        samples=ordered.samples,
        shift_s=part.shift_s,
        warnings=part.warnings + ordered.warnings,
    )


def _longest_part(samples: Samples) -> Steady:
    time_s = samples["time_s"]
    cuts = np.flatnonzero(np.abs(np.diff(time_s, prepend=0.0)) > CLOCK_SET_S).tolist()
    if not cuts:
        return Steady(samples=samples)
    bounds = [0, *cuts, len(time_s)]
    longest = int(np.diff(bounds).argmax())
    first, last = bounds[longest], bounds[longest + 1]
    shift_s = float(time_s[first]) if first in cuts else 0.0
    warning = f"The watch's clock was set while recording; samples left out: {len(time_s) - (last - first)}."
    part = samples.take(slice(first, last))
    return Steady(samples=part.replace(time_s=part["time_s"] - shift_s), shift_s=shift_s, warnings=(warning,))


def _in_order(samples: Samples) -> Steady:
    """Leave out as few samples as possible: those behind an earlier one, or those ahead of a later one."""
    time_s = samples["time_s"]
    behind = time_s < np.maximum.accumulate(time_s)
    ahead = time_s > np.minimum.accumulate(time_s[::-1])[::-1]
    wrong = behind if np.count_nonzero(behind) <= np.count_nonzero(ahead) else ahead
    count = int(np.count_nonzero(wrong))
    if not count:
        return Steady(samples=samples)
    return Steady(samples=samples.take(~wrong), warnings=(f"Time runs backwards; samples left out: {count}.",))
