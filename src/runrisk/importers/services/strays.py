"""Recordings that lie apart from the table that tells of them: an export in two zips, its table in one of them.

The table may come before or after them, so that they are joined when every file is read: by the file's name, and by a
start that can be the row's in some time zone.
"""

from collections import defaultdict
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from runrisk.importers.read_file import FileReading
from runrisk.importers.services.facts import Facts, into_activity
from runrisk.importers.services.recognised import Export, plain_path
from runrisk.importers.services.table_rows import TableRow
from runrisk.model import Activity, Samples

ANY_ZONE = timedelta(hours=15)
"""A local start may differ so much from the same start in UTC: the outermost zone is 14 h away, and an hour for slack."""


class Strays(Export):
    """Stands around the files that no export holds, and remembers what each of them gave, by its name."""

    def __init__(self) -> None:
        """Begin with none."""
        super().__init__(service="", prefix="", tables=())
        self._gave: dict[str, list[tuple[Activity, ...]]] = defaultdict(list)

    def claim(self, inner: str, activities: Sequence[Activity]) -> tuple[Activity, ...]:
        """Remember the activities of a file; they stay as they are."""
        if activities:
            self._gave[_name(inner)].append(tuple(activities))
        return tuple(activities)

    def reading(self, row: TableRow) -> FileReading | None:
        """The activities of a row's file, which know now what the row says; None where no such file was read, or several."""
        gave = [found for member in row.members for found in self._gave.get(_name(member), ())]
        if len(gave) != 1 or not all(_can_be(row.facts, activity) for activity in gave[0]):
            return None
        facts = row.facts if len(gave[0]) == 1 else row.facts.without_totals()
        known = tuple(into_activity(activity, facts) for activity in gave[0])
        nothing_new = {activity.id: Samples() for activity in known}
        return FileReading(name=row.place, sha256=known[0].source.sha256, activities=known, samples=nothing_new)


def _name(path: str) -> str:
    return plain_path(path).rpartition("/")[2]


def _can_be(facts: Facts, activity: Activity) -> bool:
    """Whether an activity can be the one a row tells of."""
    start: datetime | None = facts.start_utc
    if start is None and facts.local_start is not None:
        start = facts.local_start.replace(tzinfo=UTC)
    return start is None or abs(start - activity.start_utc) <= ANY_ZONE
