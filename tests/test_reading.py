"""From paths to a log: every file accounted for, each run once, samples on demand."""

import gzip
import io
import zipfile
from collections import Counter
from datetime import timedelta
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

import runrisk as rr
from runrisk.errors import FileError, MissingPathError, NothingToReadError, SettingsError
from runrisk.importers.read_file import ReadDefaults, read_content
from runrisk.importers.whole_log.unnamed_sports import TAKEN_FOR_RUN
from tracks import START, gpx

CORPUS = Path(__file__).resolve().parents[2] / "shared" / "corpus"


def days_later(number):
    return gpx(start=START + timedelta(days=number))


@pytest.fixture
def season(tmp_path):
    """Three runs: one plain, one packed and twice there, one in a zip together with the first; and other files."""
    folder = tmp_path / "season"
    (folder / "sub").mkdir(parents=True)
    (folder / "one.gpx").write_bytes(days_later(0))
    (folder / "sub" / "two.gpx.gz").write_bytes(gzip.compress(days_later(1)))
    (folder / "sub" / "two again.txt").write_bytes(days_later(1))
    (folder / "shifted.gpx").write_bytes(gpx(start=START + timedelta(seconds=30), lat_shift=1e-5))
    with zipfile.ZipFile(folder / "more.zip", "w") as archive:
        archive.writestr("three.gpx", days_later(2))
        archive.writestr("one.gpx", days_later(0))
    (folder / "notes.txt").write_text("no activity")
    (folder / "login.fit").write_text("<!DOCTYPE html><title>Log in</title>")
    (folder / "empty.fit").write_bytes(b"")
    (folder / "broken.gpx").write_bytes(b"<gpx><trk><trkseg><trkpt lat='1")
    return folder


def test_every_file_is_accounted_for(season):
    log = rr.read(season)
    assert len(log.runs) == 3
    assert {line.name: line.status.value for line in log.files} == {
        "broken.gpx": "failed",
        "empty.fit": "skipped",
        "login.fit": "skipped",
        "more.zip: one.gpx": "imported",
        "more.zip: three.gpx": "imported",
        "notes.txt": "skipped",
        "one.gpx": "duplicate",
        "shifted.gpx": "merged",
        "two again.txt": "imported",
        "two.gpx.gz": "duplicate",
    }
    reasons = {line.name: line.reason for line in log.files}
    assert reasons["one.gpx"] == "the same file as more.zip: one.gpx"
    assert reasons["shifted.gpx"] == "the same run on another device as more.zip: one.gpx"
    assert "web page" in reasons["login.fit"]


def test_a_shadow_stays_visible(season):
    log = rr.read(season)
    assert len(log.activities) == 4
    assert log.activities["duplicate_of"].notna().sum() == 1


def test_the_order_of_paths_does_not_matter(season):
    files = [season / "sub", season / "one.gpx", season / "more.zip", season / "shifted.gpx"]
    one, other = rr.read(*files), rr.read(*reversed(files))
    assert one.recorded == other.recorded
    assert one.files == other.files


def test_samples_are_read_again_when_they_are_asked_for(season):
    log = rr.read(season)
    for activity in log.recorded:
        samples = log.samples(activity.id)
        assert len(samples) == 61
        assert samples["time_s"].iloc[-1] == activity.elapsed_s == 600
    changed = log.samples(log.recorded[0].id)
    changed["time_s"] = 0.0
    assert log.samples(log.recorded[0].id)["time_s"].iloc[-1] == 600
    with pytest.raises(KeyError):
        log.samples("no such id")


def test_a_file_that_changed_since_says_so(season):
    log = rr.read(season / "one.gpx")
    (season / "one.gpx").write_bytes(days_later(5))
    with pytest.raises(FileError, match="changed since"):
        log.samples(log.recorded[0].id)


def test_paths_of_what_was_outdoors_are_kept(season):
    log = rr.read(season / "one.gpx")
    path = log.read_path(log.recorded[0].id)
    assert path is not None
    # 600 s at 3 m/s: 1800 m, a point every 10 m, one at each end.
    assert len(path) == pytest.approx(181, abs=1)
    ride = season / "ride.gpx"
    ride.write_bytes(gpx(kind="cycling"))
    rides = rr.read(ride)
    assert len(rides.read_path(rides.recorded[0].id)) == len(path)  # to tell overlapping rides apart, as a library does


def test_sport_and_zone_stand_in_only_where_the_file_is_silent(tmp_path):
    (tmp_path / "a.gpx").write_bytes(gpx(kind=None))
    (tmp_path / "b.gpx").write_bytes(gpx(kind="cycling", start=START + timedelta(days=1)))
    plain = rr.read(tmp_path).activities
    assert plain["sport"].tolist() == [
        "running",
        "cycling",
    ]  # 3 m/s is a run's speed, and the log says that it was taken
    assert plain["warnings"].tolist() == [(TAKEN_FOR_RUN,), ()]
    assert rr.read(tmp_path, sport="walking").activities["sport"].tolist() == ["walking", "cycling"]
    log = rr.read(tmp_path, sport="Running", tz="Asia/Tokyo")
    assert log.activities["sport"].tolist() == ["running", "cycling"]
    assert log.activities["tz_source"].tolist() == ["position", "position"]


def test_wrong_use_is_said_before_anything_is_read(season):
    with pytest.raises(MissingPathError, match=r"nowhere does not exist"):
        rr.read(season, "nowhere")
    with pytest.raises(SettingsError, match="is no time zone"):
        rr.read(season, tz="Moon/Tranquility")
    with pytest.raises(SettingsError, match="is no sport"):
        rr.read(season, sport="quidditch")


def test_nothing_to_read_says_what_was_there(tmp_path):
    with pytest.raises(NothingToReadError, match=r"^No activity found: there are no files$"):
        rr.read(tmp_path)
    (tmp_path / "a.txt").write_text("a")
    with pytest.raises(NothingToReadError, match=r"^No activity found in a.txt: not a FIT, GPX or TCX file$"):
        rr.read(tmp_path)
    (tmp_path / "b.txt").write_text("b")
    with pytest.raises(NothingToReadError, match=r"^No activity found in 2 files: 2 x not a FIT, GPX or TCX file$"):
        rr.read(tmp_path)


def test_dates_that_cannot_be_are_refused(tmp_path):
    early, late = START.replace(year=1990), START.replace(year=2093)
    (tmp_path / "early.gpx").write_bytes(gpx(start=early))
    (tmp_path / "late.gpx").write_bytes(gpx(start=late))
    (tmp_path / "run.gpx").write_bytes(gpx())
    log = rr.read(tmp_path, now=START + timedelta(days=30))
    assert {line.name: line.status.value for line in log.files} == {
        "early.gpx": "failed",
        "late.gpx": "failed",
        "run.gpx": "imported",
    }
    assert log.as_of == START.date()


def test_a_single_point_is_no_activity(tmp_path):
    (tmp_path / "a.gpx").write_bytes(gpx(count=1))
    with pytest.raises(NothingToReadError, match="nothing was recorded"):
        rr.read(tmp_path)


def test_progress_counts_up_to_all_files(season):
    calls = []
    rr.read(season, progress=lambda done, known: calls.append((done, known)))
    assert [done for done, _ in calls] == list(range(1, 11))
    assert calls[0] == (1, 8)
    assert calls[-1] == (10, 10)


def test_a_fault_of_the_reader_costs_one_file():
    reading = read_content("x", None, ReadDefaults())  # not even bytes
    assert reading.problem.status == "failed"
    assert "TypeError" in reading.problem.reason


def test_many_files_in_several_processes_give_the_same_log(tmp_path):
    for number in range(30):
        (tmp_path / f"{number:02d}.gpx").write_bytes(days_later(number))
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for number in range(20, 50):
            archive.writestr(f"{number}.gpx.gz", gzip.compress(days_later(number)))
    (tmp_path / "rest.zip").write_bytes(packed.getvalue())
    several, one = rr.read(tmp_path, jobs=2), rr.read(tmp_path, jobs=0)
    assert Counter(line.status.value for line in one.files) == {"imported": 50, "duplicate": 10}
    assert several.recorded == one.recorded
    assert several.files == one.files
    last = one.recorded[-1].id
    pd.testing.assert_frame_equal(several.samples(last), one.samples(last))
    assert np.array_equal(several.read_path(last).lat_deg, one.read_path(last).lat_deg)


@pytest.mark.skipif(not CORPUS.is_dir(), reason="the corpus of real files is not part of the project")
@pytest.mark.parametrize("sport", [None, "running"])
def test_the_corpus_is_accounted_for_file_by_file(sport):
    log = rr.read(CORPUS, sport=sport, jobs=0)
    assert len(log.files) == sum(path.is_file() for path in CORPUS.rglob("*"))
    failed = {line.name.split("__")[-1]: line.reason for line in log.files if line.status == "failed"}
    assert failed.keys() == {
        "DeveloperData.fit",
        "TestEncode.fit",
        "Mojstrovka.gpx",
    }
    assert all("date" in reason for reason in failed.values())
    for activity in log.counted:
        assert activity.distance_m is None or activity.distance_m > 0
        assert activity.moving_s is None or activity.moving_s <= activity.timer_s
    assert (
        {"unknown"} <= set(log.activities["sport"]) if sport is None else "unknown" not in set(log.activities["sport"])
    )


def test_damage_in_a_zip_costs_that_file_only(tmp_path):
    with zipfile.ZipFile(tmp_path / "a.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("bomb.fit", bytes(60 << 20))
        archive.writestr("run.gpx", gpx())
    (tmp_path / "cut.zip").write_bytes((tmp_path / "a.zip").read_bytes()[:2000])
    (tmp_path / "cut.gpx.gz").write_bytes(gzip.compress(days_later(1))[:-40])
    log = rr.read(tmp_path)
    assert {line.name: line.status.value for line in log.files} == {
        "a.zip: bomb.fit": "failed",
        "a.zip: run.gpx": "imported",
        "cut.zip": "failed",
        "cut.gpx.gz": "imported",
    }
    cut = log.recorded[-1]
    assert 0 < cut.elapsed_s < 600
    assert any("cut short" in warning for warning in cut.warnings)
