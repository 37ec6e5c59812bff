"""The sessions of a FIT file: when each was, what it was, which records are its own."""

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from runrisk.errors import UnsafeFileError
from runrisk.importers.formats.fit.decode import FitPart
from runrisk.importers.formats.fit.device import first_values
from runrisk.importers.formats.fit.moment import FIRST_DATE_S, is_date
from runrisk.importers.formats.fit.rows import Numbers

MAX_SESSIONS = 100
"""Sessions in one file. Our choice: an ironman has five, a day of adventure racing seven."""

END_SLACK_S = 60.0
"""Records so long after the stated end still belong to a session [s]. Our choice: clocks are set right on the way."""

GOES_ON_S = 3600.0
"""Records behind the stated end belong to the session while no hole between them is longer [s]: the end is wrong.
Our choice: a long pause; damaged bytes are off by years."""

LEAD_S = 24 * 3600.0
"""Records so long before the stated start can still belong to the first session [s]. Our choice: a clock that waits
for GPS time is off by hours, damaged bytes by years."""

_NOT_DONE = ("transition",)
"""Sessions that are no sport of their own."""

_NUMBERS = (
    "start_time",
    "timestamp",
    "total_elapsed_time",
    "total_timer_time",
    "total_moving_time",
    "total_distance",
    "total_ascent",
    "total_descent",
    "avg_heart_rate",
    "avg_stance_time_balance",
    "avg_cadence",
    "avg_fractional_cadence",
    "avg_power",
    "avg_stance_time",
    "avg_vertical_oscillation",
    "avg_step_length",
    "avg_respiration_rate",
    "enhanced_avg_respiration_rate",
    "workout_feel",
    "workout_rpe",
)


@dataclass(frozen=True, kw_only=True)
class FitSession:
    """One session message, or what stands for it where a file has none.

    Attributes:
        start_s: start [s, FIT's epoch]; None where the file does not tell.
        elapsed_s: start to end [s]; None where the file does not tell.
        sport: FIT's sport, a name or a number.
        sub_sport: FIT's sub-sport, a name or a number.
        place: of its message among the session messages; None where it has none.
        stated: the numbers of the session message, by FIT's field name; None where missing.
    """

    start_s: float | None
    elapsed_s: float | None
    sport: Any
    sub_sport: Any
    stated: dict[str, float | None]
    place: int | None = None

    @property
    def is_activity(self) -> bool:
        """Whether it counts by itself: transitions of a triathlon do not."""
        return self.sport not in _NOT_DONE


@dataclass(frozen=True)
class RecordTimes:
    """The records that have a time, in order of time: row numbers and times [s, FIT's epoch]."""

    rows: NDArray[np.intp]
    times: Numbers

    def between(self, first: float, last: float) -> "RecordTimes":
        """Those in a closed interval."""
        inside = slice(np.searchsorted(self.times, first), np.searchsorted(self.times, last, side="right"))
        return RecordTimes(self.rows[inside], self.times[inside])


def record_times(part: FitPart) -> RecordTimes:
    """The records of a file in order of time; those without a date are left out."""
    records = part.tables.get("record")
    if records is None:
        return RecordTimes(np.empty(0, np.intp), np.empty(0))
    times = records.numbers("timestamp")
    ascending = bool((times[1:] >= times[:-1]).all())
    order = np.arange(len(times)) if ascending else np.argsort(times, kind="stable")
    order = order[times[order] >= FIRST_DATE_S]
    return RecordTimes(order, times[order])


def sessions(part: FitPart) -> list[FitSession]:
    """The sessions of a file in order of their start; where it has none, one that its records make.

    Raises:
        UnsafeFileError: there are more sessions than any activity has.
    """
    table = part.tables.get("session")
    if table is None:
        return [_from_records(part)] if "record" in part.tables else []
    if len(table) > MAX_SESSIONS:
        raise UnsafeFileError(f"more than {MAX_SESSIONS} sessions: no activity has that many")
    fallback = first_values(part, "sport", "sport", "sub_sport")
    numbers = [table.numbers(name).tolist() for name in _NUMBERS]
    rows = zip(table.values("sport"), table.values("sub_sport"), *numbers, strict=True)
    found = [
        replace(_session(sport, finer, dict(zip(_NUMBERS, stated, strict=True)), fallback), place=place)
        for place, (sport, finer, *stated) in enumerate(rows)
    ]
    return sorted(found, key=lambda session: session.start_s or 0)


def own_records(all_sessions: list[FitSession], place: int, records: RecordTimes) -> RecordTimes:
    """The records of one of the sessions: from its start to its end, to the next start at the latest.

    Records shortly before the first start belong to the first: watches set their clock right while they run. Where a
    file's only session fits fewer than half of the records, its times are wrong and all records are its own.
    """
    session, alone = all_sessions[place], len(all_sessions) == 1
    if session.start_s is None:
        return records if alone else records.between(np.inf, np.inf)
    near = records.between(session.start_s - (0 if place else LEAD_S), next_start_s(all_sessions, place))
    if session.elapsed_s is not None and near.times.size:
        begin = min(session.start_s, near.times[0])
        near = _going_on(near, begin, begin + _longest_s(session) + END_SLACK_S)
    return records if alone and 2 * near.times.size < records.times.size else near


def _longest_s(session: FitSession) -> float:
    """The longest time that a session states of itself [s]: one of its numbers can be wrong."""
    start, end = session.start_s, session.stated["timestamp"]
    lasted = end - start if start is not None and end is not None and is_date(start) else 0.0
    return max(session.elapsed_s or 0.0, session.stated["total_timer_time"] or 0.0, lasted)


def _going_on(records: RecordTimes, begin: float, end: float) -> RecordTimes:
    """The records from `begin` to `end`, and those that go on behind it without a hole of GOES_ON_S."""
    place = int(np.searchsorted(records.times, end, side="right"))
    holes = np.flatnonzero(np.diff(records.times[max(place - 1, 0) :]) > GOES_ON_S)
    last = records.times[max(place - 1, 0) + holes[0]] if holes.size else np.inf
    return records.between(begin, max(last, end))


def next_start_s(all_sessions: list[FitSession], place: int) -> float:
    """The last moment before the next session starts [s, FIT's epoch]; infinite for the last session."""
    later = [session.start_s for session in all_sessions[place + 1 :] if session.start_s is not None]
    return float(np.nextafter(later[0], 0)) if later else np.inf


def _session(sport: Any, sub_sport: Any, numbers: Mapping[str, float], fallback: Mapping[str, Any]) -> FitSession:
    stated = {name: None if math.isnan(value) else value for name, value in numbers.items()}
    start, end, elapsed = stated["start_time"], stated["timestamp"], stated["total_elapsed_time"]
    if start is None and end is not None and elapsed is not None:
        start = end - elapsed
    if elapsed is None and start is not None and end is not None and is_date(start) and end >= start:
        elapsed = end - start
    if sport is None:
        sport, sub_sport = fallback["sport"], sub_sport or fallback["sub_sport"]
    return FitSession(start_s=start, elapsed_s=elapsed, sport=sport, sub_sport=sub_sport, stated=stated)


def _from_records(part: FitPart) -> FitSession:
    records, sport = record_times(part), first_values(part, "sport", "sport", "sub_sport")
    given = records.times.size > 0
    return FitSession(
        start_s=float(records.times[0]) if given else None,
        elapsed_s=float(records.times[-1] - records.times[0]) if given else None,
        sport=sport["sport"],
        sub_sport=sport["sub_sport"],
        stated=dict.fromkeys(_NUMBERS),
    )
