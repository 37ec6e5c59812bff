"""How long it was: moving <= timer <= elapsed, and where a file's own times disagree, which are believed."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from runrisk.importers.cleaning.movement import step_s
from runrisk.importers.cleaning.witnesses import Witness, agree, say, vote
from runrisk.importers.recording import Recording
from runrisk.model import Samples

SLACK_S = 60.0
"""Times that differ by less agree [s]: a watch is stopped, and later saved. Our choice."""

IN_HOURS_FROM_S = 48 * 3600.0
"""Longer times are told in hours [s]."""

_CONTRADICT = frozenset({"the session", "the laps"})
"""Whose other time is said: samples can break off or be paused, and a session can be saved long after its end."""


@dataclass(frozen=True, kw_only=True)
class _Told:
    """A time [s], who says so, and who disagrees."""

    seconds: float
    by: tuple[Witness, ...] = ()
    warnings: tuple[str, ...] = ()


def with_duration(recording: Recording, samples: Samples) -> tuple[Recording, tuple[str, ...]]:
    """Return a recording whose times can all be true, and who said otherwise, with both numbers."""
    elapsed = _elapsed(recording, samples)
    timer = _timer(recording, samples, elapsed.seconds)
    elapsed_s = elapsed.seconds if timer is None else max(elapsed.seconds, timer.seconds)
    timer_s = None if timer is None else timer.seconds
    top_s = elapsed_s if timer_s is None else timer_s
    moving_s = None if recording.moving_s is None else min(recording.moving_s, top_s)
    warnings = (*elapsed.warnings, *(timer.warnings if timer else ()))
    if (elapsed_s, timer_s, moving_s) != (recording.elapsed_s, recording.timer_s, recording.moving_s):
        recording = replace(recording, elapsed_s=elapsed_s, timer_s=timer_s, moving_s=moving_s)
    return recording, warnings


def _elapsed(recording: Recording, samples: Samples) -> _Told:
    """The session's time from start to end, unless others outvote it or the samples go on for longer."""
    span_s = float(samples["time_s"][-1]) if len(samples) else 0.0
    stated = {
        "the session": recording.elapsed_s,
        "the stated end": recording.stated_end_s,
        "the laps": recording.lap_elapsed_s,
        "the samples": span_s,
    }
    told = _voted(stated)
    if told is None:
        return _Told(seconds=recording.elapsed_s)
    if told.seconds < span_s and not agree(told.seconds, span_s, SLACK_S):
        return _Told(seconds=span_s, warnings=(_text(told.by, [Witness(name="the samples", value=span_s)]),))
    return told


def _timer(recording: Recording, samples: Samples, elapsed_s: float) -> _Told | None:
    """The session's running time, unless others outvote it; None where no part of the file states one."""
    covered_s = float(step_s(samples).sum()) if len(samples) else 0.0
    stated = {"the session": recording.timer_s, "the laps": recording.lap_timer_s}
    if not any(stated.values()):
        return None
    told = _voted(stated | {"the samples": covered_s})
    if told is None or told.seconds <= elapsed_s:
        return told
    if agree(told.seconds, elapsed_s, SLACK_S) or not _proved(recording, samples, elapsed_s):
        return told
    running_s = min(covered_s or elapsed_s, elapsed_s)
    right = Witness(name="the samples" if covered_s else "the stated end", value=running_s)
    return _Told(seconds=running_s, warnings=(_text(told.by, [right]),))


def _proved(recording: Recording, samples: Samples, elapsed_s: float) -> bool:
    """Whether the time from start to end is told by the stated end or the samples too."""
    others = (recording.stated_end_s, float(samples["time_s"][-1]) if len(samples) else None)
    return any(other is not None and agree(other, elapsed_s, SLACK_S) for other in others)


def _voted(stated: dict[str, float | None]) -> _Told | None:
    """What most say, and who contradicts."""
    asked = [
        Witness(name=name, value=seconds) for name, seconds in stated.items() if seconds is not None and seconds > 0
    ]
    if not asked:
        return None
    found = vote(asked, lambda _one, _others: 0.0, SLACK_S)
    taken_s = found.believed[0].value
    wrong = [one for one in found.outvoted if one.name in _CONTRADICT]
    return _Told(seconds=taken_s, by=found.believed, warnings=tuple(_text([one], found.believed) for one in wrong))


def _text(wrong: Sequence[Witness], right: Sequence[Witness]) -> str:
    taken_s = right[0].value
    return f"Duration: {say(wrong)} {_minutes(wrong[0].value)}, {say(right)} {_minutes(taken_s)}, which was taken."


def _minutes(seconds: float) -> str:
    return f"{seconds / 60:.0f} min" if seconds < IN_HOURS_FROM_S else f"{seconds / 3600:.0f} h"
