"""What the last reports saw, and what the runner acknowledged, kept."""

import json
from collections.abc import Mapping
from datetime import date
from operator import index
from typing import Any

from runrisk.finding import Level
from runrisk.report_memory import Acknowledged, ReportMemory, Sighting
from runrisk.store.database import Database


class StoredReportMemory:
    """The memory of a library: two reports, of the newest two days, and the acknowledged findings."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def of(self, today: date) -> ReportMemory:
        """What a report of today is held against: the last one of an earlier day, so that today's may be repeated."""
        found = self._database.rows(
            "SELECT day, seen FROM reports WHERE day < ? ORDER BY day DESC", (today.isoformat(),)
        )
        acknowledged = self.acknowledged()
        if not found:
            return ReportMemory(acknowledged=acknowledged)
        day, seen = found[0]
        return ReportMemory(last_day=date.fromisoformat(day), last=sightings_of(seen), acknowledged=acknowledged)

    def keep_report(self, day: date, seen: Mapping[str, Sighting]) -> None:
        """Keep what a report saw, in place of an older one of that day; of the others only the last before it stays."""
        with self._database.writing():
            before = "SELECT ifnull(max(day), '') FROM reports WHERE day < ?"
            self._database.write(f"DELETE FROM reports WHERE day <> ({before})", (day.isoformat(),))  # noqa: S608 - the line above
            self._database.write("INSERT INTO reports (day, seen) VALUES (?, ?)", (day.isoformat(), _text(seen)))

    def acknowledged(self) -> dict[str, Acknowledged]:
        """What was acknowledged, by rule."""
        rows = self._database.rows("SELECT rule, day, level, times FROM acknowledged ORDER BY rule")
        return {rule: acknowledged_of(day, level, times) for rule, day, level, times in rows}

    def acknowledge(self, rule: str, known: Acknowledged) -> None:
        """Keep a finding quiet, in place of what was acknowledged of this rule before."""
        row = (rule, known.day.isoformat(), known.level.value, known.times)
        self._database.write("INSERT OR REPLACE INTO acknowledged (rule, day, level, times) VALUES (?, ?, ?, ?)", row)

    def unacknowledge(self, rule: str) -> None:
        """Let a finding speak again."""
        self._database.write("DELETE FROM acknowledged WHERE rule = ?", (rule,))


def acknowledged_of(day: str, level: str, times: int) -> Acknowledged:
    """Return what a row of table `acknowledged` says.

    Raises:
        ValueError, TypeError: it says nothing that could have been kept.
    """
    return Acknowledged(day=date.fromisoformat(day), level=Level(level), times=index(times))


def _text(seen: Mapping[str, Sighting]) -> str:
    rows = {
        rule: {"level": one.level, "newest": one.newest and one.newest.isoformat(), "times": one.times}
        for rule, one in seen.items()
    }
    return json.dumps(rows)


def sightings_of(text: str) -> dict[str, Sighting]:
    """Return what column `seen` of table `reports` says.

    Raises:
        ValueError, KeyError, TypeError: it says nothing that could have been kept.
    """
    rows: dict[str, dict[str, Any]] = dict(json.loads(text))
    return {
        rule: Sighting(
            level=Level(row["level"]),
            newest=None if row["newest"] is None else date.fromisoformat(row["newest"]),
            times=index(row["times"]),
        )
        for rule, row in rows.items()
    }
