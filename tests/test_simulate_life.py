"""A made-up life: what happens in it, by which watch it is recorded, and that its truth is what is written."""

import tomllib
import zipfile
from collections import Counter
from datetime import timedelta
from itertools import pairwise

import numpy as np
import pytest

from runrisk.errors import SettingsError
from runrisk.geo import steps_m
from runrisk.model import Sport
from runrisk.simulate import LIFE_DIRT, life, life_log
from runrisk.simulate.file_dirt.dirt_table import FILE_DIRT
from runrisk.simulate.lifetime.circumstances import device_of, in_service, place_of, policy_of
from runrisk.simulate.lifetime.life_dirt import split_dirt
from runrisk.simulate.lifetime.life_events import EVENTS
from runrisk.simulate.lifetime.life_plan import plan_life
from runrisk.simulate.session import Kind
from runrisk.simulate.side_habits import SidePolicy

SEED = 3
DAY = timedelta(days=1)


def contents(folder):
    """Bytes of every file by its name; members of the export by theirs."""
    found = {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*.*")}
    with zipfile.ZipFile(folder / "export.zip") as archive:
        return found | {f"export.zip: {name}": archive.read(name) for name in archive.namelist()}


def truth_in(folder):
    return tomllib.loads((folder / "truth.toml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    folder = tmp_path_factory.mktemp("life")
    return folder, life(folder, seed=SEED, years=1)


@pytest.fixture(scope="module")
def decade():
    return plan_life(seed=SEED)


def test_the_same_seed_gives_the_same_bytes(made, tmp_path):
    assert life(tmp_path, seed=SEED, years=1) == made[1]
    assert contents(tmp_path) == contents(made[0])


def test_another_seed_is_another_life():
    assert plan_life(seed=4, years=1).season.sessions != plan_life(seed=5, years=1).season.sessions


def test_the_truth_is_what_is_written(made):
    folder, names = made
    truth, written = truth_in(folder), contents(folder)
    assert set(names) == {name for name in written if not name.startswith("export.zip: ")}
    assert truth["files"] == len(names) - 1  # truth.toml does not count itself
    assert truth["kinds"] == Counter(one["kind"] for one in truth["planted"])
    assert truth["kinds"].keys() <= LIFE_DIRT.keys()
    files = [name for one in truth["planted"] for name in one.get("files", ())]
    assert set(files) <= written.keys()
    assert len(files) == len(set(files))  # no file has two dirts
    copies = {name for name in written if name.startswith("copies/")}
    assert copies <= set(files)


def test_every_activity_is_there_once_and_copies_besides(made):
    folder, _ = made
    truth, written = truth_in(folder), contents(folder)
    recordings = [name for name in written if name.endswith((".fit", ".gpx", ".tcx", ".gz"))]
    extra = sum(len(one["files"]) - 1 for one in truth["planted"] if "files" in one)
    assert len(recordings) == truth["activities"] + extra
    log = life_log(seed=SEED, years=1)
    assert truth["activities"] == len(log.recorded)
    assert truth["runs"] == sum(one.sport is Sport.RUNNING for one in log.recorded)


def test_dirt_of_files_changes_no_other_file(made, tmp_path):
    events, files = split_dirt(None)
    clean, one = tmp_path / "clean", tmp_path / "one"
    life(clean, seed=SEED, years=1, dirt=events)
    life(one, seed=SEED, years=1, dirt=[*events, "pauses-in-one-track"])
    told = {name for planted in truth_in(one)["planted"] for name in planted.get("files", ())}
    before, after, all_kinds = contents(clean), contents(one), contents(made[0])
    assert told
    changed = {name for name in before.keys() | after.keys() if before.get(name) != after.get(name)}
    assert changed == told | {"truth.toml"}
    dirty = {name for planted in truth_in(made[0])["planted"] for name in planted.get("files", ())}
    loose = {name for name in before if not name.startswith("export.zip")}
    assert {name for name in loose if before[name] != all_kinds.get(name)} <= dirty | {"truth.toml"}
    assert files == list(FILE_DIRT)


@pytest.mark.parametrize("name", EVENTS)
def test_an_event_changes_only_the_days_it_names(name):
    ordinary, made = plan_life(seed=SEED, events=()), plan_life(seed=SEED, events=[name])
    assert made.happened
    assert {one.kind for one in made.happened} == {name}
    named = {one.first + n * DAY for one in made.happened for n in range((one.last - one.first).days + 1)}
    changed = {s.day for s in {*ordinary.season.sessions} ^ {*made.season.sessions}}
    around = {day + n * DAY for day in named for n in (-1, 0, 1)} if name == "travel" else named
    assert changed
    assert changed <= around  # who travels does nothing else on the days of the flight


def test_a_dirt_that_does_not_exist_is_refused(tmp_path):
    with pytest.raises(SettingsError, match=r"'flying'.*cropped-copy"):
        life(tmp_path / "no", years=1, dirt=["flying"])
    with pytest.raises(SettingsError, match="flying"):
        life_log(years=1, dirt=["flying"])
    assert not (tmp_path / "no").exists()


def test_every_dirt_is_in_ten_years_and_has_one_line_that_says_what_it_is(decade):
    assert {one.kind for one in decade.happened} == EVENTS.keys()
    assert all(says and says.endswith(".") and "\n" not in says for says in LIFE_DIRT.values())
    assert LIFE_DIRT.keys() == EVENTS.keys() | FILE_DIRT.keys()


def test_nothing_lies_in_a_hole_and_no_run_in_an_injury_or_a_holiday(decade):
    days, runs = (
        Counter(s.day for s in decade.season.sessions),
        Counter(s.day for s in decade.season.sessions if s.is_run),
    )
    for one in decade.happened:
        inside = [one.first + n * DAY for n in range((one.last - one.first).days + 1)]
        if one.kind == "holes":
            assert not any(days[day] for day in inside)
        if one.kind == "holidays":
            assert not any(runs[day] for day in inside)
        if one.kind == "injuries":
            assert not any(runs[day] for day in inside[: -6 * 7])  # six weeks of return
            assert any(runs[day] for day in inside[-6 * 7 :])


def test_races_are_named_as_people_name_them_and_flagged_in_some_files(decade):
    told = {session.day: session for session in decade.season.sessions if session.kind is Kind.RACE}
    races = [one for one in decade.happened if one.kind == "races"]
    assert len(races) > 30
    assert all(told[one.first].name and told[one.first].name in one.says for one in races)
    flags = [a.race for s, a in zip(decade.season.sessions, decade.activities, strict=True) if s.kind is Kind.RACE]
    assert 0 < sum(flag is True for flag in flags) < len(flags) / 2
    assert not any(a.race for s, a in zip(decade.season.sessions, decade.activities, strict=True) if s.name is None)


def test_watches_follow_one_another_and_the_habit_ends_in_year_four(decade):
    season, first = decade.season, decade.season.first
    for session in season.sessions:
        year = (session.day - first).days / 364
        expected = "tcx" if year < 3 else "gpx" if year < 6 else "fit"
        assert device_of(season, session).format == expected
        assert (policy_of(season, session) is SidePolicy.LEFT) == (year < 4)
        assert in_service(season, session) == (year >= 8)
        if session.place is None:
            assert place_of(season, session) == ("home" if year < 7 else "south")


def test_one_year_has_few_runs(decade):
    few = next(one for one in decade.happened if one.kind == "few-runs")
    runs = [s for s in decade.season.sessions if s.is_run and few.first <= s.day <= few.last]
    assert 15 < len(runs) < 60
    assert len(decade.season.runs(decade.season.first, 364)) > 150


def test_weeks_are_base_build_and_rest():
    ordinary = plan_life(seed=SEED, events=()).season
    km = {week: [] for week in range(1, 54)}
    for week in range(ordinary.weeks):
        km[ordinary.monday(week).isocalendar().week].append(ordinary.distance_m(ordinary.monday(week), 7) / 1000)
    mean = {week: np.mean(weeks) for week, weeks in km.items() if weeks}
    build, rest = np.mean([mean[week] for week in range(15, 21)]), np.mean([mean[week] for week in (23, 24, 43, 44)])
    assert build > 1.5 * rest
    hard = {s.day.isocalendar().week for s in ordinary.sessions if s.kind in {Kind.TEMPO, Kind.INTERVALS}}
    assert hard <= {*range(11, 23), *range(34, 43)}


def test_the_log_is_in_order_and_its_local_days_run_backwards_on_a_flight():
    log = life_log(seed=SEED)
    starts = [one.start_utc for one in log.recorded]
    assert starts == sorted(starts)
    days = [one.local_day for one in log.recorded]
    back = [(before, after) for before, after in pairwise(days) if after < before]
    assert len(back) == 2  # two journeys
    assert all(before - after == DAY for before, after in back)
    home = life_log(seed=SEED, dirt=[name for name in LIFE_DIRT if name != "travel"])
    assert [one.local_day for one in home.recorded] == sorted(one.local_day for one in home.recorded)


def test_one_run_lies_years_before_the_others():
    days = [one.local_day for one in life_log(seed=SEED).recorded]
    assert (days[1] - days[0]).days > 2 * 365
    assert max((after - before).days for before, after in pairwise(days[1:])) < 60


def test_minutes_and_paths_are_those_of_the_runs():
    log = life_log(seed=SEED, years=1)
    runs = [one for one in log.recorded if one.sport is Sport.RUNNING]
    for one in runs[:40:5]:
        minutes, path = log.read_minutes(one.id), log.read_path(one.id)
        if one.distance_m is None:
            assert minutes is None
            continue
        assert minutes.seconds.sum() == pytest.approx(one.timer_s, abs=1)
        assert (minutes.seconds * minutes.speed_mps).sum() == pytest.approx(one.distance_m, rel=0.06)
        assert np.mean(minutes.heart_rate_bpm) == pytest.approx(one.avg_hr_bpm, rel=0.1)
        if one.sub_sport != "treadmill" and path is not None:
            inside = np.diff(path.piece) == 0
            way_m = np.asarray(steps_m(path.lat_deg, path.lon_deg))[inside]
            assert np.median(way_m) == pytest.approx(10, abs=1)
    fit = [one for one in runs if one.source.format == "fit"]
    assert np.isfinite(log.read_minutes(fit[-1].id).contact_left_pct).all()
    assert np.isnan(log.read_minutes(runs[1].id).contact_left_pct).all()  # the first watch has no strap
    others = [one for one in log.recorded if one.sport is not Sport.RUNNING]
    assert log.read_minutes(others[0].id) is None
    assert log.read_path(others[0].id) is None


def test_indoors_there_is_no_path_and_in_gpx_no_distance(decade):
    log = life_log(seed=SEED)
    indoors = [
        a
        for s, a in zip(decade.season.sessions, decade.activities, strict=True)
        if s.is_run and s.sub_sport == "treadmill"
    ]
    assert {one.source.format for one in indoors} == {"fit", "gpx", "tcx"}
    for one in indoors[::10]:
        assert (one.distance_m is None) == (one.source.format == "gpx")
        assert log.read_path(one.id) is None
