"""What became of each file."""

from dataclasses import dataclass
from enum import StrEnum


class Status(StrEnum):
    """What became of a file."""

    IMPORTED = "imported"
    DUPLICATE = "duplicate"
    MERGED = "merged"
    SKIPPED = "skipped"
    FAILED = "failed"


@dataclass(frozen=True, kw_only=True, slots=True)
class FileResult:
    """One line of the import log: a file, what became of it, why, and the activities it gave."""

    name: str
    status: Status
    reason: str = ""
    activities: tuple[str, ...] = ()
