"""What a GPX file says and what is made of it."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np
import pytest

import runrisk as rr
from fit_builder import NOON, run, session
from runrisk.errors import FileError, NotAnActivityError, UnsafeFileError
from runrisk.importers.formats import xml_points
from runrisk.importers.formats.gpx import read_gpx
from runrisk.importers.read_file import ReadDefaults, read_content
from runrisk.importers.recording import ONLY_THE_DAY, Recording
from runrisk.model import Sport

TPX = "http://www.garmin.com/xmlschemas/TrackPointExtension/v1"


def point(second: int, *inside: str, lat: str = 'lat="48.1"', lon: str = 'lon="11.5"', time: str | None = None) -> str:
    stamp = f"2026-05-01T06:{second // 60:02d}:{second % 60:02d}Z" if time is None else time
    return f"<trkpt {lat} {lon}><time>{stamp}</time>{''.join(inside)}</trkpt>"


def track(*points: str, about: str = "") -> str:
    return f"<trk>{about}<trkseg>{''.join(points)}</trkseg></trk>"


def gpx(*parts: str, head: str = "") -> bytes:
    return f'{head}<gpx creator="Watch 1" xmlns:t="{TPX}">{"".join(parts)}</gpx>'.encode()


def only(content: bytes) -> Recording:
    recordings = read_gpx(content, "run.gpx")
    assert len(recordings) == 1
    return recordings[0]


def test_a_plain_run() -> None:
    about = "<name>Lunch &amp; run</name><desc>windy</desc><type>running</type>"
    recording = only(gpx(track(point(0), point(3), point(90), about=about)))
    assert recording.start_utc == datetime(2026, 5, 1, 6, 0, 0, tzinfo=UTC)
    assert recording.elapsed_s == 90
    assert (recording.name, recording.note, recording.device) == ("Lunch & run", "windy", "Watch 1")
    assert (recording.sport, recording.sub_sport, recording.virtual) == (Sport.RUNNING, None, False)
    assert (recording.format, recording.session, recording.file_offset_s) == ("gpx", 0, None)
    assert recording.samples["time_s"].tolist() == [0, 3, 90]
    assert recording.samples["segment"].tolist() == [0, 0, 0]
    assert recording.samples["lat_deg"].tolist() == [48.1] * 3
    assert np.isnan(recording.samples["heart_rate_bpm"]).all()
    assert recording.warnings == ()


@pytest.mark.parametrize(
    ("inside", "column", "value"),
    [
        ("<ele>512.5</ele>", "altitude_m", 512.5),
        (
            "<extensions><t:TrackPointExtension><t:hr>151</t:hr></t:TrackPointExtension></extensions>",
            "heart_rate_bpm",
            151,
        ),
        ('<extensions><x:hr xmlns:x="urn:any">151</x:hr></extensions>', "heart_rate_bpm", 151),
        ("<extensions><bpm>151</bpm></extensions>", "heart_rate_bpm", 151),
        ("<extensions><t:cad>85</t:cad></extensions>", "cadence_spm", 85),
        ("<extensions><cadence>85</cadence></extensions>", "cadence_spm", 85),
        ("<extensions><t:atemp>-3.5</t:atemp></extensions>", "temperature_c", -3.5),
        ("<extensions><temp>21</temp></extensions>", "temperature_c", 21),
        ("<extensions><power>240</power></extensions>", "power_w", 240),
        ("<extensions><PowerInWatts>240</PowerInWatts></extensions>", "power_w", 240),
        ("<speed>2.5</speed>", "speed_mps", 2.5),
        ("<extensions><speed>2.5</speed><hAcc>4.5</hAcc></extensions>", "gps_error_m", 4.5),
        ("<extensions><o:accuracy_horizontal>10</o:accuracy_horizontal></extensions>", "gps_error_m", 10),
    ],
)
def test_extensions_are_found_by_local_name(inside: str, column: str, value: float) -> None:
    samples = only(gpx(track(point(0), point(1, inside), point(2)))).samples
    assert samples[column].tolist() == pytest.approx([np.nan, value, np.nan], nan_ok=True)


@pytest.mark.parametrize(
    ("inside", "column"),
    [
        ("<hr>0</hr>", "heart_rate_bpm"),  # a strap without contact
        ("<speed>-1</speed>", "speed_mps"),  # Apple: not known
        ("<hAcc>-1</hAcc>", "gps_error_m"),
        ("<cad>255</cad>", "cadence_spm"),  # not known, in an unsigned byte
        ("<ele></ele>", "altitude_m"),
        ("<ele>nan</ele>", "altitude_m"),
    ],
)
def test_not_known_is_missing_and_no_damage(inside: str, column: str) -> None:
    recording = only(gpx(track(point(0, inside), point(1))))
    assert np.isnan(recording.samples[column]).all()
    assert recording.warnings == ()


@pytest.mark.parametrize("bad", ["abc", "1e300", "-inf", "1,5", "999999"])
def test_a_bad_value_costs_the_value_and_one_warning_says_how_many(bad: str) -> None:
    recording = only(gpx(track(*(point(second, f"<hr>{bad if second % 2 else 150}</hr>") for second in range(6)))))
    assert (~np.isnan(recording.samples["heart_rate_bpm"])).tolist() == [True, False] * 3
    assert recording.warnings == ("3 heart rate values left out: unreadable or impossible",)


@pytest.mark.parametrize(
    "bad",
    ['lat="1,5"', 'lat="91"', 'lat="nan"', 'lat="inf"', 'lat=""', "", 'lat="-90.5"', 'lat="north"'],
)
def test_a_bad_position_costs_the_point(bad: str) -> None:
    recording = only(gpx(track(point(0), point(1, lat=bad), point(2), point(3, lon='lon="180.1"'))))
    assert recording.samples["time_s"].tolist() == [0, 2]
    assert recording.warnings == ("2 of 4 points left out: no position that can be",)


def test_a_reading_without_a_position_counts() -> None:
    recording = only(gpx(track(point(0), point(1, "<hr>150</hr>", lat=""), point(2, lat=""), point(3))))
    assert recording.samples["time_s"].tolist() == [0, 1, 3]
    assert np.isnan(recording.samples["lat_deg"]).tolist() == [False, True, False]
    assert np.isnan(recording.samples["lon_deg"]).tolist() == [False, True, False]
    assert recording.samples["heart_rate_bpm"].tolist()[1] == 150
    assert recording.warnings == (
        "1 of 4 points left out: no position that can be",
        "1 of 4 points have no position that can be",
    )


def test_a_band_without_positions_is_an_activity_of_unknown_distance() -> None:
    points = (point(second, "<hr>140</hr>", lat="", lon="") for second in range(0, 601, 5))
    (activity,) = read_content("band.gpx", gpx(track(*points, about="<type>run</type>")), ReadDefaults()).activities
    assert (activity.elapsed_s, activity.distance_m, activity.avg_hr_bpm) == (600, None, 140)
    assert activity.warnings[0] == "no positions in the file: its way is not known"


WRITTEN = "<metadata><time>2026-05-01T08:00:00+02:00</time></metadata>"
EMPTY = "<trk><name>Treadmill</name><type>running</type><trkseg/></trk>"


def test_an_empty_track_keeps_day_and_kind() -> None:
    (activity,) = read_content("run.gpx", gpx(WRITTEN, EMPTY), ReadDefaults()).activities
    assert (activity.start_utc, activity.utc_offset_s) == (datetime(2026, 5, 1, 6, tzinfo=UTC), 7200)
    assert (activity.sport, activity.name) == (Sport.RUNNING, "Treadmill")
    assert (activity.elapsed_s, activity.distance_m) == (0, None)
    assert activity.warnings == (ONLY_THE_DAY,)


@pytest.mark.parametrize(
    "parts",
    [
        (WRITTEN, EMPTY.replace("running", "?")),  # nobody says what it was
        (WRITTEN, EMPTY, EMPTY),  # whose date?
        (WRITTEN, EMPTY.replace("<trkseg/>", "<trkseg><trkpt lat='48' lon='11'/></trkseg>")),  # a plan
        (EMPTY,),
    ],
)
def test_an_empty_track_that_says_less_is_none(parts: tuple[str, ...]) -> None:
    with pytest.raises(NotAnActivityError):
        read_gpx(gpx(*parts), "run.gpx")


def test_heart_rates_kept_apart_from_the_points_join_them_by_time() -> None:
    times = ("06:00:31", "06:00:02", "06:01:30", "noon", "06:00:02")
    pulses = "".join(
        f'<st:heartRate time="2026-05-01T{time}Z" bpm="{bpm}"/>'
        for time, bpm in zip(times, ("140", "120", "160", "99", "255"), strict=True)
    )
    about = f"<extensions><st:heartRateTrack>{pulses}</st:heartRateTrack></extensions>"
    points = (point(0), point(16), point(17), point(40, "<hr>150</hr>"), point(130))
    # 2 s from 120; 14 s from 120 and 15 from 140; the other way round; its own; 40 s from the last
    assert only(gpx(track(*points, about=about))).samples["heart_rate_bpm"].tolist() == pytest.approx(
        [120, 120, 140, 150, np.nan], nan_ok=True
    )
    one = '<extensions><st:heartRate time="2026-05-01T06:00:30Z" bpm="140"/></extensions>'
    assert only(gpx(track(point(0), point(60), about=one))).samples["heart_rate_bpm"].tolist() == [140, 140]


@pytest.mark.parametrize("bad", ["noon", "", "2026-05-01T25:00:00Z", "now", "today", "1066-10-14T09:00:00Z", "7"])
def test_a_bad_time_costs_the_point(bad: str) -> None:
    recording = only(gpx(track(point(0), point(1, time=bad), point(2))))
    assert recording.samples["time_s"].tolist() == [0, 2]
    assert recording.warnings == ("1 of 3 points left out: no readable time",)


@pytest.mark.parametrize(
    ("time", "second", "offset_s"),
    [
        ("2026-05-01T06:00:00Z", 0, None),
        ("2026-05-01T08:00:00+02:00", 0, 7200),
        ("2026-05-01T06:00:00+00:00", 0, None),
        ("2026-05-01T06:00:00.25Z", 0.25, None),
        (" 2026-05-01T06:00:00.123456Z ", 0.123456, None),
        ("2026-05-01T00:30:00.5-05:30", 0.5, -19_800),
    ],
)
def test_times_with_fractions_and_offsets(time: str, second: float, offset_s: int | None) -> None:
    recording = only(gpx(track(point(0, time=time), point(10))))
    assert recording.samples["time_s"].tolist() == pytest.approx([0, 10 - second])
    assert recording.start_utc.timestamp() == pytest.approx(
        1_777_615_200 + second, rel=0, abs=1e-3
    )  # date -d 2026-05-01T06:00Z +%s
    assert recording.file_offset_s == offset_s


def test_times_without_a_zone_are_utc_and_said_to_be_so() -> None:
    recording = only(gpx(track(point(0, time="2026-05-01T06:00:00"), point(9))))
    assert recording.samples["time_s"].tolist() == [0, 9]
    assert recording.warnings == ("times without a zone, taken as UTC",)


def test_a_clock_that_runs_backwards_is_said_and_kept() -> None:
    recording = only(gpx(track(point(10), point(5), point(20))))
    assert recording.samples["time_s"].tolist() == [5, 0, 15]
    assert recording.elapsed_s == 15
    assert recording.warnings == ("times run backwards at 1 points",)


def test_each_trkseg_with_points_is_a_segment() -> None:
    parts = f"<trkseg>{point(0)}{point(1)}</trkseg><trkseg></trkseg><trkseg>{point(60)}</trkseg>"
    assert only(gpx(f"<trk>{parts}</trk>")).samples["segment"].tolist() == [0, 0, 1]


def test_each_track_is_a_session() -> None:
    first = track(point(0), point(1), about="<name>one</name><type>running</type>")
    planned = "<trk><name>plan</name><trkseg><trkpt lat='48' lon='11'/></trkseg></trk>"
    last = track(point(60), point(63), about="<type>cycling</type>")
    recordings = read_gpx(gpx("<metadata><name>both</name></metadata>", first, planned, last), "two.gpx")
    assert [(one.session, one.name, one.sport, one.elapsed_s) for one in recordings] == [
        (0, "one", Sport.RUNNING, 1),
        (2, "both", Sport.CYCLING, 3),
    ]
    assert recordings[0].warnings == ()
    assert recordings[1].warnings == ("1 tracks of the file left out: no points with a time and a position or reading",)


@pytest.mark.parametrize(
    ("word", "sport", "sub_sport"),
    [
        ("running", Sport.RUNNING, None),
        ("Trail Running", Sport.RUNNING, "trail"),
        ("treadmill_running", Sport.RUNNING, "treadmill"),
        ("run", Sport.RUNNING, None),
        ("9", Sport.RUNNING, None),
        ("1", Sport.CYCLING, None),
        ("4", Sport.HIKING, None),
        ("10", Sport.WALKING, None),
        ("16", Sport.SWIMMING, None),
        ("17", Sport.CYCLING, "virtual_activity"),
        ("mountain biking", Sport.CYCLING, "mountain"),
        ("kayaking", Sport.OTHER, None),
        ("unknown", Sport.UNKNOWN, None),
        ("Laufen", Sport.RUNNING, None),
        ("Course a\u0300 pied", Sport.RUNNING, None),  # the accent as a letter of its own
        ("ランニング", Sport.RUNNING, None),
        ("Laufband", Sport.RUNNING, "treadmill"),
        ("course", Sport.UNKNOWN, None),  # English for a planned way
        ("Laufen?", Sport.UNKNOWN, None),
        ("", Sport.UNKNOWN, None),
    ],
)
def test_type_is_looked_up_and_never_guessed(word: str, sport: Sport, sub_sport: str | None) -> None:
    recording = only(gpx(track(point(0), point(1), about=f"<type>{word}</type>")))
    assert (recording.sport, recording.sub_sport) == (sport, sub_sport)
    assert recording.virtual == (sub_sport == "virtual_activity")


@pytest.mark.parametrize(
    ("sport", "recorded", "expected"),
    [
        ("running", [0, 80, 85, 90], [0, 160, 170, 180]),  # strides of one leg: median of the moving ones 85
        ("running", [0, 119, 119], [0, 238, 238]),
        ("running", [0, 120, 170], [0, 120, 170]),  # steps of both feet
        ("cycling", [0, 80, 85], [0, 80, 85]),
        ("unknown", [0, 80, 85], [0, 80, 85]),
    ],
)
def test_cadence_becomes_steps_of_both_feet(sport: str, recorded: list[int], expected: list[int]) -> None:
    points = (point(second, f"<cad>{value}</cad>") for second, value in enumerate(recorded))
    assert only(gpx(track(*points, about=f"<type>{sport}</type>"))).samples["cadence_spm"].tolist() == expected


def test_totals_of_the_track_are_taken_where_they_say_something() -> None:
    totals = "<Distance>5000.5</Distance><TimerTime>1500</TimerTime><MovingTime>1490</MovingTime>"
    extension = f"<extensions><g:TrackStatsExtension>{totals}<Ascent>0.0</Ascent><Descent>?</Descent>"
    about = f"{extension}</g:TrackStatsExtension></extensions>"
    recording = only(gpx(track(point(0), point(1), about=about)))
    assert (recording.session_distance_m, recording.timer_s, recording.moving_s) == (5000.5, 1500, 1490)
    assert (recording.ascent_m, recording.descent_m) == (None, None)


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (gpx("<rte><rtept lat='48' lon='11'/></rte>"), "a route, not an activity"),
        (gpx("<trk><trkseg><trkpt lat='48' lon='11'/></trkseg></trk>"), "a route, not an activity"),
        (gpx("<trk><name>Treadmill</name><type>running</type><trkseg/></trk>"), "an empty track"),
        (gpx("<trk><name>Treadmill</name></trk>"), "an empty track"),
        (gpx("<wpt lat='48' lon='11'><time>2026-05-01T06:00:00Z</time></wpt>"), "no track"),
    ],
)
def test_what_is_no_activity_is_skipped_with_the_reason(content: bytes, problem: str) -> None:
    with pytest.raises(NotAnActivityError, match=problem):
        read_gpx(content, "plan.gpx")


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"", "run.gpx: the file is empty. Copy"),
        (b"<html><body>Please sign in", "web page"),
        (b"\x0e\x10\x00.FIT", "not an XML file"),
        (b"<gpx><trk><na", "damaged before its first usable point"),
        (
            gpx(track(point(0, lat=""), point(1, lat=""))),
            "none of its 2 points has a position or a reading of a sensor",
        ),
    ],
)
def test_what_cannot_be_read_is_an_error(content: bytes, problem: str) -> None:
    with pytest.raises(FileError, match=problem) as caught:
        read_gpx(content, "run.gpx")
    assert not isinstance(caught.value, NotAnActivityError)


def test_a_truncated_file_yields_what_came_before_the_cut() -> None:
    content = gpx(track(*(point(second, "<ele>1</ele>") for second in range(100))))
    cut = content.index(b"06:00:50Z") + 4
    recording = only(content[:cut])
    assert recording.samples["time_s"].tolist() == list(range(50))
    assert recording.warnings == ("the file breaks off at line 1: no element found; what came before was read",)


def test_broken_xml_in_the_middle_yields_what_came_before() -> None:
    recording = only(gpx(track(point(0), point(1), "<oops", point(2))))
    assert len(recording.samples) == 2
    assert "not well-formed" in recording.warnings[0]


def test_too_many_points_or_tracks_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xml_points, "MAX_POINTS", 99)
    with pytest.raises(UnsafeFileError, match=r"run\.gpx: more than 99 points"):
        read_gpx(gpx(track(*map(point, range(100)))), "run.gpx")
    with pytest.raises(UnsafeFileError, match="more than 1,000 tracks"):
        read_gpx(gpx("<trk/>" * 1001), "run.gpx")


def test_entities_never_reach_a_name() -> None:
    bomb = '<!DOCTYPE gpx [<!ENTITY x SYSTEM "file:///etc/hostname">]>'
    with pytest.raises(UnsafeFileError, match=r"run\.gpx, line 1: the file declares entities"):
        read_gpx(gpx(track(point(0), about="<name>&x;</name>"), head=bomb), "run.gpx")


@pytest.mark.parametrize("encoding", ["utf-16", "iso-8859-1", "windows-1252", "utf-8-sig"])
def test_encodings(encoding: str) -> None:
    text = gpx(
        track(point(0), point(1), about="<name>Grüße</name>"), head=f'<?xml version="1.0" encoding="{encoding}"?>'
    )
    content = text.decode().replace("utf-8-sig", "utf-8").encode(encoding)
    assert only(content).name == "Grüße"


def test_names_are_cleaned_at_the_door() -> None:
    name = "a\u202eb&#x9b;31mc" + "x" * 1000
    recording = only(gpx(track(point(0), point(1), about=f"<name>{name}</name>")))
    assert recording.name is not None
    assert recording.name.startswith("ab31mcx")
    assert len(recording.name) == 500


def test_an_empty_track_beside_the_recording_of_its_run_counts_once(tmp_path: Path) -> None:
    start = datetime(1989, 12, 31, tzinfo=UTC) + timedelta(seconds=NOON)
    (tmp_path / "a.fit").write_bytes(session(run(), elapsed_s=1800, timer_s=1800, distance_m=5000).done())
    written = WRITTEN.replace("2026-05-01T08:00:00+02:00", start.isoformat())
    (tmp_path / "b.gpx").write_bytes(gpx(written, EMPTY))
    log = rr.read(tmp_path)
    assert [(one.source.format, one.distance_m, one.name) for one in log.counted] == [("fit", 5000, "Treadmill")]
