"""Fields to hover over: they say the numbers of their place, and lie where it is drawn."""

import re
from datetime import date, timedelta
from itertools import pairwise
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from runrisk.charts import Axis, Bars, Chart, Dots, Line, Panel, days_at, plot_of
from runrisk.charts.drawing.places_to_point import LEAST_FIELD_PX

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
    assert len(found) == 122  # some 680 px for 364 days: three days to a field
    assert all(float(box["width"]) >= LEAST_FIELD_PX for box, _ in found)


@settings(max_examples=30, deadline=None)
@given(st.lists(st.integers(0, 300), min_size=1, max_size=20, unique=True), st.booleans())
def test_fields_cover_the_axes_without_gap_or_overlap(places, across):
    bars = Bars(at=tuple(map(float, places)), value=(1.0,) * len(places))
    chart = chart_of(bars, x=Axis(name="x"), across=across)
    found = fields(chart)
    start, length = ("y", "height") if across else ("x", "width")
    ends = [(float(box[start]), float(box[start]) + float(box[length])) for box, _ in found]
    assert (ends[0][0], ends[-1][1]) == pytest.approx(axes_box(chart)[across], abs=0.2)
    assert all(before[1] == pytest.approx(after[0], abs=0.2) for before, after in pairwise(ends))


def axes_box(chart):
    """Left and right, and top and bottom of the axes: the line below them, and the highest thing beside it."""
    root = ET.fromstring(chart.svg())  # noqa: S314 (our own drawing)
    lines = [{key: line.get(key) for key in ("x1", "y1", "x2", "y2")} for line in root.iter(f"{SVG}line")]
    floor = next(line for line in lines if line["y1"] == line["y2"] and float(line["x2"]) == 708)  # 720 less 12
    sides = [line for line in lines if line["x1"] == line["x2"] == floor["x1"]]
    top = min((float(line["y1"]) for line in sides), default=0.0)
    return (float(floor["x1"]), 708.0), (top, float(floor["y1"]))


def test_the_field_of_a_day_lies_over_its_dot():
    chart = chart_of(Dots(at=(1, 2, 3), value=(1, 2, 3)), x=Axis(name="x"))
    [dots] = [
        path
        for path in ET.fromstring(chart.svg()).iter(f"{SVG}path")  # noqa: S314
        if path.get("stroke", "").startswith("var(--series")
    ]
    assert (dots.get("stroke-width"), dots.get("stroke-linecap")) == ("4.4", "round")
    places = [float(middle) for middle in re.findall(r"M([\d.]+) [\d.]+h0", dots.get("d"))]
    assert len(places) == 3
    for at, (box, _) in zip(places, fields(chart), strict=True):
        assert float(box["x"]) <= at <= float(box["x"]) + float(box["width"])


def test_a_phone_has_fields_of_its_own_with_the_same_words():
    chart = chart_of(Dots(at=(1, 2), value=(1, 2)), x=Axis(name="x"))
    narrow = ET.fromstring(chart.narrow())  # noqa: S314 (our own drawing)
    said = [title.text for title in narrow.findall(f"{SVG}g[@class='hits']/{SVG}rect/{SVG}title")]
    assert said == [words for _, words in fields(chart)]
