"""Files of a watch that had no date: their times count from when it was switched on, until the file says from when."""

from dataclasses import replace

import numpy as np

from runrisk.importers.formats.fit.decode import FitPart
from runrisk.importers.formats.fit.moment import FIRST_DATE_S, moment
from runrisk.importers.formats.fit.rows import Numbers

LAST_DATE_S = 0x80000000
"""Later dates (2058) are no dates but "not known" and what watches reckoned from it [s, FIT's epoch]. Our choice."""
STEP_S = 1.0
"""From the last sample without a date to the first with one [s]. Our choice: most watches record every second."""

_TIMES = (("session", "start_time"), ("record", "timestamp"))


def dated(part: FitPart) -> FitPart:
    """Return a part whose times are dates, with a warning that says by what; unchanged where nothing tells."""
    first_s = _first_undated(part)
    if first_s is None:
        return part
    knows_dates = _is_dated(_column(part, "record", "timestamp")).any()
    for source in (_correlated, _first_dated_record) if knows_dates else (_correlated, _local, _created):
        found = source(part, first_s)
        if found is not None:
            since_s, warning = found
            tables = {name: replace(table, since_s=since_s) for name, table in part.tables.items()}
            return replace(part, tables=tables, warnings=(*part.warnings, warning))
    return part


Found = tuple[float, str] | None
"""The moment at which the watch was switched on [s, FIT's epoch], and a warning that says how it was found."""


def _correlated(part: FitPart, _first_s: float) -> Found:
    """FIT's own way: a message that tells both clocks at one moment."""
    since_s = _apart(part, "timestamp_correlation", "timestamp", "system_timestamp")
    return None if since_s is None else (since_s, _warning("the file tells both clocks at one moment"))


def _first_dated_record(part: FitPart, _first_s: float) -> Found:
    """The watch learned the date while it recorded: what came before goes right before it."""
    times = _column(part, "record", "timestamp")
    times = times[np.isfinite(times)]
    learned = int(_is_dated(times).argmax())
    if not learned or not _is_dated(times[learned:]).all():
        return None  # times without a date among dates are damage
    before, after = times[learned - 1], times[learned]
    minutes = (before - times[0]) / 60
    text = f"The watch knew the date only after {minutes:.0f} min: what it recorded before was placed right before."
    return float(after - before - STEP_S), text


def _local(part: FitPart, _first_s: float) -> Found:
    since_s = _apart(part, "activity", "local_timestamp", "timestamp")
    return None if since_s is None else (since_s, _warning("its local time is known, the hour may be off by the zone"))


def _created(part: FitPart, first_s: float) -> Found:
    created = _column(part, "file_id", "time_created")
    known = created[_is_dated(created)]
    if not known.size:
        return None
    return float(known[0] - first_s), _warning(f"the file was made on {moment(float(known[0])):%Y-%m-%d}")


def _warning(why: str) -> str:
    return f"The watch had no date when it recorded this; dated all the same: {why}."


def _first_undated(part: FitPart) -> float | None:
    """The first time that is no date [s]; None where all are dates."""
    found = [times[times < FIRST_DATE_S] for times in (_column(part, *where) for where in _TIMES)]
    return min((float(times.min()) for times in found if times.size), default=None)


def _apart(part: FitPart, table: str, date: str, count: str) -> float | None:
    """A date less the watch's own count at the same moment [s], by the first message that has both."""
    dates, counts = _column(part, table, date), _column(part, table, count)
    both = _is_dated(dates) & (counts < FIRST_DATE_S)
    return float((dates - counts)[both][0]) if both.any() else None


def _column(part: FitPart, table: str, field: str) -> Numbers:
    messages = part.tables.get(table)
    return np.empty(0) if messages is None else messages.numbers(field)


def _is_dated(times: Numbers) -> np.ndarray[tuple[int, ...], np.dtype[np.bool_]]:
    return (times >= FIRST_DATE_S) & (times < LAST_DATE_S)
