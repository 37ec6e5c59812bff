"""Where it hurts on a drawing of the body: the right side of it, the right view, no mark upon another."""

from datetime import date
from itertools import combinations
from math import hypot

import pytest

from runrisk.measures.pain import Pain
from runrisk.model import body_parts
from runrisk.model.body_parts import Place
from runrisk.report.physio.body_figure import BACK, BACK_X, FRONT, FRONT_X, RADIUS, body_figure
from runrisk.wording import Wording

EVERY_PLACE = [(site, side) for site in body_parts.SITES for side in ("left", "right", "both", None)]


def told(*places, wording=None):
    """Pain of (site, side, score) on one day each."""
    pains = [
        Pain(day=date(2026, 3, day), last=date(2026, 3, day), score=score, place=Place(side, site))
        for day, (site, side, score) in enumerate(places, start=1)
    ]
    return body_figure(pains, wording or Wording())


def spots(figure):
    return [(mark.x, mark.y, mark.text) for mark in figure.marks]


def test_every_body_part_has_its_place_on_one_of_the_two_bodies():
    assert {*FRONT, *BACK} == set(body_parts.SITES)
    assert not {*FRONT} & {*BACK}


@pytest.mark.parametrize(
    ("site", "side", "x"),
    [
        # From the front the runner's left is on the reader's right: the hip lies 13 from the middle at 60.
        ("hip", "left", 73),
        ("hip", "right", 47),
        # From behind it is on the reader's left: the calf lies 9 from the middle at 160.
        ("calf", "left", 151),
        ("calf", "right", 169),
    ],
)
def test_left_is_left(site, side, x):
    [mark] = told((site, side, 4)).marks
    assert (mark.x, mark.text, mark.sided) == (x, "4", True)


def test_the_feet_of_the_drawing_say_which_side_is_which():
    # As the template has them: R, front, L at 30, 60, 90 and L, back, R at 130, 160, 190.
    assert told(("foot", "left", 1)).marks[0].x > FRONT_X
    assert told(("heel", "left", 1)).marks[0].x < BACK_X


def test_both_sides_are_two_marks():
    assert spots(told(("groin", "both", 2))) == [(54, 80, "2"), (66, 80, "2")]


def test_a_side_that_was_not_told_stands_in_the_middle_and_is_said():
    figure = told(("knee", None, 3))
    assert spots(figure) == [(160, 110, "3")]
    assert figure.any_unsided
    assert not told(("back", None, 3)).any_unsided  # the back has no side


def test_the_strongest_pain_of_a_place_counts_and_a_dash_stands_for_no_number():
    assert spots(told(("hip", "left", 3), ("hip", "left", 7.5), ("hip", "left", None)))[0][2] == "7.5"
    assert spots(told(("hip", "left", None)))[0][2] == "–"


@pytest.mark.parametrize(
    "places", [EVERY_PLACE, [("hip", "left"), ("hip", None), ("groin", "left"), ("groin", "both")]]
)
def test_no_mark_stands_upon_another(places):
    marks = told(*[(site, side, 5) for site, side in places][:31]).marks
    for one, other in combinations(marks, 2):
        assert hypot(one.x - other.x, one.y - other.y) >= 2 * RADIUS


def test_a_mark_moves_only_where_it_must():
    # outer and front knee lie 12 apart, twice the radius: both stay; heel and sole of one foot are 11.2 apart.
    assert [mark.y for mark in told(("front knee", "left", 4), ("outer knee", "left", 4)).marks] == [109, 109]
    assert [mark.y for mark in told(("heel", "left", 4), ("sole", "left", 4)).marks] == [149, 161]


def test_what_the_figure_does_not_show_is_named_and_alone_makes_no_figure():
    assert told(("hip", "left", 4), ("spleen", None, 2)).elsewhere == ("spleen",)
    assert told(("spleen", None, 2)) is None
    assert told((None, None, 2)) is None
    assert told() is None


def test_the_words_say_what_the_drawing_shows():
    figure = told(("hip", "left", 4), ("Achilles", "right", None), wording=Wording())
    assert figure.alt == "Pain on a drawing of the body: right Achilles –, left hip 4."
