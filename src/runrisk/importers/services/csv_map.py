"""Any other table of runs, by a map that the runner writes: which column holds what, in which unit.

The map is TOML; `docs/exports.md` explains it. One row is one activity; a row that cannot be read is named by its line.
"""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np

from runrisk.errors import FileError, SettingsError
from runrisk.importers.cleaning.cadence import both_feet
from runrisk.importers.cleaning.timezones import zone_named
from runrisk.importers.containers.entries import Entry
from runrisk.importers.recording import NO_TIME_OF_DAY, unknown_sport
from runrisk.importers.services.csv_cells import CellError, Cells
from runrisk.importers.services.facts import Facts
from runrisk.importers.services.localised_dates import dates
from runrisk.importers.services.recognised import Export
from runrisk.importers.services.strava_words import strava_sport
from runrisk.importers.services.table_rows import TableRow
from runrisk.importers.services.text_tables import DELIMITERS, Row, below_titles, csv_rows
from runrisk.importers.services.values import METRES, SECONDS, has_decimal_comma
from runrisk.model import Sport

DYNAMICS = ("cadence", "stride", "contact", "oscillation", "balance", "power")
"""What sensors told of a run [1/min, m, ms, cm, % left, W]: a cell that holds no such number is left out, and costs no row."""
COLUMNS = (
    "date", "time", "distance", "duration", "moving", "sport", "name", "note", "shoe", "rpe", "race", "ascent",
    "descent", "heart_rate", "id", *DYNAMICS,
)  # fmt: skip
"""What a column can hold; `date` is needed, and `distance` or `duration`."""
FOOT_M = 0.3048
LONGEST_STEP_M = 2.5
"""Our choice: a sprinter's."""
_UNITS = {
    "distance": METRES,
    "ascent": METRES,
    "descent": METRES,
    "duration": {"h:m:s": 0.0, **SECONDS},
    "moving": {"h:m:s": 0.0, **SECONDS},
}
_DEFAULTS = {"distance": "km", "ascent": "m", "descent": "m", "duration": "h:m:s", "moving": "h:m:s"}
_NUMBERS = ("distance", "rpe", "ascent", "descent", "heart_rate")
_TABLES = ("columns", "units", "sports", "date", "delimiter", "decimal")


@dataclass(frozen=True, kw_only=True)
class CsvMap:
    """How to read a table.

    Attributes:
        columns: header of the table by what its column holds.
        units: of lengths and times, by the same names.
        sports: sport by the table's own words, in lower case.
        default_sport: of rows without a word.
        date_format: as `datetime.strptime` wants it; None: told from the whole column.
        tz: zone of the times; None: local times of an unknown zone.
        delimiter: between cells; None: told from the table.
        comma: whether the comma is the decimal sign; None: told from the columns of numbers.
        any_sport: whether a row whose sport is not known is kept, with a warning.
    """

    columns: Mapping[str, str]
    units: Mapping[str, str] = field(default_factory=lambda: dict(_DEFAULTS))
    sports: Mapping[str, Sport] = field(default_factory=dict)
    default_sport: Sport = Sport.UNKNOWN
    date_format: str | None = None
    tz: ZoneInfo | None = None
    delimiter: str | None = None
    comma: bool | None = None
    any_sport: bool = False


def read_csv_map(file: Path) -> CsvMap:
    """Read a map.

    Raises:
        SettingsError: it cannot be read, or something in it does not exist; the sentence names it.
    """
    try:
        toml = tomllib.loads(file.read_text(encoding="utf-8"))
    except OSError as error:
        raise SettingsError(f"{file.name} cannot be opened ({error.strerror})") from error
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise SettingsError(f"{file.name} is no TOML: {error}") from error
    try:
        return _map(toml)
    except SettingsError as error:
        raise SettingsError(f"{file.name}: {error}") from None


def _map(toml: Mapping[str, Any]) -> CsvMap:
    _known(toml, _TABLES, "the map")
    columns, units, date = (_texts(toml, name) for name in ("columns", "units", "date"))
    _known(columns, COLUMNS, "[columns]")
    _known(units, tuple(_UNITS), "[units]")
    _known(date, ("format", "timezone"), "[date]")
    if "date" not in columns or not {"distance", "duration"} & columns.keys():
        raise SettingsError("[columns] needs date, and distance or duration")
    for name, unit in units.items():
        _known([unit], tuple(_UNITS[name]), f"units.{name}")
    words = _texts(toml, "sports")
    decimal = _sign(toml, "decimal", ".,")
    sports = {word.strip().lower(): _sport(word, sport) for word, sport in words.items()}
    return CsvMap(
        columns=columns,
        units=_DEFAULTS | units,
        default_sport=sports.pop("default", Sport.UNKNOWN),
        sports=sports,
        date_format=date.get("format"),
        tz=zone_named(date.get("timezone")),
        delimiter=_sign(toml, "delimiter", "".join(DELIMITERS)),
        comma=None if decimal is None else decimal == ",",
    )


def _texts(toml: Mapping[str, Any], name: str) -> dict[str, str]:
    table = toml.get(name, {})
    if not isinstance(table, dict) or not all(isinstance(value, str) for value in table.values()):
        raise SettingsError(f"[{name}] must be a table of texts")
    return table


def _known(names: Any, known: tuple[str, ...], where: str) -> None:
    strangers = [name for name in names if name not in known]
    if strangers:
        raise SettingsError(f"{where} knows no {strangers[0]!r}. Known: {', '.join(known)}")


def _sport(word: str, sport: str) -> Sport:
    _known([sport], tuple(Sport), f"sports.{word}")
    return Sport(sport)


def _sign(toml: Mapping[str, Any], name: str, allowed: str) -> str | None:
    sign = toml.get(name)
    if sign is None:
        return None
    if not isinstance(sign, str) or len(sign) != 1 or sign not in allowed:
        raise SettingsError(f"{name} must be one of: {' '.join(map(repr, allowed))}")
    return sign


def read_mapped(entry: Entry, how: CsvMap) -> Export:
    """Return the rows of a table that the map fits.

    Raises:
        FileError: the table is damaged, or lacks a column that the map names.
    """
    wanted = {column.lower() for column in how.columns.values()}
    rows = below_titles([*csv_rows(entry.read(), how.delimiter)], wanted) or [(1, [])]
    return Export(service="csv", prefix=entry.inner, tables={entry.inner}, rows=mapped_rows(entry, rows, how))


def mapped_rows(entry: Entry, rows: Sequence[Row], how: CsvMap) -> list[TableRow]:
    """Return the rows of a table that the map fits, of which the first is the header.

    Raises:
        FileError: the table lacks a column that the map names.
    """
    (top, header), *body = rows
    places = {name.strip(): place for place, name in reversed([*enumerate(header)])}
    for name, column in how.columns.items():
        if column not in places:
            raise FileError(
                f"has no column {column!r} (for {name})", place=f"line {top}", cure="Correct the map, or its delimiter"
            )
    columns = {name: places[column] for name, column in how.columns.items()}
    comma = _told_comma([row for _, row in body], columns) if how.comma is None else how.comma
    cells = [Cells(row=row, columns=columns, names=how.columns, comma=comma) for _, row in body]
    moments = _moments(cells, how)
    return [
        _row(one, moment, how, f"{entry.name}, line {line}")
        for (line, _), one, moment in zip(body, cells, moments, strict=True)
    ]


def _told_comma(rows: Sequence[Sequence[str]], columns: Mapping[str, int]) -> bool:
    """Whether the numbers of a table show that the comma is their decimal sign."""
    places = [columns[name] for name in _NUMBERS if name in columns]
    return has_decimal_comma([row[place] for row in rows for place in places if place < len(row)])


def _moments(rows: list[Cells], how: CsvMap) -> list[datetime | str]:
    """The start of each row, naive, or what is wrong with it."""
    cells = [f"{row.text('date')} {row.text('time')}".strip() for row in rows]
    return dates(cells) if how.date_format is None else [_by_format(cell, how.date_format) for cell in cells]


def _by_format(cell: str, date_format: str) -> datetime | str:
    try:
        return datetime.strptime(cell, date_format).replace(tzinfo=None)  # noqa: DTZ007 - the map names the zone
    except ValueError:
        return f"the date is not written as {date_format!r}"


def _row(cells: Cells, moment: datetime | str, how: CsvMap, place: str) -> TableRow:
    if isinstance(moment, str):
        return _bad(place, cells.complaint("date", moment))
    try:
        facts = _facts(cells, moment, how)
    except CellError as error:
        return _bad(place, str(error))
    return TableRow(service="csv", key=cells.text("id"), place=place, facts=facts)


def _bad(place: str, problem: str) -> TableRow:
    return TableRow(service="csv", key=place, place=place, facts=Facts(), problem=problem)


def _day_only(cells: Cells) -> tuple[str, ...]:
    """The warning of a row whose table has no time of day."""
    return () if ":" in cells.text("date") + cells.text("time") else (NO_TIME_OF_DAY,)


def _facts(cells: Cells, moment: datetime, how: CsvMap) -> Facts:
    word, warnings = cells.text("sport"), _day_only(cells)
    sport, sub_sport = how.sports.get(word.lower(), how.default_sport), None
    if word and word.lower() not in how.sports:
        sport, sub_sport = strava_sport(word)
        if sport is Sport.UNKNOWN and how.any_sport:
            warnings = (*warnings, *unknown_sport(word))
        elif sport is Sport.UNKNOWN:
            raise CellError(cells.complaint("sport", "no sport known here: name it in [sports]"))
    zoned = moment.replace(tzinfo=how.tz) if how.tz is not None else None
    offset = zoned.utcoffset() if zoned is not None else None
    facts = Facts(
        start_utc=zoned.astimezone(UTC) if zoned is not None else None,
        local_start=moment,
        utc_offset_s=None if offset is None else int(offset.total_seconds()),
        sport=sport,
        sub_sport=sub_sport,
        name=cells.clean("name"),
        note=cells.clean("note"),
        shoe=cells.clean("shoe"),
        rpe=cells.within("rpe", 0, 10),
        race=cells.yes("race"),
        distance_m=cells.measure("distance", METRES[how.units["distance"]]),
        elapsed_s=cells.lasted("duration", SECONDS.get(how.units["duration"])),
        moving_s=cells.lasted("moving", SECONDS.get(how.units["moving"])),
        ascent_m=cells.measure("ascent", METRES[how.units["ascent"]]),
        descent_m=cells.measure("descent", METRES[how.units["descent"]]),
        avg_hr_bpm=cells.measure("heart_rate", 1.0),
        warnings=warnings,
    )
    return _with_dynamics(facts, cells)


def _with_dynamics(facts: Facts, cells: Cells) -> Facts:
    """What sensors told besides, in our units. A step of more than 2.5 is one in feet: nobody's is as long in metres."""
    cadence, stride = cells.told("cadence", 20, 300), cells.told("stride", 0.3, 8.0)
    oscillation = cells.told("oscillation", 2, 20)
    return replace(
        facts,
        avg_cadence_spm=None if cadence is None else float(both_feet(np.array([cadence]), facts.sport)[0]),
        avg_step_length_mm=None if stride is None else 1000 * stride * (FOOT_M if stride > LONGEST_STEP_M else 1.0),
        avg_contact_ms=cells.told("contact", 100, 500),
        avg_oscillation_mm=None if oscillation is None else 10 * oscillation,
        contact_left_pct=cells.told("balance", 40, 60),
        avg_power_w=cells.told("power", 20, 1500),
    )
