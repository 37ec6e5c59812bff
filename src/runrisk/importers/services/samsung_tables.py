"""Samsung Health's tables: a line on the table, then the header, each row with a comma too many; names with or without a prefix."""

import re
from collections.abc import Collection, Iterator, Mapping
from datetime import UTC, datetime, timedelta

from runrisk.importers.containers.entries import Entry
from runrisk.importers.services.text_tables import below_titles, csv_rows
from runrisk.importers.services.values import number

_OFFSET = re.compile(r"(?:UTC|GMT)?([+-])(\d{1,2}):?(\d{2})", re.IGNORECASE)
_EPOCH_MS = 1e11
"""A time beyond this is in milliseconds [s]: the year 5138."""
_LAST_MS = 4e12
"""The year 2096 [ms]: a later time is none."""
_FARTHEST_S = 14 * 3600
"""No zone lies farther from UTC [s]."""

Row = Mapping[str, str]
"""The cells of a row that hold something, by the last word of their column's name."""


def samsung_rows(entry: Entry, names: Collection[str]) -> Iterator[tuple[int, Row]]:
    """Give line and cells of each row; none where the table has not all these columns.

    Raises:
        FileError: it is no table, or cannot be read.
    """
    rows = [(line, cells) for line, cells in csv_rows(entry.read(), ",")]
    short = [(line, list(map(_short, cells))) for line, cells in rows[:2]]
    header = below_titles(short, names)[:1]
    if not header or not set(names) <= set(header[0][1]):
        return
    line_of_header, columns = header[0]
    for line, cells in rows:
        if line > line_of_header:
            pairs = [(name, cell.strip()) for name, cell in zip(columns, cells, strict=False)]
            yield line, {name: cell for name, cell in reversed(pairs) if cell}


def moment(cell: str) -> datetime | None:
    """A time in UTC: "2026-01-01 05:00:00.000", in newer exports milliseconds since 1970."""
    stated = number(cell)
    if stated is not None:
        return datetime.fromtimestamp(stated / 1000, UTC) if _EPOCH_MS < stated < _LAST_MS else None
    try:
        return datetime.fromisoformat(cell[:30]).replace(tzinfo=UTC)
    except ValueError:
        return None


def offset_s(cell: str) -> int | None:
    """Local time minus UTC [s], of "UTC+0100", "+01:00" or milliseconds."""
    stated, found = number(cell), _OFFSET.fullmatch(cell)
    if found:
        seconds = (int(found[2]) * 60 + int(found[3])) * (-60 if found[1] == "-" else 60)
    elif stated is not None and stated % 1000 == 0:
        seconds = int(stated / 1000)
    else:
        return None
    return seconds if abs(seconds) <= _FARTHEST_S else None


def local(at: datetime, zone: str) -> datetime:
    """A moment by the wall clock; UTC where the zone cannot be told."""
    return at + timedelta(seconds=offset_s(zone) or 0)


def _short(name: str) -> str:
    return name.strip().lower().rpartition(".")[2]
