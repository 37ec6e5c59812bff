"""RunGap's export: a JSON of what it knows beside each recording, under the same name.

The layout is from memory and was not seen: the start may be a text or a number, the distance metres or kilometres; what suits
the rest is taken, and said.
"""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from runrisk.errors import FileError, SettingsError
from runrisk.importers.clean_text import clean_text
from runrisk.importers.cleaning.timezones import zone_named
from runrisk.importers.containers.entries import Entry, failed
from runrisk.importers.formats.sport_words import sport_of_word
from runrisk.importers.formats.xml_times import parse_time
from runrisk.importers.recording import unknown_sport
from runrisk.importers.services.facts import Facts
from runrisk.importers.services.path_marks import tree_of
from runrisk.importers.services.recognised import Export
from runrisk.importers.services.service import Service
from runrisk.importers.services.table_rows import TableRow
from runrisk.importers.services.values import above_zero, json_of, mapping, number, text
from runrisk.model import FileResult, Sport

NAME = "RunGap"
ENDING = ".rungap.json"
_RECORDINGS = (".fit", ".tcx", ".gpx")
_SLOWEST_MPS = 0.05
"""A distance over its time below this [m/s] is in kilometres: nobody takes six hours for a kilometre. Our choice."""
_EPOCH_MS = 1e11
"""A start beyond this is in milliseconds [s]: the year 5138."""

KILOMETRES_TAKEN = "The export does not say its unit of distance: taken as kilometres, which suits the time."


def read_rungap(prefix: str, entries: Mapping[str, Entry]) -> tuple[Export, FileResult | None]:
    """Return the export of a folder, and what is wrong with the first of its files that cannot be read.

    Args:
        prefix: path of the folder.
        entries: the files of the container by path.
    """
    own = [path for path in entries if path.startswith(prefix) and path.lower().endswith(ENDING)]
    names = {path.lower(): path for path in entries}
    rows, problem = [], None
    for path in own:
        entry = entries[path]
        try:
            known = mapping(json_of(entry.read()))
        except FileError as error:
            problem = problem or failed(entry.name, error)
            continue
        stem = path[: -len(ENDING)].lower()
        beside = [
            names[stem + end + packed] for end in _RECORDINGS for packed in ("", ".gz") if stem + end + packed in names
        ]
        rows.append(_row(known, entry.name, stem, tuple(path[len(prefix) :] for path in beside)))
    return Export(service=NAME, prefix=prefix, tables=own, rows=rows), problem


def _row(known: Mapping[str, Any], place: str, stem: str, members: tuple[str, ...]) -> TableRow:
    start, zone = _start(mapping(known.get("startTime")))
    word = text(mapping(known.get("activityType")).get("internalName"))
    sport, sub_sport = sport_of_word(word)
    seconds = above_zero(known.get("duration"))
    metres, warnings = _metres(above_zero(known.get("distance")), seconds)
    offset = None if start is None or zone is None else start.astimezone(zone).utcoffset()
    facts = Facts(
        start_utc=start,
        utc_offset_s=None if offset is None else int(offset.total_seconds()),
        sport=sport,
        sub_sport=sub_sport,
        name=clean_text(text(known.get("title"))),
        note=clean_text(text(known.get("description"))),
        distance_m=metres,
        elapsed_s=above_zero(known.get("elapsedTime")) or seconds,
        timer_s=seconds,
        warnings=(*warnings, *(unknown_sport(word) if sport is Sport.UNKNOWN else ())),
    )
    key = stem.rpartition("/")[2]
    return TableRow(
        service="rungap",
        key=key,
        place=place,
        facts=facts,
        members=members,
        problem="" if start else "has no start time",
    )


def _start(stated: Mapping[str, Any]) -> tuple[datetime | None, ZoneInfo | None]:
    """The start, a text or a number of seconds or milliseconds since 1970, and its zone."""
    given, zone = stated.get("time"), None
    try:
        zone = zone_named(text(stated.get("timeZone")) or None)
    except SettingsError:
        zone = None
    seconds = number(given)
    if seconds is not None:
        seconds = seconds / 1000 if seconds > _EPOCH_MS else seconds
        return (datetime.fromtimestamp(0, UTC) + timedelta(seconds=seconds) if 0 < seconds < _EPOCH_MS else None), zone
    return parse_time(text(given)[:40]), zone


def _metres(distance: float | None, seconds: float | None) -> tuple[float | None, tuple[str, ...]]:
    if distance is None or seconds is None or distance / seconds >= _SLOWEST_MPS:
        return distance, ()
    return distance * 1000, (KILOMETRES_TAKEN,)


RUNGAP = Service(
    name=NAME,
    begins_at=tree_of(r"[^/]+\.rungap\.json"),
    read=lambda prefix, _, entries: read_rungap(prefix, entries),
)
