"""Receivers that counted their weeks anew: GPS tells the week modulo 1,024."""

from dataclasses import replace
from datetime import timedelta

from runrisk.importers.recording import Recording

ROLLOVER = timedelta(weeks=1024)
"""GPS counts weeks up to 1,024 and then begins anew (IS-GPS-200)."""
WITHIN = timedelta(days=2)
"""The other date lies so close to the start, but for the rollover. Our choice: a file is written when it ends."""
MOST = 2
"""Rollovers since GPS began, in 1999 and 2019."""


def unrolled(recording: Recording) -> Recording:
    """Return a recording that starts when another date in its file says, where it is 1,024 weeks early."""
    if recording.written_utc is None:
        return recording
    early = recording.written_utc - recording.start_utc
    times = round(early / ROLLOVER)
    if not 1 <= times <= MOST or abs(early - times * ROLLOVER) > WITHIN:
        return recording
    start_utc = recording.start_utc + times * ROLLOVER
    text = (
        f"The points are dated {recording.start_utc:%Y-%m-%d}, {1024 * times:,} weeks before the date of the file: "
        f"an old receiver's fault, {start_utc:%Y-%m-%d} was taken."
    )
    return replace(recording, start_utc=start_utc, warnings=(*recording.warnings, text))
