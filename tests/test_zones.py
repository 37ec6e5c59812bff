"""Hard time is told from what the log holds, and from nothing else."""

from dataclasses import replace

import numpy as np
import pytest

from logs import training_log
from runrisk.measures.daily_load import effort_load
from runrisk.measures.zones import Basis, hard_time, hr_max_found, hr_max_told, threshold_mps
from runrisk.model import Answers
from runrisk.wording import Wording

WEEKS = ["8 x 8!3@easy . 8!7@tempo . . 8!4@easy ."]
HEARTS = {"easy": "48x140:2.8", "tempo": "10x140:2.8 20x172:3.6 18x140:2.8"}


def log(answers=None, minutes=None, weeks=WEEKS):
    return training_log(weeks, minutes=HEARTS if minutes is None else minutes, answers=answers)


@pytest.mark.parametrize(
    ("answers", "minutes", "basis"),
    [
        ({"hr_max_bpm": 190}, None, Basis.HEART_TOLD),
        ({"hr_max_bpm": 190, "threshold_pace_s_per_km": 285}, None, Basis.HEART_TOLD),
        ({"threshold_pace_s_per_km": 285}, None, Basis.PACE),
        (None, None, Basis.RATING),
        ({"hr_max_bpm": 190}, {}, Basis.RATING),
        ({"hr_max_bpm": 19}, None, Basis.RATING),
    ],
)
def test_the_surest_basis_there_is(answers, minutes, basis):
    assert hard_time(log(answers, minutes)).basis is basis


def test_minutes_by_heart_rate():
    hard = hard_time(log({"hr_max_bpm": 190}))
    # hard from 167.2 on: 20 minutes at 172 in each tempo run
    assert hard.minutes.tolist() == [0, 20, 0] * 8
    assert hard.says(Wording()) == "Hard is a heart rate of 167 or more (88 % of 190)."


def test_exactly_the_limit_is_hard():
    hard = hard_time(log({"hr_max_bpm": 200}, {"easy": "48x140", "tempo": "10x140 20x176 18x175"}))
    assert hard.minutes.tolist() == [0, 20, 0] * 8


@pytest.mark.parametrize(
    ("cadence_spm", "locked_min", "hard_min"),
    [
        (172, 20, 0),
        (174, 20, 0),  # two apart
        (174.1, 20, 20),
        (175, 20, 20),  # three apart
        (172, 5, 15),
        (172, 4, 20),  # four minutes in a row cross by chance
    ],
)
def test_minutes_in_which_the_watch_counted_steps_are_not_hard(cadence_spm, locked_min, hard_min):
    tempo = f"10x140:2.8:160 {locked_min}x172:3.6:{cadence_spm} {20 - locked_min}x172:3.6:190 18x140:2.8:160"
    hard = hard_time(log({"hr_max_bpm": 190}, HEARTS | {"tempo": tempo}))
    assert hard.minutes.tolist() == [0, hard_min, 0] * 8


def test_nothing_there_gives_nothing():
    assert hard_time(log(weeks=["8 x 8 . 8 . . 8 ."], minutes={})) is None


def test_too_few_minutes_are_no_highest_heart_rate():
    # 20 runs of 48 minutes are 960 of the 1,000 it takes, 21 are 1,008
    weeks = ["10 x 8@tempo . . . . 8@tempo ."]
    assert hr_max_found(log(weeks=weeks)) is None
    assert hr_max_found(log(weeks=[*weeks, "8@tempo"])) == pytest.approx(172)


def test_a_wild_minute_changes_no_highest_heart_rate():
    calm = log(weeks=["40 x 8@tempo . . . . 8@tempo ."])
    wild = log(
        weeks=["39 x 8@tempo . . . . 8@tempo .", "8@wild . . . . 8@tempo ."],
        minutes=HEARTS | {"wild": "2x225 46x140"},
    )
    assert hr_max_found(wild) == hr_max_found(calm)


@pytest.mark.parametrize(("told", "expected"), [(190, 190), ("188", 188), (20, None), (300, None), ("?", None)])
def test_highest_heart_rates_that_cannot_be_are_not_told(told, expected):
    assert hr_max_told(Answers({"hr_max_bpm": told})) == expected


@pytest.mark.parametrize(
    ("told", "expected"),
    [(250, 4.0), ("4:10", 4.0), ("250", 4.0), ("0:30", None), ("4:10:00", None), ("x", None), (None, None)],
)
def test_threshold_paces(told, expected):
    assert threshold_mps(Answers({"threshold_pace_s_per_km": told})) == expected


def test_a_run_without_heart_rate_is_not_known():
    weeks = ["8 x 8@easy . 8@tempo . 8@tempo 8@easy .", "8@easy . 8 . . 8@easy ."]
    hard = hard_time(log({"hr_max_bpm": 190}, weeks=weeks))
    assert np.isnan(hard.minutes.iloc[-2])
    assert hard.minutes.notna().sum() == len(hard.minutes) - 1


def set_to(found, **settings):
    """The same log whose newest activity names what its watch was set to, and its oldest something else."""
    first, *rest, last = found.counted
    old = dict.fromkeys(settings, 120.0)
    return replace(found, recorded=(replace(first, **old), *rest, replace(last, **settings)))


def test_the_highest_heart_rate_of_the_watch_stands_in_where_none_is_told():
    """88 % of 190 is 167.2: as if it had been told; what the runner tells counts more, and so does a threshold pace."""
    hard = hard_time(set_to(log(), hr_max_bpm=190.0))
    assert (hard.basis, hard.minutes.tolist()) == (Basis.HEART_SET, [0, 20, 0] * 8)
    assert hard.says(Wording()) == (
        "Hard is a heart rate of 167 or more (88 % of 190, the highest your watch is set to)."
    )
    ride = log(weeks=[*WEEKS, "c60"])
    assert "88 % of 120" in hard_time(set_to(ride, hr_max_bpm=160.0)).says(Wording())  # 160 is set for the ride
    assert hard_time(set_to(log({"hr_max_bpm": 190}), hr_max_bpm=230.0)).basis is Basis.HEART_TOLD
    assert hard_time(set_to(log({"threshold_pace_s_per_km": 285}), hr_max_bpm=190.0)).basis is Basis.PACE
    assert hard_time(set_to(log(minutes={}), hr_max_bpm=190.0)).basis is Basis.RATING


@pytest.mark.parametrize(("threshold_bpm", "hard_min"), [(172.0, 20), (172.1, 0)])
def test_a_threshold_of_the_watch_is_the_limit_itself(threshold_bpm, hard_min):
    hard = hard_time(set_to(log(), hr_max_bpm=230.0, hr_threshold_bpm=threshold_bpm))
    assert hard.minutes.tolist() == [0, hard_min, 0] * 8
    assert hard.says(Wording()) == "Hard is a heart rate of 172 or more, the threshold your watch is set to."


def test_the_watchs_own_zones_weigh_the_effort():
    """48 min in zone 2 of the watch and 20 in its zone 4, where Edwards's of 190 (95, 114, 133, 152, 171) say 3 and 5."""
    plain = training_log(["8@easy . . 8@tempo"], minutes={"easy": "48x140", "tempo": "20x172"})
    zones = (100.0, 130.0, 150.0, 170.0, 180.0)
    own = replace(plain, recorded=tuple(replace(one, hr_max_bpm=190.0, hr_zones_bpm=zones) for one in plain.recorded))
    edwards = replace(plain, recorded=tuple(replace(one, hr_max_bpm=190.0) for one in plain.recorded))
    assert effort_load(own).daily.tolist() == [96, 0, 0, 80]
    assert effort_load(edwards).daily.tolist() == [144, 0, 0, 100]
    assert effort_load(own).basis == "Edwards's zones x minutes by heart rate, against what your watch is set to"
    told = replace(own, answers=Answers({"hr_max_bpm": 190}))
    assert effort_load(told).daily.tolist() == [144, 0, 0, 100]
