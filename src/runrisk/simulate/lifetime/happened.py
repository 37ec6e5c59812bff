"""Something that was planted into a made-up life: the truth that is written beside its files."""

from dataclasses import dataclass
from datetime import date

from runrisk.model import Activity


@dataclass(frozen=True, kw_only=True, slots=True)
class Happened:
    """One thing that is really in a life or its files.

    Attributes:
        kind: its name in `EVENTS` or in `FILE_DIRT`.
        first: first local day.
        last: last local day.
        says: what was done.
        files: the files it is in, where it is a matter of files.
        run: the activity behind those files as it really was.
    """

    kind: str
    first: date
    last: date
    says: str
    files: tuple[str, ...] = ()
    run: Activity | None = None
