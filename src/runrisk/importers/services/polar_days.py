"""Sleep and the heart's variability in Polar Flow's export.

A heart rate at rest is not in it: the mean of a night is another number.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from runrisk.importers.containers.entries import Entry
from runrisk.importers.services.garmin_days import day_named
from runrisk.importers.services.json_tables import json_in
from runrisk.importers.services.polar import SESSION_NAME
from runrisk.importers.services.recognised import DayTables, Export
from runrisk.importers.services.values import above_zero, duration_s, items, mapping, text
from runrisk.model import Day

DAY_TABLE = re.compile(r"(^|/)(sleep_result|nightly_recovery)[-_](?!blob)[^/]*\.json$", re.IGNORECASE)
"""Names of these tables."""


def polar_export(prefix: str, entries: Mapping[str, Entry]) -> Export:
    """Return the export that begins at `prefix`: its sessions are read as recordings, its nights as days."""
    tables = {path: entry for path, entry in entries.items() if path.startswith(prefix) and DAY_TABLE.search(path)}

    def read() -> Iterator[Day]:
        for entry in tables.values():
            yield from polar_days(json_in(entry))

    days = DayTables(paths=frozenset(tables), read=read)
    return Export(service="Polar Flow", prefix=prefix, tables=(), recordings=SESSION_NAME, days=days)


def polar_days(content: Any) -> Iterator[Day]:
    """Give what one of these tables tells of each night, by the day it ends on; naps are left out."""
    for night in map(mapping, items(content)):
        day = day_named(night.get("night"))
        evaluation = mapping(night.get("evaluation"))
        nap = text(evaluation.get("sleepType")).upper() == "NAP"
        if day is not None:
            yield Day(
                day=day,
                source="Polar",
                sleep_s=None if nap else duration_s(text(evaluation.get("asleepDuration"))),
                hrv_rmssd_ms=above_zero(night.get("meanNightlyRecoveryRmssd")),
            )
