"""A made-up season: steady where nothing is planted, and exactly what was planted where something is."""

from datetime import date, timedelta

import numpy as np
import pytest

from runrisk.analyzers import analyzer_classes
from runrisk.errors import SettingsError
from runrisk.finding import Verdict
from runrisk.model import Sport
from runrisk.simulate import PLANTS, made_season, planted, season_activities, season_log
from runrisk.simulate.made import plan
from runrisk.simulate.plants import FREE_DAYS, STREAK_DAYS
from runrisk.simulate.session import HARD
from runrisk.simulate.without_samples import HOME_DEG
from runrisk.wording import Wording

DAY = timedelta(days=1)

LOAD_RULES = (
    "session-spike",
    "weekly-jump",
    "two-week-ramp",
    "monotony",
    "rest-days",
    "run-streak",
    "return-after-break",
    "low-base",
)
"""Rules that need no samples: a season of numbers only is enough for them."""


@pytest.fixture(scope="module")
def steady():
    return list(made_season(seed=5, weeks=14))


def test_the_same_seed_makes_the_same_season(steady):
    again = list(made_season(seed=5, weeks=14))
    assert [one.activity for one in again] == [one.activity for one in steady]
    assert all(one.samples.equals(other.samples) for one, other in zip(again, steady, strict=True))
    assert season_activities(seed=6, weeks=14) != season_activities(seed=5, weeks=14)


def test_numbers_and_samples_tell_the_same_season(steady):
    numbers = season_activities(seed=5, weeks=14)
    assert [a.id for a in numbers] == [one.activity.id for one in steady]
    for short, full in zip(numbers, (one.activity for one in steady), strict=True):
        assert (short.start_utc, short.sport, short.distance_m) == (full.start_utc, full.sport, full.distance_m)
        assert full.timer_s == pytest.approx(short.timer_s, rel=0.05)
        assert full.avg_hr_bpm == pytest.approx(short.avg_hr_bpm, rel=0.12)


def test_a_recording_hangs_together(steady):
    for one in steady:
        table, activity = one.samples, one.activity
        assert (np.diff(table["time_s"]) > 0).all()
        assert table["time_s"].iloc[-1] == activity.elapsed_s
        if activity.distance_m is not None:
            assert table["distance_m"].iloc[-1] == pytest.approx(activity.distance_m, abs=0.01)
            assert (np.diff(table["distance_m"]) >= 0).all()


def test_sensors_belong_to_their_watch(steady):
    for one in steady:
        known = one.samples["contact_left_pct"].notna().any()
        assert known == (one.strap is not None)
        if known:
            assert one.samples["contact_left_pct"].between(40, 60).all()
        if one.activity.sub_sport == "treadmill":
            assert one.samples["lat_deg"].isna().all()


def test_heart_and_stride_answer_to_speed(steady):
    tempo = next(one for one in steady if one.session.kind in HARD and one.strap is not None)
    table = tempo.samples[tempo.samples["time_s"] > 600].dropna(subset=["heart_rate_bpm"])
    assert np.corrcoef(table["speed_mps"], table["cadence_spm"])[0, 1] > 0.5
    assert np.corrcoef(table["speed_mps"], table["contact_ms"])[0, 1] < -0.5
    assert np.corrcoef(table["speed_mps"], table["heart_rate_bpm"])[0, 1] > 0.3
    step_m = table["speed_mps"] * 60 / table["cadence_spm"]
    assert np.allclose(step_m * 1000, table["step_length_mm"], rtol=1e-3)


def test_positions_lie_around_the_town(steady):
    for one in steady:
        lat = one.samples["lat_deg"].median()
        assert np.isnan(lat) or abs(lat - HOME_DEG[0]) < 0.1


def test_local_days_follow_summer_time():
    offsets = {a.local_day: a.utc_offset_s for a in season_activities(seed=1)}
    assert {offset for day, offset in offsets.items() if day < date(2025, 10, 26)} == {7200}
    assert {offset for day, offset in offsets.items() if day > date(2025, 10, 26)} == {3600}


def test_a_steady_year_hardly_jumps():
    # the definition of a spike: 1.12 times the longest run of the 30 days before and 1 km more
    spikes = runs = 0
    for seed in range(20):
        season = plan(seed=seed, weeks=52)
        for run in season.runs(season.first + 30 * DAY, 400):
            before = season.longest_m(run.day)
            runs += 1
            spikes += run.distance_m >= 1.12 * before and run.distance_m - before >= 1000
    assert runs > 3000
    assert spikes < 0.05 * runs


def test_a_steady_year_rests_and_varies():
    for seed in range(10):
        season = plan(seed=seed, weeks=52)
        weeks = np.array([season.distance_m(season.monday(week), 7) for week in range(52)])
        assert 25_000 < np.median(weeks) < 55_000
        assert 0.05 < np.std(weeks) / np.mean(weeks) < 0.4
        days = [{s.day for s in season.runs(season.monday(week), 7)} for week in range(52)]
        assert max(map(len, days)) <= 5


def test_unknown_plants_and_weeks_are_refused():
    with pytest.raises(SettingsError, match=r"flying.*session-spike"):
        plan(plant=("flying",))
    with pytest.raises(SettingsError, match="number of a week"):
        plan(plant=("session-spike@june",))
    with pytest.raises(SettingsError, match=r"cannot begin in week 26 of a season of 26"):
        plan(plant=("session-spike@26",))
    with pytest.raises(SettingsError, match="4 weeks before"):
        plan(plant=("weekly-jump@3",))


@pytest.mark.parametrize("name", PLANTS)
@pytest.mark.parametrize("weeks", [1, 4, 6, 10])
def test_a_plant_fits_into_a_short_season_or_is_refused(name, weeks):
    plant = planted.PLANTS[name]
    if plant.before + plant.lasts > weeks:
        with pytest.raises(SettingsError, match="take a longer season"):
            plan(seed=3, weeks=weeks, plant=(name,))
        return
    made = plan(seed=3, weeks=weeks, plant=(name,))
    assert all(made.first <= s.day < made.monday(weeks) for s in made.sessions)
    assert all(s.distance_m >= 1000 for s in made.sessions if s.is_run)


def test_every_plant_has_one_line_that_says_what_it_does():
    assert all(says and says.endswith(".") and "\n" not in says for says in PLANTS.values())


@pytest.mark.parametrize("name", PLANTS)
@pytest.mark.parametrize("seed", [0, 1])
def test_every_plant_changes_the_season_and_keeps_it_in_order(name, seed):
    steady, made = plan(seed=seed), plan(seed=seed, plant=(name,))
    assert made != steady
    assert list(made.sessions) == sorted(made.sessions, key=lambda s: (s.day, s.minute))
    assert all(made.first <= s.day < made.first + timedelta(weeks=made.weeks) for s in made.sessions)
    assert all(s.duration_s > 0 for s in made.sessions)


def test_session_spike_is_1_6_times_the_longest_before():
    season = plan(seed=4, plant=("session-spike@20",))
    sunday = season.monday(20) + 6 * DAY
    (run,) = season.runs(sunday, 1)
    assert run.distance_m / season.longest_m(sunday) == pytest.approx(1.6, abs=0.001)


def test_weekly_jump_is_a_big_week_without_a_long_run():
    season = plan(seed=4, plant=("weekly-jump@15",))
    monday = season.monday(15)
    before = season.distance_m(monday - 28 * DAY, 28) / 4
    assert season.distance_m(monday, 7) / before == pytest.approx(1.8, abs=0.05)
    for run in season.runs(monday, 7):
        assert run.distance_m < 1.12 * season.longest_m(monday)


def test_streak_keeps_the_volume():
    steady, season = plan(seed=4), plan(seed=4, plant=("run-streak@10",))
    first = season.monday(10)
    assert len({run.day for run in season.runs(first, STREAK_DAYS)}) == STREAK_DAYS
    usual = steady.distance_m(first, STREAK_DAYS)
    assert season.distance_m(first, STREAK_DAYS) == pytest.approx(usual, rel=0.2)


def test_no_rest_leaves_no_day_without_training():
    season = plan(seed=4, plant=("rest-days@10",))
    first = season.monday(10)
    days = {s.day for s in season.sessions}
    assert all(first + n * DAY in days for n in range(28))


def test_return_after_break_takes_up_the_whole_load():
    season = plan(seed=4, plant=("return-after-break@8",))
    first = season.monday(8)
    back = first + FREE_DAYS * DAY
    assert not [s for s in season.sessions if first <= s.day < back]
    before = season.distance_m(first - 28 * DAY, 28) / 4
    assert season.distance_m(back, 7) >= 0.99 * before
    assert season.runs(back, 1)[0].distance_m >= 13_000


def test_monotony_is_six_equal_days():
    season = plan(seed=4, plant=("monotony@10",))
    runs = season.runs(season.monday(10), 7)
    assert len(runs) == 6
    assert max(r.distance_m for r in runs) - min(r.distance_m for r in runs) <= 10


def test_low_base_stays_under_two_hours_and_two_runs_a_week():
    season = plan(seed=4, plant=("low-base",))
    runs = season.runs(season.first, 7 * season.weeks)
    assert len(runs) / season.weeks < 2
    assert sum(run.duration_s for run in runs) / 3600 / season.weeks < 2


def test_downhill_jump_more_than_doubles_the_descent():
    made = [m for m in made_season(seed=4, plant=("downhill-jump@20",)) if m.session.is_run and m.activity.descent_m]
    hilly, *others = sorted((m.activity.descent_m for m in made), reverse=True)
    assert hilly > 2 * others[0]
    assert hilly - others[0] >= 400
    told = [a.descent_m for a in season_activities(seed=4, plant=("downhill-jump@20",)) if a.sport is Sport.RUNNING]
    assert max(filter(None, told)) == pytest.approx(hilly, rel=0.35)  # numbers alone know no streets


def test_balance_shift_is_in_the_samples():
    made = [m for m in made_season(seed=4, plant=("gct-balance-shift@22",)) if m.strap is not None]
    begins = plan(seed=4).monday(22)
    before = np.median([m.activity.contact_left_pct for m in made if m.session.day < begins])
    after = np.median([m.activity.contact_left_pct for m in made if m.session.day >= begins])
    assert after - before == pytest.approx(1.8, abs=0.25)


def test_low_cadence_is_low_at_every_speed():
    made = [m for m in made_season(seed=4, weeks=8, plant=("cadence-low-for-speed",)) if m.session.is_run]
    for one in made:
        brisk = one.samples[one.samples["speed_mps"].between(2.9, 3.6)]
        assert brisk.empty or brisk["cadence_spm"].median() < 165


def test_track_laps_go_one_way_round():
    made = [m for m in made_season(seed=4, plant=("track-one-direction@10",)) if m.session.sub_sport == "track"]
    assert len(made) >= 3
    for one in made:
        table = one.samples.dropna(subset=["lat_deg"])
        north = (table["lat_deg"] - table["lat_deg"].median()).to_numpy()
        east = (table["lon_deg"] - table["lon_deg"].median()).to_numpy() * np.cos(np.radians(HOME_DEG[0]))
        bearing = np.unwrap(np.arctan2(north, east))
        # 8 km are 20 laps of 400 m; smart recording may lose some, never turn them round
        assert bearing[-1] - bearing[0] > 2 * np.pi * 18


@pytest.mark.parametrize("name", LOAD_RULES)
def test_every_plant_is_found_by_its_rule(name):
    rule = analyzer_classes()[name]()
    for seed in range(3):
        finding = rule.judge(rule.measure(season_log(seed=seed, plant=(name,))), Wording())
        assert finding.verdict is Verdict.FLAGGED, (seed, finding.summary)


def test_a_return_to_one_run_a_week_has_no_empty_runs():
    # One run a week: the long run back is the whole week, nothing is left for the three runs after it.
    activities = season_activities(seed=3, weeks=44, plant=("low-base", "return-after-break@20"))
    assert all(run.distance_m > 0 for run in activities if run.sport is Sport.RUNNING)
