"""Strava's bulk export: gzipped recordings, and a table that names the shoes."""

import csv
import gzip
import io
from collections.abc import Sequence

from runrisk.model import Sport
from runrisk.simulate.made import Made
from runrisk.simulate.made_files import bytes_of

COLUMNS = (
    "Activity ID",
    "Activity Date",
    "Activity Name",
    "Activity Type",
    "Activity Description",
    "Elapsed Time",
    "Distance",
    "Max Heart Rate",
    "Relative Effort",
    "Commute",
    "Activity Private Note",
    "Activity Gear",
    "Filename",
    "Athlete Weight",
    "Bike Weight",
    "Elapsed Time",
    "Moving Time",
    "Distance",
    "Max Speed",
    "Average Speed",
    "Elevation Gain",
    "Elevation Loss",
    "Perceived Exertion",
    "Competition",
)
"""The beginning of the table in a Strava bulk export; the second block is in seconds and metres, the first in km."""

_TYPES = {
    Sport.RUNNING: "Run",
    Sport.CYCLING: "Ride",
    Sport.STRENGTH: "Weight Training",
    Sport.SWIMMING: "Swim",
    Sport.WALKING: "Walk",
}


def members(made: Sequence[Made]) -> dict[str, bytes]:
    """The files of the export by path."""
    rows = [_row(one, number) for number, one in enumerate(made)]
    recordings = {member_name(one, number): gzip.compress(bytes_of(one), mtime=0) for number, one in enumerate(made)}
    return {"activities.csv": _table(rows).encode(), **recordings}


def member_name(one: Made, number: int) -> str:
    """Name of an activity's file inside the zip, by its number in it."""
    return f"activities/{900_000_001 + number}.{one.activity.source.format}.gz"


def _table(rows: Sequence[Sequence[str]]) -> str:
    text = io.StringIO()
    csv.writer(text).writerows([COLUMNS, *rows])
    return text.getvalue()


def _row(one: Made, number: int) -> list[str]:
    activity = one.activity
    name = activity.name or one.session.kind.value
    elapsed, moving = str(round(activity.elapsed_s)), str(round(activity.moving_s or activity.elapsed_s))
    metres = activity.distance_m or 0.0
    first = [
        str(900_000_001 + number),
        f"{activity.start_utc:%b} {activity.start_utc.day}, {activity.start_utc:%Y, %I:%M:%S %p}",
        name[:1].upper() + name[1:],
        _TYPES[one.session.sport],
        "",
        elapsed,
        f"{metres / 1000:.2f}",
        f"{one.samples['heart_rate_bpm'].max():.0f}",
        "",
        "false",
        "",
        activity.shoe or "",
        member_name(one, number),
    ]
    rpe = "" if activity.rpe is None else f"{activity.rpe:.1f}"
    climbs = [str(value) if value else "" for value in (activity.ascent_m, activity.descent_m)]
    second = ["", "", elapsed, moving, f"{metres:.2f}", "", "", *climbs, rpe, "1.0" if activity.race else ""]
    return first + second
