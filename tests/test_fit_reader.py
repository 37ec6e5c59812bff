"""Activities from FIT files: sessions, samples, units, pauses, devices, and what is refused."""

import math
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pytest

from fit_builder import (
    ACTIVITY,
    DEVELOPER_DATA_ID,
    ENUM,
    EVENT,
    FIELD_DESCRIPTION,
    LAP,
    NOON,
    RECORD,
    SINT8,
    SINT32,
    SPORT,
    STRING,
    UINT8,
    UINT16,
    UINT32,
    Fit,
    run,
    session,
)
from runrisk.errors import FileError, NotAnActivityError, UnsafeFileError
from runrisk.importers.formats.fit import read_fit
from runrisk.importers.recording import Recording
from runrisk.model import SAMPLES, Sport

DTCOOPER = Path(__file__).resolve().parents[2] / "shared" / "corpus" / "dtcooper__python-fitparse"


def only(fit: Fit) -> Recording:
    (recording,) = read_fit(fit.done(), "run.fit")
    return recording


def records(fit: Fit, fields: list[tuple[int, int, int]], packing: str, rows: list[tuple[object, ...]]) -> Fit:
    """Records one a second from NOON on."""
    fit.define(1, RECORD, [(253, 4, UINT32), *fields])
    for second, row in enumerate(rows):
        fit.write(1, "<I" + packing, NOON + second, *row)
    return fit


def test_a_plain_run() -> None:
    recording = only(session(run(), timer_s=8, distance_m=27.5, rpe=6, balance_pct=50.5, sub_sport=3))
    assert recording.format == "fit"
    assert recording.start_utc == datetime(2021, 9, 8, 1, 46, 40, tzinfo=UTC)
    assert (recording.elapsed_s, recording.timer_s, recording.moving_s) == (9.0, 8.0, None)
    assert (recording.sport, recording.sub_sport) == (Sport.RUNNING, "trail")
    assert (recording.session_distance_m, recording.lap_distance_m) == (27.5, None)
    assert (recording.rpe, recording.contact_left_pct) == (6.0, 50.5)
    assert recording.device == "garmin fr920xt"
    assert recording.recorder is not None
    assert recording.recorder.serial_number == 4711
    assert recording.recorder.time_created == recording.start_utc
    assert not recording.virtual
    assert recording.warnings == ()
    samples = recording.samples
    assert "power_w" not in samples
    assert samples["time_s"].tolist() == list(range(10))
    assert samples["heart_rate_bpm"].tolist() == list(range(100, 110))
    assert samples["distance_m"].tolist() == [3.0 * second for second in range(10)]
    assert set(samples["segment"].tolist()) == {0}
    assert np.isnan(samples["power_w"]).all()


def test_columns_and_their_units() -> None:
    fields = [
        (0, 4, SINT32),
        (1, 4, SINT32),
        (2, 2, UINT16),
        (78, 4, UINT32),
        (6, 2, UINT16),
        (73, 4, UINT32),
        (7, 2, UINT16),
        (13, 1, SINT8),
        (31, 1, UINT8),
        (39, 2, UINT16),
        (41, 2, UINT16),
        (83, 2, UINT16),
        (84, 2, UINT16),
        (85, 2, UINT16),
    ]
    row = (2**30, -(2**29), 2500, 2600, 3000, 3100, 250, -3, 4, 853, 2405, 812, 5020, 10_500)
    nothing = (0x7FFFFFFF, 5, 0xFFFF, 0xFFFFFFFF, 3000, 0xFFFFFFFF, 0xFFFF, 0x7F, 0xFF, *[0xFFFF] * 5)
    samples = only(session(records(Fit().file_id(), fields, "iiHIHIHbBHHHHH", [row, nothing]))).samples
    first, second = ({name: samples[name][row] for name in SAMPLES} for row in (0, 1))
    wanted = {
        "lat_deg": 90.0,  # 2^30 of 2^31 half turns
        "lon_deg": -45.0,
        "altitude_m": 20.0,  # enhanced: 2600 / 5 - 500; the plain one says 0
        "speed_mps": 3.1,  # enhanced
        "power_w": 250,
        "temperature_c": -3,
        "gps_error_m": 4,
        "oscillation_mm": 85.3,
        "contact_ms": 240.5,
        "vertical_ratio_pct": 8.12,
        "contact_left_pct": 50.2,
        "step_length_mm": 1050,
    }
    for name, value in wanted.items():
        assert first[name] == pytest.approx(value, rel=1e-6), name
    assert second["speed_mps"] == 3.0  # the plain field where the enhanced one is missing
    assert all(math.isnan(second[name]) for name in wanted if name != "speed_mps")  # half a position is none


@pytest.mark.parametrize(
    ("sport", "rpm", "spm"),
    [
        (1, [85, 86, 0], [171.0, 173.0, 1.0]),  # strides: (85 + 64/128) * 2
        (1, [170, 172, 0], [170.5, 172.5, 0.5]),  # steps already
        (11, [55, 56, 54], [111.0, 113.0, 109.0]),  # walking, strides
        (11, [108, 110, 112], [108.5, 110.5, 112.5]),  # walking, steps
        (2, [90, 91, 92], [90.5, 91.5, 92.5]),  # cycling: turns of the crank
        (0, [85, 86, 87], [85.5, 86.5, 87.5]),  # sport not named: told later
    ],
)
def test_cadence_is_steps_of_both_feet(sport: int, rpm: list[int], spm: list[float]) -> None:
    fit = records(Fit().file_id(), [(4, 1, UINT8), (53, 1, UINT8)], "BB", [(value, 64) for value in rpm])
    np.testing.assert_array_equal(only(session(fit, sport=sport)).samples["cadence_spm"], spm)


def test_fine_cadence_wins() -> None:
    fit = records(Fit().file_id(), [(4, 1, UINT8), (52, 2, UINT16)], "BH", [(85, 85 * 256 + 32)])
    assert only(session(fit)).samples["cadence_spm"].tolist() == [170.25]  # (85 + 32/256) * 2


def test_impossible_contact_balance_is_left_out() -> None:
    fit = records(Fit().file_id(), [(84, 2, UINT16)], "H", [(0,), (3750,), (4000,), (6000,), (6001,)])
    recording = only(session(fit, balance_pct=37.5))
    np.testing.assert_array_equal(recording.samples["contact_left_pct"], [math.nan, math.nan, 40, 60, math.nan])
    assert recording.contact_left_pct is None


def timer(fit: Fit, *events: tuple[int, int]) -> Fit:
    """Timer events: (second, type); 0 = start, 1 = stop, 4 = stop_all."""
    fit.define(3, EVENT, [(253, 4, UINT32), (0, 1, ENUM), (1, 1, ENUM)])
    for second, kind in events:
        fit.write(3, "<IBB", NOON + second, 0, kind)
    return fit


def test_segments_count_up_at_stops() -> None:
    fit = timer(Fit().file_id(), (0, 0), (3, 4), (20, 0), (22, 1), (23, 1), (30, 0), (39, 4))
    fit.define(1, RECORD, [(253, 4, UINT32)])
    seconds = [0, 1, 2, 3, 20, 21, 22, 25, 30, 31]
    for second in seconds:
        fit.write(1, "<I", NOON + second)
    # running, stopped 3-20, running, stopped 22-30 with one record in between that stands for itself
    assert only(session(fit, elapsed_s=40)).samples["segment"].tolist() == [0, 0, 0, 0, 1, 1, 1, 2, 3, 3]


def test_a_long_gap_is_a_segment_too() -> None:
    fit = Fit().file_id().define(1, RECORD, [(253, 4, UINT32)])
    for second in (0, 100, 220, 341, 342):
        fit.write(1, "<I", NOON + second)
    assert only(session(fit, elapsed_s=342)).samples["segment"].tolist() == [0, 0, 0, 1, 1]


def test_records_come_in_order_of_time_and_without_those_that_have_none() -> None:
    fit = Fit().file_id().define(1, RECORD, [(253, 4, UINT32), (3, 1, UINT8)])
    for time, heart_rate in ((NOON + 2, 102), (NOON, 100), (77, 1), (0xFFFFFFFF, 2), (NOON + 1, 101)):
        fit.write(1, "<IB", time, heart_rate)
    samples = only(session(fit)).samples
    assert samples["time_s"].tolist() == [0, 1, 2]
    assert samples["heart_rate_bpm"].tolist() == [100, 101, 102]


def triathlon(*, distance_goes_on: bool) -> Fit:
    """Run 0-9 s, transition 10-14 s, ride 15-24 s, 3 m/s throughout; a lap for each."""
    fit = Fit().file_id().define(1, RECORD, [(253, 4, UINT32), (5, 4, UINT32)])
    for second in range(25):
        since = second if distance_goes_on else second - max(start for start in (0, 10, 15) if start <= second)
        fit.write(1, "<II", NOON + second, since * 300)
    for start, elapsed_s, sport in ((15, 10, 2), (0, 10, 1), (10, 5, 3)):
        session(fit, NOON + start, elapsed_s, sport)
        fit.row(4, LAP, {(2, UINT32): NOON + start, (9, UINT32): int(elapsed_s) * 300})
    return fit


@pytest.mark.parametrize("distance_goes_on", [True, False])
def test_each_session_is_an_activity_and_transitions_are_none(distance_goes_on: bool) -> None:  # noqa: FBT001 - test
    first, second = read_fit(triathlon(distance_goes_on=distance_goes_on).done(), "tri.fit")
    assert (first.session, first.sport, second.session, second.sport) == (0, Sport.RUNNING, 1, Sport.CYCLING)
    assert first.samples["time_s"].tolist() == second.samples["time_s"].tolist() == list(range(10))
    assert first.samples["distance_m"].tolist() == [3.0 * step for step in range(10)]
    # counted on, the ride's first record stands one step of 3 m behind the transition's last
    offset = 3.0 if distance_goes_on else 0.0
    assert second.samples["distance_m"].tolist() == [3.0 * step + offset for step in range(10)]
    assert (first.lap_distance_m, second.lap_distance_m) == (30.0, 30.0)


def test_without_session_the_records_make_one() -> None:
    fit = run(20).row(5, SPORT, {(0, ENUM): 11, (1, ENUM): 31})
    recording = only(fit)
    assert (recording.sport, recording.sub_sport) == (Sport.WALKING, "speed_walking")
    assert (recording.elapsed_s, recording.timer_s, recording.session_distance_m) == (19.0, None, None)
    assert len(recording.samples) == 20


def test_an_earlier_first_record_moves_the_start() -> None:
    recording = only(session(run(10), start=NOON + 4, elapsed_s=9))
    assert recording.start_utc == datetime(2021, 9, 8, 1, 46, 40, tzinfo=UTC)
    assert recording.samples["time_s"].tolist() == list(range(10))


def test_a_session_that_does_not_fit_its_records_keeps_them() -> None:
    assert len(only(session(run(200), elapsed_s=1)).samples) == 200


def test_a_record_from_another_decade_is_no_part_of_the_session() -> None:
    fit = session(run(10)).define(1, RECORD, [(253, 4, UINT32)]).write(1, "<I", 3_000_000_000)
    fit.write(1, "<I", 300_000_000)
    assert only(fit).samples["time_s"].tolist() == list(range(10))


@pytest.mark.parametrize(
    ("sport", "sub_sport", "wanted"),
    [
        (1, 0, (Sport.RUNNING, None)),
        (1, 4, (Sport.RUNNING, "track")),
        (1, 45, (Sport.RUNNING, "indoor_running")),
        (1, 200, (Sport.RUNNING, None)),
        (4, 1, (Sport.RUNNING, "treadmill")),
        (4, 14, (Sport.ROWING, "indoor_rowing")),
        (4, 15, (Sport.ELLIPTICAL, "elliptical")),
        (10, 20, (Sport.STRENGTH, "strength_training")),
        (10, 43, (Sport.MOBILITY, "yoga")),
        (10, 26, (Sport.OTHER, "cardio_training")),
        (17, 0, (Sport.HIKING, None)),
        (86, 0, (Sport.MOBILITY, None)),
        (200, 0, (Sport.OTHER, None)),
        (0, 0, (Sport.UNKNOWN, None)),
        (0xFF, 0xFF, (Sport.UNKNOWN, None)),
    ],
)
def test_sports(sport: int, sub_sport: int, wanted: tuple[Sport, str | None]) -> None:
    recording = only(session(run(), sport=sport, sub_sport=sub_sport))
    assert (recording.sport, recording.sub_sport) == wanted


@pytest.mark.parametrize(
    ("local_minus_utc", "wanted"),
    [(7200, 7200), (-12_600, -12_600), (14 * 3600, 14 * 3600), (15 * 3600, None), (7201, None), (-900_000_000, None)],
)
def test_only_a_possible_time_zone_is_passed_on(local_minus_utc: int, wanted: int | None) -> None:
    fit = session(run()).row(6, ACTIVITY, {(253, UINT32): NOON, (5, UINT32): NOON + local_minus_utc})
    assert only(fit).file_offset_s == wanted


def developer(fit: Fit, number: int, base: int, name: bytes, units: bytes, *, native: int) -> None:
    fit.row(8, DEVELOPER_DATA_ID, {(3, UINT8): 0})
    told: dict[tuple[int, int], object] = {(0, UINT8): 0, (1, UINT8): number, (2, UINT8): base, (15, UINT8): native}
    fit.row(9, FIELD_DESCRIPTION, told | {(3, STRING): name + b"\0", (8, STRING): units + b"\0"})


def stryd(*, power_w: int) -> Fit:
    """Two records with power, oscillation (linked by number) and ground time (known by name) of an app."""
    fit = Fit().file_id()
    developer(fit, 0, UINT16, b"Power", b"Watts", native=7)
    developer(fit, 1, UINT8, b"Vertical Oscillation", b"Centimeters", native=39)
    developer(fit, 2, UINT16, b"Ground Time", b"Milliseconds", native=0xFF)
    developer(fit, 3, UINT8, b"Heart Rate", b"beats per fortnight", native=3)
    fit.define(1, RECORD, [(253, 4, UINT32), (7, 2, UINT16)], developer=[(0, 2, 0), (1, 1, 0), (2, 2, 0), (3, 1, 0)])
    for second in range(2):
        fit.write(1, "<IHHBHB", NOON + second, power_w, 240, 6, 250, 150)
    return session(fit)


def test_fields_of_apps_fill_columns_the_watch_did_not_measure() -> None:
    samples = only(stryd(power_w=0xFFFF)).samples
    assert samples["power_w"].tolist() == [240, 240]
    assert samples["oscillation_mm"].tolist() == [60, 60]  # 6 cm
    assert samples["contact_ms"].tolist() == [250, 250]
    assert np.isnan(samples["heart_rate_bpm"]).all()  # a unit nobody knows


@pytest.mark.parametrize(("native", "wanted"), [(200, 200), (0, 240)])
def test_what_the_watch_measured_wins_unless_it_is_all_zero(native: int, wanted: int) -> None:
    assert only(stryd(power_w=native)).samples["power_w"].tolist() == [wanted, wanted]


def one_field(name: bytes, units: bytes, native: int, value: int) -> float:
    fit = Fit().file_id()
    developer(fit, 0, UINT16, name, units, native=native)
    fit.define(1, RECORD, [(253, 4, UINT32)], developer=[(0, 2, 0)]).write(1, "<IH", NOON, value)
    return float(only(session(fit)).samples["contact_ms"][0])


def test_a_field_linked_to_what_it_is_not_is_known_by_its_name_and_unit() -> None:
    assert one_field(b"Ground Time", b"Milliseconds", 40, 250) == 250  # 40 is a share of the step [%]
    assert one_field(b"Ground Time", b"ms", 41, 250) == 250
    assert one_field(b"Ground Time", b"ms", 83, 250) == 250  # a ratio has no milliseconds
    assert math.isnan(one_field(b"Ground Time", b"%", 40, 35))
    assert math.isnan(one_field(b"Ground Balance", b"ms", 40, 250))


def test_zeros_of_dynamics_are_no_readings() -> None:
    fields = [(39, 2, UINT16), (41, 2, UINT16), (83, 2, UINT16), (85, 2, UINT16), (3, 1, UINT8), (7, 2, UINT16)]
    fit = records(Fit().file_id(), fields, "HHHHBH", [(853, 2405, 812, 10500, 150, 250), (0, 0, 0, 0, 0, 0)])
    samples = only(session(fit)).samples
    for name in ("oscillation_mm", "contact_ms", "vertical_ratio_pct", "step_length_mm", "heart_rate_bpm"):
        assert np.isnan(samples[name]).tolist() == [False, True], name
    assert samples["power_w"].tolist() == [250, 0]  # a hill run down: 0 W is a reading


def test_products_without_a_name_are_named_by_maker_and_own_names_stand_alone() -> None:
    assert only(session(Fit().file_id(product=60_000))).device == "garmin (model not known)"
    named = Fit().row(0, 0, {(0, ENUM): 4, (1, UINT16): 294, (2, UINT16): 802, (8, STRING): b"COROS PACE\x1b 2\0"})
    assert only(session(named)).device == "COROS PACE 2"
    unknown = Fit().row(0, 0, {(0, ENUM): 4})
    assert only(session(unknown)).device is None


def test_indoor_worlds_are_virtual() -> None:
    assert only(session(run(), sub_sport=58)).virtual
    assert only(session(Fit().file_id(maker=260))).virtual


@pytest.mark.parametrize(("kind", "name"), [(2, "settings"), (6, "course"), (32, "monitoring_b"), (200, "200")])
def test_other_kinds_are_skipped(kind: int, name: str) -> None:
    with pytest.raises(NotAnActivityError, match=rf"settings\.fit: .* kind {name},"):
        read_fit(Fit().file_id(kind).done(), "settings.fit")


def test_settings_chained_behind_an_activity_do_not_matter() -> None:
    content = session(run()).done() + Fit().file_id(2).done()
    assert len(read_fit(content, "a.fit")) == 1
    assert len(read_fit(Fit().file_id(2).done() + session(run()).done(), "a.fit")) == 1


def test_sessions_are_numbered_through_chained_files() -> None:
    content = session(run()).done() + session(run(), NOON + 900).done()
    assert [recording.session for recording in read_fit(content, "a.fit")] == [0, 1]


def test_an_activity_file_with_nothing_in_it_is_skipped() -> None:
    with pytest.raises(NotAnActivityError, match="without any session"):
        read_fit(Fit().file_id().done(), "a.fit")


def test_damage_that_leaves_nothing_is_an_error() -> None:
    with pytest.raises(FileError, match="cut off") as caught:
        read_fit(session(run()).done()[:60], "a.fit")
    assert not isinstance(caught.value, NotAnActivityError)
    assert caught.value.file == "a.fit"


def test_a_watch_without_a_date_cannot_be_placed() -> None:
    fit = Fit().file_id(created=0xFFFFFFFF).define(1, RECORD, [(253, 4, UINT32)]).write(1, "<I", 5000)
    with pytest.raises(FileError, match="no date"):
        read_fit(session(fit, start=5000).done(), "a.fit")


def test_a_session_without_start_begins_with_its_first_record() -> None:
    recording = only(run(10).row(2, 18, {(5, ENUM): 1}))
    assert (recording.sport, recording.elapsed_s, len(recording.samples)) == (Sport.RUNNING, 9.0, 10)
    dead_clock = only(session(run(10), start=77))
    assert dead_clock.start_utc == recording.start_utc


def test_clock_faults_and_damage_are_warnings() -> None:
    early = session(Fit().file_id(), start=300_000_000, elapsed_s=49 * 3600)  # 1999-07-04
    recording = only(early)
    assert recording.start_utc.year == 1999
    assert len(recording.warnings) == 1
    assert "1999" in recording.warnings[0]
    (cut,) = read_fit(run(20).done()[:-30], "a.fit")
    assert "cut off" in cut.warnings[0]


def test_more_sessions_than_any_activity_has_are_refused() -> None:
    fit = Fit().file_id()
    for number in range(101):
        session(fit, NOON + number)
    with pytest.raises(UnsafeFileError, match="sessions"):
        read_fit(fit.done(), "a.fit")


@pytest.mark.skipif(not DTCOOPER.is_dir(), reason="no folder ../shared/corpus beside the repository")
def test_a_multisport_file_of_a_watch_that_counts_the_distance_on() -> None:
    content = (DTCOOPER / "tests__files__sample_mulitple_header.fit").read_bytes()
    swim, ride, jog = read_fit(content, "tri.fit")
    assert [part.sport for part in (swim, ride, jog)] == [Sport.SWIMMING, Sport.CYCLING, Sport.RUNNING]
    assert jog.session_distance_m == 9805.92
    assert jog.samples["distance_m"].max() == pytest.approx(9805.92, abs=0.01)
    assert jog.lap_distance_m == pytest.approx(9805.92, abs=0.01)
    assert jog.contact_left_pct == 51.66


@pytest.mark.skipif(not DTCOOPER.is_dir(), reason="no folder ../shared/corpus beside the repository")
def test_a_swim_with_chained_heart_rates_is_one_activity() -> None:
    (swim,) = read_fit((DTCOOPER / "tests__files__event_timestamp.fit").read_bytes(), "swim.fit")
    assert (swim.sport, len(swim.samples), swim.file_offset_s) == (Sport.SWIMMING, 4376, -14_400)


def test_a_heart_rate_that_only_the_session_states_is_kept() -> None:
    assert only(session(run(), heart_rate_bpm=144)).avg_hr_bpm == 144
    assert only(session(run(), heart_rate_bpm=0)).avg_hr_bpm is None
    assert only(session(run())).avg_hr_bpm is None
