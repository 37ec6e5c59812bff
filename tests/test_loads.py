"""Impact and effort: two loads that say what they rest on and never mix units."""

import numpy as np
import pytest

from logs import training_log
from runrisk.measures.daily_load import effort_load, grade_weight, impact_load
from runrisk.wording import Wording, said


def values(load):
    return load.daily.round(6).tolist()


def test_weights_of_slopes():
    # half-way to 9 degrees (0.079): half of 54 %
    assert grade_weight([0.0, 0.1, -0.079, -0.158, -0.4, np.nan]) == pytest.approx([1, 1, 1.27, 1.54, 1.54, 1])


def test_impact_is_what_was_run_and_half_of_what_was_walked():
    log = training_log(["8 . w60 . c60 5+4 ."])
    # a walk of unknown distance adds nothing, a ride never does
    assert values(impact_load(log)) == [8, 0, 0, 0, 0, 9]
    assert "0 % of it" in said(impact_load(log).basis, Wording())


def test_downhill_weighs_more():
    log = training_log(
        ["8@down 8@up 8 . . . ."],
        minutes={"down": "24x140:2.8:170:-:-7.9 24x140:2.8:170:-:0", "up": "48x140:2.8:170:-:7.9"},
    )
    # half of the way at 1.27: 8 x 1.135
    assert values(impact_load(log)) == pytest.approx([9.08, 8, 8])
    # 48 min x 60 s x 2.8 m/s = 8.06 km each of two runs, of 8 + 8 + 8 km
    assert "67 % of it" in said(impact_load(log).basis, Wording())


def test_effort_by_rating():
    load = effort_load(training_log(["10!5 . c60!3 . . . ."]))
    # 60 min x 5, 60 min x 3
    assert values(load) == [300, 0, 180]
    assert load.unit == "rating x min"


def test_effort_by_heart_rate():
    log = training_log(
        ["10@a . . . . . 8@b"], minutes={"a": "10x95 10x120 10x190 30x80", "b": "48x150"}, answers={"hr_max_bpm": 200}
    )
    # 47.5 % -> 0, 60 % -> zone 2, 95 % -> zone 5, 40 % -> 0: 10 x 2 + 10 x 5; 75 % -> zone 3: 48 x 3
    load = effort_load(log)
    assert values(load) == [70, 0, 0, 0, 0, 0, 144]
    assert load.unit == "zone x min"


def test_effort_by_time_where_one_session_lacks_the_rest():
    log = training_log(["10!5@a . c60 . . . ."], minutes={"a": "60x150"}, answers={"hr_max_bpm": 200})
    load = effort_load(log)
    assert values(load) == [60, 0, 60]
    assert "ratings or heart rates lack" in load.basis


def test_a_hole_is_not_rest():
    log = training_log(["8!5 . . . . . 8!5", "3 x -", "8!5 . . . . . 8!5"])
    for load in (impact_load(log), effort_load(log)):
        assert load.daily.isna().sum() == 21
        assert load.daily.notna().sum() == 14


def test_an_empty_log_has_no_load():
    log = training_log([])
    assert impact_load(log).daily.empty
    assert effort_load(log).daily.empty


@pytest.mark.parametrize(
    ("bpm", "zone"), [(99, 0), (100, 1), (119, 1), (120, 2), (139, 2), (140, 3), (159, 3), (160, 4), (179, 4), (180, 5)]
)
def test_zones_of_effort(bpm, zone):
    log = training_log(["10@a . . . . . ."], minutes={"a": f"60x{bpm}"}, answers={"hr_max_bpm": 200})
    assert values(effort_load(log)) == [60 * zone]
