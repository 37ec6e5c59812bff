"""What a TCX file says and what is made of it; and our reader against a walk over the tree, on real files."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from xml.etree import ElementTree as ET

import numpy as np
import pytest

from runrisk.errors import FileError, NotAnActivityError, UnsafeFileError
from runrisk.importers.formats.tcx import read_tcx
from runrisk.importers.recording import Recording
from runrisk.model import Recorder, Sport

CORPUS = sorted((Path(__file__).resolve().parents[2] / "shared" / "corpus").rglob("*.tcx"))

START = datetime(2026, 5, 1, 6, tzinfo=UTC)


def stamp(second: float) -> str:
    return (START + timedelta(seconds=second)).isoformat().replace("+00:00", "Z")


def point(second: float, *inside: str, position: tuple[float, float] | None = (48.1, 11.5)) -> str:
    where = (
        position and "<Position><LatitudeDegrees>{}</LatitudeDegrees><LongitudeDegrees>{}</LongitudeDegrees></Position>"
    )
    placed = where.format(*position) if where and position else ""
    return f"<Trackpoint><Time>{stamp(second)}</Time>{placed}{''.join(inside)}</Trackpoint>"


def lap(second: float, *tracks: str, total_s: object = 60, distance_m: object = 200) -> str:
    totals = f"<TotalTimeSeconds>{total_s}</TotalTimeSeconds><DistanceMeters>{distance_m}</DistanceMeters>"
    held = "".join(f"<Track>{track}</Track>" for track in tracks)
    average = "<AverageHeartRateBpm><Value>99</Value></AverageHeartRateBpm><Cadence>70</Cadence><Notes>lap</Notes>"
    return f'<Lap StartTime="{stamp(second)}">{totals}{average}{held}</Lap>'


def activity(*parts: str, sport: str = "Running", start: str | None = None) -> str:
    stated = stamp(0) if start is None else start
    return f'<Activity Sport="{sport}"><Id>{stated}</Id>{"".join(parts)}</Activity>'


def tcx(*activities: str, head: str = '<?xml version="1.0" encoding="UTF-8"?>') -> bytes:
    held = f"<Activities>{''.join(activities)}</Activities>"
    return f"{head}<TrainingCenterDatabase>{held}</TrainingCenterDatabase>".encode()


def only(content: bytes) -> Recording:
    recordings = read_tcx(content, "run.tcx")
    assert len(recordings) == 1
    return recordings[0]


CREATOR = "<Creator><Name>Forerunner 410</Name><UnitId>3854007508</UnitId><Version><Name>no</Name></Version></Creator>"


def test_a_plain_run() -> None:
    recording = only(
        tcx(activity(lap(0, point(0) + point(30)), lap(60, point(60) + point(119)), "<Notes>windy</Notes>", CREATOR))
    )
    assert (recording.format, recording.session, recording.sport) == ("tcx", 0, Sport.RUNNING)
    assert recording.start_utc == START
    assert (recording.elapsed_s, recording.timer_s, recording.lap_distance_m) == (120, 120, 400)  # 2 laps of 60 s
    assert (recording.note, recording.device) == ("windy", "Forerunner 410")
    assert recording.recorder == Recorder(
        manufacturer="garmin", product="Forerunner 410", serial_number=3_854_007_508, time_created=START
    )
    assert recording.samples["time_s"].tolist() == [0, 30, 60, 119]
    assert np.isnan(recording.samples["heart_rate_bpm"]).all()
    assert recording.warnings == ()


@pytest.mark.parametrize(
    ("inside", "column", "value"),
    [
        ("<AltitudeMeters>512.5</AltitudeMeters>", "altitude_m", 512.5),
        ("<DistanceMeters>12.5</DistanceMeters>", "distance_m", 12.5),
        ("<HeartRateBpm><Value>151</Value></HeartRateBpm>", "heart_rate_bpm", 151),
        ("<Extensions><n:TPX><n:Speed>2.5</n:Speed></n:TPX></Extensions>", "speed_mps", 2.5),
        ("<Extensions><TPX><Watts>240</Watts></TPX></Extensions>", "power_w", 240),
        ("<Extensions><TPX><RunCadence>85</RunCadence></TPX></Extensions>", "cadence_spm", 170),  # strides of one leg
        ("<Cadence>85</Cadence>", "cadence_spm", 170),
        ("<Cadence>1</Cadence><Extensions><TPX><RunCadence>85</RunCadence></TPX></Extensions>", "cadence_spm", 170),
    ],
)
def test_values_of_a_point(inside: str, column: str, value: float) -> None:
    samples = only(tcx(activity(lap(0, point(0) + point(1, inside) + point(2))))).samples
    assert samples[column].tolist() == pytest.approx([np.nan, value, np.nan], nan_ok=True)


def test_points_without_a_position_are_kept() -> None:
    bad = (91, 11.5)
    points = point(0, position=None) + point(1, position=bad) + point(2)
    recording = only(tcx(activity(lap(0, points))))
    assert np.isnan(recording.samples["lat_deg"]).tolist() == [True, True, False]
    assert np.isnan(recording.samples["lon_deg"]).tolist() == [True, True, False]
    assert recording.warnings == ("1 lat values left out: unreadable or impossible",)


def test_a_point_without_a_readable_time_is_left_out() -> None:
    odd = "<Trackpoint></Trackpoint><Trackpoint><Time>noon</Time></Trackpoint>"
    recording = only(tcx(activity(lap(0, point(0) + odd + point(2)))))
    assert recording.samples["time_s"].tolist() == [0, 2]
    assert recording.warnings == ("2 of 4 points left out: no readable time",)


def test_segments_begin_at_a_new_track_of_a_lap_and_at_a_late_lap() -> None:
    laps = (
        lap(0, point(0) + point(10), point(15)),  # the watch closed the track: a pause, however short
        lap(20, point(45)),  # 30 s after the last point: a lap key
        lap(60, point(75.5)),  # 30.5 s: a pause
        lap(80, "", point(80)),  # an empty track does not count, the one after it does
    )
    recording = only(tcx(activity(*laps)))
    assert recording.samples["segment"].tolist() == [0, 0, 1, 1, 2, 3]


def test_activities_and_multisport_sessions_are_recordings() -> None:
    run = activity(lap(0, point(0) + point(9)))
    ride = activity(lap(100, point(100) + point(109)), sport="Biking", start=stamp(100))
    multi = f"<MultiSportSession><FirstSport>{run}</FirstSport><NextSport>{ride}</NextSport></MultiSportSession>"
    recordings = read_tcx(tcx(multi), "tri.tcx")
    assert [(one.session, one.sport, one.start_utc) for one in recordings] == [
        (0, Sport.RUNNING, START),
        (1, Sport.CYCLING, START + timedelta(seconds=100)),
    ]
    assert [one.samples["segment"].tolist() for one in recordings] == [[0, 0], [0, 0]]


@pytest.mark.parametrize(
    ("word", "sport"),
    [
        ("Running", Sport.RUNNING),
        ("Biking", Sport.CYCLING),
        ("Other", Sport.OTHER),
        ("Walking", Sport.WALKING),
        ("", Sport.UNKNOWN),
    ],
)
def test_sport_as_stated(word: str, sport: Sport) -> None:
    assert only(tcx(activity(lap(0, point(0)), sport=word))).sport is sport


def test_blanks_before_the_declaration() -> None:
    content = b"          \n" + tcx(activity(lap(0, point(0) + point(5))))
    assert only(content).samples["time_s"].tolist() == [0, 5]


def test_laps_alone_are_an_activity() -> None:
    recording = only(tcx(activity(lap(0, total_s=1800, distance_m=5000))))
    assert (recording.start_utc, recording.elapsed_s, recording.lap_distance_m) == (START, 1800, 5000)
    assert len(recording.samples) == 0


@pytest.mark.parametrize(("total_s", "distance_m"), [("NaN", "-1"), ("0", "0.0"), ("1e9", "1e300"), ("", "far")])
def test_broken_totals_are_not_known(total_s: str, distance_m: str) -> None:
    recording = only(tcx(activity(lap(0, point(0) + point(9), total_s=total_s, distance_m=distance_m))))
    assert (recording.timer_s, recording.lap_distance_m, recording.elapsed_s) == (None, None, 9)


def test_distances_that_run_backwards_are_left_out() -> None:
    metres = [0, 5, 4.5, 9, 2]
    points = "".join(point(at, f"<DistanceMeters>{value}</DistanceMeters>") for at, value in enumerate(metres))
    recording = only(tcx(activity(lap(0, points))))
    assert np.isnan(recording.samples["distance_m"]).all()
    assert recording.warnings == ("distances of the points left out: they run backwards",)
    assert only(tcx(activity(lap(0, points.replace(">2<", ">9<"))))).samples["distance_m"].tolist() == [0, 5, 4.5, 9, 9]


@pytest.mark.parametrize(
    ("stated_s", "start_s", "warned"),
    [(-3600, -3600, False), (-3601, 0, True), (0.9, 0, False), (5, 0, True)],
)
def test_a_stated_start_must_fit_to_the_first_point(stated_s: float, start_s: float, *, warned: bool) -> None:
    recording = only(tcx(activity(lap(stated_s, point(0) + point(9)))))
    assert recording.start_utc == START + timedelta(seconds=start_s)
    assert recording.samples["time_s"].tolist() == [-start_s, 9 - start_s]
    assert bool(recording.warnings) == warned


def test_the_start_is_the_first_laps_and_not_the_rounded_id() -> None:
    assert only(tcx(activity(lap(0, point(3) + point(9)), start=stamp(-40)))).start_utc == START
    assert only(tcx(activity(lap(0, point(3)).replace(stamp(0), ""), start=stamp(-40)))).samples["time_s"] == [43]


@pytest.mark.parametrize("points", ["", point(5)])
def test_the_offset_of_the_lap_stands_where_the_points_state_none(points: str) -> None:
    local = (START + timedelta(hours=2)).isoformat().replace("+00:00", "+02:00")
    for start, lap_start in ((local, stamp(0)), (stamp(0), local)):
        content = activity(lap(0, points).replace(stamp(0), lap_start), start=start)
        recording = only(tcx(content))
        assert (recording.start_utc, recording.file_offset_s) == (START, 7200)
    assert only(tcx(activity(lap(0, points)))).file_offset_s is None


@pytest.mark.parametrize(
    ("moments", "timer_s", "segments"),
    [
        ([0, 1, 2, 62, 63], 4, [0, 0, 0, 1, 1]),  # 63 s by the clock, 4 by the timer: the gap of 60 s is a pause
        ([0, 1, 2, 62, 63], 63, [0, 0, 0, 0, 0]),  # the timer ran on: no fix
        ([0, 1, 301, 302, 362, 363], 303, [0, 0, 0, 0, 1, 1]),  # 60 s are missing: the minute, not the 5 minutes
        ([0, 1, 31, 32, 62, 63], 5, [0, 0, 1, 1, 2, 2]),
        ([0, 8, 16, 24, 32, 40], 5, [0, 0, 0, 0, 0, 0]),  # sparse points and a wrong timer
        ([0, 1, 2, 10, 11], 1e-3, [0, 0, 0, 1, 1]),  # 11 s are missing, the gap explains 8
        ([0, 1, 2, 3, 4, 5, 100, 106, 107], 10, [0, 0, 0, 0, 0, 0, 1, 1, 1]),  # 97 missing: 95, then 2 are left for 6
        ([0, 1, 2, 63, 62], 4, [0, 0, 0, 0, 0]),  # a clock that runs backwards tells no pause
    ],
)
def test_a_gap_is_a_pause_where_the_laps_timer_stood(moments: list[int], timer_s: float, segments: list[int]) -> None:
    recording = only(tcx(activity(lap(0, "".join(map(point, moments)), total_s=timer_s))))
    assert recording.samples["segment"].tolist() == segments


def test_a_pause_in_each_lap_is_found_by_its_own_timer() -> None:
    first = lap(0, "".join(map(point, (0, 1, 2, 62, 63))), total_s=10)  # 70 s to the next lap
    second = lap(70, "".join(map(point, (70, 71, 72, 132, 133))), total_s=63)
    assert only(tcx(activity(first, second))).samples["segment"].tolist() == [0, 0, 0, 1, 1, 1, 1, 1, 1, 1]


def test_the_heart_rate_of_the_laps_by_their_times() -> None:
    laps = lap(0, total_s=600), lap(600, total_s=1200).replace("99", "129"), lap(1800).replace("99", "255")
    assert only(tcx(activity(*laps))).avg_hr_bpm == 119  # (600 * 99 + 1200 * 129) / 1800; 255 is "not known"


@pytest.mark.parametrize("unit", ["0", "", "abc", "-7", "12345678901", "²"])
def test_a_unit_number_that_names_no_watch(unit: str) -> None:
    recording = only(tcx(activity(lap(0, point(0)), f"<Creator><Name>Polar</Name><UnitId>{unit}</UnitId></Creator>")))
    assert (recording.device, recording.recorder) == ("Polar", None)


COURSE = f"<Courses><Course><Name>c</Name>{lap(0)}<Track>{point(500)}</Track></Course></Courses>"


def test_a_course_is_no_activity_and_leaves_one_alone() -> None:
    with pytest.raises(NotAnActivityError, match="a course, not an activity"):
        read_tcx(f"<TrainingCenterDatabase>{COURSE}</TrainingCenterDatabase>".encode(), "course.tcx")
    both = tcx(activity(lap(0, point(0) + point(9)))).replace(b"</Activities>", f"</Activities>{COURSE}".encode())
    assert (only(both).samples["time_s"].tolist(), only(both).timer_s) == ([0, 9], 60)


@pytest.mark.parametrize(
    ("content", "kind", "problem"),
    [
        (tcx(), NotAnActivityError, "no activity in the file"),
        (tcx(activity()), NotAnActivityError, "an empty activity"),
        (b"<gpx/>", FileError, "another kind"),
        (b"<TrainingCenterDatabase><Activities><Act", FileError, "damaged before its first usable point"),
        (tcx(activity("<Lap><Track><Trackpoint/></Track></Lap>")), FileError, "none of its 1 points"),
        (tcx(head='<!DOCTYPE TrainingCenterDatabase [<!ENTITY a "b">]>'), UnsafeFileError, "declares entities"),
        (tcx(activity() * 1001), UnsafeFileError, "more than 1,000 activities"),
    ],
)
def test_what_cannot_be_read(content: bytes, kind: type[FileError], problem: str) -> None:
    with pytest.raises(kind, match=problem) as caught:
        read_tcx(content, "run.tcx")
    assert type(caught.value) is kind


def test_a_truncated_file_yields_what_came_before_the_cut() -> None:
    content = tcx(activity(lap(0, "".join(map(point, range(100))))))
    recording = only(content[: content.index(stamp(50).encode()) + 9])
    assert recording.samples["time_s"].tolist() == list(range(50))
    assert recording.warnings == ("the file breaks off at line 1: no element found; what came before was read",)


def local(element: ET.Element, name: str) -> Iterator[ET.Element]:
    """Walk over the elements of a local name, in whatever namespace."""
    return (found for found in element.iter() if found.tag.rpartition("}")[2] == name)


def number(element: ET.Element, *path: str) -> float:
    """Return the number at the end of a path of local names; NaN where there is none."""
    for name in path:
        found = next((child for child in element if child.tag.rpartition("}")[2] == name), None)
        if found is None:
            return np.nan
        element = found
    return float(element.text or "nan")


def walked(activity_element: ET.Element) -> np.ndarray:
    """Return the points as a tree walk finds them: time, position, altitude, distance, heart rate, speed, power."""
    rows = [
        (
            datetime.fromisoformat(next(local(trackpoint, "Time")).text or "").timestamp(),
            number(trackpoint, "Position", "LatitudeDegrees"),
            number(trackpoint, "Position", "LongitudeDegrees"),
            number(trackpoint, "AltitudeMeters"),
            number(trackpoint, "DistanceMeters"),
            number(trackpoint, "HeartRateBpm", "Value"),
            number(trackpoint, "Extensions", "TPX", "Speed"),
            number(trackpoint, "Extensions", "TPX", "Watts"),
        )
        for trackpoint in local(activity_element, "Trackpoint")
    ]
    return np.array(rows)


@pytest.mark.skipif(not CORPUS, reason="the folder with real files is not beside the project")
@pytest.mark.parametrize("path", CORPUS, ids=lambda path: path.stem[-30:])
def test_real_files_equal_a_walk_over_the_tree(path: Path) -> None:
    content = path.read_bytes()
    activities = list(local(ET.fromstring(content.strip()), "Activity"))  # noqa: S314  # files we chose ourselves
    recordings = read_tcx(content, path.name)
    assert len(recordings) == len(activities)
    for recording, element in zip(recordings, activities, strict=True):
        expected = walked(element)
        samples = recording.samples
        np.testing.assert_allclose(
            recording.start_utc.timestamp() + samples["time_s"], expected[:, 0], rtol=0, atol=1e-6
        )
        names = ("lat_deg", "lon_deg", "altitude_m", "distance_m", "heart_rate_bpm", "speed_mps", "power_w")
        for column, name in enumerate(names, start=1):
            np.testing.assert_allclose(samples[name], expected[:, column], rtol=1e-6, err_msg=name)
        laps = list(local(element, "Lap"))
        assert recording.lap_distance_m == pytest.approx(sum(number(one, "DistanceMeters") for one in laps))
        assert recording.timer_s == pytest.approx(sum(number(one, "TotalTimeSeconds") for one in laps))
