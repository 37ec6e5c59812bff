"""Where things stand in Strava's table of activities: told by content and place, for the names change with the language.

The table had 10 columns in 2019 and has had 87, 92, 94 and 101 since; the file's column and what lies around it has
kept its order.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from runrisk.importers.services.strava_words import RACE, RPE

FILE = re.compile(r"activities/.+\.(fit|gpx|tcx)(\.gz)?", re.IGNORECASE)

_WITH_NOTE = 12
"""The place of the file's column from which on a private note stands two left of it."""
_FEWEST = 10
_FULL = 80
"""Tables with so many columns have the order of the full layout."""
_RPE_AFTER = 31
_WIDEST, _RACE_IN_WIDEST = 101, 95


@dataclass(frozen=True, kw_only=True, slots=True)
class Columns:
    """Places of columns, from 0; None where the layout has none.

    Attributes:
        file: path of the recording.
        gear: name of the shoes or the bike.
        private_note: the note that only the runner sees.
        exact: first column of the second block: elapsed and moving time [s], distance [m].
        rpe: perceived exertion.
        race: marked as a competition.
        old: the layout before July 2019, with distances in metres.
    """

    file: int
    gear: int
    private_note: int | None
    exact: int | None
    rpe: int | None
    race: int | None
    old: bool


def find_columns(header: Sequence[str], rows: Sequence[Sequence[str]]) -> Columns | None:
    """Return where things stand; None where this is no table of Strava's."""
    if len(header) < _FEWEST or not all(row[0].strip().isdigit() for row in rows):
        return None
    file = _file_column(header, rows)
    names = [name.strip().lower() for name in header]
    exact = file + 3
    # The second block repeats two names of the first, in every language.
    doubled = len(names) > exact + 2 and names[exact] == names[5] and names[exact + 2] == names[6]
    return Columns(
        file=file,
        gear=file - 1,
        private_note=file - 2 if file >= _WITH_NOTE else None,
        exact=exact if doubled else None,
        rpe=_named(names, RPE) or (file + _RPE_AFTER if len(names) >= _FULL else None),
        race=_named(names, RACE) or (_RACE_IN_WIDEST if len(names) == _WIDEST else None),
        old=header[0].strip() == "id",
    )


def _file_column(header: Sequence[str], rows: Sequence[Sequence[str]]) -> int:
    """The column that holds paths of recordings; where every run is a manual one, its usual place."""
    found = Counter(place for row in rows for place, cell in enumerate(row) if FILE.fullmatch(cell.strip()))
    if found:
        return found.most_common(1)[0][0]
    return _WITH_NOTE if len(header) > _WITH_NOTE else len(header) - 1


def _named(names: Sequence[str], known: frozenset[str]) -> int | None:
    return next((place for place, name in enumerate(names) if name in known), None)
