"""Fields to hover over: they say the numbers of their place, and lie where it is drawn."""

import re
from datetime import date, timedelta
from itertools import pairwise
from xml.etree import ElementTree as ET

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from matplotlib.figure import Figure

from runrisk.charts import Chart, dots, new_axes, new_figure
from runrisk.charts.curves import curve, limit_curve
from runrisk.charts.hits import LEAST_FIELD_PT
from runrisk.charts.numbers import NOTE, Numbers, tell_numbers

DAY = date(2026, 3, 2)
DAYS = [DAY + timedelta(days=number) for number in range(4)]
SVG = "{http://www.w3.org/2000/svg}"


def fields(chart):
    root = ET.fromstring(chart.svg())  # noqa: S314 (our own drawing)
    return [
        (dict(rect.attrib), rect.find(f"{SVG}title").text) for rect in root.findall(f"{SVG}g[@class='hits']/{SVG}rect")
    ]


def chart_of(draw, **labels):
    figure = new_figure()
    draw(new_axes(figure, **({"ylabel": "distance [km]"} | labels)))
    return Chart(figure, alt="", prefix="a")


def test_a_field_says_the_numbers_of_its_day():
    def draw(axes):
        limit_curve(axes, DAYS, [9.0, 9.5, 10.0, 10.5], "limit, from the longest run")
        dots(axes, DAYS, [8, 8, 12.34, 8], [0, 0, 1, 0])

    titles = [title for _, title in fields(chart_of(draw))]
    assert titles[0] == "2026-03-02: distance 8.0 km, limit 9.0 km"
    assert titles[2] == "2026-03-04: distance 12.3 km, limit 10.0 km, flagged"


def test_a_series_by_itself_is_named_by_its_axis():
    draw = lambda axes: curve(axes, DAYS, [1, 2, 3, 4], [0, 0, 0, 1], "row so far")  # noqa: E731
    titles = [title for _, title in fields(chart_of(draw, ylabel="hard days in a row [days]"))]
    assert titles[::3] == ["2026-03-02: 1 days", "2026-03-05: 4 days, flagged"]
    assert fields(chart_of(draw, ylabel="impact"))[0][1] == "2026-03-02: row so far 1"


def test_neighbours_share_a_field_that_would_be_too_narrow():
    days = [DAY + timedelta(days=number) for number in range(364)]
    chart = chart_of(lambda axes: curve(axes, days, np.arange(364.0), np.arange(364) == 1, "sum"))
    found = fields(chart)
    assert all(float(box["width"]) >= LEAST_FIELD_PT for box, _ in found)
    # some 470 points for 364 days: four days to a field
    assert found[0][1] == "2026-03-02 to 2026-03-05: 0 to 3 km, flagged"
    assert found[1][1] == "2026-03-06 to 2026-03-09: 4 to 7 km"


def test_rows_of_one_place_are_lines_of_one_field():
    told = Numbers(
        title="days",
        columns=("day", "distance [km]", NOTE),
        rows=(("Mon", "5", ""), ("Tue", "", "rest")),
        places=(0, 0),
    )
    chart = chart_of(lambda axes: tell_numbers(axes, told))
    assert [title for _, title in fields(chart)] == ["Mon: distance 5 km\nTue: rest"]


def test_a_hostile_name_is_text_in_a_field():
    name = '<script>alert(1)</script> & "x"'
    chart = chart_of(lambda axes: axes.barh([name], [5]), ylabel="pair", xlabel="distance [km]")
    assert [title for _, title in fields(chart)] == [f"{name}: 5 km"]
    assert "<script" not in chart.svg()


@settings(max_examples=12, deadline=None)
@given(st.lists(st.integers(0, 300), min_size=1, max_size=20, unique=True), st.booleans())
def test_fields_cover_the_axes_without_gap_or_overlap(places, across):
    figure = Figure(figsize=(5, 3))
    axes = figure.add_subplot()
    (axes.barh if across else axes.bar)(places, np.ones(len(places)))
    found = fields(Chart(figure, alt="", prefix="a"))
    start, length = ("y", "height") if across else ("x", "width")
    ends = [(float(box[start]), float(box[start]) + float(box[length])) for box, _ in found]
    # by default axes reach from 12.5 to 90 % of the width of 360 points, and from 11 to 88 % of the height of 216 points
    assert (ends[0][0], ends[-1][1]) == pytest.approx((216 * 0.12, 216 * 0.89) if across else (45, 324), abs=0.2)
    assert all(before[1] == pytest.approx(after[0], abs=0.2) for before, after in pairwise(ends))


def test_the_field_of_a_day_lies_over_its_dot():
    chart = chart_of(lambda axes: axes.plot([1, 2, 3], [1, 2, 3], "o"))
    dots_at = [
        float(x) for x in re.findall(r'<use href="#a-m[^"]*" x="([\d.]+)" y="[\d.]+" fill="#1f77b4"', chart.svg())
    ]
    assert len(dots_at) == 3
    for at, (box, _) in zip(dots_at, fields(chart), strict=True):
        assert float(box["x"]) <= at <= float(box["x"]) + float(box["width"])


def test_drawing_leaves_the_figure_as_it_was():
    figure = Figure(dpi=150)
    figure.add_subplot().plot([1, 2])
    canvas = figure.canvas
    Chart(figure, alt="", prefix="a").svg()
    assert figure.canvas is canvas
    assert figure.dpi == 150
