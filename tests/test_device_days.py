"""Sleep, resting heart rate and its variability: as devices recorded them, one source a day, and only where wanted."""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

import runrisk as rr
from exports import garmin_export, polar_export
from exports.recorded import put_folder, put_zip
from logs import training_log
from runrisk.errors import UnsafeFileError
from runrisk.importers.services import day_values
from runrisk.importers.services.day_values import sound_days
from runrisk.model import Day
from runrisk.model.day import one_source_a_day
from runrisk.report.physio.page import physio_page
from runrisk.store import Library
from runrisk.wording import Wording
from runrisk.workflows.files.import_files import import_files

MONDAY = date(2026, 1, 5)


def day(number: int, source: str = "Garmin", **values: float) -> Day:
    return Day(day=date(2026, 1, number), source=source, **values)


def test_one_source_a_day_and_never_a_sum() -> None:
    """Garmin tells two nights, Apple one: where both tell, Garmin; the night only Apple knows stays."""
    told = [
        day(5, sleep_s=27000.0),
        day(6, sleep_s=25200.0),
        day(6, "Apple Health", sleep_s=30000.0),
        day(7, "Fitbit", resting_hr_bpm=50.0),
    ]
    assert one_source_a_day(told, "sleep_s") == {date(2026, 1, 5): 27000.0, date(2026, 1, 6): 25200.0}
    assert one_source_a_day([*told, day(8, "Apple Health", sleep_s=1e4)], "sleep_s")[date(2026, 1, 8)] == 1e4
    assert one_source_a_day(told, "resting_hr_bpm") == {date(2026, 1, 7): 50.0}
    assert one_source_a_day(told, "hrv_sdnn_ms") == {}


def test_sources_that_tell_as_often_are_taken_by_name_and_in_any_order() -> None:
    told = [day(5, "Polar", sleep_s=1e4), day(5, "Garmin", sleep_s=2e4)]
    assert one_source_a_day(told, "sleep_s") == one_source_a_day(told[::-1], "sleep_s") == {MONDAY: 1e4}


def test_days_of_the_log_carry_them_and_weeks_their_means() -> None:
    """Mon 7.5 h, Tue 6.5 h: a week's mean of 7 h. The night before the first run has no row."""
    log = training_log(["8 . 6 . . . ."])
    nights = (day(4, sleep_s=3e4), day(5, sleep_s=27000.0), day(6, sleep_s=23400.0, hrv_rmssd_ms=60.0))
    told = type(log)(**{**vars_of(log), "device_days": nights})
    assert told.days["sleep_s"].tolist()[:2] == [27000.0, 23400.0]
    assert np.isnan(told.days["sleep_s"].iloc[2])
    assert told.weeks["sleep_s"].tolist() == [25200.0]
    assert told.weeks["hrv_rmssd_ms"].tolist() == [60.0]
    assert told.days.drop(columns="sleep_s").dtypes.equals(log.days.drop(columns="sleep_s").dtypes)


def vars_of(log):
    return {"recorded": log.recorded, "read_minutes": log.read_minutes, "read_path": log.read_path}


@pytest.mark.parametrize(
    ("name", "value", "kept"),
    [
        ("sleep_s", 599.0, False),
        ("sleep_s", 600.0, True),
        ("sleep_s", 20 * 3600.0, True),
        ("sleep_s", 20 * 3600.1, False),
        ("resting_hr_bpm", 24.9, False),
        ("resting_hr_bpm", 120.0, True),
        ("resting_hr_bpm", 120.1, False),
        ("hrv_rmssd_ms", 0.9, False),
        ("hrv_rmssd_ms", 400.0, True),
        ("hrv_sdnn_ms", 400.1, False),
    ],
)
def test_what_no_body_does_is_left_out(name: str, value: float, *, kept: bool) -> None:
    assert sound_days([day(5, **{name: value})]) == ((day(5, **{name: value}),) if kept else ())


def test_pieces_of_a_day_are_put_together_and_the_last_counts() -> None:
    pieces = [day(6, sleep_s=1e4), day(5, resting_hr_bpm=48.0), day(6, hrv_rmssd_ms=61.0), day(6, sleep_s=2e4)]
    assert sound_days(pieces) == (day(5, resting_hr_bpm=48.0), day(6, sleep_s=2e4, hrv_rmssd_ms=61.0))


def test_more_pieces_than_a_life_has_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(day_values, "MAX_PIECES", 3)
    assert len(sound_days([day(n, sleep_s=1e4) for n in (1, 2, 3)])) == 3
    with pytest.raises(UnsafeFileError, match="more than 3"):
        sound_days([day(n, sleep_s=1e4) for n in (1, 2, 3, 4)])


def test_garmin_nights_belong_to_the_day_they_end_on(tmp_path) -> None:
    """2 h deep + 4 h light + 1.5 h dreams = 7.5 h; a night told twice as the newer file tells it; 0 bpm is no reading."""
    log = rr.read(put_zip(tmp_path / "garmin.zip", garmin_export.export(old=False)))
    assert log.device_days == (
        Day(day=date(2025, 6, 2), source="Garmin", sleep_s=27000.0, resting_hr_bpm=47.0),
        Day(day=date(2025, 6, 3), source="Garmin", sleep_s=27000.0),
        Day(day=date(2025, 6, 4), source="Garmin", sleep_s=21600.0, hrv_rmssd_ms=62.0),
    )
    assert any("4 files: read as a table of sleep" in line.reason for line in log.files)


def test_polar_nights_without_naps(tmp_path) -> None:
    log = rr.read(put_zip(tmp_path / "polar.zip", polar_export.export(new=True)))
    assert log.device_days == (Day(day=date(2025, 6, 3), source="Polar", sleep_s=25920.0, hrv_rmssd_ms=44.0),)


def test_where_days_are_not_wanted_their_tables_are_not_opened(tmp_path) -> None:
    """Even damaged ones tell nothing then; wanted, a damaged one is a line of its own."""
    members = garmin_export.export(old=False)
    damaged = {name: b"[{" if "sleepData" in name else content for name, content in members.items()}
    file = put_zip(tmp_path / "garmin.zip", damaged)
    closed = rr.read(file, days=False)
    assert closed.device_days == ()
    assert not any("sleep" in line.reason for line in closed.files)
    assert any("not opened" in line.reason for line in closed.files)
    opened = rr.read(file)
    assert [line.name for line in opened.files if line.status == "failed"] == [
        "garmin.zip: 2025-06-01_2025-09-09_1234_sleepData.json"
    ]
    assert len(opened.counted) == len(closed.counted) > 0


def test_a_library_keeps_them_once_and_fills_in_what_a_later_export_tells(tmp_path) -> None:
    folder = put_folder(tmp_path / "export", polar_export.export(new=True))
    with Library(tmp_path / "library") as library:
        import_files(library, folder, jobs=0, days=False)
        assert library.days.all() == ()
        for _ in range(2):
            import_files(library, folder, jobs=0)
        [kept] = library.days.all()
        library.days.put([Day(day=kept.day, source="Polar", hrv_rmssd_ms=50.0)])
        [kept] = library.log().device_days
        assert (kept.sleep_s, kept.hrv_rmssd_ms) == (25920.0, 50.0)
        library.days.forget()
        assert library.log().device_days == ()


def test_body_measures_stand_in_no_report_unless_asked() -> None:
    """A report of a log with a device's nights holds what one without them holds; low-sleep switched on is asking."""
    log = training_log(["8 x 8 . 6 . . 10 ."])
    nights = tuple(day(n, sleep_s=14400.0, resting_hr_bpm=44.4, hrv_rmssd_ms=61.7) for n in range(1, 31))
    private = replace(log, device_days=nights)
    for form in ("html", "json"):
        assert rr.analyze(private).render(form) == rr.analyze(log).render(form)
    pages = [physio_page(one, [each.finding for each in rr.analyze(one).outcomes], Wording()) for one in (private, log)]
    assert pages[0].blocks == pages[1].blocks
