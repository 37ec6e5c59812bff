"""Google Fit's takeout: a JSON file for each session, TCX files of those that were recorded, and sleep as sessions too.

The layout is from public parsers; that a TCX file carries start, duration and sport in its name is from memory: a file that
does not is read all the same.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import timedelta
from functools import partial
from typing import Any

from runrisk.errors import FileError
from runrisk.importers.containers.entries import Entry, failed
from runrisk.importers.formats.xml_times import parse_time
from runrisk.importers.recording import unknown_sport
from runrisk.importers.services.facts import Facts
from runrisk.importers.services.google_fit_days import SLEEP, google_fit_days
from runrisk.importers.services.json_tables import json_in
from runrisk.importers.services.path_marks import tree_of
from runrisk.importers.services.recognised import JOIN, DayTables, Export
from runrisk.importers.services.samsung_times import offset_s
from runrisk.importers.services.service import Service
from runrisk.importers.services.strava_words import strava_sport
from runrisk.importers.services.table_rows import TableRow
from runrisk.importers.services.values import above_zero, duration_s, items, mapping, text
from runrisk.model import FileResult, Sport

_SERVICE = "Google Fit"
_STAMP = r"(?P<start>\d{4}-\d\d-\d\dT\d\d_\d\d_\d\d)(\.\d+)?(?P<zone>Z|[+-]\d\d_\d\d)?"
_SESSION = re.compile(rf"(^|/){_STAMP}_[^/]+\.json$", re.IGNORECASE)
_TCX = re.compile(rf"(^|/){_STAMP}_(?P<lasts>PT[\dHMS.]+)_(?P<sport>[^/]+)\.tcx(\.gz)?$", re.IGNORECASE)
_NOT_SPORT = frozenset({"sleep", "still", "in_vehicle", "tilting", "meditation", "unknown"})
_WORDS = {"treadmill": "treadmill", "running_treadmill": "treadmill", "biking": "cycling", "on_foot": "walking"}
_ON_FOOT = frozenset({Sport.RUNNING, Sport.WALKING, Sport.HIKING})


def read_google_fit(prefix: str, entries: Mapping[str, Entry]) -> tuple[Export, FileResult | None]:
    """Return the export, and what is wrong with the first of its sessions that cannot be read.

    Args:
        prefix: path of the folder.
        entries: the files of the container by path.
    """
    own = {path: entry for path, entry in entries.items() if path.startswith(prefix)}
    tables, rows, problem = list[str](), list[TableRow](), None
    for path, entry in own.items():
        name = _SESSION.search(path)
        if name is None or SLEEP.search(path):
            continue
        try:
            rows += _session(mapping(json_in(entry)), entry.name, _zone_s(name["zone"]))
            tables.append(path)
        except FileError as error:
            problem = problem or failed(entry.name, error)
    nights = {path: entry for path, entry in own.items() if SLEEP.search(path)}
    joined = _with_tcx(rows, {path[len(prefix) :]: entry.name for path, entry in own.items() if _TCX.search(path)})
    days = DayTables(paths=frozenset(nights), read=partial(google_fit_days, tuple(nights.values())))
    return Export(service=_SERVICE, prefix=prefix, tables=tables, rows=joined, days=days), problem


def _session(session: Mapping[str, Any], place: str, name_offset_s: int | None) -> Iterator[TableRow]:
    """The row of a session; none of sleep, of sitting still or of a drive."""
    word = text(session.get("fitnessActivity")).lower()
    if "startTime" not in session or not word or word in _NOT_SPORT:
        return
    start, end = (parse_time(text(session.get(name))[:40]) for name in ("startTime", "endTime"))
    lasts_s = (end - start).total_seconds() if start and end and end > start else None
    told = {text(one.get("metricName")): one for one in map(mapping, items(session.get("aggregate")))}
    sport, sub_sport, warnings = _sport(word)
    active_s = above_zero(text(session.get("duration")).removesuffix("s"))
    steps = _value(told.get("com.google.step_count.delta"))
    facts = Facts(
        start_utc=start,
        utc_offset_s=_stated_s(text(session.get("startTime")), name_offset_s),
        sport=sport,
        sub_sport=sub_sport,
        distance_m=_value(told.get("com.google.distance.delta")),
        elapsed_s=max(lasts_s or 0.0, active_s or 0.0) or None,
        timer_s=active_s,
        avg_cadence_spm=steps / active_s * 60 if steps and active_s and sport in _ON_FOOT else None,
        warnings=warnings,
    )
    yield TableRow(service="google_fit", key="", place=place, facts=facts, problem="" if start else "has no start time")


def _value(metric: Any) -> float | None:
    found = mapping(metric)
    return next((value for name in ("floatValue", "intValue") if (value := above_zero(found.get(name)))), None)


def _stated_s(start: str, name_offset_s: int | None) -> int | None:
    """Local time minus UTC [s] as the start states it, else the file's name; a bare Z is no zone."""
    stated = offset_s(start[-6:]) if re.search(r"[+-]\d\d:\d\d$", start) else None
    return stated or name_offset_s


def _zone_s(zone: str | None) -> int | None:
    return offset_s(zone.replace("_", ":")) if zone and zone.upper() != "Z" else None


def _sport(word: str) -> tuple[Sport, str | None, tuple[str, ...]]:
    """The sport of "running", "running.treadmill" or "Treadmill running"."""
    plain = word.strip().lower().replace(".", "_").replace(" ", "_")
    sport, sub_sport = strava_sport(_WORDS.get(plain, plain.replace("_", " ")))
    if sport is Sport.UNKNOWN and "_" in plain:
        sport, sub_sport = strava_sport(plain.partition("_")[0])
    return sport, sub_sport, unknown_sport(word) if sport is Sport.UNKNOWN else ()


def _with_tcx(rows: list[TableRow], tcx: Mapping[str, str]) -> list[TableRow]:
    """The rows with the TCX files that start with them, and a row for each such file of which no session tells."""
    made = list(rows)
    for member, place in sorted(tcx.items()):
        facts = _named(member)
        at = next((n for n, row in enumerate(made) if not row.members and _together(row.facts, facts)), None)
        if at is not None:
            made[at] = replace(made[at], members=(member,))
        elif facts.sport not in {Sport.UNKNOWN, Sport.OTHER}:
            made.append(TableRow(service="google_fit", key=member, place=place, facts=facts, members=(member,)))
    return made


def _named(member: str) -> Facts:
    """What the name of a TCX file says; without a zone its start is local."""
    found = _TCX.search(member)
    if found is None:
        return Facts()
    local = parse_time(found["start"].replace("_", ":"))
    if local is None:
        return Facts()
    offset = _zone_s(found["zone"])
    lasts_s = duration_s(found["lasts"])
    sport, sub_sport, _ = _sport(found["sport"])
    start = local - timedelta(seconds=offset or 0) if found["zone"] else None
    naive = local.replace(tzinfo=None) if start is None else None
    return Facts(
        start_utc=start, local_start=naive, utc_offset_s=offset, sport=sport, sub_sport=sub_sport, elapsed_s=lasts_s
    )


def _together(row: Facts, named: Facts) -> bool:
    """Whether a session and a TCX file's name tell of one start."""
    if row.start_utc is None:
        return False
    if named.start_utc is not None:
        return abs(row.start_utc - named.start_utc) <= JOIN
    if named.local_start is None:
        return False
    local = row.start_utc + timedelta(seconds=row.utc_offset_s or 0)
    return abs(local.replace(tzinfo=None) - named.local_start) <= JOIN


GOOGLE_FIT = Service(
    name=_SERVICE,
    begins_at=tree_of(
        r"(Takeout/)?Fit/(All Sessions|All data|Daily activity metrics|Activities)/.+",
        r"\d{4}-\d\d-\d\dT\d\d_\d\d_\d\d[^/]*_[A-Z_.]+\.json",
    ),
    read=lambda prefix, _, entries: read_google_fit(prefix, entries),
)
