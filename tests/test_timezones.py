"""Local time: from the export, the place, the file, the caller, or else UTC; offline."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from runrisk.errors import SettingsError
from runrisk.importers.cleaning.activity import cleaned_activity
from runrisk.importers.cleaning.timezones import ASSUMED_UTC, local_time, zone_named
from runrisk.model import Samples, TzSource
from tracks import recording, source, straight

WINTER = datetime(2026, 1, 15, 12, tzinfo=UTC)
SUMMER = datetime(2026, 7, 15, 12, tzinfo=UTC)
VIENNA, KATHMANDU = (48.2, 16.37), (27.7, 85.3)
HOUR = 3600


def test_the_export_comes_before_everything():
    there = local_time(
        WINTER, summary_offset_s=2 * HOUR, position=VIENNA, file_offset_s=3 * HOUR, tz=zone_named("Asia/Tokyo")
    )
    assert (there.offset_s, there.source, there.warnings) == (2 * HOUR, TzSource.SUMMARY, ())


def test_the_place_comes_before_the_file_and_disagreement_is_said():
    there = local_time(WINTER, position=VIENNA, file_offset_s=0, tz=zone_named("Asia/Tokyo"))
    assert (there.offset_s, there.source) == (HOUR, TzSource.POSITION)
    assert there.warnings == ("The watch says UTC+00:00, the place says UTC+01:00: the place was taken.",)


def test_agreement_is_silent():
    assert local_time(WINTER, position=VIENNA, file_offset_s=HOUR).warnings == ()


def test_the_file_comes_before_the_caller_and_the_caller_before_utc():
    tokyo = zone_named("Asia/Tokyo")
    assert local_time(WINTER, file_offset_s=-5 * HOUR, tz=tokyo).source is TzSource.FILE
    there = local_time(WINTER, tz=tokyo)
    assert (there.offset_s, there.source, there.warnings) == (9 * HOUR, TzSource.CONFIG, ())
    there = local_time(WINTER)
    assert (there.offset_s, there.source, there.warnings) == (0, TzSource.ASSUMED, (ASSUMED_UTC,))


@pytest.mark.parametrize("offset_s", [14 * HOUR + 900, -15 * HOUR, 100, -243_360 * HOUR, HOUR + 1])
def test_an_impossible_offset_of_the_file_is_no_offset(offset_s):
    assert local_time(WINTER, file_offset_s=offset_s).source is TzSource.ASSUMED
    assert local_time(WINTER, position=VIENNA, file_offset_s=offset_s).warnings == ()


@pytest.mark.parametrize("offset_s", [14 * HOUR, -12 * HOUR, 20_700, -12_600])
def test_the_widest_and_oddest_offsets_in_use_are_possible(offset_s):
    assert local_time(WINTER, file_offset_s=offset_s).offset_s == offset_s


def test_summer_time_and_quarter_hours():
    assert local_time(SUMMER, position=VIENNA).offset_s == 2 * HOUR
    assert local_time(SUMMER, position=KATHMANDU).offset_s == 5 * HOUR + 45 * 60


@pytest.mark.parametrize(
    ("start", "offset_h"),
    [
        (datetime(2026, 3, 29, 0, 59, tzinfo=UTC), 1),  # clocks in Vienna go forward at 01:00 UTC
        (datetime(2026, 3, 29, 1, 0, tzinfo=UTC), 2),
        (datetime(2026, 10, 25, 0, 59, tzinfo=UTC), 2),
        (datetime(2026, 10, 25, 1, 0, tzinfo=UTC), 1),
    ],
)
def test_the_hour_in_which_clocks_change(start, offset_h):
    assert local_time(start, position=VIENNA).offset_s == offset_h * HOUR
    assert local_time(start, tz=ZoneInfo("Europe/Vienna")).offset_s == offset_h * HOUR


def test_a_night_run_belongs_to_the_day_it_began_on():
    late = datetime(2026, 3, 2, 22, 30, tzinfo=UTC)  # 23:30 in Vienna
    run, _ = cleaned_activity(recording(straight(7201), start_utc=late), source())
    assert run.local_day.isoformat() == "2026-03-02"
    run, _ = cleaned_activity(recording(straight(7201), start_utc=late + timedelta(hours=1)), source())
    assert run.local_day.isoformat() == "2026-03-03"


def test_made_up_worlds_have_no_time_zone():
    run, _ = cleaned_activity(recording(virtual=True), source(), tz=ZoneInfo("Europe/Vienna"))
    assert run.tz_source is TzSource.CONFIG


def test_the_first_position_that_can_be_true_counts():
    samples = straight()
    lat = samples["lat_deg"].copy()
    lat[:3] = -33.9  # cold fix in another hemisphere
    run, _ = cleaned_activity(recording(samples.replace(lat_deg=lat)), source())
    assert (run.tz_source, run.utc_offset_s) == (TzSource.POSITION, HOUR)


def test_a_treadmill_run_without_any_hint_is_in_utc():
    samples = Samples({"time_s": [0.0, 600.0], "distance_m": [0.0, 2000.0]})
    run, _ = cleaned_activity(recording(samples), source())
    assert run.warnings == (ASSUMED_UTC,)


@pytest.mark.parametrize("name", ["Vienna", "", "../../etc/passwd", "Europe/Vienna\0", "UTC+1"])
def test_no_such_zone(name):
    with pytest.raises(SettingsError, match="is no time zone"):
        zone_named(name)
    assert zone_named(None) is None
