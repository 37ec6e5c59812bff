"""One `<Workout>` of Apple Health's XML: its attributes, and what its children add."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from runrisk.errors import UnsafeFileError
from runrisk.importers.clean_text import clean_text
from runrisk.importers.cleaning.cadence import BOTH_FEET_FROM
from runrisk.importers.formats.sport_words import sport_of_word
from runrisk.importers.services.facts import Facts
from runrisk.importers.services.readings import Reading
from runrisk.importers.services.table_rows import TableRow
from runrisk.importers.services.values import METRES, SECONDS, above_zero
from runrisk.model import Sport

_TYPE = "HKWorkoutActivityType"
_QUANTITY = "HKQuantityTypeIdentifier"
_DISTANCE = "HKQuantityTypeIdentifierDistance"
_BY_DISTANCE = {"Swimming": "Swimming", "Cycling": "Cycling", "WalkingRunning": "Running"}
"""Kind of distance -> sport, for a part of a triathlon that does not name its own."""
_MS = {"ms": 1.0, "s": 1000.0}
_MM = {unit: 1000 * metres for unit, metres in METRES.items()} | {"mm": 1.0, "in": 25.4}
MAX_PARTS = 100
"""Parts of one workout. Our choice: an ironman has five."""
_HEART_RATE = "HKQuantityTypeIdentifierHeartRate"
_PAUSES = {"HKWorkoutEventTypePause": True, "HKWorkoutEventTypeMotionPaused": True}
_RESUMES = {"HKWorkoutEventTypeResume", "HKWorkoutEventTypeMotionResumed"}
_SPORTS = {
    "traditional_strength_training": Sport.STRENGTH,
    "functional_strength_training": Sport.STRENGTH,
    "core_training": Sport.STRENGTH,
    "mind_and_body": Sport.MOBILITY,
    "flexibility": Sport.MOBILITY,
    "track_and_field": Sport.OTHER,
}


@dataclass
class Workout:
    """A workout while its element passes by.

    Attributes:
        attributes: of the element.
        metadata: values of its MetadataEntry children by key.
        statistics: attributes of its WorkoutStatistics children by type.
        events: type and date of its WorkoutEvent children.
        routes: paths of its routes, relative to the export.
        parts: its WorkoutActivity children: one of an ordinary workout, several of a triathlon.
        rpe: effort as the runner typed it in, 1-10.
        rpe_estimated: effort as the watch estimated it, 1-10.
    """

    attributes: Mapping[str, str]
    metadata: dict[str, str] = field(default_factory=dict)
    statistics: dict[str, Mapping[str, str]] = field(default_factory=dict)
    events: list[tuple[str, str]] = field(default_factory=list)
    routes: list[str] = field(default_factory=list)
    parts: "list[Workout]" = field(default_factory=list)
    rpe: float | None = None
    rpe_estimated: float | None = None

    @property
    def begin(self) -> datetime | None:
        """Its start, aware; None where it cannot be read."""
        return apple_date(self.attributes.get("startDate", ""))

    @property
    def span(self) -> tuple[datetime, datetime] | None:
        """Its start and end, aware; None where one of them cannot be read."""
        begin, end = self.begin, apple_date(self.attributes.get("endDate", ""))
        return (begin, end) if begin and end and begin < end else None

    def add_part(self, attributes: Mapping[str, str]) -> None:
        """Take in a WorkoutActivity child.

        Raises:
            UnsafeFileError: there are more than any workout has.
        """
        if len(self.parts) >= MAX_PARTS:
            raise UnsafeFileError(f"more than {MAX_PARTS} parts in one workout")
        shared = {name: self.attributes.get(name, "") for name in ("sourceName",)}
        self.parts.append(Workout({**shared, **attributes}, metadata=self.metadata))

    def add_statistics(self, attributes: Mapping[str, str], *, of_part: bool) -> None:
        """Take in a WorkoutStatistics child, its own or that of the part that began last."""
        whose = self.parts[-1] if of_part and self.parts else self
        whose.statistics[attributes.get("type", "")] = attributes

    def parts_or_whole(self) -> "list[Workout]":
        """The sports of a triathlon, without the changes between them, where they can be told; else the workout itself."""
        if len(self.parts) < 2:  # noqa: PLR2004 - an ordinary workout has one, which is the whole
            for part in self.parts:
                self.statistics = {**part.statistics, **self.statistics}
            return [self]
        named = [part for part in map(_with_sport, self.parts) if part is not None]
        return named or [self]

    def row(self, place: str, readings: tuple[Reading, ...] = ()) -> TableRow:
        """The workout as a row, with readings that were taken while it lasted."""
        begin, end = self.begin, apple_date(self.attributes.get("endDate", ""))
        return TableRow(
            service="apple",
            key="",
            place=place,
            facts=replace(self._facts(begin, end), readings=readings),
            members=tuple(self.routes),
            problem="" if begin else "has no start date that can be read",
        )

    def _facts(self, begin: datetime | None, end: datetime | None) -> Facts:
        sport, sub_sport = self._sport()
        timer_s = above_zero(
            self.attributes.get("duration"), SECONDS.get(self.attributes.get("durationUnit", "min"), 60)
        )
        lasted_s = (end - begin).total_seconds() if begin and end and end > begin else None
        return Facts(
            start_utc=begin.astimezone(UTC) if begin else None,
            utc_offset_s=self._offset_s(begin) if begin else None,
            sport=sport,
            sub_sport=sub_sport,
            device=clean_text(self.attributes.get("sourceName")),
            distance_m=self._distance_m(),
            elapsed_s=lasted_s or timer_s,
            timer_s=timer_s,
            ascent_m=_metres(self.metadata.get("HKElevationAscended", "")),
            avg_hr_bpm=above_zero(self.statistics.get(_HEART_RATE, {}).get("average")),
            avg_cadence_spm=self._steps_per_min(sport, timer_s),
            avg_contact_ms=self._mean("RunningGroundContactTime", _MS),
            avg_oscillation_mm=self._mean("RunningVerticalOscillation", _MM),
            avg_step_length_mm=self._mean("RunningStrideLength", _MM),
            avg_power_w=self._mean("RunningPower", {"W": 1.0}),
            rpe=self.rpe,
            rpe_estimated=self.rpe_estimated,
            pauses=self._pauses(end),
        )

    def _mean(self, quantity: str, factors: Mapping[str, float]) -> float | None:
        """The mean of a quantity where its unit is known."""
        stated = self.statistics.get(f"{_QUANTITY}{quantity}", {})
        factor = factors.get(stated.get("unit", ""))
        return None if factor is None else above_zero(stated.get("average"), factor)

    def _steps_per_min(self, sport: Sport, timer_s: float | None) -> float | None:
        """Steps of both feet over the time of a workout on foot [1/min]."""
        steps = above_zero(self.statistics.get(f"{_QUANTITY}StepCount", {}).get("sum"))
        return steps / timer_s * 60 if steps and timer_s and sport in BOTH_FEET_FROM else None

    def _sport(self) -> tuple[Sport, str | None]:
        name = self.attributes.get("workoutActivityType", "").removeprefix(_TYPE)[:100]
        word = re.sub(r"(?<=[a-z])(?=[A-Z])", "_", name).lower()
        sport, finer = (_SPORTS[word], None) if word in _SPORTS else sport_of_word(word)
        if sport is Sport.RUNNING and self.metadata.get("HKIndoorWorkout") == "1":
            finer = "treadmill"
        return (Sport.OTHER, None) if sport is Sport.UNKNOWN and word else (sport, finer)

    def _offset_s(self, begin: datetime) -> int | None:
        """Local minus UTC [s]: of the zone the workout names, else as its dates are written."""
        zone = self.metadata.get("HKTimeZone")
        try:
            zoned = begin.astimezone(ZoneInfo(zone)) if zone else begin
        except (KeyError, OSError, ValueError):
            zoned = begin
        offset = zoned.utcoffset()
        return None if offset is None else int(offset.total_seconds())

    def _distance_m(self) -> float | None:
        """The distance in metres: a child states it since iOS 16, an attribute before; each with its own unit."""
        stated = [
            (one.get("sum"), one.get("unit", "km")) for key, one in self.statistics.items() if key.startswith(_DISTANCE)
        ]
        stated.append((self.attributes.get("totalDistance"), self.attributes.get("totalDistanceUnit", "km")))
        found = [above_zero(value, METRES[unit]) for value, unit in stated if unit in METRES]
        return next((metres for metres in found if metres is not None), None)

    def _pauses(self, end: datetime | None) -> tuple[tuple[datetime, datetime], ...]:
        """The pauses in order; one that is never ended lasts to the end."""
        pauses: list[tuple[datetime, datetime]] = []
        since: datetime | None = None
        dated = [(date, kind) for kind, at in self.events if (date := apple_date(at)) is not None]
        for date, kind in sorted(dated):
            if kind in _PAUSES:
                since = since or date
            elif kind in _RESUMES and since is not None:
                pauses.append((since, date))
                since = None
        return (*pauses, (since, end)) if since and end and end > since else tuple(pauses)


def _with_sport(part: Workout) -> Workout | None:
    """A part of a triathlon with its sport: as it says, else by the kind of its distance; None for a change or neither."""
    kind = part.attributes.get("workoutActivityType", "")
    if not kind:
        told = (name.removeprefix(_DISTANCE) for name in part.statistics if name.startswith(_DISTANCE))
        kind = next((_TYPE + _BY_DISTANCE[way] for way in told if way in _BY_DISTANCE), "")
    if not kind or kind == _TYPE + "Transition":
        return None
    return replace(part, attributes={**part.attributes, "workoutActivityType": kind})


def _metres(text: str) -> float | None:
    """The metres in "2450 cm"."""
    value, _, unit = text.partition(" ")
    return above_zero(value, METRES[unit]) if unit in METRES else None


def apple_date(text: str) -> datetime | None:
    """The moment in "2026-08-05 17:00:00 +0200", aware; None where it cannot be read."""
    try:
        found = datetime.strptime(text.strip()[:40], "%Y-%m-%d %H:%M:%S %z")
    except ValueError:
        return None
    return found if abs(found.utcoffset() or timedelta()) < timedelta(hours=24) else None
