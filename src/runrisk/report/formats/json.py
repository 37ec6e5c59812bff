"""The report as JSON types; the schema is versioned and documented."""

from collections.abc import Sequence
from typing import Any

from runrisk.finding import Finding
from runrisk.model import TrainingLog
from runrisk.report.news import News
from runrisk.version import __version__

SCHEMA = "runrisk.check/1"


def check_json(log: TrainingLog, findings: Sequence[Finding]) -> dict[str, Any]:
    """Every rule's finding; distance and runs are of runs only; days are None where the log is empty."""
    days = [activity.local_day.isoformat() for activity in log.counted]
    return {
        "schema": SCHEMA,
        "version": __version__,
        "log": {
            "runs": len(log.runs),
            "activities": len(log.counted),
            "first_day": min(days, default=None),
            "last_day": max(days, default=None),
            "distance_km": round(float(log.runs["distance_m"].sum()) / 1000, 3),
        },
        "period": {
            "since": log.period.since.isoformat() if days else None,
            "until": log.period.until.isoformat() if days else None,
        },
        "findings": [finding.to_json() for finding in findings],
    }


def news_json(news: News, changed: Sequence[str]) -> dict[str, Any]:
    """What a report is held against: the last report of its library, what was acknowledged, and the changed limits."""
    return {
        "new": [{"rule": rule, "why": why} for rule, why in news.new.items()],
        "gone": list(news.gone),
        "acknowledged": [{"rule": rule, "day": day.isoformat()} for rule, day in news.quiet.items()],
        "limits": list(changed),
    }
