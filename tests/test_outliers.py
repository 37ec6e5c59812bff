"""One value far beyond all others stands at the edge with its number; the others keep their room, and the table every value."""

from dataclasses import replace
from math import nan

import pytest

from runrisk.charts import Axis, Bars, Chart, Dots, Line, Panel, Steps, limit_at, plot_of
from runrisk.charts.outliers import FAR, HEADROOM, MANY, MOST, in_reach
from runrisk.charts.series import Note
from runrisk.charts.units import ROAD
from runrisk.wording import Units, Wording

USUAL = [10_000.0] * (MANY - 1)


def panel(values, *others, kind=Dots, **axis):
    places = tuple(map(float, range(len(values))))
    series = kind(name="distance of a run", at=places, value=tuple(values))
    return Panel(y=Axis(name="distance of a run", unit=ROAD, **axis), series=(series, *others))


def noted(shown):
    return [(one.at, one.text) for one in shown.series if isinstance(one, Note)]


def test_an_ultra_stands_at_the_edge_with_its_distance():
    shown = in_reach(panel([*USUAL, 103_200.0]))
    assert shown.y.ends == (0.0, pytest.approx(HEADROOM * 10_000))
    assert max(shown.series[0].value) == pytest.approx(HEADROOM * 10_000)
    [(at, _)] = noted(shown)
    assert at == MANY - 1
    assert "↑ 103.2 km" in Chart(plot_of(panel([*USUAL, 103_200.0])), alt="x", prefix="x", wording=Wording()).svg()
    miles = Chart(plot_of(panel([*USUAL, 103_200.0])), alt="x", prefix="x", wording=Wording(units=Units.MI))
    assert "↑ 64.13 mi" in miles.svg()
    assert "↑ 64.13 mi" in miles.narrow()


def test_its_number_stays_in_the_table():
    chart = Chart(plot_of(panel([*USUAL, 103_200.0])), alt="x", prefix="x", wording=Wording())
    assert "103.2" in str(chart.numbers)


@pytest.mark.parametrize(
    ("values", "cut"),
    [
        ([*USUAL, FAR * 10_000.0], False),
        ([*USUAL, FAR * 10_000.0 + 1], True),
        ([*USUAL[1:], 90_000.0], False),  # too few to know what is usual
        ([*USUAL[1:], nan, 90_000.0], False),
        ([*USUAL * 5, *[90_000.0] * MOST], True),
        ([*USUAL * 5, *[90_000.0] * (MOST + 1)], False),
        ([*USUAL, -1.0, 90_000.0], False),
    ],
)
def test_only_few_values_far_beyond_many_are_cut(values, cut):
    shown = in_reach(panel(values))
    assert bool(noted(shown)) is cut
    assert (shown == panel(values)) is not cut


@pytest.mark.parametrize("axis", [{"sides": ("left", "right")}, {"ends": (-1.0, 5.0)}])
def test_axes_of_their_own_kind_stay(axis):
    made = panel([*USUAL, 90_000.0], **axis)
    assert in_reach(made) is made


def test_an_axis_that_ends_above_what_is_drawn_is_cut_too():
    assert in_reach(panel([*USUAL, 90_000.0], ends=(0.0, 100_000.0))).y.ends == (0.0, pytest.approx(11_200))


def test_lying_bars_and_stacks_stay():
    lying = replace(panel([*USUAL, 90_000.0], kind=Bars), across=True)
    assert in_reach(lying) is lying
    made = panel([*USUAL, 90_000.0], kind=Bars)
    stacked = replace(made, series=(replace(made.series[0], part=0),))
    assert in_reach(stacked) is stacked


def test_a_limit_stays_in_sight_and_one_that_moves_is_cut_without_a_note():
    far = panel([*USUAL, 90_000.0], limit_at(20_000.0, ROAD))
    assert in_reach(far).y.ends == (0.0, pytest.approx(HEADROOM * 20_000))
    moving = Steps(name="limit", at=(0.0, 1.0), value=(12_000.0, 99_000.0))
    shown = in_reach(panel([*USUAL, 90_000.0], moving))
    assert len(noted(shown)) == 1
    assert max(next(one for one in shown.series if isinstance(one, Steps)).value) == pytest.approx(11_200)


def test_a_line_beside_is_cut_with_it():
    line = Line(name="usual", at=(0.0, 1.0), value=(9_000.0, nan))
    shown = in_reach(panel([*USUAL, 90_000.0], line))
    assert len(noted(shown)) == 1


def test_a_place_with_two_values_beyond_says_the_larger():
    week = replace(panel([*USUAL, 120_000.0], kind=Bars), x=Axis(days=True, stretch=5.6))
    longest = Dots(name="longest", at=week.series[0].at, value=(*USUAL, 90_000.0))
    [(at, text)] = noted(in_reach(replace(week, series=(*week.series, longest))))
    assert at == MANY - 1 + 2.8
    assert text[1].value == 120_000.0
