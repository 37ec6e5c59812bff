"""Tables of activities that services write, told by their headers in the languages of their accounts.

A recording of the same run elsewhere counts once: it is found as a duplicate of the row.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from statistics import median

from runrisk.errors import FileError
from runrisk.importers.containers.entries import Entry
from runrisk.importers.services.csv_cells import Cells
from runrisk.importers.services.csv_map import CsvMap, mapped_rows
from runrisk.importers.services.recognised import Export
from runrisk.importers.services.service import Service
from runrisk.importers.services.table_rows import TableRow
from runrisk.importers.services.text_tables import Row, csv_rows
from runrisk.importers.services.values import METRES, cell_number, duration_s
from runrisk.model import FileResult, Sport

_HEAD_BYTES = 16_384
"""So much of a table is looked at for its header: titles above it, and a hundred long names. Our choice."""
_TOP_ROWS = 20
_ENDINGS = (".csv", ".tsv", ".txt")
_SLOWEST_MPS = 2.2
"""A median run slower than this [m/s] (7:35 min/km) was counted in miles: as miles it is 3.5 m/s at most. Our choice."""

GUESSED_UNIT = "The table names no unit of distance: taken as {unit}, which suits {why}."


@dataclass(frozen=True, kw_only=True)
class KnownTable:
    """One table.

    Attributes:
        name: of the service, for the runner.
        columns: names of a column in lower case, by what it holds, in whatever language. All of `needs` must be there.
        needs: what a table must hold to be this one.
        units: as in `CsvMap`; what the header says in brackets goes before.
        sports: words of its own for sports, in lower case.
        unit_of_account: the distances are in the account's unit, which the table does not name.
        not_planned: rows without a distance and without a duration are plans, not runs.
    """

    name: str
    columns: Mapping[str, str]
    needs: frozenset[str]
    units: Mapping[str, str] = field(default_factory=dict)
    sports: Mapping[str, Sport] = field(default_factory=dict)
    unit_of_account: bool = False
    not_planned: bool = False

    def map_of(self, header: Sequence[str]) -> CsvMap | None:
        """How to read a table with this header; None where it is another."""
        columns: dict[str, str] = {}
        units = dict(self.units)
        for cell in header:
            name, unit = _with_unit(cell)
            for what, known in self.columns.items():
                if what not in columns and name in known.split("|"):
                    columns[what] = cell.strip()
                    if unit in METRES:
                        units[what] = unit
        if not self.needs <= columns.keys():
            return None
        return CsvMap(columns=columns, units={**CsvMap(columns={}).units, **units}, sports=self.sports, any_sport=True)


def _with_unit(cell: str) -> tuple[str, str]:
    """A header's name in lower case, and its unit: "Distance (km)"."""
    name, bracket, rest = cell.strip().lower().partition("(")
    return (name.strip(), rest.strip(") ")) if bracket and rest.strip(") ") in METRES else (cell.strip().lower(), "")


GARMIN_TABLE = KnownTable(
    name="Garmin Connect (table)",
    columns={
        "sport": (
            "activity type|aktivitätstyp|type d'activité|tipo de actividad|tipo di attività|activiteittype"
            "|tipo de atividade|aktivitetstyp|aktivitetstype|typ aktywności"
        ),
        "date": "date|datum|fecha|data|start|startzeit|dato",
        "name": "title|titel|titre|título|titolo|tytuł|tittel|aktivitätsname|activity name|aktivität|name|bezeichnung",
        "distance": "distance|distanz|distancia|distanza|afstand|distância|distans|distanse|dystans",
        "duration": "time|zeit|temps|durée|tiempo|tempo|tijd|tid|czas",
        "moving": "moving time|zeit in bewegung|temps de déplacement|tiempo en movimiento",
        "heart_rate": (
            "avg hr|ø herzfrequenz|durchschnittliche herzfrequenz|fréquence cardiaque moyenne"
            "|frecuencia cardiaca media|fc media|gem. hs|fc média"
        ),
        "cadence": "avg run cadence|avg cadence|ø schrittfrequenz (laufen)|ø schrittfrequenz",
        "stride": "avg stride length|ø schrittlänge",
        "contact": "avg ground contact time|ø bodenkontaktzeit",
        "oscillation": "avg vertical oscillation|ø vertikale bewegung",
        "balance": "avg gct balance|ø bodenkontaktzeit-balance|ø bkz-balance",
        "power": "avg power|ø leistung",
    },
    needs=frozenset({"sport", "date", "name", "distance", "duration"}),
    sports={
        "pool swim": Sport.SWIMMING,
        "open water swim": Sport.SWIMMING,
        "schwimmbadschwimmen": Sport.SWIMMING,
        "freiwasserschwimmen": Sport.SWIMMING,
        "cardio": Sport.OTHER,
        "multisport": Sport.OTHER,
        "laufbandtraining": Sport.RUNNING,
        "bahnlauf": Sport.RUNNING,
        "trail-lauf": Sport.RUNNING,
        "virtueller lauf": Sport.RUNNING,
        "rennrad": Sport.CYCLING,
        "mountainbiken": Sport.CYCLING,
    },
    unit_of_account=True,
)
"""The list of activities as "Export CSV" gives it (header of 2012 seen in a public file, in German; the other languages
are the words of a dictionary)."""

INTERVALS_ICU = KnownTable(
    name="intervals.icu (table)",
    columns={
        "id": "id",
        "sport": "type",
        "date": "start_date_local",
        "name": "name",
        "note": "description",
        "distance": "distance",
        "duration": "elapsed_time",
        "moving": "moving_time",
        "ascent": "total_elevation_gain",
        "heart_rate": "average_heartrate",
        "cadence": "average_cadence",
        "power": "average_watts|icu_average_watts",
        "rpe": "icu_rpe",
        "shoe": "gear",
        "race": "race",
    },
    needs=frozenset({"id", "sport", "date", "distance", "moving"}),
    units={"distance": "m", "duration": "s", "moving": "s"},
)
"""`activities.csv` (from memory, not seen)."""

TRAININGPEAKS = KnownTable(
    name="TrainingPeaks (table)",
    columns={
        "name": "title",
        "sport": "workouttype",
        "date": "workoutday",
        "distance": "distanceinmeters",
        "duration": "timetotalinhours",
        "heart_rate": "heartrateaverage",
        "cadence": "cadenceaverage",
        "power": "poweraverage",
        "rpe": "rpe",
        "note": "athletecomments",
    },
    needs=frozenset({"sport", "date", "distance", "duration"}),
    units={"distance": "m", "duration": "h"},
    sports={"x-train": Sport.OTHER, "mtb": Sport.CYCLING, "day off": Sport.OTHER, "custom": Sport.OTHER},
    not_planned=True,
)
"""`workouts.csv` (from memory, not seen): a day without a time."""

MAPMYRUN = KnownTable(
    name="MapMyRun (table)",
    columns={
        "date": "workout date",
        "sport": "activity type",
        "distance": "distance",
        "duration": "workout time (seconds)",
        "heart_rate": "avg heart rate",
        "note": "notes",
        "id": "link",
    },
    needs=frozenset({"date", "sport", "distance", "duration"}),
    units={"distance": "mi", "duration": "s"},
    sports={
        "run / jog": Sport.RUNNING,
        "regular run": Sport.RUNNING,
        "run/jog": Sport.RUNNING,
        "dog walk": Sport.WALKING,
        "bike ride": Sport.CYCLING,
        "road cycling": Sport.CYCLING,
        "indoor run / jog": Sport.RUNNING,
        "treadmill run": Sport.RUNNING,
        "gym workout": Sport.OTHER,
    },
)
"""`user_workout_history.csv` (from memory, not seen): a day without a time, the unit in the header."""

KNOWN_TABLES = (GARMIN_TABLE, INTERVALS_ICU, TRAININGPEAKS, MAPMYRUN)


def table_service(table: KnownTable) -> Service:
    """The service whose export is this table: a file by itself, whatever it is called."""

    def read(_: str, entry: Entry, __: Mapping[str, Entry]) -> tuple[Export | None, FileResult | None]:
        if not _begins(table, entry):
            return None, None
        return _export(table, entry), None

    return Service(
        name=table.name,
        begins_at=lambda path: path if path.lower().endswith(_ENDINGS) else None,
        read=read,
        announced=False,
        each_table=True,
    )


def _begins(table: KnownTable, entry: Entry) -> bool:
    """Whether a file is this table, by its first bytes."""
    try:
        with entry.open() as stream:
            head = stream.read(_HEAD_BYTES)
        return _header(table, [*csv_rows(head)]) is not None
    except (FileError, OSError, ValueError):
        return False


def _header(table: KnownTable, rows: Sequence[Row]) -> tuple[int, CsvMap] | None:
    """The place of the header among the top rows, and how to read what is below."""
    for place, (_, cells) in enumerate(rows[:_TOP_ROWS]):
        how = table.map_of(cells)
        if how is not None:
            return place, how
    return None


def _export(table: KnownTable, entry: Entry) -> Export | None:
    rows = [*csv_rows(entry.read())]
    found = _header(table, rows)
    if found is None:
        return None
    place, how = found
    warnings: tuple[str, ...] = ()
    if table.unit_of_account:
        unit, why = _unit(how, rows[place][1], [cells for _, cells in rows[place + 1 :]])
        how = replace(how, units={**how.units, "distance": unit})
        warnings = (GUESSED_UNIT.format(unit="kilometres" if unit == "km" else "miles", why=why),)
    made = [
        replace(row, service=table.name, facts=replace(row.facts, warnings=(*row.facts.warnings, *warnings)))
        for row in mapped_rows(entry, rows[place:], how)
        if not (table.not_planned and _is_plan(row))
    ]
    return Export(
        service=table.name, prefix=entry.inner.replace("\\", "/"), tables={entry.inner.replace("\\", "/")}, rows=made
    )


def _is_plan(row: TableRow) -> bool:
    return not row.problem and row.facts.distance_m is None and row.facts.elapsed_s is None


def _unit(how: CsvMap, header: Sequence[str], rows: Sequence[Sequence[str]]) -> tuple[str, str]:
    """The unit of the distances, and what it suits: steps times their length where the table has them, else the speed."""
    places = {name.strip(): place for place, name in reversed([*enumerate(header)])}
    columns = {what: places[name] for what, name in how.columns.items() if name in places}
    cells = [Cells(row=row, columns=columns, names=how.columns, comma=True) for row in rows]
    speeds, strides = [], []
    for one in cells:
        way, seconds = _plain(one.text("distance")), duration_s(one.text("duration"))
        sport = one.text("sport").lower()
        if not way or not seconds or not any(word in sport for word in ("run", "lauf", "corr", "course", "hardlo")):
            continue
        speeds.append(way * 1000 / seconds)
        steps, length = _plain(one.text("cadence")), _plain(one.text("stride"))
        if steps and length and 0.3 < length < 2.5:  # noqa: PLR2004 - metres of a step; feet are above
            strides.append(steps / 60 * length / speeds[-1])
    if strides:
        return ("mi", "the length of the steps") if median(strides) > 1.3 else ("km", "the length of the steps")  # noqa: PLR2004 - between 1 and 1.609
    if speeds and median(speeds) < _SLOWEST_MPS:
        return "mi", "the pace of the runs"
    return "km", "the pace of the runs"


def _plain(cell: str) -> float | None:
    return cell_number(cell, comma="," in cell and "." not in cell)
