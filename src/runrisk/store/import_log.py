"""What became of every file that was ever offered, and which files need not be unpacked again."""

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from runrisk.model import FileResult, Status
from runrisk.store.database import Database
from runrisk.version import __version__

_STORED = frozenset({Status.IMPORTED, Status.MERGED, Status.DUPLICATE})


@dataclass(frozen=True, kw_only=True, slots=True)
class LoggedFile:
    """A file with what became of it.

    Attributes:
        found_key: names the bytes as they were found, before anything was unpacked.
        sha256: of the decompressed bytes; None where they were not looked at.
        result: what became of it, and why.
    """

    found_key: str
    sha256: str | None
    result: FileResult


class ImportLog:
    """One line a file (bytes and name); what a later import found replaces an earlier failure, nothing else."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def begin(self) -> int:
        """Note that an import begins; return its number."""
        row = (datetime.now(UTC).isoformat(), __version__)
        return self._database.insert("INSERT INTO imports (started_utc, program) VALUES (?, ?)", row)

    def finish(self, number: int) -> None:
        """Note that an import came to its end."""
        now = datetime.now(UTC).isoformat()
        self._database.write("UPDATE imports SET finished_utc = ? WHERE id = ?", (now, number))

    def write(self, number: int, lines: Iterable[LoggedFile]) -> None:
        """Write lines of an import, in one transaction."""
        self._database.write_many(
            """INSERT INTO files (found_key, name, sha256, status, reason, activities, program, first_import,
                last_import) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?8)
            ON CONFLICT (found_key, name) DO UPDATE SET
                last_import = excluded.last_import, program = excluded.program, sha256 = coalesce(excluded.sha256, sha256),
                activities = excluded.activities,
                status = CASE WHEN excluded.status = 'duplicate' AND status = 'imported'
                    THEN status ELSE excluded.status END,
                reason = CASE WHEN excluded.status = 'duplicate' AND status = 'imported'
                    THEN reason ELSE excluded.reason END""",
            (_row(number, line) for line in lines),
        )

    def settled(self, holds: Callable[[Sequence[str]], bool]) -> Callable[[str], FileResult | None]:
        """Return what tells the fate of a file that need not be read again, by `found_key`.

        A file is settled if all its activities are in the library with their samples as they were written (`holds`,
        asked only about files that are offered again), or if this very version of the program found no activity in it.
        What failed is always tried again.
        """
        found = {key: (program, result) for key, program, result in self._lines()}

        def fate(key: str) -> FileResult | None:
            program, result = found.get(key, ("", None))
            if result is None or (result.status is Status.SKIPPED and program == __version__):
                return result
            return result if result.status in _STORED and holds(result.activities) else None

        return fate

    def results(self) -> tuple[FileResult, ...]:
        """Return what became of each file, by name."""
        return tuple(result for _, _, result in self._lines())

    def forget(self, activity_id: str) -> None:
        """Remove the lines of the file that gave an activity: a name may tell as much as a track."""
        self._database.write("DELETE FROM files WHERE instr(activities, ?) > 0", (json.dumps(activity_id),))

    def _lines(self) -> Iterable[tuple[str, str, FileResult]]:
        columns = "found_key, program, name, status, reason, activities"
        for key, program, name, status, reason, ids in self._database.rows(
            f"SELECT {columns} FROM files ORDER BY name, found_key"  # noqa: S608 - the columns stand above
        ):
            activities = tuple(json.loads(ids))
            yield key, program, FileResult(name=name, status=Status(status), reason=reason, activities=activities)


def _row(number: int, line: LoggedFile) -> tuple[object, ...]:
    result = line.result
    ids = json.dumps(result.activities)
    return (line.found_key, result.name, line.sha256, result.status, result.reason, ids, __version__, number)
