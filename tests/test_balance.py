"""Ground contact along the path, and whether it changes with the road or stays with the runner."""

from dataclasses import replace

import numpy as np
import pytest

from logs import training_log
from road_side_seasons import log_of, run
from runrisk.analysis.outcome import run_analyzer
from runrisk.analyzers.gct_balance_shift import GctBalanceShift
from runrisk.geo import to_degrees
from runrisk.importers.features.paths import run_path
from runrisk.model import Recorder, Samples
from runrisk.roadside.balance_context import Follows, balance_context, turns_along
from runrisk.roadside.road_runs import road_runs
from runrisk.store.features import PATH
from walked_paths import walked

WAY = "4000 U 4000"
BENT = " ".join(["400 L 100 R 200 R 300 L"] * 8)


def with_contact(path, left_pct, grade=0.0):
    """The path with a left share and a grade at each point."""
    shape = np.full(len(path), 1.0)
    return replace(
        path, contact_left_pct=(left_pct * shape).astype(np.float32), grade=(grade * shape).astype(np.float32)
    )


def contacts(count, effect_pct, *, own_pct=50.6, text=WAY, seed=0):
    """Runs out and back along one road: `effect_pct` more on the left foot on the way out, less on the way back."""
    rng = np.random.default_rng(seed)
    paths = []
    for _ in range(count):
        path = walked(text)
        out = np.where(np.arange(len(path)) < len(path) / 2, 1.0, -1.0)
        noise = np.repeat(rng.normal(0, 0.6, len(path) // 5 + 1), 5)[: len(path)]
        paths.append(with_contact(path, own_pct + rng.normal(0, 0.2) + effect_pct * out + noise))
    return paths


def context(paths):
    return balance_context(road_runs(log_of(paths)))


def test_nothing_is_said_where_no_balance_was_recorded():
    assert context([walked(WAY)] * 6) is None


def test_a_balance_that_changes_with_the_direction_changes_with_the_road():
    known = context(contacts(12, 0.8))
    assert known.follows is Follows.ROAD
    assert known.road.value == pytest.approx(0.8, abs=0.15)
    assert known.road.low < 0.8 < known.road.high
    assert known.own.value == pytest.approx(0.6, abs=0.2)


def test_a_balance_of_ones_own_stays():
    known = context(contacts(12, 0.0, own_pct=51.5))
    assert known.follows is Follows.RUNNER
    assert known.road.high < 0.5


def test_too_few_runs_cannot_tell():
    known = context(contacts(3, 0.8))
    assert known.follows is Follows.CANNOT_TELL
    assert np.isnan(known.own.value)


def test_one_direction_only_cannot_tell():
    assert context(contacts(12, 0.0, text="4000")).follows is Follows.CANNOT_TELL


def test_intervals_hold_what_is_true():
    known = [context(contacts(12, 0.0, own_pct=51.5, seed=seed)) for seed in range(40)]
    # Of 95 % intervals two in forty may miss; one that names the road where there is none is among the misses.
    assert sum(one.own.low < 1.5 < one.own.high for one in known) >= 36
    assert sum(one.follows is Follows.ROAD for one in known) <= 3


def test_bends_are_compared_within_runs():
    paths = []
    for seed in range(8):
        path = walked(BENT)
        rng = np.random.default_rng(seed)
        paths.append(with_contact(path, 50 + rng.normal(0, 0.5) + _turn_sign(path) * 0.4))
    known = context(paths)
    # 0.4 more on the left in left bends and 0.4 less in right ones: 0.8 apart, a little less where a bend fades out.
    assert known.bends.value == pytest.approx(0.8, abs=0.05)
    assert known.bends.low <= 0.8


def _turn_sign(path):
    turn = turns_along(path)
    return np.where(np.abs(turn) >= 15, np.sign(turn), 0.0)


def test_slopes_are_compared_within_runs():
    paths = []
    for seed in range(8):
        path = walked("4000")
        up = np.arange(len(path)) < len(path) / 2
        own = 50 + np.random.default_rng(seed).normal(0, 0.5)
        paths.append(with_contact(path, own + np.where(up, 0.3, -0.2), np.where(up, 0.05, -0.05)))
    # 0.3 more uphill and 0.2 less downhill
    assert context(paths).slopes.value == pytest.approx(0.5, abs=1e-3)


def test_mirroring_the_world_changes_the_sign_of_bends_only():
    paths = [with_contact(walked(BENT), 50 + 0.4 * _turn_sign(walked(BENT)) + 0.1 * number) for number in range(8)]
    turned = [replace(path, lon_deg=2 * 16.3 - path.lon_deg) for path in paths]
    before, after = context(paths), context(turned)
    assert after.bends.value == pytest.approx(-before.bends.value, abs=1e-3)
    assert after.own.value == pytest.approx(before.own.value, abs=1e-3)


def samples(contact, *, cadence=170.0, speed=3.0, climb=0.0, count=400):
    """A run straight north, a sample a second."""
    along = speed * np.arange(count)
    lat, lon = to_degrees(np.zeros(count), along, 48.2, 16.3)
    columns = {
        "time_s": np.arange(count, dtype=float),
        "lat_deg": lat,
        "lon_deg": lon,
        "speed_mps": np.full(count, speed),
        "cadence_spm": np.full(count, cadence),
        "altitude_m": 100 + climb * along,
        "contact_left_pct": np.broadcast_to(contact, count).astype(float),
    }
    return Samples(columns)


def test_contact_is_laid_along_the_path():
    path = run_path(samples(np.where(np.arange(400) < 200, 49.0, 51.0), climb=0.03))
    # 400 s at 3 m/s: the share changes after 600 m, at the 60th point.
    assert path.contact_left_pct[5:55] == pytest.approx(np.full(50, 49.0))
    assert path.contact_left_pct[65:115] == pytest.approx(np.full(50, 51.0))
    assert np.nanmedian(path.grade) == pytest.approx(0.03, abs=1e-3)


@pytest.mark.parametrize(
    "made", [samples(np.nan), samples(50.0, cadence=100.0), samples(75.0)], ids=["none", "walk", "odd"]
)
def test_without_balance_a_path_carries_none(made):
    path = run_path(made)
    assert path.contact_left_pct is None
    assert path.grade is None


def test_sprints_are_not_steady():
    made = samples(50.0)
    seconds = np.arange(len(made))
    path = run_path(made.replace(speed_mps=np.where((seconds >= 100) & (seconds <= 110), 6.0, made["speed_mps"])))
    # Samples 100 to 110 lie from 300 to 330 m on.
    assert np.isnan(path.contact_left_pct[31:33]).all()
    assert np.isfinite(path.contact_left_pct[:29]).all()


@pytest.mark.parametrize("contact", [50.0, np.nan])
def test_a_library_keeps_the_contact_of_a_path(contact):
    activity, made = run(1), samples(contact)
    before, after = run_path(made), PATH.unpacked(PATH.packed(activity, made))
    for name in ("contact_left_pct", "grade"):
        one, other = getattr(before, name), getattr(after, name)
        assert (one is None and other is None) or np.array_equal(one, other, equal_nan=True)


MOVED = ["4 x 6@usual . 6@usual . 6@usual . .", "6@moved . 6@moved . 6@moved . ."]
MINUTES = {"usual": "20x150:3:170:240:0:50.3", "moved": "20x150:3:170:240:0:51.8"}


def test_another_watch_begins_a_baseline_of_its_own():
    log = training_log(MOVED, minutes=MINUTES)
    assert run_analyzer(GctBalanceShift(), log).finding.verdict == "flagged"
    recorded = tuple(
        replace(one, source=replace(one.source, recorder=Recorder(serial_number=1 if one.name == "usual" else 2)))
        for one in log.recorded
    )
    old = {one.id: other.id for one, other in zip(recorded, log.recorded, strict=True)}
    new = replace(log, recorded=recorded, read_minutes=lambda key: log.read_minutes(old[key]))
    assert run_analyzer(GctBalanceShift(), new).finding.verdict == "unknown"


def test_a_mirrored_runner_has_the_mirrored_shift():
    mirrored = {"usual": "20x150:3:170:240:0:49.7", "moved": "20x150:3:170:240:0:48.2"}
    logs = [training_log(MOVED, minutes=minutes) for minutes in (MINUTES, mirrored)]
    shifts = [run_analyzer(GctBalanceShift(), log).finding.measures[0].value for log in logs]
    assert shifts[0] == pytest.approx(-shifts[1], abs=1e-4)


def of_two(own_pct, second_pct, *, in_shadow=False):
    """Eighteen runs by a strap; the newest of them, on Friday 13 February, by a second sensor too."""
    log = training_log(["6 x 6@usual . 6@usual . 6@usual . ."], minutes={"usual": f"20x150:3:170:240:0:{own_pct}"})
    *before, last = (replace(one, contact_left_pct=own_pct) for one in log.recorded)
    shadow = replace(
        last, source=replace(last.source, sha256="ab" * 32), duplicate_of=last.id, contact_left_pct=second_pct
    )
    newest = last if in_shadow else replace(last, second_contact_left_pct=second_pct)
    return replace(log, recorded=(*before, newest, *([shadow] if in_shadow else [])))


@pytest.mark.parametrize("in_shadow", [False, True], ids=["in one file", "in two recordings of the run"])
def test_two_sensors_that_name_two_sides_cannot_tell(in_shadow):
    outcome = run_analyzer(GctBalanceShift(), of_two(50.6, 49.4, in_shadow=in_shadow))
    assert outcome.finding.verdict == "unknown"
    assert outcome.finding.summary == (
        "Two sensors disagree about the side: 50.6 % on the left foot by one sensor and 49.4 % by another, both in the run "
        "of 2026-02-13. Which of them is right cannot be told."
    )


@pytest.mark.parametrize(
    ("own_pct", "second_pct", "verdict"),
    [
        (50.6, 49.7, "clear"),  # 0.9 apart: both say even
        (50.5, 49.5, "unknown"),
        (49.5, 50.5, "unknown"),
        (51.6, 50.2, "clear"),  # far apart, of one mind about the side
        (51.6, 50.0, "clear"),
    ],
)
def test_only_two_sides_a_point_apart_are_a_disagreement(own_pct, second_pct, verdict):
    assert run_analyzer(GctBalanceShift(), of_two(own_pct, second_pct)).finding.verdict == verdict
