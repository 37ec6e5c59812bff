"""Dates, numbers and durations as people's exports write them; watches that are plugged in; lines of the import log counted."""

from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

import runrisk as rr
from exports import apple_export, polar_export, runkeeper_export, strava_export
from exports.recorded import SHOE, put_folder
from runrisk.importers.containers.mounted import watch_folders
from runrisk.importers.services.localised_dates import AMBIGUOUS, UNREADABLE, dates
from runrisk.importers.services.recognise import grouped
from runrisk.importers.services.strava_words import strava_sport
from runrisk.importers.services.values import cell_number, duration_s, has_decimal_comma, number
from runrisk.model import FileResult, Sport, Status

moment = datetime.fromisoformat
WHEN = moment("2022-05-29T15:53:35")


@pytest.mark.parametrize(
    "text",
    [
        "May 29, 2022, 3:53:35 PM",
        "May 29, 2022, 3:53:35\u202fPM",
        "29 May 2022, 15:53:35",
        "29.05.2022, 15:53:35",
        "29.05.2022 15:53:35",
        "29 mai 2022 à 15:53:35",
        "29 de mayo de 2022, 3:53:35 p. m.",
        "29 may 2022, 15:53:35",
        "29 mei 2022 15:53:35",
        "29 mag 2022, 15:53:35",
        "29 de mai. de 2022, 15:53:35",
        "2022/05/29 15:53:35",
        "2022年5月29日 15:53:35",
        "2022-05-29 15:53:35",
        "2022. 5. 29. 오후 3:53:35",
        "5/29/2022 3:53:35 PM",
        "29/05/2022 15:53:35",
    ],
)
def test_dates_of_many_languages(text):
    assert dates([text]) == [WHEN]


def test_the_column_tells_the_order_of_day_and_month():
    assert dates(["05/06/2022 07:00", "13/06/2022 07:00"]) == [
        moment("2022-06-05T07:00:00"),
        moment("2022-06-13T07:00:00"),
    ]
    assert dates(["05/06/2022 07:00", "06/13/2022 07:00"]) == [
        moment("2022-05-06T07:00:00"),
        moment("2022-06-13T07:00:00"),
    ]
    assert dates(["05/06/2022 07:00", "06/13/2022", "13/06/2022"]) == [
        AMBIGUOUS, moment("2022-06-13"), moment("2022-06-13"),
    ]  # fmt: skip
    assert dates(["05/05/2022"]) == [moment("2022-05-05")]


@pytest.mark.parametrize(
    "text", ["", "soon", "29 mai", "31.02.2022", "May 2022", "1/2/3/4", "99:99:99 1.1.2022", "0.0.0"]
)
def test_what_is_no_date_is_not_guessed(text):
    assert dates([text]) == [UNREADABLE]


@given(st.lists(st.text(max_size=40), max_size=5))
def test_any_text_is_a_date_or_is_not(texts):
    assert len(dates(texts)) == len(texts)


@given(st.datetimes(min_value=moment("1990-01-01"), max_value=moment("2090-01-01")))
def test_the_12_hour_clock(at):
    at = at.replace(microsecond=0)
    assert dates([f"{at:%b} {at.day}, {at.year}, {at:%I:%M:%S %p}"]) == [at]


@pytest.mark.parametrize(
    ("cell", "comma", "value"),
    [
        ("3.32", False, 3.32),
        ("3,32", True, 3.32),
        ("3,322", True, 3.322),
        ("3,322", False, 3322),
        ("1.042,195", True, 1042.195),
        ("1,042.195", False, 1042.195),
        ("3322.949951171875", True, 3322.949951171875),
        ("1'234.5", False, 1234.5),
        (" 5 ", False, 5),
        ("", False, None),
        ("abc", False, None),
        ("1e5", False, None),
        ("nan", False, None),
        ("inf", True, None),
        ("1.2.3", False, None),
        ("=1+1", False, None),
    ],
)
def test_numbers_in_cells(cell, comma, value):
    assert cell_number(cell, comma=comma) == value


def test_the_column_tells_the_decimal_sign():
    assert has_decimal_comma(["3", "3,32"])
    assert not has_decimal_comma(["3,322", "1.5", "12"])


@pytest.mark.parametrize(
    ("cell", "seconds"),
    [("28:30", 1710), ("1:05:12", 3912), ("0:00:07.5", 7.5), ("PT1740S", 1740), ("PT1H2M3.5S", 3723.5), ("", None),
     ("0:00", None), ("1:2:3:4", None), ("an hour", None)],
)  # fmt: skip
def test_durations(cell, seconds):
    assert duration_s(cell) == seconds


@pytest.mark.parametrize("value", [None, True, "x", [], {}, float("nan"), float("inf"), "nan", 10**400])
def test_what_is_no_number(value):
    assert number(value) is None


@pytest.mark.parametrize(
    ("word", "sport"),
    [("Run", Sport.RUNNING), ("Lauf", Sport.RUNNING), ("Course à pied", Sport.RUNNING), ("Carrera", Sport.RUNNING),
     ("Hardloopsessie", Sport.RUNNING), ("ランニング", Sport.RUNNING), ("Radfahrt", Sport.CYCLING),
     ("Weight Training", Sport.STRENGTH), ("Krafttraining", Sport.STRENGTH), ("Workout", Sport.OTHER),
     ("Quidditch", Sport.UNKNOWN), ("", Sport.UNKNOWN)],
)  # fmt: skip
def test_sports_of_many_languages(word, sport):
    assert strava_sport(word)[0] is sport


def test_a_plugged_in_watch_is_found(tmp_path):
    media, gvfs = tmp_path / "media" / "jane", tmp_path / "gvfs"
    folders = [
        media / "GARMIN" / "GARMIN" / "ACTIVITY",
        media / "eTrex" / "Garmin" / "Activities",
        gvfs / "mtp:host=Garmin_fenix" / "Internal Storage" / "GARMIN" / "Activity",
    ]
    for folder in [*folders, media / "backup" / "Garmin" / "Courses", media / ".Trash" / "GARMIN" / "Activity"]:
        folder.mkdir(parents=True)
    assert watch_folders([media, gvfs, tmp_path / "missing"]) == tuple(sorted(folders))
    assert watch_folders([tmp_path / "media"]) == tuple(sorted(folders[:2]))
    assert watch_folders([]) == ()


def test_a_link_is_not_followed_in_search_of_a_watch(tmp_path):
    (tmp_path / "away" / "GARMIN" / "Activity").mkdir(parents=True)
    (tmp_path / "media").mkdir()
    (tmp_path / "media" / "link").symlink_to(tmp_path / "away", target_is_directory=True)
    assert watch_folders([tmp_path / "media"]) == ()


def test_equal_skipped_lines_are_counted_in_one():
    skip = FileResult(name="a.zip", status=Status.SKIPPED, reason="settings")
    other = FileResult(name="a.zip", status=Status.SKIPPED, reason="sport")
    failed = FileResult(name="a.zip", status=Status.FAILED, reason="broken")
    assert grouped([skip, failed, other, skip, failed, skip]) == [
        FileResult(name="a.zip", status=Status.SKIPPED, reason="3 files: settings"),
        failed,
        other,
        failed,
    ]


def test_exports_side_by_side_and_inside_each_other_are_told_apart(tmp_path):
    members = {
        **strava_export.export(strava_export.DIALECTS["english"]),
        **runkeeper_export.export(miles=False),
        **{f"polar/{name}": content for name, content in polar_export.export(new=True).items()},
        **{f"health/{name}": content for name, content in apple_export.export(new=True).items()},
    }
    log = rr.read(put_folder(tmp_path / "all", members))
    tables = {line.reason for line in log.files if line.reason.startswith("read as a table")}
    assert tables == {f"read as a table of the {name} export" for name in ("Strava", "Runkeeper", "Apple Health")}
    # Strava 6, Runkeeper 4, Polar 1, Apple 5; the second run's GPX file is the same bytes in two of them.
    assert len(log.recorded) == 6 + 4 + 1 + 5 - 1
    # Run 1 is there four times, run 2 once more as a route; everything else once.
    assert len(log.counted) == 15 - 3 - 1
    assert [run.shoe for run in log.counted[:2]] == [SHOE, SHOE]
