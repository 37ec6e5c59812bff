"""FIT files written by us, read back by fitparse."""

import io
from datetime import UTC, datetime, timedelta

import fitparse
import numpy as np
import pytest

from runrisk.model import SAMPLES, Activity, Recorder, Source, Sport
from runrisk.model.tables import samples_frame
from runrisk.writers.fit import fit_bytes

START = datetime(2025, 5, 12, 16, 30, tzinfo=UTC)
WATCH = Recorder(manufacturer="garmin", product="fr935", serial_number=77)

FIELDS = {
    "lat_deg": ("position_lat", 2**31 / 180, 1),
    "lon_deg": ("position_long", 2**31 / 180, 1),
    "distance_m": ("distance", 1, 0.01),
    "altitude_m": ("enhanced_altitude", 1, 0.2),
    "speed_mps": ("enhanced_speed", 1, 0.001),
    "heart_rate_bpm": ("heart_rate", 1, 1),
    "power_w": ("power", 1, 1),
    "contact_ms": ("stance_time", 1, 0.1),
    "contact_left_pct": ("stance_time_balance", 1, 0.01),
    "oscillation_mm": ("vertical_oscillation", 1, 0.1),
    "vertical_ratio_pct": ("vertical_ratio", 1, 0.01),
    "step_length_mm": ("step_length", 1, 0.1),
    "temperature_c": ("temperature", 1, 1),
    "gps_error_m": ("gps_accuracy", 1, 1),
}
"""Column: field, factor to the unit fitparse gives, and one step of the field's scale in that unit."""


def activity(sport=Sport.RUNNING, elapsed_s=600.0, **more):
    source = Source(name="made.fit", format="fit", sha256="0" * 64, recorder=WATCH)
    return Activity(source=source, start_utc=START, elapsed_s=elapsed_s, sport=sport, utc_offset_s=7200, **more)


def samples(count=600, *, columns=tuple(SAMPLES), pauses=(), seed=0):
    rng = np.random.default_rng(seed)
    at = np.arange(count, dtype=float)
    made = {
        "time_s": at + sum((wait_s * (at >= row) for row, wait_s in pauses), np.zeros(count)),
        "segment": sum(((at >= row) for row, _ in pauses), np.zeros(count)),
        "lat_deg": 51.75 + at * 2.4e-5,
        "lon_deg": -20.45 - at * 1e-5,
        "altitude_m": rng.normal(140, 8, count),
        "distance_m": at * 2.8,
        "speed_mps": rng.normal(2.8, 0.2, count),
        "heart_rate_bpm": np.round(rng.normal(150, 8, count)),
        "cadence_spm": rng.normal(172, 3, count),
        "power_w": np.round(rng.normal(200, 12, count)),
        "contact_ms": rng.normal(250, 9, count),
        "contact_left_pct": rng.normal(49.6, 0.6, count),
        "oscillation_mm": rng.normal(91, 4, count),
        "vertical_ratio_pct": rng.normal(8.8, 0.3, count),
        "step_length_mm": rng.normal(980, 30, count),
        "temperature_c": np.round(rng.normal(-2, 3, count)),
        "gps_error_m": np.round(rng.uniform(2, 8, count)),
    }
    return samples_frame(count, {name: values for name, values in made.items() if name in columns})


def read(content):
    return list(fitparse.FitFile(io.BytesIO(content), check_crc=True).get_messages())


def values(messages, name):
    return [message.get_values() for message in messages if message.name == name]


def test_every_column_comes_back_within_half_a_step_of_its_scale():
    table = samples()
    records = values(read(fit_bytes(table, activity())), "record")
    assert len(records) == len(table)
    for column, (field, factor, step) in FIELDS.items():
        read_back = np.array([record[field] for record in records], float)
        off = np.abs(read_back - table[column].to_numpy(float) * factor)
        assert off.max() <= step * 0.501, column


def test_cadence_is_split_into_whole_and_128ths_of_one_leg():
    table = samples()
    records = values(read(fit_bytes(table, activity())), "record")
    steps = np.array([2 * (record["cadence"] + record["fractional_cadence"]) for record in records])
    assert np.abs(steps - table["cadence_spm"]).max() <= 2 * 0.5 / 128 + 1e-4
    assert max(record["fractional_cadence"] for record in records) < 1


def test_pedals_are_counted_whole():
    table = samples(columns=("time_s", "cadence_spm"))
    records = values(read(fit_bytes(table, activity(Sport.CYCLING))), "record")
    turns = np.array([record["cadence"] + record["fractional_cadence"] for record in records])
    assert np.abs(turns - table["cadence_spm"]).max() < 0.01


def test_timestamps_are_the_start_and_whole_seconds():
    records = values(read(fit_bytes(samples(3).assign(time_s=[0.0, 1.4, 2.6]), activity())), "record")
    seconds = [(record["timestamp"].replace(tzinfo=UTC) - START).total_seconds() for record in records]
    assert seconds == [0, 1, 3]


def test_what_is_missing_is_missing():
    table = samples(10)
    table.loc[3, ["lat_deg", "lon_deg", "heart_rate_bpm", "contact_left_pct", "cadence_spm"]] = np.nan
    table.loc[4, "heart_rate_bpm"] = 300  # does not fit into the field
    records = values(read(fit_bytes(table, activity())), "record")
    for field in (
        "position_lat",
        "position_long",
        "heart_rate",
        "stance_time_balance",
        "cadence",
        "fractional_cadence",
    ):
        assert records[3][field] is None, field
    assert records[4]["heart_rate"] is None
    assert records[5]["heart_rate"] is not None


def test_columns_without_values_take_no_room():
    records = values(
        read(fit_bytes(samples(5, columns=("time_s", "heart_rate_bpm")), activity(Sport.STRENGTH))), "record"
    )
    assert set(records[0]) == {"timestamp", "heart_rate"}


@pytest.mark.parametrize(
    ("sport", "sub_sport", "said"),
    [
        (Sport.RUNNING, "treadmill", ("running", "treadmill")),
        (Sport.RUNNING, None, ("running", "generic")),
        (Sport.CYCLING, "road", ("cycling", "road")),
        (Sport.STRENGTH, None, ("training", "strength_training")),
        (Sport.ELLIPTICAL, None, ("fitness_equipment", "elliptical")),
        (Sport.UNKNOWN, None, (None, None)),
    ],
)
def test_sports_have_fits_own_names(sport, sub_sport, said):
    content = fit_bytes(samples(5, columns=("time_s",)), activity(sport, sub_sport=sub_sport))
    (session,) = values(read(content), "session")
    assert (session.get("sport"), session.get("sub_sport")) == said


def test_pauses_stop_and_start_the_timer():
    # 600 samples a second apart with 120 s after the 200th and 30 s after the 500th: 599 s on the timer, 749 s in all
    table = samples(pauses=((200, 120), (500, 30)))
    messages = read(fit_bytes(table, activity(elapsed_s=749.0)))
    events = [(e["event_type"], e["timer_trigger"], e["timestamp"]) for e in values(messages, "event")]
    assert [event[:2] for event in events] == [
        ("start", "manual"),
        ("stop_all", "auto"),
        ("start", "auto"),
        ("stop_all", "auto"),
        ("start", "auto"),
        ("stop_all", "manual"),
    ]
    assert (events[2][2] - events[1][2]).total_seconds() == 121
    (session,) = values(messages, "session")
    # the first sample after a pause opens a new stretch: 199 + 299 + 99 = 597 s between samples of one stretch
    assert session["total_timer_time"] == 597
    assert session["total_elapsed_time"] == 749
    order = [m.name for m in messages if m.name in {"record", "event"}]
    assert order[:2] == ["event", "record"]
    assert order.index("event", 1) == 201


def test_laps_add_up():
    # 599 samples of 2.8 m: 1677.2 m, so one lap of a kilometre and the rest
    messages = read(fit_bytes(samples(), activity(distance_m=1677.2)))
    laps = values(messages, "lap")
    assert [lap["lap_trigger"] for lap in laps] == ["distance", "session_end"]
    assert sum(lap["total_distance"] for lap in laps) == pytest.approx(1677.2)
    assert laps[0]["total_distance"] == pytest.approx(1002.4)  # the first sample past 1000 m: 358 x 2.8
    assert sum(lap["total_elapsed_time"] for lap in laps) == 599
    assert values(messages, "session")[0]["num_laps"] == 2


def test_totals_effort_and_local_time_are_the_activitys():
    made = activity(
        distance_m=5000.0, timer_s=590.0, moving_s=580.0, ascent_m=31.0, descent_m=30.0, avg_hr_bpm=151.2, rpe=7.0,
        avg_cadence_spm=171.5,
    )  # fmt: skip
    messages = read(fit_bytes(samples(), made))
    (session,) = values(messages, "session")
    assert session["total_distance"] == 5000
    assert session["total_timer_time"] == 590
    assert session["total_moving_time"] == 580
    assert (session["total_ascent"], session["total_descent"]) == (31, 30)
    assert session["avg_heart_rate"] == 151
    assert session["unknown_193"] == 70  # RPE, which fitparse does not know by name
    assert session["avg_running_cadence"] + session["avg_fractional_cadence"] == pytest.approx(85.75)
    (closing,) = values(messages, "activity")
    assert closing["local_timestamp"] - closing["timestamp"] == timedelta(hours=2)


def test_the_file_names_its_recorder_and_strap():
    strap = Recorder(manufacturer="garmin", product="hrm_tri", serial_number=5)
    messages = read(fit_bytes(samples(5), activity(), sensor=strap))
    (file_id,) = values(messages, "file_id")
    assert (file_id["type"], file_id["manufacturer"], file_id["serial_number"]) == ("activity", "garmin", 77)
    assert file_id["garmin_product"] == "fr935"
    assert [device["serial_number"] for device in values(messages, "device_info")] == [77, 5]


def test_an_activity_without_samples_is_still_a_file():
    messages = read(fit_bytes(samples_frame(0, {}), activity(Sport.STRENGTH, distance_m=None)))
    assert not values(messages, "record")
    assert values(messages, "session")[0]["total_elapsed_time"] == 600
