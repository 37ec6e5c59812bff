"""Sleep and the heart's variability in Polar Flow's export.

A heart rate at rest is not in it: the mean of a night is another number.
"""

import re
from collections.abc import Iterator
from typing import Any

from runrisk.importers.services.garmin_days import day_named
from runrisk.importers.services.values import above_zero, duration_s, items, mapping, text
from runrisk.model import Day

DAY_TABLE = re.compile(r"(^|/)(sleep_result|nightly_recovery)[-_](?!blob)[^/]*\.json$", re.IGNORECASE)
"""Names of these tables."""


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
