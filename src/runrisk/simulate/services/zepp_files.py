"""Zepp's export (Amazfit): tables in folders; of each workout the start in UTC, time and distance."""

from collections.abc import Sequence
from datetime import UTC

from runrisk.model import Sport
from runrisk.simulate.made import Made

_TYPES = {Sport.RUNNING: 1, Sport.CYCLING: 9, Sport.SWIMMING: 14, Sport.WALKING: 6, Sport.STRENGTH: 52}
_HEADER = "type,startTime,sportTime(s),maxPace(/meter),minPace(/meter),distance(m),avgPace(/meter),calories(kcal)"


def members(made: Sequence[Made]) -> dict[str, bytes]:
    """The files of the export by path; the last workout stands in it twice."""
    rows = [_row(one) for one in made]
    table = "\n".join([_HEADER, *rows, *rows[-1:], ""])
    return {
        "SPORT/SPORT_1774000000000.csv": table.encode(),
        "HEARTRATE_AUTO/HEARTRATE_AUTO_1774000000000.csv": b"date,time,heartRate\n2026-01-01,07:13,107\n",
    }


def _row(one: Made) -> str:
    activity = one.activity
    start = activity.start_utc.astimezone(UTC)
    metres = activity.distance_m or -1.0
    seconds = round(activity.timer_s or activity.elapsed_s)
    return f"{_TYPES[one.session.sport]},{start:%Y-%m-%d %H:%M:%S}+0000,{seconds},0.4,0.2,{metres:.1f},0.3,null"
