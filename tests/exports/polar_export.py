"""A made-up Polar Flow export in two dialects: words and timed samples, or numbers, units in names and intervals."""

import json
from datetime import datetime, timedelta
from typing import Any

UUID = "2cbe9312-6b71-4693-8519-a9a860a23cbc"
START = datetime.fromisoformat("2025-06-03T23:40:00")
"""Local: in Vienna (UTC+2) still the 3rd; by UTC 21:40."""
SECONDS = 1800
SPEED_KMH = 10.8
PAUSE_S = (600, 660)
"""Half an hour at 3 m/s with one pause of a minute: 1740 s x 3 m/s = 5 220 m."""


def iso(seconds: float) -> str:
    return f"{START + timedelta(seconds=seconds):%Y-%m-%dT%H:%M:%S}.000"


def moving_s(second: int) -> int:
    begin, end = PAUSE_S
    return min(second, begin) + max(second - end, 0)


def lat_deg(second: int) -> float:
    return 48.2 + 3 * moving_s(second) / 111_195


def altitude(second: int) -> float:
    """0 until the watch knows its height."""
    return 0.0 if second < 30 else 180.0 + second / 100


def heart_rate(second: int) -> float:
    return float("nan") if second % 10 == 3 else 140 + second % 7


def old_session() -> dict[str, Any]:
    seconds = [second for second in range(SECONDS) if not PAUSE_S[0] < second < PAUSE_S[1]]
    samples = {
        "heartRate": [{"dateTime": iso(s), "value": heart_rate(s)} for s in seconds],
        "altitude": [{"dateTime": iso(s), "value": altitude(s)} for s in seconds],
        "speed": [{"dateTime": iso(s), "value": SPEED_KMH} for s in seconds],
        "distance": [{"dateTime": iso(s), "value": 3.0 * moving_s(s)} for s in seconds],
        "cadence": [{"dateTime": iso(s), "value": 84} for s in seconds],
        "recordedRoute": [
            {"dateTime": iso(s + 2), "latitude": lat_deg(s + 2), "longitude": 16.37, "altitude": altitude(s)}
            for s in seconds[:-2]
        ],
    }
    exercise = {
        "startTime": iso(0),
        "stopTime": iso(SECONDS),
        "timezoneOffset": 120,
        "duration": "PT29M0.000S",
        "distance": 5220.0,
        "sport": "TRAIL_RUNNING",
        "ascent": 17.0,
        "samples": samples,
    }
    return {
        "exportVersion": "1.3",
        "name": "Evening",
        "startTime": iso(0),
        "stopTime": iso(SECONDS),
        "timeZoneOffset": 120,
        "distance": 5220.0,
        "duration": "PT29M0.000S",
        "note": "legs heavy",
        "exercises": [exercise],
    }


def new_session(sport: str = "1") -> dict[str, Any]:
    def channel(kind: str, values: list[float]) -> dict[str, Any]:
        return {"type": kind, "intervalMillis": 1000, "values": values}

    seconds = range(SECONDS)
    exercise = {
        "identifier": {"id": "1"},
        "startTime": iso(0)[:-4],
        "stopTime": iso(SECONDS)[:-4],
        "timezoneOffsetMinutes": 120,
        "durationMillis": 1_740_000,
        "distanceMeters": 5220.0,
        "ascentMeters": 17.0,
        "sport": {"id": sport},
        "pauseTimes": [{"startTime": iso(PAUSE_S[0])[:-4], "durationMillis": 60_000}],
        "samples": {
            "samples": [
                channel("HEART_RATE", [heart_rate(s) for s in seconds]),
                channel("ALTITUDE", [altitude(s) for s in seconds]),
                channel("SPEED", [SPEED_KMH for _ in seconds]),
                channel("DISTANCE", [3.0 * moving_s(s) for s in seconds]),
                channel("CADENCE", [84.0 for _ in seconds]),
                channel("NOT_OURS", [1.0]),
            ]
        },
        "routes": {
            "route": {
                "startTime": iso(2)[:-4],
                "wayPoints": [
                    {
                        "longitude": 16.37,
                        "latitude": lat_deg(s),
                        "altitude": altitude(s),
                        "elapsedMillis": (s - 2) * 1000,
                    }
                    for s in range(2, SECONDS)
                ],
            }
        },
    }
    return {
        "exportVersion": "2.6",
        "identifier": {"id": "8067285121"},
        "startTime": iso(0)[:-4],
        "stopTime": iso(SECONDS)[:-4],
        "timezoneOffsetMinutes": 120,
        "name": "Evening",
        "note": "legs heavy",
        "durationMillis": 1_740_000,
        "distanceMeters": 5220.0,
        "product": {"modelName": "Vantage V2"},
        "sport": {"id": sport},
        "exercises": [exercise],
    }


def export(*, new: bool) -> dict[str, bytes]:
    session = new_session() if new else old_session()
    name = (
        f"training-session_2025-06-03T23-40-00_8067285121-{UUID}.json"
        if new
        else f"training-session-2025-06-03-8067285121-{UUID}.json"
    )
    contents = {
        name: session,
        f"activity-2025-06-03-{UUID}.json": {
            "exportVersion": "1.3",
            "date": "2025-06-03",
            "summary": {"stepCount": 9000},
        },
        f"247ohr_2025_06-{UUID}.json": {"deviceDays": []},
        f"sleep_result_42-{UUID}.json": [
            {"night": "2025-06-03", "evaluation": {"sleepType": "SLEEP_TYPE_NIGHT", "asleepDuration": "PT7H12M"}},
            {"night": "2025-06-03", "evaluation": {"sleepType": "NAP", "asleepDuration": "PT40M"}},
        ],
        f"nightly_recovery_42-{UUID}.json": [
            {"night": "2025-06-03", "meanNightlyRecoveryRri": 1200, "meanNightlyRecoveryRmssd": 44}
        ],
        f"nightly_recovery_blob_42-{UUID}.json": {"hrvData": {"samples": [37, 41]}},
        f"calendar-items-{UUID}.json": {"notes": [{"note": "private"}]},
        f"account-data-{UUID}.json": {"email": "jane.doe@example.org"},
    }
    return {name: json.dumps(content).encode() for name, content in contents.items()}
