"""Garmin Connect's whole export: summaries with the local time, race marks and shoes; the recordings lie in inner zips.

A summary and its recording are joined by their start alone: the names of the files are other numbers.
"""

import re
from collections.abc import Collection, Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

from runrisk.importers.clean_text import clean_text
from runrisk.importers.containers.entries import Entry
from runrisk.importers.formats.sport_words import sport_of_word
from runrisk.importers.services.facts import Facts
from runrisk.importers.services.garmin_days import DAY_TABLE, garmin_days
from runrisk.importers.services.garmin_gear import garmin_gear, garmin_shoes
from runrisk.importers.services.json_tables import json_in
from runrisk.importers.services.path_marks import folder_of
from runrisk.importers.services.recognised import DayTables, Export
from runrisk.importers.services.service import Service
from runrisk.importers.services.table_rows import TableRow
from runrisk.importers.services.values import above_zero, items, mapping, number, text
from runrisk.model import Day, Sport

NAME = "Garmin"
FOLDER = "DI_CONNECT/"
SUMMARIES = re.compile(r"summarizedActivities(?: ?\(\d+\))?\.json$", re.IGNORECASE)
"""Ends of the summaries' names; "(1)" is what a browser puts behind a second download."""
_GEAR = re.compile(r"gear(?: ?\(\d+\))?\.json$", re.IGNORECASE)
_RACE = 1
"""The kind of event (`eventTypeId`) that is a race."""
_CM, _MS = 0.01, 0.001
_QUARTER_S = 900
_MM_PER_CM = 10
_RPE_STEP, _RPE_TOP, _FEEL_TOP = 10, 10, 100
"""Ratings of effort are stored times ten; feelings from 0, very weak, to 100, very strong (format survey)."""
BALANCE_PCT = (40.0, 60.0)
"""Left shares of contact outside are faults of a sensor [%], as in recordings. Our choice."""

_SPORTS = {
    "ultra_running": (Sport.RUNNING, "ultra"),
    "obstacle_run": (Sport.RUNNING, "obstacle"),
    "fitness_walking": (Sport.WALKING, None),
    "yoga": (Sport.MOBILITY, None),
    "pilates": (Sport.MOBILITY, None),
    "stretching": (Sport.MOBILITY, None),
    "open_water_swimming": (Sport.SWIMMING, "open_water"),
}
"""Garmin's type keys beside those in `sport_words`."""


def read_garmin(prefix: str, entries: Mapping[str, Entry]) -> Export:
    """Return the export that begins at `prefix`; a summary that stands in two files counts once.

    Args:
        prefix: path of the folder that holds DI_CONNECT, or the summaries themselves.
        entries: the files of the container by path.

    Raises:
        FileError: a table cannot be read.
    """
    own = [path for path in entries if path.startswith(prefix)]
    tables = [path for path in own if SUMMARIES.search(path)]
    gear = [path for path in own if _GEAR.search(path)]
    worn = [json_in(entries[path]) for path in gear]
    shoes = garmin_shoes(worn)
    found = [
        (f"{entries[path].name}, activity {number}", summary)
        for path in tables
        for number, summary in enumerate(_summaries(json_in(entries[path])), 1)
    ]
    wholes = {text(summary.get("parentId")) for _, summary in found} - {""}
    rows: dict[str, TableRow] = {}
    for place, summary in found:
        if _counts(summary, wholes):
            row = _row(summary, place, shoes)
            rows.setdefault(row.key or row.sha256, row)
    return Export(
        service=NAME,
        prefix=prefix,
        tables=[*tables, *gear],
        rows=list(rows.values()),
        by_start=True,
        gear=garmin_gear(worn),
        days=_days({path: entries[path] for path in own if DAY_TABLE.search(path)}),
    )


def _days(tables: Mapping[str, Entry]) -> DayTables:
    def read() -> Iterator[Day]:
        for path, entry in sorted(tables.items()):  # later exports come last, and count
            yield from garmin_days(path, json_in(entry))

    return DayTables(paths=frozenset(tables), read=read)


def _summaries(content: Any) -> Iterator[Mapping[str, Any]]:
    """The activities, however deep they are wrapped: a list of objects that hold lists, or the list itself."""
    for part in items(content) if isinstance(content, list) else [content]:
        inner = mapping(part)
        if "summarizedActivitiesExport" in inner:
            yield from map(mapping, items(inner["summarizedActivitiesExport"]))
        elif inner:
            yield inner


def _counts(summary: Mapping[str, Any], wholes: Collection[str]) -> bool:
    """Whether it is neither the whole of a multisport activity whose parts are there, nor a change between parts."""
    return text(summary.get("activityId")) not in wholes and "transition" not in _type_key(summary)


def _type_key(summary: Mapping[str, Any]) -> str:
    """The type: a word, or in older exports an object that holds it."""
    kind = summary.get("activityType")
    return text(mapping(kind).get("typeKey")) or text(kind) or text(summary.get("sportType"))


def _row(summary: Mapping[str, Any], place: str, shoes: Mapping[str, str]) -> TableRow:
    key = text(summary.get("activityId"))
    facts = _facts(summary, shoes.get(key))
    problem = "" if facts.start_utc else "has no start time"
    return TableRow(service="garmin", key=key, place=place, facts=facts, problem=problem)


def _facts(summary: Mapping[str, Any], shoe: str | None) -> Facts:
    start_ms = number(summary.get("startTimeGmt")) or number(summary.get("beginTimestamp"))
    word = _type_key(summary).lower()
    sport, sub_sport = _SPORTS.get(word) or sport_of_word(word.removesuffix("_v2"))
    return Facts(
        start_utc=_moment(start_ms),
        utc_offset_s=_offset_s(start_ms, number(summary.get("startTimeLocal"))),
        sport=Sport.OTHER if sport is Sport.UNKNOWN and word not in {"", "uncategorized"} else sport,
        sub_sport=sub_sport,
        name=clean_text(text(summary.get("name")) or text(summary.get("activityName"))),
        race=True if number(summary.get("eventTypeId")) == _RACE else None,
        shoe=shoe,
        note=clean_text(text(summary.get("description"))),
        distance_m=above_zero(summary.get("distance"), _CM),
        elapsed_s=above_zero(summary.get("elapsedDuration"), _MS) or above_zero(summary.get("duration"), _MS),
        timer_s=above_zero(summary.get("duration"), _MS),
        moving_s=above_zero(summary.get("movingDuration"), _MS),
        ascent_m=above_zero(summary.get("elevationGain"), _CM),
        descent_m=above_zero(summary.get("elevationLoss"), _CM),
        avg_hr_bpm=above_zero(summary.get("avgHr")),
        **_told_after(summary),
        **_dynamics(summary),
    )


def _told_after(summary: Mapping[str, Any]) -> dict[str, Any]:
    """What the runner told in the app after the run: it stands only here, not in the recording."""
    rpe, feel = above_zero(summary.get("workoutRpe"), 1 / _RPE_STEP), number(summary.get("workoutFeel"))
    return {
        "rpe": rpe if rpe is not None and rpe <= _RPE_TOP else None,
        "feel_pct": feel if feel is not None and 0 <= feel <= _FEEL_TOP else None,
    }


def _dynamics(summary: Mapping[str, Any]) -> dict[str, Any]:
    """Means of the run, for a summary without its recording."""
    left = number(summary.get("avgGroundContactBalance"))
    return {
        "avg_cadence_spm": above_zero(summary.get("avgDoubleCadence")) or above_zero(summary.get("avgRunCadence"), 2),
        "contact_left_pct": left if left is not None and BALANCE_PCT[0] <= left <= BALANCE_PCT[1] else None,
        "avg_contact_ms": above_zero(summary.get("avgGroundContactTime")),
        "avg_oscillation_mm": above_zero(summary.get("avgVerticalOscillation"), _MM_PER_CM),
        "avg_step_length_mm": above_zero(summary.get("avgStrideLength"), _MM_PER_CM),
        "avg_power_w": above_zero(summary.get("avgPower")),
        "avg_respiration_per_min": above_zero(summary.get("avgRespirationRate")),
    }


def _moment(epoch_ms: float | None) -> datetime | None:
    try:
        return datetime.fromtimestamp(epoch_ms / 1000, UTC) if epoch_ms else None
    except (ValueError, OverflowError, OSError):
        return None


def _offset_s(start_ms: float | None, local_ms: float | None) -> int | None:
    """Local minus UTC [s]: the local time is written as if it were UTC."""
    if not start_ms or not local_ms:
        return None
    return round((local_ms - start_ms) / 1000 / _QUARTER_S) * _QUARTER_S


def _begins_at(path: str) -> str | None:
    if FOLDER in path:
        return path[: path.index(FOLDER)]
    return folder_of(path) if SUMMARIES.search(path) else None


GARMIN = Service(
    name=NAME,
    begins_at=_begins_at,
    read=lambda prefix, _, entries: (read_garmin(prefix, entries), None),
    whole=True,
)
