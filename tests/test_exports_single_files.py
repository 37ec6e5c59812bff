"""Files of one program each, with what real ones do: wrapped samples, no zone, several workouts, descents below zero."""

import json
import math
import re
import struct

import numpy as np
import pytest

import runrisk as rr
from exports.recorded import put_zip
from one_run import (
    START,
    OneRun,
    endomondo,
    fitlog,
    goldencheetah,
    health_auto_export,
    kml,
    opentracks,
    pwx,
    sml,
    stryd,
    suunto,
    ttbin,
)
from runrisk.errors import NothingToReadError
from runrisk.importers.cleaning.timezones import zone_named
from runrisk.importers.formats.file_formats import read_recordings
from runrisk.importers.read_file import ReadDefaults, read_content
from runrisk.model import Sport


def only(content: bytes):
    [recording] = read_recordings(content, "a.bin")
    return recording


def changed(content: bytes, *pairs: tuple[str, str]) -> bytes:
    text = content.decode()
    for old, new in pairs:
        assert old in text
        text = text.replace(old, new)
    return text.encode()


def test_suunto_samples_may_be_wrapped_in_attributes() -> None:
    log = json.loads(suunto(OneRun()))["DeviceLog"]
    wrapped = [
        {"Attributes": {"suunto/sml": {"Sample": {k: v for k, v in sample.items() if k != "TimeISO8601"}}},
         "Source": "suunto-1", "TimeISO8601": sample["TimeISO8601"]}
        for sample in log["Samples"]
    ]  # fmt: skip
    plain, newer = only(suunto(OneRun())), only(json.dumps({**log, "Samples": wrapped}).encode())
    for column in ("time_s", "heart_rate_bpm", "lat_deg", "distance_m"):
        np.testing.assert_array_equal(plain.samples[column], newer.samples[column])


def test_suunto_positions_in_degrees_are_taken_as_they_are() -> None:
    """48.2 radians lie beyond the pole: the file must mean degrees."""
    log = json.loads(suunto(OneRun()))
    for sample in log["DeviceLog"]["Samples"]:
        for name in {"Latitude", "Longitude"} & sample.keys():
            sample[name] = math.degrees(sample[name])
    assert only(json.dumps(log).encode()).samples["lat_deg"][0] == pytest.approx(48.2)


def test_suunto_units() -> None:
    """1.45 strides a second are 174 steps a minute; 293.15 K are 20 degrees."""
    log = json.loads(suunto(OneRun()))
    log["DeviceLog"]["Samples"].append({"Cadence": 1.45, "Temperature": 293.15, "TimeISO8601": OneRun().stamp(30)})
    log["DeviceLog"]["Header"]["Device"] = {"Name": "9 Peak"}
    run = only(json.dumps(log).encode())
    assert run.samples["cadence_spm"][30] == pytest.approx(174)
    assert run.samples["temperature_c"][30] == pytest.approx(20, abs=1e-4)
    assert run.device == "Suunto 9 Peak"


@pytest.mark.parametrize(("duration_s", "elapsed_s"), [(300, 300), (240, 300)])
def test_a_stated_duration_with_or_without_its_pauses_is_told_by_the_samples(duration_s: int, elapsed_s: int) -> None:
    """300 s with a pause of 60: one watch states 300, another 240."""
    content = suunto(OneRun(seconds=300, pause=(100, 160)))
    run = only(changed(content, ('"Duration": 300', f'"Duration": {duration_s}')))
    assert (run.elapsed_s, run.timer_s) == (elapsed_s, 240)


def test_a_kind_that_is_not_known_is_said() -> None:
    run = only(changed(suunto(OneRun()), ('"ActivityType": 3', '"ActivityType": 777')))
    assert run.sport is Sport.UNKNOWN
    assert "'number 777' is not known here" in run.warnings[0]


def test_an_ambit_names_its_sport_and_its_watch() -> None:
    content = changed(
        sml(OneRun()),
        ("<ActivityType>3<", "<ActivityType>82<"),
        ("<Header>", "<Device><Name>Ambit3</Name></Device><Header>"),
    )
    run = only(content)
    assert (run.sport, run.sub_sport, run.device) == (Sport.RUNNING, "trail", "Suunto Ambit3")


def test_two_workouts_in_a_pwx_are_two() -> None:
    inside = pwx(OneRun()).decode().partition('<pwx creator="made">')[2].removesuffix("</pwx>")
    second = inside.replace("2026-03-02T21:50", "2026-03-04T06:00")
    runs = read_recordings(f"<pwx>{inside}{second}</pwx>".encode(), "a.pwx")
    assert [(run.session, len(run.samples), run.start_utc.day) for run in runs] == [(0, 61, 2), (1, 61, 4)]


def test_a_lap_s_summary_does_not_replace_the_workout_s() -> None:
    lap = "<segment><summarydata><duration>10</duration><dist>30</dist></summarydata></segment>"
    content = changed(pwx(OneRun()), ("</summarydata>", f"</summarydata>{lap}"))
    assert only(content).session_distance_m == 180


def test_a_wall_clock_is_that_of_the_place_or_else_of_the_caller() -> None:
    """21:50 by the clock is 20:50 UTC in Vienna in winter, whatever the caller says; on a treadmill the caller says it."""
    there = read_content("a", pwx(OneRun()), ReadDefaults(tz=zone_named("Pacific/Auckland"))).activities[0]
    assert (there.start_utc.hour, there.utc_offset_s) == (20, 3600)
    indoors = changed(pwx(OneRun()), ("<lat>", "<x>"), ("</lat>", "</x>"))
    told = read_content("a", indoors, ReadDefaults(tz=zone_named("Asia/Tokyo"))).activities[0]
    assert (told.start_utc.hour, told.utc_offset_s) == (12, 32_400)  # 21:50 less 9 h
    untold = read_content("a", indoors, ReadDefaults()).activities[0]
    assert (untold.start_utc, str(untold.local_day), len(untold.warnings)) == (START, "2026-03-02", 1)


def test_a_logbook_gives_shoes_titles_and_descents() -> None:
    more = (
        '<Name>Lake</Name><Elevation AscendMeters="50" DescendMeters="-48"/>'
        '<EquipmentUsed><EquipmentItem Id="1" Name="Ghost 15"/></EquipmentUsed><Notes>'
    )
    run = only(changed(fitlog(OneRun()), ("<Notes>", more)))
    assert (run.name, run.shoe, run.ascent_m, run.descent_m) == ("Lake", "Ghost 15", 50, 48)
    ride = only(changed(fitlog(OneRun(sport="cycling")), ("<Notes>", more)))
    assert ride.shoe is None


def test_a_logbook_entry_without_a_track_is_a_run(tmp_path) -> None:
    (tmp_path / "a.fitlog").write_bytes(
        b'<FitnessWorkbook><AthleteLog><Activity StartTime="2026-03-02T06:00:00Z"><Duration TotalSeconds="1800"/>'
        b'<Distance TotalMeters="5000"/><Category Name="Running"/></Activity></AthleteLog></FitnessWorkbook>'
    )
    [run] = rr.read(tmp_path, tz="Europe/Vienna").counted
    assert (run.distance_m, run.elapsed_s, run.sport) == (5000, 1800, Sport.RUNNING)


def test_goldencheetah_units_effort_and_places() -> None:
    """Strides, centimetres of oscillation, an effort of 0 that stands for none, positions of 0, 0."""
    ride = json.loads(goldencheetah(OneRun()))["RIDE"]
    ride["TAGS"] |= {"RPE": "6 ", "SubSport": "Trail Running "}
    for sample in ride["SAMPLES"]:
        sample |= {"RCAD": 88, "RCON": 240, "RVERT": 8.5, "LAT": 0, "LON": 0}
    run = only(json.dumps({"RIDE": ride}).encode())
    assert (run.rpe, run.sub_sport) == (6, "trail")
    assert run.samples["cadence_spm"][0] == 176
    assert (run.samples["contact_ms"][0], run.samples["oscillation_mm"][0]) == (240, 85)
    assert not run.samples.placed.any()
    ride["TAGS"] |= {"RPE": "0"}
    assert only(json.dumps({"RIDE": ride}).encode()).rpe is None


@pytest.mark.parametrize(("gap_s", "pauses"), [(30, 0), (31, 1)])
def test_a_gap_in_goldencheetah_is_a_pause_from_half_a_minute_on(gap_s: int, pauses: int) -> None:
    run = only(goldencheetah(OneRun(seconds=200, pause=(100, 100 + gap_s))))
    assert run.samples["segment"].max() == pauses
    assert (run.timer_s is not None) == bool(pauses)


def test_an_endomondo_workout_without_points_is_a_typed_in_run() -> None:
    """And its own words for sports."""
    workout = [{"sport": "CYCLING_TRANSPORTATION"}, {"start_time": "2019-05-01 06:00:00.0"}, {"duration_s": 1800},
               {"distance_km": 10.0}, {"heart_rate_avg_bpm": 120}]  # fmt: skip
    run = only(json.dumps(workout).encode())
    assert (run.sport, run.elapsed_s, run.session_distance_m, run.avg_hr_bpm) == (Sport.CYCLING, 1800, 10_000, 120)


@pytest.mark.parametrize(("duration", "timer_s"), [(3000, 3000), (50.0, 3000)])
def test_health_auto_export_in_seconds_or_minutes(duration: float, timer_s: int) -> None:
    """50 minutes from start to end: 3000 is seconds, 50 minutes."""
    workout = {"name": "Indoor Run", "start": "2026-03-02 07:00:00 +0100", "end": "2026-03-02 07:50:00 +0100",
               "duration": duration, "distance": {"qty": 5, "units": "mi"}, "heartRate": {"avg": {"qty": 150}}}  # fmt: skip
    run = only(json.dumps({"data": {"metrics": [], "workouts": [workout]}}).encode())
    assert (run.timer_s, run.elapsed_s, run.file_offset_s) == (timer_s, 3000, 3600)
    assert (run.sport, run.sub_sport, run.avg_hr_bpm) == (Sport.RUNNING, "indoor_running", 150)
    assert run.session_distance_m == pytest.approx(8046.72)  # 5 x 1609.344


def test_many_workouts_in_one_file_are_many_runs() -> None:
    one = json.loads(health_auto_export(OneRun()))["data"]["workouts"][0]
    other = one | {
        "start": "2026-03-04 07:00:00 +0100",
        "end": "2026-03-04 07:30:00 +0100",
        "route": [],
        "heartRateData": [],
    }
    runs = read_recordings(json.dumps({"data": {"workouts": [one, {"name": "no start"}, other]}}).encode(), "a.json")
    assert [(run.session, run.start_utc.day) for run in runs] == [(0, 2), (2, 4)]


def test_endomondo_reads_its_points_in_any_machine_s_language() -> None:
    run = only(endomondo(OneRun()))
    assert run.samples["time_s"].tolist() == list(range(61))


def test_a_kmz_is_a_zip_of_it(tmp_path) -> None:
    log = rr.read(put_zip(tmp_path / "a.kmz", {"doc.kml": kml(OneRun())}))
    assert [run.source.format for run in log.counted] == ["kml"]


def test_a_drawing_without_times_is_no_activity(tmp_path) -> None:
    (tmp_path / "a.kml").write_text(
        "<kml><Placemark><LineString><coordinates>1,2 3,4</coordinates></LineString></Placemark></kml>"
    )
    with pytest.raises(NothingToReadError, match="without times"):
        rr.read(tmp_path)


def test_a_kml_names_its_sport_in_the_phone_s_language_too() -> None:
    """OpenTracks writes "unknown" and the phone's word."""
    more = '<Data name="type"><value>unknown</value></Data><Data name="typeTranslated"><value>Laufen</value></Data>'
    content = changed(kml(OneRun()), ('<Data name="type"><value>running</value></Data>', more))
    assert only(content).sport is Sport.RUNNING


def test_tomtom_s_times_are_local_but_for_those_of_positions() -> None:
    """An hour east: positions and heart beats stand at the same seconds."""
    run = only(ttbin(OneRun(offset_s=3600)))
    assert (run.start_utc, run.file_offset_s) == (START, 3600)
    assert np.isfinite(run.samples["lat_deg"]).all()
    assert (run.samples["heart_rate_bpm"] == 140).all()


def test_tomtom_without_a_fix_or_a_pulse_has_none() -> None:
    """A position whose time is all ones, and a pulse of 0."""
    content = bytearray(ttbin(OneRun(seconds=3)))
    fix = 118 + 5 * 3 + 7 + 4  # the header, the lengths of five kinds, a status, a kind that is not read
    content[fix + 13 : fix + 17] = b"\xff" * 4  # after mark, two places, heading and speed: 1 + 8 + 4
    content[fix + 28 + 1] = 0
    run = only(bytes(content))
    assert np.isnan(run.samples["lat_deg"][0])
    assert np.isnan(run.samples["heart_rate_bpm"][0])


def test_tomtom_on_a_treadmill_says_so() -> None:
    content = ttbin(OneRun()).replace(struct.pack("<BB", 0x27, 0), struct.pack("<BB", 0x27, 7))
    assert (only(content).sport, only(content).sub_sport) == (Sport.RUNNING, "treadmill")


def test_stryd_s_units_stand_in_its_header() -> None:
    """Kilometres an hour and centimetres; a unit that is not known leaves its column out."""
    content = (
        b"Timestamp,Power (w/kg),Watch Speed (km/h),Stryd Distance (km),Ground Time (ms),Cadence (spm),Vertical Oscillation (cm),"
        b"Watch Elevation (furlong)\n1772433000,3.1,10.8,0.003,240,174,8.5,1\n1772433001,3.1,10.8,0.006,240,174,8.5,1\n"
    )
    samples = only(content).samples
    assert samples["speed_mps"][0] == pytest.approx(3)
    assert samples["distance_m"].tolist() == [3, 6]
    assert (samples["contact_ms"][0], samples["cadence_spm"][0]) == (240, 174)
    assert samples["oscillation_mm"][0] == pytest.approx(85)
    assert np.isnan(samples["altitude_m"]).all()


def test_stryd_in_milliseconds_is_the_same() -> None:
    seconds = stryd(OneRun())
    lines = seconds.decode().splitlines()
    longer = [lines[0], *(line.replace(",", "000,", 1) for line in lines[1:])]
    assert only(("\n".join(longer) + "\n").encode()).start_utc == only(seconds).start_utc


def test_a_last_row_without_its_end_is_left_out() -> None:
    run = only(opentracks(OneRun())[:-3])
    assert len(run.samples) == 60
    assert run.warnings == ()
    assert "breaks off" in only(opentracks(OneRun())[:-10]).warnings[0]


@pytest.mark.parametrize(("gap_s", "pauses"), [(30, 0), (31, 1)])
def test_a_gap_in_a_table_of_samples_is_a_pause_from_half_a_minute_on(gap_s: int, pauses: int) -> None:
    assert only(stryd(OneRun(seconds=200, pause=(100, 100 + gap_s)))).samples["segment"].max() == pauses


def test_a_suunto_log_without_a_header_of_its_own_has_it_among_the_samples() -> None:
    log = json.loads(suunto(OneRun()))["DeviceLog"]
    inside = {"Attributes": {"suunto/sml": {"Header": log["Header"]}}, "TimeISO8601": log["Samples"][0]["TimeISO8601"]}
    run = only(json.dumps({"Samples": [inside, *log["Samples"]]}).encode())
    assert (run.sport, run.session_distance_m) == (Sport.RUNNING, 180)


def test_an_ambit_that_counts_seconds_and_states_no_time() -> None:
    """The header's time is the wall clock's; samples count from it, some of them."""
    content = sml(OneRun()).decode()
    counted = re.sub(
        r"<UTC>.*?T21:5(\d):(\d\d).*?</UTC>", lambda m: f"<Time>{int(m[1]) * 60 + int(m[2])}</Time>", content
    )
    run = only(counted.replace("<DateTime>2026-03-02T22:50:00", "<DateTime>2026-03-02T21:50:00").encode())
    assert (run.start_utc, run.wall_clock) == (START, True)
    assert run.samples["time_s"].tolist() == list(range(61))
    half = content.replace("<UTC>2026-03-02T21:50:30Z</UTC>", "<Time>30</Time>", 1)
    assert len(only(half.encode()).samples) == 61  # its own count, which begins with the log
    word = changed(sml(OneRun(sport=None)), ("<Header>", "<Header><Activity>Trail running</Activity>"))
    assert only(word).sub_sport == "trail"


@pytest.mark.parametrize(
    ("start", "hour"),
    [("2026-03-02 7:00:00 AM +0100", 6), ("2026-03-02 12:30:00 a.m. +0000", 0), ("2026-03-02 7:00:00 PM +0100", 18)],
)
def test_health_auto_export_of_a_phone_with_twelve_hours(start: str, hour: int) -> None:
    workout = {"name": "Outdoor Run", "start": start, "duration": 600, "distance": {"qty": 2, "units": "km"}}
    assert only(json.dumps({"data": {"workouts": [workout]}}).encode()).start_utc.hour == hour


def test_health_auto_export_in_another_language() -> None:
    workout = {"name": "Laufen (Outdoor)", "start": "2026-03-02 07:00:00 +0100", "duration": 600}
    assert only(json.dumps({"data": {"workouts": [workout]}}).encode()).sport is Sport.RUNNING
