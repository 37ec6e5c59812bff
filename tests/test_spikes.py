"""Wild positions, each limit from both sides, on a run due north with one position a second."""

import numpy as np
import pytest

from runrisk.importers.cleaning.spikes import wild_positions
from runrisk.model import Samples, Sport
from tracks import LON_DEG, north


def wild(metres, *, segment=None, begin_s=1000.0, sport=Sport.RUNNING):
    """The numbers of the wild ones."""
    count = len(metres)
    columns = {"time_s": begin_s + np.arange(count), "lat_deg": north(metres), "lon_deg": np.full(count, LON_DEG)}
    columns["segment"] = np.zeros(count) if segment is None else segment
    return np.flatnonzero(wild_positions(Samples(columns), sport)).tolist()


def spiked(off_m, metres=None, at=50):
    """One position so far behind the one before it."""
    made = 3.0 * np.arange(100) if metres is None else np.array(metres, float)
    made[at] = made[at - 1] - off_m
    return made


@pytest.mark.parametrize(("on_m", "found"), [(19.5, [50]), (20.5, [])])
def test_there_and_back_is_half_the_way_or_less(on_m, found):
    # 30 m ahead, then back to `on_m`: 19.5 / (30 + 10.5) = 0.48, 20.5 / (30 + 9.5) = 0.52
    metres = 3.0 * np.arange(100)
    metres[50] = metres[49] + 30
    metres[51:] += on_m - 6
    assert wild(metres) == found


def test_both_of_two_positions_that_nobody_joins_are_wild():
    assert wild([0.0, 500.0]) == [0, 1]
    assert wild([0.0, 12.0]) == []


def test_standing_and_pauses_do_not_tell_how_fast_is_usual():
    # 3 m/s where it moves at all, so that 9 m/s are a spike; 7.5 are none.
    moving = np.repeat(np.arange(40) * 3.0, 3)  # two steps of three stand
    moving = np.append(moving, moving[-1] + 3.0 * np.arange(1, 30))
    assert wild(spiked(7.5, moving, at=140)) == []
    assert wild(spiked(9.5, moving, at=140)) == [140]
    # A hundred pauses and nine positions in one piece.
    pieces = np.minimum(np.arange(110), 100)
    assert wild(spiked(7.9, 3.0 * np.arange(110), at=105), segment=pieces) == []


def test_a_slow_walk_tells_it_too():
    # Most steps make 0.9 m: the limit is 6 m/s, not 9.
    metres = np.cumsum(np.where(np.arange(200) < 140, 0.9, 3.0))
    assert wild(spiked(7.5, metres, at=170)) == [170]


@pytest.mark.parametrize(("jump", "found"), [(30, 30), (31, 0)])
def test_half_a_minute_is_counted_from_the_first_position(jump, found):
    metres = 3.0 * np.arange(100)
    metres[jump:] += 500
    assert len(wild(metres)) == found


def test_of_positions_of_two_tracks_every_other_is_wild():
    metres = 3.0 * np.arange(100)
    metres[41:50:2] += 300
    assert wild(metres) == [41, 43, 45, 47, 49]


def test_a_position_that_was_held_had_all_that_time():
    # Held for 10 s it may be 11 x 12.5 m = 137.5 m on; the end of a track shows it.
    metres = np.append(3.0 * np.arange(50), np.full(10, 147.0))
    assert wild(np.append(metres, 147 + 137.0)) == []
    assert wild(np.append(metres, 147 + 138.0)) == [60]


@pytest.mark.parametrize(("sport", "step_m", "found"), [(Sport.CYCLING, 49.9, []), (Sport.CYCLING, 50.2, [99])])
def test_others_are_faster(sport, step_m, found):
    metres = 3.0 * np.arange(100)
    metres[-1] = metres[-2] + step_m
    assert wild(metres, sport=sport) == found
