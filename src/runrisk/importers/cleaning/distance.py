"""How far it was: what the session, the samples, the laps and the positions say, weighed against one another."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from runrisk.geo import Floats
from runrisk.importers.cleaning.positions import positions
from runrisk.importers.cleaning.rising import rising
from runrisk.importers.cleaning.spikes import max_speed_mps
from runrisk.importers.cleaning.track_way import TrackWay, track_way
from runrisk.importers.cleaning.witnesses import Vote, Witness, agree, say, vote
from runrisk.importers.recording import Recording
from runrisk.model import Samples, Sport

COVERED = 0.9
"""Samples are a witness where they cover this share of the time; of a file cut short they are none. Our choice."""
DENSE_S = 60.0
"""Positions further apart [s] leave out bends: no witness. Our choice: smart recording leaves up to a minute."""
ON_FOOT_MPS = (0.5, 6.5)
"""Mean speeds between which a distance on foot is likely [m/s]. Our choice: half a stroll, and above the marathon
world record of 5.8 m/s."""
UNITS = {1000.0: "km were taken for metres", 1 / 1000: "metres were taken for km"}
UNITS |= {1.609344: "miles were taken for km", 1 / 1.609344: "km were taken for miles"}
"""Ratio of what is believed to what is not, and the mistake of which it is the sign."""
UNIT_WITHIN = 0.05
"""A ratio so close to one of UNITS names it. Our choice: watches and positions differ by some per cent."""
IN_METRES_BELOW = 100.0
"""Shorter distances are told in metres [m]."""

POSITIONS = "the positions"

SLACK_M = 50.0
"""Distances that differ by less agree [m]: of a file of a few seconds nothing can be told. Our choice."""

_ON_FOOT = frozenset({Sport.RUNNING, Sport.WALKING, Sport.HIKING})


@dataclass(frozen=True, kw_only=True)
class Distance:
    """What was found.

    Attributes:
        distance_m: None where nothing tells it.
        samples: with a distance that fits to it.
        warnings: who says otherwise, with both numbers.
    """

    distance_m: float | None
    samples: Samples
    warnings: tuple[str, ...] = ()


def distance(recording: Recording, samples: Samples, *, placed: bool) -> Distance:
    """Weigh what a recording says of its distance.

    Args:
        recording: its times are right already.
        samples: cleaned, in order of time.
        placed: the positions tell a way: neither a room's drift nor made up.
    """
    limit_mps = max_speed_mps(recording.sport)
    seconds = recording.timer_s or recording.elapsed_s
    samples = samples.replace(distance_m=rising(samples, limit_mps)) if "distance_m" in samples else samples
    way = track_way(samples, limit_mps)
    asked = list(_witnesses(recording, samples, seconds, way if placed else None))
    possible = [witness for witness in asked if witness.value <= limit_mps * max(seconds, 1.0)]
    if not possible:
        impossible = _impossible(asked, seconds)
        if way is None or not (placed or not asked):
            return Distance(distance_m=None, samples=samples, warnings=impossible)
        return Distance(distance_m=way.distance_m or None, samples=samples, warnings=(*impossible, *way.warnings))
    found = vote(possible, lambda one, others: _likely(one, others, recording.sport, seconds), SLACK_M)
    outvoted = (*found.outvoted, *(witness for witness in asked if witness not in possible))
    found = Vote(believed=found.believed, outvoted=outvoted)
    bridged = way.warnings if way is not None and found.believed[0].name == POSITIONS else ()
    return Distance(
        distance_m=found.believed[0].value,
        samples=_fitting(samples, found),
        warnings=(*_warnings(found), *bridged),
    )


def _witnesses(recording: Recording, samples: Samples, seconds: float, way: TrackWay | None) -> Iterator[Witness]:
    """Those who say anything, the surest first; samples that cover too little only where nobody else does."""
    stated = {"the session": recording.session_distance_m, "the laps": recording.lap_distance_m}
    told = [(name, metres) for name, metres in stated.items() if metres is not None and metres > 0]
    along = samples["distance_m"]
    there = np.isfinite(along)
    reached_m = float(along[there][-1]) if there.any() else 0.0
    covers = there.any() and np.ptp(samples["time_s"][there]) >= COVERED * seconds
    if reached_m > 0 and (covers or not told):
        told.insert(min(1, len(told)) if recording.session_distance_m else 0, ("the samples", reached_m))
    yield from (Witness(name=name, value=metres) for name, metres in told)
    if way is not None and way.distance_m and _is_dense(samples, seconds):
        yield Witness(name=POSITIONS, value=way.distance_m, has_unit=False)


def _is_dense(samples: Samples, seconds: float) -> bool:
    """Whether positions are there nearly all of the time, and close enough to one another."""
    steps = positions(samples).step_s
    return bool(steps[steps <= DENSE_S].sum() >= COVERED * seconds)


def _likely(one: Witness, others: Sequence[Witness], sport: Sport, seconds: float) -> float:
    """Whether a sportsman on foot makes this way in this time, and whether its unit cannot be the wrong one."""
    low, high = ON_FOOT_MPS
    fits = sport not in _ON_FOOT or low <= one.value / max(seconds, 1.0) <= high
    unit = any(mistaken_unit(one.value, other.value) for other in others)
    near = [other for other in others if agree(one.value, other.value, SLACK_M)]
    sure = unit and any(not other.has_unit for other in near)
    return 2 * fits + sure


def mistaken_unit(right: float, wrong: float) -> float | None:
    """The ratio of UNITS by which two numbers differ; None where they differ otherwise."""
    return next((unit for unit in UNITS if abs(right / wrong / unit - 1) <= UNIT_WITHIN), None)


def _fitting(samples: Samples, found: Vote) -> Samples:
    """The samples with a distance in metres; one that is wrong otherwise is left out where positions tell the way."""
    wrong = next((witness for witness in found.outvoted if witness.name == "the samples"), None)
    if wrong is None:
        return samples
    unit = mistaken_unit(found.believed[0].value, wrong.value)
    if unit is not None:
        return samples.replace(distance_m=samples["distance_m"] * unit)
    told_by_positions = any(witness.name == POSITIONS for witness in found.believed)
    return samples.without("distance_m") if told_by_positions else samples


def _warnings(found: Vote) -> Iterator[str]:
    taken_m = found.believed[0].value
    for wrong in found.outvoted:
        unit = mistaken_unit(taken_m, wrong.value)
        why = f" (it looks as if {UNITS[unit]})" if unit else ""
        right = say(found.believed)
        yield f"Distance: {say([wrong])} {_text(wrong.value)}, {right} {_text(taken_m)}, which was taken{why}."


def _impossible(asked: Sequence[Witness], seconds: float) -> tuple[str, ...]:
    return tuple(
        f"A distance of {_text(one.value)} in {seconds / 60:.0f} min is impossible: left out." for one in asked[:1]
    )


def _text(metres: float) -> str:
    return f"{metres:.1f} m" if metres < IN_METRES_BELOW else f"{metres / 1000:.1f} km"


def covered(seconds: Floats, of_s: float) -> bool:
    """Whether steps [s] cover enough of a time [s] to speak for all of it."""
    return bool(seconds.sum() >= COVERED * of_s)
