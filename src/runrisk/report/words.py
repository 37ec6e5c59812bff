"""The report's plain words for levels, grades and files, and a measure as a row of a table."""

from collections.abc import Mapping

from runrisk.finding import Confidence, Grade, Level, Measure, Verdict
from runrisk.model import Status
from runrisk.wording import NOT_KNOWN, Wording

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


def measure(taken: Measure, wording: Wording) -> dict[str, str]:
    """A measure as text: name, value with unit, limit, interval (empty where there is none)."""
    factor, unit = wording.in_unit(1 / KILOMETRE_M, "km") if _is_long(taken) else wording.in_unit(1.0, taken.unit)
    limit = None if taken.limit is None else taken.limit * factor
    low, high = (None if end is None else wording.number(end * factor) for end in (taken.low, taken.high))
    value = None if taken.value is None else wording.number(taken.value * factor, limit=limit)
    return {
        "name": taken.name.removesuffix("_m").removesuffix("_km").replace("_", " ").capitalize(),
        "value": NOT_KNOWN if value is None else f"{value} {unit.removesuffix('ratio')}".strip(),
        "limit": "" if limit is None else wording.number(limit),
        "interval": f"{low} to {high}" if low and high else "",
    }


def _is_long(taken: Measure) -> bool:
    return taken.unit == "m" and abs(taken.value or 0) >= KILOMETRE_M
