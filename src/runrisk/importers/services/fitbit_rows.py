"""Exercises of Fitbit and Google Health: the older lists in JSON, whose times name no zone, and the newer table in UTC."""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

from runrisk.importers.clean_text import clean_text
from runrisk.importers.containers.entries import Entry
from runrisk.importers.formats.xml_times import parse_time, stated_offset_s
from runrisk.importers.recording import unknown_sport
from runrisk.importers.services.facts import Facts
from runrisk.importers.services.json_tables import json_in
from runrisk.importers.services.named_rows import Row, named_rows
from runrisk.importers.services.samsung_times import offset_s
from runrisk.importers.services.strava_words import strava_sport
from runrisk.importers.services.table_rows import TableRow
from runrisk.importers.services.values import above_zero, items, mapping, text
from runrisk.model import Sport

_METRES = {"kilometer": 1000.0, "kilometers": 1000.0, "km": 1000.0, "mile": 1609.344, "miles": 1609.344}
_KINDS = {"90009": Sport.RUNNING, "90013": Sport.WALKING}
"""Fitbit's numbers (the run from a public parser, the walk from memory), for words that are not known here."""
_WORDS = {"bike": "cycling", "weights": "strength", "spinning": "indoor cycling", "treadmill run": "treadmill"}
_ON_FOOT = frozenset({Sport.RUNNING, Sport.WALKING, Sport.HIKING})
_MS, _MM = 0.001, 0.001
_PLACEHOLDER = "+00:00"
"""It also stands where the zone is not known."""


def older_rows(entry: Entry) -> Iterator[TableRow]:
    """Give the exercises of a list; `local_start` is their time as it stands, whatever its zone.

    Raises:
        FileError: it is no JSON.
    """
    for number, one in enumerate(map(mapping, items(json_in(entry))), 1):
        if "startTime" in one or "logId" in one:
            yield _row(text(one.get("logId")), f"{entry.name}, exercise {number}", _older(one))


def newer_rows(entry: Entry) -> Iterator[TableRow]:
    """Give the exercises of the table, without those its owner deleted.

    Raises:
        FileError: it is no table.
    """
    for line, row in named_rows(entry, ("exercise_start", "exercise_end", "activity_name")):
        if row.get("deletion_reason", "UNSPECIFIED").upper() in {"UNSPECIFIED", "NONE", "NULL"}:
            yield _row(row.get("exercise_id", ""), f"{entry.name}, line {line}", _newer(row))


def _row(key: str, place: str, facts: Facts) -> TableRow:
    dated = facts.start_utc or facts.local_start
    return TableRow(service="fitbit", key=key, place=place, facts=facts, problem="" if dated else "has no start time")


def _older(one: Mapping[str, Any]) -> Facts:
    sport, sub_sport, warnings = _sport(text(one.get("activityName")), text(one.get("activityTypeId")))
    active_s, stated = above_zero(one.get("activeDuration"), _MS), text(one.get("startTime"))
    elapsed_s = above_zero(one.get("duration"), _MS) or active_s
    unit = _METRES.get(text(one.get("distanceUnit")).lower())
    return Facts(
        local_start=_american(stated),
        start_utc=parse_time(stated[:40]) if "T" in stated else None,
        utc_offset_s=stated_offset_s(stated[:40]) if "T" in stated else None,
        sport=sport,
        sub_sport=sub_sport,
        distance_m=above_zero(one.get("distance"), unit) if unit else None,
        elapsed_s=elapsed_s,
        timer_s=active_s,
        ascent_m=above_zero(one.get("elevationGain")),
        avg_hr_bpm=above_zero(one.get("averageHeartRate")),
        avg_cadence_spm=_cadence(above_zero(one.get("steps")), active_s or elapsed_s, sport),
        device=clean_text(text(mapping(one.get("source")).get("name"))),
        warnings=warnings,
    )


def _newer(row: Row) -> Facts:
    sport, sub_sport, warnings = _sport(row.get("activity_name", ""), "")
    start, end = (parse_time(row.get(name, "")[:40]) for name in ("exercise_start", "exercise_end"))
    elapsed_s = (end - start).total_seconds() if start and end and end > start else None
    zone = row.get("utc_offset", "")
    return Facts(
        start_utc=start,
        utc_offset_s=None if zone == _PLACEHOLDER else offset_s(zone),
        sport=sport,
        sub_sport=sub_sport,
        distance_m=_told(row, "total_distance_mm", _MM),
        elapsed_s=elapsed_s,
        ascent_m=above_zero(row.get("tracker_total_altitude_mm"), _MM),
        avg_hr_bpm=above_zero(row.get("tracker_avg_heart_rate")),
        avg_cadence_spm=_cadence(_told(row, "total_steps", 1.0), elapsed_s, sport),
        warnings=warnings,
    )


def _told(row: Row, name: str, factor: float) -> float | None:
    """What the tracker measured, else what the runner typed in; 0 is "not measured"."""
    return above_zero(row.get(f"tracker_{name}"), factor) or above_zero(row.get(f"manually_logged_{name}"), factor)


def _sport(word: str, kind: str) -> tuple[Sport, str | None, tuple[str, ...]]:
    plain = word.strip().lower().removeprefix("outdoor ")
    sport, sub_sport = strava_sport(_WORDS.get(plain, plain))
    sport = _KINDS.get(kind, sport) if sport is Sport.UNKNOWN else sport
    return sport, sub_sport, unknown_sport(word) if sport is Sport.UNKNOWN else ()


def _cadence(steps: float | None, seconds: float | None, sport: Sport) -> float | None:
    """Steps a minute, of who was on foot."""
    return steps / seconds * 60 if steps and seconds and sport in _ON_FOOT else None


def _american(given: str) -> datetime | None:
    """The time of "01/31/26 07:15:00", naive."""
    try:
        return datetime.strptime(given[:17], "%m/%d/%y %H:%M:%S").replace(tzinfo=UTC).replace(tzinfo=None)
    except ValueError:
        return None
