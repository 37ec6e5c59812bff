"""A runner's row of the table: what to look at first, the week, how much is known, and what each rule says."""

import re
from collections import Counter
from collections.abc import Sequence
from typing import Any

from runrisk.analysis.policy import headline
from runrisk.analyzers import analyzer_classes
from runrisk.finding import Finding, Level
from runrisk.model import FileResult, Status, TrainingLog
from runrisk.report.privacy import public_text
from runrisk.settings import Settings
from runrisk.workflows.cohort.this_week import THIS_WEEK, this_week

FACTS: dict[str, str] = {
    "runner": "string",
    "worst": "string",
    "warnings": "int64",
    "cautions": "int64",
    "infos": "int64",
    "why_rule": "string",
    "why": "string",
    **THIS_WEEK,
    "days": "int64",
    "days_known": "int64",
    "first_day": "string",
    "last_day": "string",
    "runs": "int64",
    "distance_km": "float64",
    "files": "int64",
    "unread": "int64",
    "problem": "string",
}
"""Columns that say who, why and how much, with their types. Days are ISO text; a file that holds no activity is not unread.

`why` is the first sentence of what the runner's own report says first, `why_rule` the rule that says it; null where nothing stands out."""

Row = dict[str, Any]


def rule_columns() -> list[str]:
    """Two columns a rule: `session-spike.verdict`, and `session-spike.level`, null unless flagged."""
    return [f"{rule}.{what}" for rule in analyzer_classes() for what in ("verdict", "level")]


def found_row(runner: str, log: TrainingLog, findings: Sequence[Finding], settings: Settings) -> Row:
    """The row of a runner whose log was judged with these settings."""
    judged = {finding.rule: finding for finding in findings}
    levels = [finding.level for finding in judged.values() if finding.level is not None]
    counts = Counter(levels)
    days, first = log.days, next(iter(headline(findings)), None)
    row = this_week(log, settings) | {
        "runner": runner,
        "worst": max(levels, key=lambda level: level.rank).value if levels else None,
        "warnings": counts[Level.WARNING],
        "cautions": counts[Level.CAUTION],
        "infos": counts[Level.INFO],
        "why_rule": first and first.rule,
        "why": first and _first_sentence(public_text(first.summary)),
        "days": len(days),
        "days_known": int(days["known"].sum()),
        "first_day": min(activity.local_day for activity in log.counted).isoformat(),
        "last_day": log.as_of.isoformat(),
        "runs": len(log.runs),
        "distance_km": round(float(log.runs["distance_m"].sum()) / 1000, 1),
        "files": len(log.files),
        "unread": sum(result.status is Status.FAILED for result in log.files),
        "problem": None,
    }
    for rule, finding in judged.items():
        row[f"{rule}.verdict"] = finding.verdict.value
        row[f"{rule}.level"] = None if finding.level is None else finding.level.value
    return row


def _first_sentence(text: str) -> str:
    return re.split(r"(?<=[.!?])\s+(?=[A-Z])", text, maxsplit=1)[0]


def failed_row(runner: str, problem: str, results: Sequence[FileResult] = ()) -> Row:
    """The row of a runner who could not be judged; the problem names no files and no folders."""
    counts = dict.fromkeys(("warnings", "cautions", "infos", "days", "days_known", "runs"), 0)
    return counts | {
        "runner": runner,
        "distance_km": 0.0,
        "files": len(results),
        "unread": sum(result.status is Status.FAILED for result in results),
        "problem": public_text(problem),
    }


def why_nothing(results: Sequence[FileResult]) -> str:
    """Say why there is no activity, by the commonest reasons, without the names of files."""
    if not results:
        return "no activity: there are no files"
    reasons = Counter(result.reason for result in results)
    common = sorted(reasons.items(), key=lambda pair: (-pair[1], pair[0]))[:3]
    return "no activity: " + "; ".join(f"{count} x {reason}" for reason, count in common)
