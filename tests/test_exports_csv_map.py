"""Any table by a map: what it reads, and that what is wrong is named by line and column."""

import pytest

import runrisk as rr
from exports.recorded import put_folder
from runrisk.errors import NothingToReadError, SettingsError
from runrisk.importers.services.csv_map import read_csv_map
from runrisk.model import Sport, TzSource
from runrisk.store import Library
from runrisk.workflows.files.import_files import import_files

GERMAN_MAP = """
delimiter = ";"
decimal = ","
[columns]
date = "Datum"
time = "Uhrzeit"
distance = "Strecke"
duration = "Dauer"
sport = "Was"
shoe = "Schuh"
rpe = "Gefühl"
race = "Rennen"
note = "Notiz"
ascent = "Hm"
heart_rate = "Puls"
[units]
distance = "km"
duration = "h:m:s"
[date]
format = "%d.%m.%Y %H:%M"
timezone = "Europe/Vienna"
[sports]
"Lauf" = "running"
"Kraft" = "strength"
"""
GERMAN = """Datum;Uhrzeit;Strecke;Dauer;Was;Schuh;Gefühl;Rennen;Notiz;Hm;Puls
01.06.2025;07:30;12,5;1:05:12;Lauf;Ghost;7;;"kalt;
nass";120;151
02.06.2025;18:00;;45:00;Kraft;;4;;;;
08.06.2025;10:00;1.042,195;3:59:59;Lauf;Vaporfly;10;ja;;;
"""
MILES_MAP = """
[columns]
date = "Date"
distance = "Miles"
duration = "Minutes"
sport = "Activity"
name = "Title"
[units]
distance = "mi"
duration = "min"
[sports]
default = "running"
"""
MILES = "Date,Miles,Minutes,Activity,Title\n2025-06-01,3.1,28.5,,a\n2025-06-02,6.2,57,Trail Run,b\n"


def put(folder, table, how):
    return put_folder(folder, {"runs.csv": table.encode("utf-8-sig"), "map.toml": how.encode()})


def test_a_german_table(tmp_path):
    folder = put(tmp_path / "a", GERMAN, GERMAN_MAP)
    log = rr.read(folder / "runs.csv", csv_map=folder / "map.toml")
    run, strength, race = log.recorded
    assert run.start_utc.isoformat() == "2025-06-01T05:30:00+00:00"
    assert (run.utc_offset_s, run.tz_source) == (7200, TzSource.SUMMARY)
    assert (run.distance_m, run.elapsed_s, run.ascent_m, run.avg_hr_bpm) == (12_500, 3912, 120, 151)
    assert (run.shoe, run.rpe, run.race, run.note) == ("Ghost", 7, None, "kalt;\nnass")
    assert (strength.sport, strength.distance_m, strength.elapsed_s) == (Sport.STRENGTH, None, 2700)
    assert (race.race, race.distance_m) == (True, None)  # 1 042 km in four hours: a slip, and not counted
    assert any("impossible" in warning for warning in race.warnings)


def test_a_table_in_miles_with_days_only(tmp_path):
    folder = put(tmp_path / "a", MILES, MILES_MAP)
    log = rr.read(folder, csv_map=folder / "map.toml")
    one, two = log.recorded
    assert one.distance_m == pytest.approx(3.1 * 1609.344)
    assert (one.elapsed_s, one.sport, one.name) == (1710, Sport.RUNNING, "a")
    assert (two.sport, two.sub_sport) == (Sport.RUNNING, "trail")
    assert one.local_day.isoformat() == "2025-06-01"


def test_the_library_takes_it_once(tmp_path):
    folder = put(tmp_path / "a", MILES, MILES_MAP)
    with Library(tmp_path / "library") as library:
        assert import_files(library, folder, csv_map=folder / "map.toml", jobs=0).counts["imported"] == 2
        assert import_files(library, folder, csv_map=folder / "map.toml", jobs=0).counts["imported"] == 0
        assert len(library.log().runs) == 2


@pytest.mark.parametrize(
    ("cells", "reason"),
    [
        ("soon,3,28,Run,", "'Date' is 'soon': the date cannot be read"),
        ("5/6/2025,3,28,Run,", "'Date' is '5/6/2025': day and month cannot be told apart"),
        ("2025-06-03,three,28,Run,", "'Miles' is 'three': no number above 0"),
        ("2025-06-03,-3,28,Run,", "'Miles' is '-3': no number above 0"),
        ("2025-06-03,3,half an hour,Run,", "'Minutes' is 'half an hour': no number above 0"),
        ("2025-06-03,3,28,Quidditch,", "'Activity' is 'Quidditch': no sport known here: name it in [sports]"),
    ],
)
def test_a_bad_row_is_named_by_line_and_column(tmp_path, cells, reason):
    folder = put(tmp_path / "a", MILES + cells, MILES_MAP)
    log = rr.read(folder / "runs.csv", csv_map=folder / "map.toml")
    assert len(log.recorded) == 2
    assert [(line.name, line.reason) for line in log.files if line.status == "failed"] == [("runs.csv, line 4", reason)]


def test_a_missing_column_is_named(tmp_path):
    folder = put(tmp_path / "a", MILES.replace("Miles", "Km"), MILES_MAP)
    with pytest.raises(NothingToReadError, match="line 1: has no column 'Miles'"):
        rr.read(folder / "runs.csv", csv_map=folder / "map.toml")


@pytest.mark.parametrize(
    ("how", "problem"),
    [
        ("[columns", "is no TOML"),
        ("[columns]\ndistance = 'a'", "needs date, and distance or duration"),
        ("[columns]\ndate = 'a'", "needs date, and distance or duration"),
        ("[columns]\ndate = 'a'\ndistance = 'b'\nspeed = 'c'", "knows no 'speed'"),
        ("[columns]\ndate = 'a'\ndistance = 3", "must be a table of texts"),
        ("[columns]\ndate = 'a'\ndistance = 'b'\n[units]\ndistance = 'league'", "units.distance knows no 'league'"),
        ("[columns]\ndate = 'a'\ndistance = 'b'\n[sports]\nx = 'runing'", "sports.x knows no 'runing'"),
        ("[columns]\ndate = 'a'\ndistance = 'b'\n[date]\ntimezone = 'Mars'", "'Mars' is no time zone"),
        ("delimiter = 'ab'\n[columns]\ndate = 'a'\ndistance = 'b'", "delimiter must be one of"),
        ("colums = 3", "the map knows no 'colums'"),
    ],
)
def test_a_fault_in_the_map_is_named(tmp_path, how, problem):
    (tmp_path / "map.toml").write_text(how)
    with pytest.raises(SettingsError, match=problem) as caught:
        read_csv_map(tmp_path / "map.toml")
    assert str(caught.value).startswith("map.toml")


def test_a_map_that_is_not_there(tmp_path):
    with pytest.raises(SettingsError, match="cannot be opened"):
        read_csv_map(tmp_path / "map.toml")
