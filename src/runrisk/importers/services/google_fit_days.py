"""Nights in Google Fit: sessions of sleep whose segments tell light, deep and REM sleep; one without them is time in bed."""

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from typing import Any

from runrisk.importers.containers.entries import Entry
from runrisk.importers.formats.xml_times import parse_time
from runrisk.importers.services.json_tables import json_in
from runrisk.importers.services.samsung_times import local
from runrisk.importers.services.values import items, mapping, text
from runrisk.model import Day

SLEEP = re.compile(r"(^|/)[^/]*_SLEEP\.json$", re.IGNORECASE)
_ASLEEP = frozenset({"sleep.light", "sleep.deep", "sleep.rem"})
_ZONE = re.compile(r"[+-]\d\d[:_]\d\d")
_LONGEST = timedelta(days=1)


def google_fit_days(entries: Iterable[Entry]) -> Iterator[Day]:
    """Give the longest sleep of each day it ends on last, so that it counts and naps do not.

    Raises:
        FileError: a file cannot be read.
    """
    nights: list[tuple[float, date]] = []
    for entry in entries:
        session = mapping(json_in(entry))
        end = parse_time(text(session.get("endTime"))[:40])
        seconds = sum(_asleep_s(mapping(one)) for one in items(session.get("segment")))
        if end is not None and seconds:
            zone = _ZONE.findall(text(session.get("endTime"))[10:]) or _ZONE.findall(entry.inner.rpartition("T")[2])
            nights.append((seconds, local(end, zone[0].replace("_", ":") if zone else "").date()))
    yield from (Day(day=day, source="Google Fit", sleep_s=seconds) for seconds, day in sorted(nights))


def _asleep_s(segment: Mapping[str, Any]) -> float:
    begin, end = (parse_time(text(segment.get(name))[:40]) for name in ("startTime", "endTime"))
    asleep = text(segment.get("fitnessActivity")).lower() in _ASLEEP
    if not asleep or begin is None or end is None or not timedelta(0) < end - begin <= _LONGEST:
        return 0.0
    return (end - begin).total_seconds()
