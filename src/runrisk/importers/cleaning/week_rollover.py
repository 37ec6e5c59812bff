"""Dates that a receiver's week counter set back: GPS counts weeks modulo 1,024."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from runrisk.importers.recording import Recording

TURN = timedelta(weeks=1024)
"""The week counter starts anew after so long (GPS interface specification)."""
TURNS = (1, 2)
"""A receiver older than forty years tracks no run. Our choice."""
NEAR = timedelta(hours=36)
"""A file is named or written so near to its recording. Our choice: a day and the widest time zone."""

_DAY = re.compile(r"(?<!\d)(20\d\d)([-_.]?)(0[1-9]|1[0-2])\2(0[1-9]|[12]\d|3[01])(?!\d)")


def without_rollover(recording: Recording, file: str) -> Recording:
    """Return the recording on the day that its file tells by its name or its own date, and say so.

    Only where the two lie a whole number of turns apart: a file may be named and written years later.
    """
    end_utc = recording.start_utc + timedelta(seconds=recording.elapsed_s)
    for told_utc in (*filter(None, [recording.written_utc]), *days_named(file)):
        for turn in TURNS:
            if recording.start_utc - NEAR <= told_utc - turn * TURN <= end_utc + NEAR:
                return _later(recording, turn * TURN)
    return recording


def days_named(file: str) -> Iterator[datetime]:
    """The days in a file's name, such as 2026-05-21 or 20260521, as their noon in UTC."""
    for year, _, month, day in _DAY.findall(file):
        try:
            yield datetime(int(year), int(month), int(day), 12, tzinfo=UTC)
        except ValueError:
            continue  # 31 June


def _later(recording: Recording, turns: timedelta) -> Recording:
    start_utc = recording.start_utc + turns
    warning = (
        f"The points are dated {recording.start_utc:%Y-%m-%d}, {turns.days // 7:,} weeks before the date of the file: "
        f"the receiver's week counter had run over. Taken as {start_utc:%Y-%m-%d}."
    )
    return replace(recording, start_utc=start_utc, warnings=(*recording.warnings, warning))
