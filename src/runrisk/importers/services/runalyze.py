"""Runalyze's backup: tables of its database as lines of JSON, with shoes, races and the samples of each activity.

version=4.3

{"TABLE":"runalyze_training"}
{"1":{"sportid":"2","time":"1456648200","distance":"10.00", ...}}
"""

import gzip
import json
import re
import zlib
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from runrisk.errors import FileError
from runrisk.importers.clean_text import clean_text
from runrisk.importers.containers.entries import Entry
from runrisk.importers.containers.gzips import gunzip
from runrisk.importers.formats.sport_words import sport_of_word
from runrisk.importers.recording import unknown_sport
from runrisk.importers.services.facts import Facts
from runrisk.importers.services.pieces import Piece, cut_out
from runrisk.importers.services.recognised import Export
from runrisk.importers.services.runalyze_track import NAME
from runrisk.importers.services.service import Service
from runrisk.importers.services.strava_words import strava_sport
from runrisk.importers.services.table_rows import TableRow
from runrisk.importers.services.values import above_zero, mapping, number, text
from runrisk.model import FileResult, Sport

_SERVICE = "Runalyze"
_BEGIN = re.compile(r"\s*version=\d[^\n]*\s*\{\s*\"TABLE\"")
_HEAD_BYTES = 4096
_ROW_BYTES = 32 << 20
"""A longer line is no row [bytes]: a day at one sample a second is 5 MB. Our choice."""
_WANTED = frozenset(
    {
        "training",
        "sport",
        "equipment",
        "equipment_type",
        "activity_equipment",
        "raceresult",
        "trackdata",
        "route",
        "shoe",
    }
)
_HARDEST, _BORG = 10.0, (6.0, 20.0)
"""The end of the scale 0-10, and Borg's scale of perceived exertion (Borg 1982)."""
_NIGHT = range(1, 5)
"""Hours in which next to nobody starts a run [local hour]. Our choice."""
_ON_FOOT = frozenset({Sport.RUNNING, Sport.WALKING, Sport.HIKING})

TIMES_TAKEN = (
    "The backup does not say whether its times are local or UTC: taken as {what}, which puts fewer runs into the night."
)

Rows = dict[str, Mapping[str, Any]]
"""Rows of one table by their number."""


def _is_backup(entry: Entry) -> bool:
    try:
        with entry.open() as stream:
            head = stream.read(_HEAD_BYTES)
        if head.startswith(b"\x1f\x8b"):
            head = zlib.decompressobj(31).decompress(head, _HEAD_BYTES)
    except (FileError, OSError, ValueError, RuntimeError, zlib.error, gzip.BadGzipFile):
        return False
    return bool(_BEGIN.match(head.decode("utf-8-sig", "replace")))


def read_runalyze(prefix: str, entry: Entry) -> Export:
    """Return the backup in a file.

    Raises:
        FileError: it cannot be unpacked or is damaged.
    """
    content = entry.read()
    plain = gunzip(content)[0] if content.startswith(b"\x1f\x8b") else content
    tables = _tables(plain.decode("utf-8-sig", "replace"))
    trainings = tables["training"]
    local = _are_local(trainings)
    borg = any((above_zero(training.get("rpe")) or 0.0) > _HARDEST for training in trainings.values())
    rows, pieces = [], list[Piece]()
    shoes, races = _shoes(tables), {text(row.get("activity_id")) for row in tables["raceresult"].values()}
    tracks = {text(row.get("activityid")): row for row in tables["trackdata"].values()}
    for number_, training in trainings.items():
        place = f"activity {number_}"
        member = f"#{number_}" if number_ in tracks else ""
        facts = _facts(training, tables["sport"], shoes.get(number_), local=local, race=number_ in races, borg=borg)
        rows.append(
            TableRow(
                service="runalyze",
                key=number_,
                place=f"{entry.name}, {place}",
                facts=facts,
                members=(member,) if member else (),
                problem="" if facts.local_start else "has no start time",
            )
        )
        if member and facts.start_utc is not None:
            route = tables["route"].get(text(training.get("routeid")), {})
            pieces.append(cut_out(NAME, prefix + member, entry, place, _parts(facts, tracks[number_], route)))
    return Export(service=_SERVICE, prefix=prefix, tables={entry.inner.replace("\\", "/")}, rows=rows, pieces=pieces)


def _parts(facts: Facts, track: Mapping[str, Any], route: Mapping[str, Any]) -> dict[str, bytes]:
    """What the reader of one activity's samples wants."""
    known = {
        "start": None if facts.start_utc is None else facts.start_utc.isoformat(),
        "offset_s": facts.utc_offset_s,
        "sport": "" if facts.sport is Sport.UNKNOWN else facts.sport.value,
        "timer_s": facts.timer_s,
        "elapsed_s": facts.elapsed_s,
        "distance_m": facts.distance_m,
    }
    return {name: json.dumps(part).encode() for name, part in (("known", known), ("track", track), ("route", route))}


def _tables(plain: str) -> dict[str, Rows]:
    """The tables that are wanted, by name without "runalyze_"; what is no row is left out."""
    found: dict[str, Rows] = {name: {} for name in _WANTED}
    table = ""
    for place, given in _lines(plain):
        if "TABLE" in given:
            table = text(given["TABLE"]).removeprefix("runalyze_")
        elif table in found:
            rows = found[table]
            for key, row in given.items():
                unique = key if table != "activity_equipment" else f"{key} {place}"
                rows[unique] = mapping(row)
    return found


def _lines(plain: str) -> Iterator[tuple[int, Mapping[str, Any]]]:
    for place, line in enumerate(plain.splitlines()):
        if not line.startswith("{") or len(line) > _ROW_BYTES:
            continue
        try:
            yield place, mapping(json.loads(line))
        except (ValueError, RecursionError):
            continue


def _are_local(trainings: Rows) -> bool:
    """Whether times are local, which they are unless fewer runs start in the night when they are UTC."""
    hours = {True: 0, False: 0}
    for training in trainings.values():
        moment, offset = _moment(training.get("time")), _offset(training)
        if moment is not None and offset:
            hours[True] += moment.hour in _NIGHT
            hours[False] += (moment + offset).hour in _NIGHT
    return hours[True] <= hours[False]


def _moment(given: Any) -> datetime | None:
    """A time that stands as if it were UTC; naive."""
    seconds = above_zero(given)
    try:
        return datetime.fromtimestamp(seconds, UTC).replace(tzinfo=None) if seconds else None
    except (ValueError, OverflowError, OSError):
        return None


def _offset(training: Mapping[str, Any]) -> timedelta | None:
    minutes = number(training.get("timezone_offset"))
    return None if minutes is None or abs(minutes) > 14 * 60 else timedelta(minutes=minutes)


def _shoes(tables: Mapping[str, Rows]) -> dict[str, str]:
    """The shoe of each activity: equipment of a kind that is called shoes; of several the last."""
    kinds = {key for key, kind in tables["equipment_type"].items() if _means_shoes(text(kind.get("name")))}
    names = {key: text(row.get("name")) for key, row in tables["equipment"].items() if text(row.get("typeid")) in kinds}
    found = {}
    for row in tables["activity_equipment"].values():
        name = clean_text(names.get(text(row.get("equipmentid"))))
        if name is not None:
            found[text(row.get("activityid"))] = name
    older = {key: text(row.get("name")) for key, row in tables["shoe"].items()}
    for key, training in tables["training"].items():
        name = clean_text(older.get(text(training.get("shoeid"))))
        if name is not None:
            found.setdefault(key, name)
    return found


def _means_shoes(name: str) -> bool:
    return any(word in name.lower() for word in ("shoe", "schuh", "chaussure", "zapat", "scarp", "schoen", "sko"))


def _facts(
    training: Mapping[str, Any], sports: Rows, shoe: str | None, *, local: bool, race: bool, borg: bool
) -> Facts:
    word = text(mapping(sports.get(text(training.get("sportid")))).get("name"))
    sport, sub_sport = strava_sport(word) if word else sport_of_word(None)
    stands, offset = _moment(training.get("time")), _offset(training)
    start = None if stands is None else stands if local else stands + (offset or timedelta())
    utc = None if start is None or offset is None else (start - offset).replace(tzinfo=UTC)
    warnings = unknown_sport(word) if sport is Sport.UNKNOWN else ()
    if offset:
        warnings = (*warnings, TIMES_TAKEN.format(what="local" if local else "UTC"))
    return Facts(
        start_utc=utc,
        local_start=start,
        utc_offset_s=None if offset is None else int(offset.total_seconds()),
        sport=sport,
        sub_sport=sub_sport,
        name=clean_text(text(training.get("title")) or text(training.get("comment"))),
        note=clean_text(text(training.get("notes"))),
        race=True if race else None,
        shoe=shoe if sport in _ON_FOOT else None,
        rpe=_effort(training, borg=borg),
        distance_m=above_zero(training.get("distance"), 1000.0),
        elapsed_s=above_zero(training.get("elapsed_time")) or above_zero(training.get("s")),
        timer_s=above_zero(training.get("s")),
        ascent_m=above_zero(training.get("elevation")),
        avg_hr_bpm=above_zero(training.get("pulse_avg")),
        warnings=warnings,
    )


def _effort(training: Mapping[str, Any], *, borg: bool) -> float | None:
    """The effort 0-10, from Borg's scale of 6 to 20 where the backup uses it."""
    found = above_zero(training.get("rpe"))
    low, high = _BORG if borg else (0.0, _HARDEST)
    if found is None or not low <= found <= high:
        return None
    return (found - low) / (high - low) * _HARDEST


def _read(prefix: str, entry: Entry, _: Mapping[str, Entry]) -> tuple[Export | None, FileResult | None]:
    return (read_runalyze(prefix, entry), None) if _is_backup(entry) else (None, None)


RUNALYZE = Service(
    name=_SERVICE,
    begins_at=lambda path: path if path.lower().endswith((".json", ".json.gz")) else None,
    read=_read,
    announced=False,
    each_table=True,
)
