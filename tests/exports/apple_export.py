"""A made-up Apple Health export in two dialects: totals as attributes (before iOS 16), or in WorkoutStatistics."""

from datetime import UTC, datetime, timedelta, timezone

from exports.recorded import recorded_runs
from runrisk.model import Sport
from runrisk.simulate import Made
from runrisk.writers.gpx import gpx_text

KATHMANDU = timezone(timedelta(hours=5, minutes=45))
DTD = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE HealthData [
<!-- HealthKit Export Version: 13 -->
<!ELEMENT HealthData (ExportDate,Me,(Record|Correlation|Workout|ActivitySummary)*)>
<!ATTLIST HealthData locale CDATA #REQUIRED>
<!ELEMENT Workout ((MetadataEntry|WorkoutEvent|WorkoutRoute|WorkoutStatistics|WorkoutActivity)*)>
]>
<HealthData locale="es_ES">
 <ExportDate value="2026-08-06 09:00:00 +0545"/>
 <Me HKCharacteristicTypeIdentifierDateOfBirth="1980-01-01"/>
"""
RECORD = (
    ' <Record type="HKQuantityTypeIdentifierHeartRate" sourceName="Watch" unit="count/min" value="{value}" '
    'startDate="2026-08-05 17:00:00 +0545" endDate="2026-08-05 17:00:00 +0545">'
    '<MetadataEntry key="HKIndoorWorkout" value="1"/></Record>\n'
)


def date(at: datetime) -> str:
    return f"{at.astimezone(KATHMANDU):%Y-%m-%d %H:%M:%S %z}"


def workout(
    start: datetime, seconds: float, *, kind: str = "Running", miles: float | None = None, km: float | None = None,
    source: str = "Jane’s Apple\xa0Watch", inside: str = "", statistics: bool = False,
) -> str:  # fmt: skip
    value, unit = (miles, "mi") if miles is not None else (km, "km")
    total = f' totalDistance="{value}" totalDistanceUnit="{unit}"' if value is not None and not statistics else ""
    if statistics and value is not None:
        inside += (
            f'<WorkoutStatistics type="HKQuantityTypeIdentifierDistanceWalkingRunning" sum="{value}" unit="{unit}"/>'
            '<WorkoutStatistics type="HKQuantityTypeIdentifierHeartRate" average="143.5" unit="count/min"/>'
        )
    return (
        f' <Workout workoutActivityType="HKWorkoutActivityType{kind}" duration="{seconds / 60}" durationUnit="min"{total} '
        f'sourceName="{source}" startDate="{date(start)}" endDate="{date(start + timedelta(seconds=seconds))}">'
        f"{inside}</Workout>\n"
    )


def route(name: str) -> str:
    return f'<WorkoutRoute sourceName="Watch"><MetadataEntry key="HKIndoorWorkout" value="1"/><FileReference path="/workout-routes/{name}"/></WorkoutRoute>'


def pause(one: Made, begin_s: float, end_s: float) -> str:
    kinds = (("Pause", begin_s), ("Lap", begin_s + 1), ("Resume", end_s))
    start = one.activity.start_utc
    return "".join(
        f'<WorkoutEvent type="HKWorkoutEventType{kind}" date="{date(start + timedelta(seconds=at))}"/>'
        for kind, at in kinds
    )


def gpx(one: Made) -> bytes:
    return gpx_text(
        one.samples, one.activity.start_utc, name="Route", sport=Sport.UNKNOWN, creator="Apple Health Export"
    ).encode()


TREADMILL_START = datetime(2025, 6, 21, 4, 0, tzinfo=UTC)
INDOORS = '<MetadataEntry key="HKIndoorWorkout" value="1"/>'
NEW_YORK = '<MetadataEntry key="HKTimeZone" value="America/New_York"/>'


def export(*, new: bool) -> dict[str, bytes]:
    """Two runs with routes (one paused), the first once more by another app, a treadmill run, strength."""
    one, two, *_ = recorded_runs()
    first, second = one.activity, two.activity
    km = (first.distance_m or 0) / 1000
    plain = workout(
        first.start_utc, first.elapsed_s, km=km, inside=route("route_1.gpx") + pause(one, 600, 720), statistics=new
    )
    again = workout(
        first.start_utc + timedelta(seconds=2), first.elapsed_s - 3, km=km * 1.002, source="Strava", statistics=new
    )
    body = [
        RECORD.format(value=61),
        plain,
        workout(
            second.start_utc,
            second.elapsed_s,
            km=(second.distance_m or 0) / 1000,
            inside=route("route_2.gpx"),
            statistics=new,
        ),
        again,
        workout(TREADMILL_START, 1800, miles=3.0, inside=INDOORS + (NEW_YORK if new else ""), statistics=new),
        workout(TREADMILL_START + timedelta(hours=9), 2700, kind="TraditionalStrengthTraining"),
    ]
    if new:
        body[:0] = [
            (
                ' <Record type="HKCategoryTypeIdentifierSleepAnalysis" sourceName="Watch" value="HKCategoryValueSleepAnalysis'
                f'AsleepCore" startDate="{date(TREADMILL_START - timedelta(hours=9))}" endDate="{date(TREADMILL_START)}"/>\n'
            ),
            (
                f' <Record type="HKQuantityTypeIdentifierWorkoutEffortScore" unit="appleEffortScore" value="6" '
                f'startDate="{date(TREADMILL_START)}" endDate="{date(TREADMILL_START)}"/>\n'
            ),
            *(
                f' <Record type="HKQuantityTypeIdentifierRunningPower" unit="W" value="{200 + minute}" startDate="'
                f'{date(TREADMILL_START + timedelta(minutes=minute))}"/>\n'
                for minute in range(30)
            ),
        ]
    name = "exportar.xml" if new else "导出.xml"
    return {
        f"apple_health_export/{name}": (DTD + "".join(body) + "</HealthData>\n").encode(),
        "apple_health_export/export_cda.xml": b'<?xml version="1.0"?><ClinicalDocument xmlns="urn:hl7-org:v3"/>',
        "apple_health_export/workout-routes/route_1.gpx": gpx(one),
        "apple_health_export/workout-routes/route_2.gpx": gpx(two),
        "apple_health_export/electrocardiograms/ecg_2025-01-01.csv": b"Name,Jane\n",
    }
