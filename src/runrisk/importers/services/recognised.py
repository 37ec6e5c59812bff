"""One export that was recognised: what its tables say of which file, and which of its files hold recordings."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from runrisk.importers.services.facts import Facts, into_activity
from runrisk.importers.services.pieces import Piece
from runrisk.importers.services.table_rows import TableRow
from runrisk.model import Activity, Day, Gear, Sport

JOIN = timedelta(seconds=60)
"""A recording belongs to the row that starts so near, where nothing else joins them. Our choice: nobody starts two
activities within a minute, and services round."""

_RECORDING = re.compile(r"\.(fit|gpx|tcx)(\.gz)?$|(^|/)[^/.]*$", re.IGNORECASE)
"""Names of files that may be recordings; the others of an export are personal and are not opened."""
_NOT_SAID = frozenset({Sport.UNKNOWN, Sport.OTHER})


def plain_path(inner: str) -> str:
    """A path in a container as it is compared: unpacked or not, and however its writer spelled it."""
    return inner.replace("\\", "/").lstrip("/").lower().removesuffix(".gz")


@dataclass(frozen=True, kw_only=True)
class DayTables:
    """Tables of an export that tell of days, not of activities. They are opened only where the runner wants days kept.

    Attributes:
        paths: of the tables, in the container.
        read: gives what they tell, in any order, unchecked, a day in several pieces where the tables tell it so; raises
            FileError. It is called while the container is open.
    """

    paths: frozenset[str]
    read: Callable[[], Iterable[Day]]


class Export:
    """The rows of an export, and which of them a recording has taken.

    Attributes:
        service: its name for the runner.
        prefix: the path it begins at inside its container; empty or ending in "/".
        tables: paths of the tables that were read.
        by_start: whether only the start joins rows and recordings, which may then lie in zips inside.
        days: what it tells of sleep and the heart at rest; None where it tells nothing.
        gear: the pairs of shoes it knows.
        pieces: its recordings that are no files of their own.
    """

    def __init__(
        self,
        *,
        service: str,
        prefix: str,
        tables: Collection[str],
        rows: Sequence[TableRow] = (),
        by_start: bool = False,
        recordings: re.Pattern[str] = _RECORDING,
        days: DayTables | None = None,
        gear: Sequence[Gear] = (),
        pieces: Sequence[Piece] = (),
    ) -> None:
        """Take the rows over.

        Args:
            service: its name for the runner.
            prefix: the path it begins at.
            tables: paths of the tables that were read.
            rows: of all tables.
            by_start: whether only the start joins rows and recordings.
            recordings: what the names of recordings look like.
            days: what it tells of sleep and the heart at rest.
            gear: the pairs of shoes it knows.
            pieces: its recordings that are no files of their own.
        """
        self.service = service
        self.prefix = prefix
        self.by_start = by_start
        self.days = days
        self.gear = tuple(gear)
        self.tables = frozenset(tables)
        self.pieces = tuple(pieces)
        self._of_pieces = frozenset(file for piece in pieces for file in piece.files)
        self._recordings = recordings
        self._rows = tuple(rows)
        self._of_member = {plain_path(prefix + member): row for row in rows for member in row.members}
        dated = [(row.facts.start_utc, row) for row in rows if by_start and row.facts.start_utc is not None]
        self._starts: list[tuple[datetime, TableRow]] = sorted(dated, key=lambda pair: pair[0])
        self._taken: set[str] = set()

    def holds(self, inner: str) -> bool:
        """Whether a file lies in the export."""
        return inner.replace("\\", "/").startswith(self.prefix)

    def is_part(self, inner: str) -> bool:
        """Whether a file is read as part of a piece."""
        return inner in self._of_pieces

    def nearness(self, inner: str) -> tuple[bool, int]:
        """How surely a file that the export holds is its own, to compare with other exports around the file."""
        path = inner.replace("\\", "/")
        own = path in self.tables or path in self._of_pieces or plain_path(path) in self._of_member
        return own, len(self.prefix)

    def wants(self, inner: str) -> bool:
        """Whether a file of the export is to be read as a recording."""
        return plain_path(inner) in self._of_member or bool(self._recordings.search(inner.replace("\\", "/")))

    def facts(self, inner: str) -> Facts | None:
        """What the export says of a file, known before it is read."""
        row = self._of_member.get(plain_path(inner))
        if row is None:
            return None
        return row.facts if len(row.members) == 1 else row.facts.without_totals()

    def claim(self, inner: str, activities: Sequence[Activity]) -> tuple[Activity, ...]:
        """Take the rows of a file that was read; return its activities, which know now what their rows say."""
        row = self._of_member.get(plain_path(inner))
        if row is not None and activities:
            self._taken.add(row.sha256)
        facts = self.facts(inner)
        if facts is not None:
            alone = facts if len(activities) == 1 else facts.without_totals()
            activities = [into_activity(activity, alone) for activity in activities]
        return tuple(self._known(activity) for activity in activities)

    def unclaimed(self) -> Iterator[TableRow]:
        """The rows that no recording has taken, each once."""
        given: set[str] = set()
        for row in self._rows:
            if row.sha256 not in self._taken | given:
                given.add(row.sha256)
                yield row

    def _known(self, activity: Activity) -> Activity:
        row = self._at(activity)
        if row is None:
            return activity
        self._taken.add(row.sha256)
        return into_activity(activity, row.facts)

    def _at(self, activity: Activity) -> TableRow | None:
        """The row that starts nearest to an activity: one of its sport, else one that lasted as long.

        The owner may have corrected the sport in the table; the legs of a triathlon begin apart and last differently.
        """
        low = bisect_left(self._starts, activity.start_utc - JOIN, key=lambda pair: pair[0])
        high = bisect_right(self._starts, activity.start_utc + JOIN, key=lambda pair: pair[0])
        near = self._starts[low:high]
        agreed = [pair for pair in near if _agree(pair[1].facts.sport, activity.sport)]
        agreed = agreed or [pair for pair in near if _as_long(pair[1].facts, activity)]
        return min(agreed, key=lambda pair: abs(pair[0] - activity.start_utc))[1] if agreed else None


def _as_long(facts: Facts, activity: Activity) -> bool:
    spent_s = [(facts.elapsed_s, activity.elapsed_s), (facts.timer_s, activity.timer_s)]
    return any(one and other and abs(one - other) <= JOIN.total_seconds() for one, other in spent_s)


def _agree(one: Sport, other: Sport) -> bool:
    return one is other or bool({one, other} & _NOT_SAID)
