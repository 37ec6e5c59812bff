"""Whether the times of Fitbit's older lists are UTC: told by the same exercises elsewhere in the export, where they stand there."""

import re
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta

from runrisk.errors import FileError
from runrisk.importers.containers.entries import Entry
from runrisk.importers.formats.xml_times import parse_time
from runrisk.importers.services.fitbit_track import PLACES
from runrisk.importers.services.named_rows import named_rows
from runrisk.importers.services.recognised import JOIN
from runrisk.importers.services.table_rows import TableRow

_TCX_START = re.compile(rb"<(?:\w+:)?Id>\s*([^<\s]{10,40})\s*</")
_HEAD_BYTES = 4096
_LOOKED_AT = 20
"""So many exercises are looked at to tell whether times are UTC. Our choice: they agree."""
_QUARTER = timedelta(minutes=15)


def times_are_utc(
    older: Sequence[TableRow],
    newer: Sequence[TableRow],
    tcx: Mapping[str, Entry],
    days: Mapping[tuple[str, str], Entry],
) -> bool | None:
    """Whether the older times are UTC, by the same exercises told elsewhere; None where nothing tells it."""
    known = {row.key: row.facts.start_utc for row in newer if row.key}
    votes: list[bool] = []
    for row in older:
        stated = row.facts.local_start
        start = known.get(row.key) or (_tcx_start(tcx[row.key]) if row.key in tcx else None)
        if stated is not None and start is not None and len(votes) < _LOOKED_AT:
            apart = stated.replace(tzinfo=UTC) - start
            if abs(apart - round(apart / _QUARTER) * _QUARTER) <= 2 * JOIN:
                votes.append(abs(apart) <= 2 * JOIN)
    if votes:
        return 2 * sum(votes) > len(votes)
    places = _by_places(older, days)
    return True if 2 * sum(places) > len(places) else None


def _tcx_start(entry: Entry) -> datetime | None:
    """The start that a TCX file names, where its name for the activity is one."""
    try:
        with entry.open() as stream:
            found = _TCX_START.search(stream.read(_HEAD_BYTES))
    except (FileError, OSError, ValueError, RuntimeError):
        return None
    return parse_time(found[1].decode("ascii", "replace")) if found else None


def _by_places(older: Sequence[TableRow], days: Mapping[tuple[str, str], Entry]) -> list[bool]:
    """Of exercises with places that day: whether places begin when they do, read as UTC."""
    votes: list[bool] = []
    for row in older:
        stated = row.facts.local_start
        table = days.get((PLACES, stated.date().isoformat())) if stated is not None else None
        if stated is None or table is None or len(votes) >= _LOOKED_AT:
            continue
        try:
            times = [parse_time(one.get("timestamp", "")[:40]) for _, one in named_rows(table, ("timestamp",))]
        except FileError:
            continue
        begin = stated.replace(tzinfo=UTC)
        votes.append(any(at is not None and begin <= at <= begin + 2 * JOIN for at in times))
    return votes
