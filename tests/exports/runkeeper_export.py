"""A made-up Runkeeper export in two dialects: kilometres and metres, or miles and feet."""

import csv
import io
from datetime import UTC, datetime, timedelta

from exports.recorded import gpx, recorded_runs

OFFSET_S = 5 * 3600 + 45 * 60
MANUAL_LOCAL = datetime.fromisoformat("2025-06-22T06:30:05")


def export(*, miles: bool) -> dict[str, bytes]:
    """Two recorded runs, a typed-in one of an hour and five minutes, weights."""
    length, climb, speed = ("mi", "ft", "mph") if miles else ("km", "m", "km/h")
    header = (
        f"Activity Id,Date,Type,Route Name,Distance ({length}),Duration,Average Pace,Average Speed ({speed}),"
        f"Calories Burned,Climb ({climb}),Average Heart Rate (bpm),Friend's Tagged,Notes,GPX File"
    ).split(",")
    one, two, *_ = recorded_runs()
    rows = [header]
    members = {}
    for number, made in enumerate((one, two)):
        local = made.activity.start_utc + timedelta(seconds=OFFSET_S)
        name = f"{local:%Y-%m-%d-%H%M%S}.gpx"
        metres = (made.activity.distance_m or 0) / (1609.344 if miles else 1000)
        rows.append(
            [
                f"id-{number}",
                f"{local:%Y-%m-%d %H:%M:%S}",
                "Running",
                "Lake",
                f"{metres:.2f}",
                "28:30",
                "",
                "",
                "250.0",
                "",
                "",
                "",
                'Easy, with "strides"',
                name,
            ]
        )
        members[name] = gpx(made)
    distance, up = ("7.46", "328") if miles else ("12.0", "100")  # 7.46 mi = 12 005.7 m, 328 ft = 99.97 m
    rows.append(
        [
            "id-8",
            f"{MANUAL_LOCAL:%Y-%m-%d %H:%M:%S}",
            "Running",
            "",
            distance,
            "1:05:12",
            "",
            "",
            "350.0",
            up,
            "148",
            "",
            "",
            "",
        ]
    )
    rows.append(
        ["id-9", "2025-06-23 18:00:00", "Strength Training", "", "0.00", "45:00", "", "", "", "", "", "", "", ""]
    )
    rows.append(["id-10", "soon", "Running", "", "1.0", "10:00", "", "", "", "", "", "", "", ""])
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    members["cardioActivities.csv"] = text.getvalue().encode()
    members["measurements.csv"] = b"Date,Type,Value\n2025-01-01,weight,70\n"
    return members


MANUAL_UTC = MANUAL_LOCAL.replace(tzinfo=UTC)
