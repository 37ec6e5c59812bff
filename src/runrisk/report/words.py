"""The report's plain words for levels, grades, numbers and days."""

from collections.abc import Mapping
from datetime import date
from math import floor, isinf, isnan, log10

from runrisk.finding import Confidence, Grade, Level, Measure, Verdict
from runrisk.model import Status
from runrisk.report.units import Units

KILOMETRE_M = 1000
"""Lengths from here on are shown in km or mi; an offset on the road stays in metres."""

VERDICTS: Mapping[Verdict, str] = {
    Verdict.FLAGGED: "seen",
    Verdict.CLEAR: "not seen in this log",
    Verdict.UNKNOWN: "could not be judged",
    Verdict.NOT_APPLICABLE: "does not apply",
}

MANY_VERDICTS: Mapping[Verdict, str] = {**VERDICTS, Verdict.NOT_APPLICABLE: "do not apply"}
"""The same of more than one pattern."""

LEVEL_SIGNS: Mapping[Level, str] = {Level.INFO: "○", Level.CAUTION: "△", Level.WARNING: "▲"}
"""A sign beside the word: colour is never the only one."""

LEVEL_MEANINGS: Mapping[Level, str] = {
    Level.INFO: "worth knowing",
    Level.CAUTION: "worth attention",
    Level.WARNING: "asks for attention first",
}

NO_CAUSE = "This log cannot tell cause from coincidence."
"""Stands beside what the runner told of, where a number of the log is put next to it."""

GRADES: Mapping[Grade, str] = {
    Grade.SAFETY: "a safety rule, not a question of studies",
    Grade.STRONG: "several consistent studies",
    Grade.MODERATE: "one good large study, or several",
    Grade.LIMITED: "small or indirect studies",
    Grade.CONFLICTING: "good studies disagree",
    Grade.ARTICLE_ONLY: "advice articles only, no usable study",
    Grade.AGAINST: "studies speak against it",
}

CONFIDENCES: Mapping[Confidence, str] = {
    Confidence.LOW: "thin data",
    Confidence.MEDIUM: "enough data",
    Confidence.HIGH: "plenty of data",
}

STATUSES: Mapping[Status, str] = {
    Status.IMPORTED: "read",
    Status.MERGED: "read and joined with another recording",
    Status.DUPLICATE: "already there (counted once)",
    Status.SKIPPED: "no activity, skipped",
    Status.FAILED: "could not be read",
}


def days(first: date, last: date) -> str:
    """One day or a stretch of days."""
    return f"{first}" if first == last else f"{first} to {last}"


def count(number: int, one: str, many: str = "") -> str:
    """A number and its noun: 1 run, 2 runs."""
    return f"{number:,} {one if number == 1 else many or f'{one}s'}"


def clock(seconds: float) -> str:
    """A length of time [s] as hours, minutes and seconds: 1:02:03."""
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02d}:{rest:02d}"


def number(value: float | None) -> str:
    """A number with as many digits as carry meaning; "not known" for none."""
    if value is None or isnan(value):
        return "not known"
    if isinf(value):
        return "without bound"
    return f"{value:,.{_digits(value)}f}"


def _digits(value: float) -> int:
    """Three digits in all, at most two of them decimals; whole numbers have none."""
    return 0 if value == round(value) else min(2, max(0, 2 - floor(log10(abs(value)))))


def measure(taken: Measure, units: Units) -> dict[str, str]:
    """A measure as text: name, value with unit, limit, interval (empty where there is none)."""
    factor, unit = _shown(taken, units)
    value, limit, low, high = (
        None if amount is None else number(amount * factor)
        for amount in (taken.value, taken.limit, taken.low, taken.high)
    )
    return {
        "name": taken.name.removesuffix("_m").removesuffix("_km").replace("_", " ").capitalize(),
        "value": f"{value} {unit}".strip() if value else number(None),
        "limit": limit or "",
        "interval": f"{low} to {high}" if low and high else "",
    }


def _shown(taken: Measure, units: Units) -> tuple[float, str]:
    """What a measure's numbers are multiplied with, and their unit: long distances follow `units`."""
    if taken.unit == "m" and abs(taken.value or 0) >= KILOMETRE_M:
        return units.of(1), units.value
    if taken.unit.startswith("km") and taken.unit[2:3] in {"", " ", "/"}:
        return units.of(KILOMETRE_M), taken.unit.replace("km", units, 1)
    return 1.0, taken.unit.removesuffix("ratio")
