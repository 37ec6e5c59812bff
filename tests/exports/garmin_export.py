"""A made-up Garmin GDPR export in two dialects: the recordings in inner zips, or (older) beside the summaries."""

import json
from datetime import timedelta
from typing import Any

from exports.recorded import SHOE, epoch_ms, fit, recorded_runs, zip_of
from fit_builder import Fit
from runrisk.simulate import Made

MAIL = "jane.doe@example.org"
FITNESS = "DI_CONNECT/DI-Connect-Fitness"
OFFSET_S = 5 * 3600 + 45 * 60
"""Nepal's: no place of the made-up town has it, so that it can come from the summary alone."""


def summary(number: int, one: Made, **more: Any) -> dict[str, Any]:
    activity = one.activity
    start = epoch_ms(activity.start_utc)
    return {
        "activityId": number,
        "name": f"Run {number}",
        "activityType": "running",
        "sportType": "RUNNING",
        "beginTimestamp": start,
        "startTimeGmt": start,
        "startTimeLocal": start + OFFSET_S * 1000,
        "duration": activity.timer_s * 1000,
        "elapsedDuration": activity.elapsed_s * 1000,
        "distance": activity.distance_m * 100,
        "avgHr": 151,
        "eventTypeId": 9,
        "parent": False,
        "deviceId": 3990000001,
    } | more


def manual(number: int, one: Made, hours: float, **more: Any) -> dict[str, Any]:
    """An activity so many hours after a recorded one that no file stands for: 8 km in 48 min."""
    start = epoch_ms(one.activity.start_utc + timedelta(hours=hours))
    return summary(number, one) | {
        "name": "by hand",
        "beginTimestamp": start,
        "startTimeGmt": start,
        "startTimeLocal": start + OFFSET_S * 1000,
        "duration": 2_880_000,
        "elapsedDuration": 2_880_000,
        "distance": 800_000,
        **more,
    }


def summaries() -> list[dict[str, Any]]:
    one, two, three, four = recorded_runs()
    return [
        summary(11, one, eventTypeId=1),
        summary(12, two),
        summary(13, three, activityType="trail_running"),
        summary(14, four),
        manual(21, one, 5),
        manual(31, two, 5, activityType="multi_sport", parent=True, distance=2_000_000),
        manual(32, two, 5, parentId=31),
        manual(33, two, 6, parentId=31, activityType="transition_v2", distance=5_000),
        manual(34, two, 6.1, parentId=31, activityType="cycling", distance=1_200_000),
    ]


def gear() -> list[dict[str, Any]]:
    def pair(key: int, name: str, kind: str, begin: str) -> dict[str, Any]:
        return {"gearPk": key, "gearTypeName": kind, "displayName": None, "customMakeModel": name, "dateBegin": begin}

    return [
        {
            "gearDTOS": [
                pair(1, SHOE, "Shoes", "2025-03-01T00:00:00.0"),
                pair(2, "worn out", "Shoes", "2023-03-01T00:00:00.0"),
                pair(3, "Canyon", "Bike", "2024-03-01T00:00:00.0"),
            ],
            "gearActivityDTOs": {
                "1": [{"activityId": 11, "gearPk": 1}, {"activityId": 21, "gearPk": 1}],
                "2": [{"activityId": 11, "gearPk": 2}, {"activityId": 12, "gearPk": 2}],
                "3": [{"activityId": 34, "gearPk": 3}],
            },
            "gearActivityTypeDTOS": {},
        }
    ]


def days() -> dict[str, Any]:
    """Two nights of 7.5 h (2 + 4 + 1.5), one of them told again, an empty one, and a night without dreams of 6 h."""

    def night(day: str, **phases: int) -> dict[str, Any]:
        return {"sleepEndTimestampGMT": f"{day}T04:30:00.0", "calendarDate": day, "awakeSleepSeconds": 900} | phases

    whole = {"deepSleepSeconds": 7200, "lightSleepSeconds": 14400, "remSleepSeconds": 5400}
    return {
        "DI_CONNECT/DI-Connect-Wellness/2025-06-01_2025-09-09_1234_sleepData.json": [
            night("2025-06-03", deepSleepSeconds=600, lightSleepSeconds=600),
            night("2025-06-02", **whole),
            {"retro": False},
        ],
        "DI_CONNECT/DI-Connect-Wellness/2025-06-03_2025-09-10_1234_sleepData (1).json": [
            night("2025-06-03", **whole),
            night("2025-06-04", deepSleepSeconds=7200, lightSleepSeconds=14400),
        ],
        "DI_CONNECT/DI-Connect-Aggregator/UDSFile_2025-06-01_2025-09-09.json": [
            {"calendarDate": "2025-06-02", "restingHeartRate": 47, "minHeartRate": 41},
            {"calendarDate": "2025-06-03", "restingHeartRate": 0},
        ],
        "DI_CONNECT/DI-Connect-Wellness/2025-06-01_2025-09-09_1234_healthStatusData.json": [
            {"calendarDate": "2025-06-04", "metrics": [{"type": "HR", "value": 50}, {"type": "HRV", "value": 62}]},
        ],
    }


def others() -> dict[str, bytes]:
    """FIT files that are no activities, as they outnumber the others: monitoring_b (32), sport (3), settings (2)."""
    kinds = [32] * 20 + [3] * 2 + [2] * 3
    return {f"{MAIL}_{900 + n}.fit": Fit().file_id(kind, created=10**9 + n).done() for n, kind in enumerate(kinds)}


def export(*, old: bool) -> dict[str, bytes]:
    """Four recordings, a manual run, a multisport activity without its recording, and much that is none of ours."""
    recordings = {f"{MAIL}_{100 + number}.fit": fit(one) for number, one in enumerate(recorded_runs())}
    found = summaries()
    if old:
        for each in found:
            each["activityType"] = {"typeId": 1, "typeKey": each["activityType"]}
            del each["startTimeGmt"]
    tables = {
        f"{FITNESS}/{MAIL}_0_summarizedActivities.json": [{"summarizedActivitiesExport": found[:6]}],
        f"{FITNESS}/{MAIL}_1_summarizedActivities.json": [{"summarizedActivitiesExport": [found[4], *found[6:]]}],
        f"{FITNESS}/{MAIL}_gear.json": gear(),
        f"{FITNESS}/{MAIL}_personalRecord.json": [],
        **days(),
        "DI_CONNECT/DI-Connect-User/user_profile.json": {"emailAddress": MAIL},
        "customer_data/customer.json": {"emailAddress": MAIL},
    }
    members = {name: json.dumps(content).encode() for name, content in tables.items()}
    if old:
        return members | {f"{FITNESS}/{name}": content for name, content in (recordings | others()).items()}
    uploaded = "DI_CONNECT/DI-Connect-Uploaded-Files"
    members[f"{uploaded}/UploadedFiles_0-_Part1.zip"] = zip_of(recordings)
    members[f"{uploaded}/UploadedFiles_0-_Part2.zip"] = zip_of(others())
    return members
