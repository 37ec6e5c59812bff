"""Which activities are duplicates of which: links that are drawn anew whenever something was added, never deletions."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace

from runrisk.importers.duplicates import Match
from runrisk.model import FileResult, Status
from runrisk.store.database import Database

RULES = 3
"""To be raised whenever `importers.duplicates` links something else than before: all links are then drawn anew."""


class Links:
    """All links of a library, and the activities that the runner wants counted whatever they resemble."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def all(self) -> tuple[Match, ...]:
        """Return every link."""
        rows = self._database.rows(
            "SELECT activity_id, duplicate_of, reason, asked FROM duplicates ORDER BY activity_id"
        )
        return tuple(
            Match(shadow=shadow, counted=counted, reason=reason, asked=bool(asked))
            for shadow, counted, reason, asked in rows
        )

    def replace(self, scope: Collection[str], matches: Iterable[Match]) -> None:
        """Put links in place of all that start at an activity of `scope`."""
        with self._database.writing():
            self._database.write_many("DELETE FROM duplicates WHERE activity_id = ?", [(key,) for key in scope])
            self._database.write_many(
                "INSERT INTO duplicates (activity_id, duplicate_of, reason, asked) VALUES (?, ?, ?, ?)",
                [(match.shadow, match.counted, match.reason, int(match.asked)) for match in matches],
            )

    def drawn_as_now(self) -> bool:
        """Whether the links were drawn by the present rules."""
        return self._database.rows("SELECT value FROM settings WHERE name = 'links'") == [(str(RULES),)]

    def say_drawn(self) -> None:
        """Say that all links were drawn by the present rules."""
        self._database.write("INSERT OR REPLACE INTO settings (name, value) VALUES ('links', ?)", (str(RULES),))

    def kept_apart(self) -> frozenset[str]:
        """Return the activities that are never a duplicate of anything."""
        return frozenset(row[0] for row in self._database.rows("SELECT activity_id FROM kept_apart"))

    def keep_apart(self, activity_id: str, *, apart: bool) -> None:
        """Say that an activity is no duplicate, or take that back; the links must be drawn anew afterwards."""
        self._database.write("DELETE FROM kept_apart WHERE activity_id = ?", (activity_id,))
        if apart:
            self._database.write("INSERT INTO kept_apart (activity_id) VALUES (?)", (activity_id,))


def as_linked(results: Iterable[FileResult], matches: Iterable[Match]) -> tuple[FileResult, ...]:
    """Return lines of the import log as the links have it now: an imported file none of whose activities counts was merged."""
    reasons = {match.shadow: match.reason for match in matches}
    return tuple(_as_linked(result, reasons) if result.status is Status.IMPORTED else result for result in results)


def _as_linked(result: FileResult, reasons: Mapping[str, str]) -> FileResult:
    said = "; ".join(dict.fromkeys(reasons[key] for key in result.activities if key in reasons))
    merged = bool(result.activities) and reasons.keys() >= set(result.activities)
    return replace(result, status=Status.MERGED if merged else Status.IMPORTED, reason=said)
