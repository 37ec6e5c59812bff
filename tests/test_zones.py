"""Hard time is told from what the log holds, and from nothing else."""

import numpy as np
import pytest

from logs import training_log
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
