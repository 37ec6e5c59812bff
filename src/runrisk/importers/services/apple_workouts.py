"""One `<Workout>` of Apple Health's XML: its attributes, and what its children add."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from runrisk.importers.clean_text import clean_text
from runrisk.importers.formats.sport_words import sport_of_word
from runrisk.importers.services.facts import Facts
from runrisk.importers.services.table_rows import TableRow
from runrisk.importers.services.values import METRES, SECONDS, above_zero
from runrisk.model import Sport

_TYPE = "HKWorkoutActivityType"
_DISTANCE = "HKQuantityTypeIdentifierDistance"
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
    """

    attributes: Mapping[str, str]
    metadata: dict[str, str] = field(default_factory=dict)
    statistics: dict[str, Mapping[str, str]] = field(default_factory=dict)
    events: list[tuple[str, str]] = field(default_factory=list)
    routes: list[str] = field(default_factory=list)

    def row(self, place: str) -> TableRow:
        """The workout as a row."""
        begin, end = apple_date(self.attributes.get("startDate", "")), apple_date(self.attributes.get("endDate", ""))
        return TableRow(
            service="apple",
            key="",
            place=place,
            facts=self._facts(begin, end),
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
            avg_hr_bpm=above_zero(self.statistics.get(_HEART_RATE, {}).get("average")),
            pauses=self._pauses(end),
        )

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


def apple_date(text: str) -> datetime | None:
    """The moment in "2026-08-05 17:00:00 +0200", aware; None where it cannot be read."""
    try:
        found = datetime.strptime(text.strip()[:40], "%Y-%m-%d %H:%M:%S %z")
    except ValueError:
        return None
    return found if abs(found.utcoffset() or timedelta()) < timedelta(hours=24) else None
