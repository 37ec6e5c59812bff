"""Fields to hover over: they say the numbers of their place, and lie where it is drawn."""

from datetime import date, timedelta
from itertools import pairwise
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from runrisk.charts import Axis, Bars, Chart, Dots, Line, Panel, days_at, plot_of
from runrisk.charts.hover import LEAST_FIELD_PT

DAY = date(2026, 3, 2)
DAYS = [DAY + timedelta(days=number) for number in range(4)]
SVG = "{http://www.w3.org/2000/svg}"


def fields(chart):
    root = ET.fromstring(chart.svg())  # noqa: S314 (our own drawing)
    return [
        (dict(rect.attrib), rect.find(f"{SVG}title").text) for rect in root.findall(f"{SVG}g[@class='hits']/{SVG}rect")
    ]


def chart_of(*series, **panel):
    return Chart(plot_of(Panel(**{"y": Axis(name="distance")} | panel, series=series)), prefix="a")


def test_no_field_is_too_narrow_to_point_at():
    at = days_at(date(2026, 3, 2) + timedelta(days=number) for number in range(364))
    found = fields(chart_of(Line(at=at, value=(1.0,) * 364)))
    assert len(found) == 91  # some 470 points for 364 days: four days to a field
    assert all(float(box["width"]) >= LEAST_FIELD_PT for box, _ in found)


@settings(max_examples=12, deadline=None)
@given(st.lists(st.integers(0, 300), min_size=1, max_size=20, unique=True), st.booleans())
def test_fields_cover_the_axes_without_gap_or_overlap(places, across):
    bars = Bars(at=tuple(map(float, places)), value=(1.0,) * len(places))
    chart = chart_of(bars, x=Axis(name="x"), across=across)
    found = fields(chart)
    start, length = ("y", "height") if across else ("x", "width")
    ends = [(float(box[start]), float(box[start]) + float(box[length])) for box, _ in found]
    [axes], height = chart.figure.axes, chart.figure.bbox.height * 72 / chart.figure.dpi
    frame = axes.get_position()
    edges = (1 - frame.y1, 1 - frame.y0) if across else (frame.x0, frame.x1)
    size = height if across else chart.figure.get_size_inches()[0] * 72
    assert (ends[0][0], ends[-1][1]) == pytest.approx((edges[0] * size, edges[1] * size), abs=0.2)
    assert all(before[1] == pytest.approx(after[0], abs=0.2) for before, after in pairwise(ends))


def test_the_field_of_a_day_lies_over_its_dot():
    chart = chart_of(Dots(at=(1, 2, 3), value=(1, 2, 3)), x=Axis(name="x"))
    found, [axes] = fields(chart), chart.figure.axes
    # a figure is drawn at 72 dots to the inch, then put back
    places = [axes.transData.transform((at, 0))[0] * 72 / chart.figure.dpi for at in (1, 2, 3)]
    for at, (box, _) in zip(places, found, strict=True):
        assert float(box["x"]) <= at <= float(box["x"]) + float(box["width"])


def test_drawing_leaves_the_figure_as_it_was():
    chart = chart_of(Dots(at=(1, 2), value=(1, 2)))
    chart.figure.set_dpi(150)
    canvas = chart.figure.canvas
    chart.svg()
    assert chart.figure.canvas is canvas
    assert chart.figure.dpi == 150


def test_axes_that_somebody_added_have_no_fields():
    chart = chart_of(Dots(at=(1, 2), value=(1, 2)))
    chart.figure.add_axes((0, 0, 0.1, 0.1)).plot([1, 2, 3])
    assert len(fields(chart)) == 2
