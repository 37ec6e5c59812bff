"""Recordings whose file has the time of the wall clock and names no zone: the place tells it, or else the caller."""

from dataclasses import replace
from datetime import timedelta
from zoneinfo import ZoneInfo

import numpy as np

from runrisk.importers.cleaning.timezones import local_time
from runrisk.importers.recording import Recording
from runrisk.model import TzSource


def dated(recording: Recording, tz: ZoneInfo | None) -> Recording:
    """Return the recording with its start in UTC; as it is where it was, or where neither place nor caller tells.

    What is left as it is counts as UTC later, which keeps its day.
    """
    if not recording.wall_clock:
        return recording
    placed = np.flatnonzero(recording.samples.placed)
    lat, lon = (recording.samples[name][placed[:1]] for name in ("lat_deg", "lon_deg"))
    position = (float(lat[0]), float(lon[0])) if len(placed) and not recording.virtual else None
    there = local_time(recording.start_utc, position=position, file_offset_s=recording.summary_offset_s, tz=tz)
    if there.source is TzSource.ASSUMED:
        return recording
    start_utc = recording.start_utc - timedelta(seconds=there.offset_s)
    return replace(recording, start_utc=start_utc, file_offset_s=there.offset_s, wall_clock=False)
