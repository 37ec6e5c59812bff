"""Dirt of files: each changes what it says, by how much it says, and nothing else."""

from dataclasses import fields, replace
from datetime import timedelta

import numpy as np
import pytest

from runrisk.errors import SettingsError
from runrisk.geo import steps_m
from runrisk.importers.formats.file_formats import read_recordings
from runrisk.model import SAMPLES, Sport
from runrisk.simulate import season
from runrisk.simulate.file_dirt.dirt_table import FILE_DIRT, chosen, dirty
from runrisk.simulate.lifetime.life_plan import plan_life
from runrisk.simulate.lifetime.life_recordings import recording
from runrisk.simulate.made_files import bytes_of, in_format
from runrisk.simulate.session import Kind

CHANGES = {
    "local-as-utc": "start_utc source",
    "no-sport": "sport sub_sport",
    "no-sport-fit": "sport sub_sport",
    "ride-as-run": "sport sub_sport",
    "indoors-in-utc": "utc_offset_s",
    "clock-forward-5h": "start_utc elapsed_s time_s",
    "clock-forward-20d": "start_utc elapsed_s time_s",
    "clock-100000s-a-pause": "elapsed_s time_s segment",
    "clock-week-rollover": "start_utc",
    "clock-unset": "start_utc",
    "elapsed-cut": "elapsed_s",
    "points-in-km": "distance_m/samples",
    "brick-leg": "distance_m/samples",
    "pauses-in-one-track": "elapsed_s time_s segment",
    "frozen-fix": "lat_deg lon_deg",
    "ferry": "elapsed_s time_s segment lat_deg",
    "heart-locked": "heart_rate_bpm avg_hr_bpm",
    "zeros-of-dynamics": "contact_ms contact_left_pct/samples oscillation_mm vertical_ratio_pct step_length_mm",
    "heights-of-zero": "altitude_m",
}
"""What a dirt that leaves one file may change, of the activity and of the samples."""

COPIES = {"twice", "second-fit", "cropped-copy", "half-copy", "shorter-copy"}
"""Dirts that leave the recording as it is and put a copy beside it."""


@pytest.fixture(scope="module")
def lived():
    """Recordings of a life by what they are: a long run in summer time with stops, a ride, a treadmill run."""
    made = plan_life(seed=3, years=2, events=["treadmill-weeks"])
    pairs = list(zip(made.season.sessions, made.activities, strict=True))

    def first(wanted):
        return next(
            one
            for session, activity in pairs
            if activity.source.format == "fit" and wanted(session)
            for one in [recording(made, session, activity)]
            if not session.is_run or session.sub_sport == "treadmill" or one.samples["segment"].max() > 0
        )

    return {
        "run": first(lambda s: s.kind is Kind.LONG and s.day.month in {6, 7}),
        "ride": first(lambda s: s.kind is Kind.RIDE),
        "indoors": first(lambda s: s.is_run and s.sub_sport == "treadmill"),
    }


@pytest.fixture
def befallen(lived):
    """A recording that suits a dirt, in a format in which it is seen, and the files it becomes."""

    def one(name):
        clean = lived[{"ride-as-run": "ride", "indoors-in-utc": "indoors"}.get(name, "run")]
        clean = in_format(clean, FILE_DIRT[name].formats[0])
        return clean, dirty(clean, name, seed=3)

    return one


def differing(one, other):
    """Names of what differs; what activity and samples both have is marked where it is of the samples."""
    of_activity = {
        field.name
        for field in fields(one.activity)
        if field.name != "source" or one.activity.source != other.activity.source
        if getattr(one.activity, field.name) != getattr(other.activity, field.name)
    }
    shared = {field.name for field in fields(one.activity)} & SAMPLES.keys()
    of_samples = {name for name in SAMPLES if not one.samples[name].equals(other.samples[name])}
    return of_activity | {f"{name}/samples" if name in shared else name for name in of_samples}


def test_the_two_tables_hold_every_dirt():
    assert CHANGES.keys() | COPIES | {"split"} == FILE_DIRT.keys()


@pytest.mark.parametrize("name", CHANGES)
def test_a_dirt_changes_what_it_says_and_nothing_else(befallen, name):
    clean, files = befallen(name)
    (found,) = files
    assert differing(clean, found) == set(CHANGES[name].split())
    assert found.session == clean.session
    again = dirty(clean, name, seed=3)
    assert not differing(found, again[0])  # the same seed, the same dirt


@pytest.mark.parametrize("name", sorted(COPIES))
def test_a_copy_lies_beside_the_untouched_recording(befallen, name):
    clean, (kept, copy) = befallen(name)
    assert kept is clean
    assert copy.activity.source.name.startswith("copies/")
    assert copy.activity.source.format == ("fit" if name == "second-fit" else "gpx")
    assert copy.strap is None
    assert copy.samples["time_s"].iloc[0] == 0
    (recorded,) = read_recordings(bytes_of(copy), copy.activity.source.name)
    assert recorded.start_utc >= clean.activity.start_utc
    assert recorded.sport is Sport.RUNNING


def begins_and_ends(one):
    start = one.activity.start_utc
    return start, start + timedelta(seconds=float(one.samples["time_s"].iloc[-1]))


def test_a_cropped_copy_is_the_last_22_minutes(befallen):
    clean, (_, copy) = befallen("cropped-copy")
    assert begins_and_ends(copy)[1] == begins_and_ends(clean)[1]
    assert 22 * 60 - 13 <= copy.samples["time_s"].iloc[-1] <= 22 * 60  # samples lie up to 13 s apart


def test_a_half_copy_is_the_first_half(befallen):
    clean, (_, copy) = befallen("half-copy")
    assert begins_and_ends(copy)[0] == clean.activity.start_utc
    assert len(copy.samples) == len(clean.samples) // 2


def test_a_shorter_copy_lies_inside_and_is_thinner(befallen):
    clean, (_, copy) = befallen("shorter-copy")
    (begins, ends), (first, last) = begins_and_ends(copy), begins_and_ends(clean)
    assert begins - first >= timedelta(seconds=90)
    assert last - ends >= timedelta(seconds=90)
    assert np.diff(copy.samples["time_s"]).mean() == pytest.approx(15, abs=2.5)


def test_the_second_service_begins_two_seconds_later(befallen):
    clean, (_, copy) = befallen("twice")
    assert copy.activity.start_utc - clean.activity.start_utc == timedelta(seconds=2)
    assert len(copy.samples) == len(clean.samples)


def test_a_second_fit_has_lost_heart_and_watch(befallen):
    _, (_, copy) = befallen("second-fit")
    assert copy.samples[["heart_rate_bpm", "cadence_spm", "contact_ms"]].isna().all(axis=None)
    assert copy.samples["lat_deg"].notna().any()
    assert copy.activity.source.recorder is None


def test_a_split_run_loses_nothing_but_four_minutes(befallen):
    clean, (first, second) = befallen("split")
    assert len(first.samples) + len(second.samples) == len(clean.samples)
    gap = begins_and_ends(second)[0] - begins_and_ends(first)[1]
    assert timedelta(seconds=240) < gap <= timedelta(seconds=240 + 13 + 90)  # a sample, or a red light, lies between
    assert first.activity.source.name != second.activity.source.name


@pytest.mark.parametrize(("name", "behind"), [("clock-forward-5h", 5 / 24), ("clock-forward-20d", 20)])
def test_a_clock_that_is_set_is_right_at_the_end(befallen, name, behind):
    clean, (found,) = befallen(name)
    assert clean.activity.start_utc - found.activity.start_utc == timedelta(days=behind)
    assert begins_and_ends(found)[1] == begins_and_ends(clean)[1]
    steps = np.diff(found.samples["time_s"]) - np.diff(clean.samples["time_s"])
    assert sorted(steps)[-2:] == [0, behind * 86_400]
    assert found.activity.timer_s == clean.activity.timer_s


def test_an_app_adds_100_000_s_at_two_pauses(befallen):
    clean, (found,) = befallen("clock-100000s-a-pause")
    steps = np.diff(found.samples["time_s"]) - np.diff(clean.samples["time_s"])
    assert sorted(steps)[-3:] == [0, 100_000, 100_000]
    assert found.activity.elapsed_s == clean.activity.elapsed_s + 200_000
    assert found.samples["segment"].max() == 0


def test_dates_that_are_off(befallen):
    clean, (found,) = befallen("clock-week-rollover")
    assert clean.activity.start_utc - found.activity.start_utc == timedelta(days=7168)
    assert f"<time>{clean.activity.start_utc:%Y-%m-%dT%H:%M:%SZ}</time>" in bytes_of(found).decode()
    clean, (found,) = befallen("clock-unset")
    seconds = found.activity.start_utc.timestamp() - 631_065_600  # since FIT's epoch
    assert 0 < seconds < 2**28
    assert found.activity.source.recorder.time_created == clean.activity.start_utc
    clean, (found,) = befallen("local-as-utc")
    assert (found.activity.start_utc - clean.activity.start_utc).total_seconds() == clean.activity.utc_offset_s != 0


def test_distances_that_disagree(befallen):
    clean, (found,) = befallen("points-in-km")
    assert found.samples["distance_m"].iloc[-1] == pytest.approx(clean.activity.distance_m / 1000, abs=0.001)
    clean, (found,) = befallen("brick-leg")
    assert found.samples["distance_m"].iloc[0] == pytest.approx(20_110, abs=1)
    assert found.activity.distance_m == clean.activity.distance_m
    clean, (found,) = befallen("elapsed-cut")
    assert found.activity.elapsed_s == pytest.approx(0.8 * clean.activity.elapsed_s, abs=0.5)
    assert found.activity.elapsed_s < found.activity.timer_s


def test_a_ferry_is_a_straight_line_over_25_minutes(befallen):
    clean, (found,) = befallen("ferry")
    placed = found.samples.dropna(subset=["lat_deg"])
    step_m = np.asarray(steps_m(placed["lat_deg"].to_numpy(), placed["lon_deg"].to_numpy()))
    # 0.03 degrees of latitude are 3.3 km; the runner goes on a few metres meanwhile
    assert step_m.max() == pytest.approx(3336, abs=60)
    gaps = np.diff(found.samples["time_s"]) - np.diff(clean.samples["time_s"])
    assert gaps.max() == 1500
    assert found.activity.timer_s == clean.activity.timer_s


def test_stops_of_two_to_five_minutes_in_one_track(befallen):
    clean, (found,) = befallen("pauses-in-one-track")
    stops = np.diff(found.samples["time_s"]) - np.diff(clean.samples["time_s"])
    assert (np.count_nonzero(stops), stops[stops > 0].min() >= 120, stops.max() <= 300) == (2, True, True)
    assert found.activity.elapsed_s - clean.activity.elapsed_s == stops.sum()
    assert bytes_of(found).count(b"<Track>") == 1


def test_a_frozen_fix_holds_and_catches_up(befallen):
    clean, (found,) = befallen("frozen-fix")
    lat, true = found.samples["lat_deg"].to_numpy(), clean.samples["lat_deg"].to_numpy()
    held = lat != true
    assert 0.1 < held.mean() < 0.4
    assert set(lat[np.isfinite(lat)]) <= set(true[np.isfinite(true)])
    assert (held[1:] & (lat[1:] != lat[:-1])).sum() < 0.05 * len(lat)


def test_sensors_that_say_what_is_not_so(befallen):
    _, (found,) = befallen("heart-locked")
    locked = found.samples[found.samples["time_s"].between(121, 1499)].dropna(subset=["cadence_spm"])
    assert (locked["heart_rate_bpm"] == locked["cadence_spm"].round()).all()
    after = found.samples[found.samples["time_s"] > 1501]
    assert (after["heart_rate_bpm"] != after["cadence_spm"].round()).mean() > 0.8
    _, (found,) = befallen("zeros-of-dynamics")
    assert 0.01 < (found.samples["contact_ms"] == 0).mean() < 0.08
    _, (found,) = befallen("heights-of-zero")
    assert 0.003 < (found.samples["altitude_m"] == 0).mean() < 0.05


def test_zeros_are_not_put_where_nothing_was_measured(lived):
    bare = replace(lived["run"], samples=lived["run"].samples.assign(contact_ms=np.nan))
    assert dirty(bare, "zeros-of-dynamics", seed=3)[0].samples["contact_ms"].isna().all()


def test_each_activity_gets_one_dirt_at_most_that_suits_it():
    made = plan_life(seed=3)
    pairs = list(zip(made.season.sessions, made.activities, strict=True))
    fate = chosen(pairs, FILE_DIRT, seed=3, years=10)
    for number, name in fate.items():
        session, activity = pairs[number]
        assert activity.source.format in FILE_DIRT[name].formats
        assert FILE_DIRT[name].suits(session, activity)
    runs = [number for number, name in fate.items() if name == "no-sport"]
    between = [at for at in range(runs[0], runs[-1]) if FILE_DIRT["no-sport"].suits(*pairs[at]) and at not in fate]
    assert len(runs) == 60
    assert not between  # an app is used for some weeks, not now and then
    assert not set(chosen(pairs, FILE_DIRT, seed=3, years=10, spared=fate)) & set(fate)


def contents(folder):
    return {path.relative_to(folder): path.read_bytes() for path in folder.rglob("*.*")}


@pytest.fixture(scope="module")
def clean_season(tmp_path_factory):
    folder = tmp_path_factory.mktemp("clean")
    season(folder, seed=1, weeks=14)
    return contents(folder)


@pytest.mark.parametrize("name", ["cropped-copy", "points-in-km", "frozen-fix"])
def test_a_season_can_have_the_dirt_of_files(clean_season, tmp_path, name):
    season(tmp_path, seed=1, weeks=14, dirt=[name])
    before, after = clean_season, contents(tmp_path)
    changed = {path for path in before.keys() | after.keys() if before.get(path) != after.get(path)}
    assert len(changed) in {1, 2}  # in place of the file, in its own or another format, or with a copy beside it


def test_a_season_refuses_dirt_it_cannot_have(tmp_path):
    with pytest.raises(SettingsError, match=r"'flying'.*cropped-copy"):
        season(tmp_path / "no", weeks=12, dirt=["flying"])
    with pytest.raises(SettingsError, match="suits 'twice'; take a longer season"):
        season(tmp_path / "no", weeks=10, dirt=["twice"])  # all of it comes as a zip
    assert not (tmp_path / "no").exists()
