"""Where things stand in a picture: nothing is cut off, and no two texts around the axes lie upon each other."""

import re
from datetime import date
from itertools import combinations
from xml.etree import ElementTree as ET

import pytest

from case_logs import cases_of
from road_side_seasons import log_of
from runrisk.analysis.outcome import run_analyzers
from runrisk.analyzers import analyzer_classes
from runrisk.charts import ROAD, WEEK_AXIS, Axis, Bars, Chart, Line, Panel, Plot, plot_of
from runrisk.charts.drawing.text_widths import width_px
from runrisk.charts.pain import weeks_and_pain_plot
from runrisk.charts.plot import Forest, Ratio
from runrisk.finding import Verdict
from runrisk.report.glance import glance_charts
from runrisk.report.sides.charts import sides_charts
from runrisk.report.sides.sides import sides_of
from runrisk.wording import Units, Wording
from test_glance import LOGS
from test_road_side import RULE, there_and_back

CLASSES = analyzer_classes()
SVG = "{http://www.w3.org/2000/svg}"
SLACK_PX = 1.0
"""Widths of words are an estimate."""
LETTER_PX = (9.0, 3.0)
"""How far letters of 12 px reach above and below their base line."""


def texts(element, east=0.0, south=0.0):
    """Each text with its box [px], and whether it lies over what is drawn (with a halo)."""
    moved = re.match(r"translate\(([-\d.]+) ([-\d.]+)\)", element.get("transform", ""))
    if moved:
        east, south = east + float(moved[1]), south + float(moved[2])
    if element.tag == f"{SVG}text":
        width, up, down = width_px(element.text), *LETTER_PX
        start = east + float(element.get("x")) - width * {"middle": 0.5, "end": 1.0}.get(element.get("text-anchor"), 0)
        base = south + float(element.get("y"))
        yield element.text, (start, base - up, start + width, base + down), element.get("paint-order") == "stroke"
    for child in element:
        yield from texts(child, east, south)


def assert_drawn_well(svg):
    root = ET.fromstring(svg)  # noqa: S314 (our own drawing)
    width, height = float(root.get("width")), float(root.get("height"))
    found = list(texts(root))
    for words, (left, top, right, bottom), _ in found:
        assert left >= -SLACK_PX, words
        assert top >= -SLACK_PX, words
        assert right <= width + SLACK_PX, words
        assert bottom <= height + SLACK_PX, words
    around = [(words, box) for words, box, over in found if not over]
    for (one, box), (other, beside) in combinations(around, 2):
        across = min(box[2], beside[2]) - max(box[0], beside[0])
        up = min(box[3], beside[3]) - max(box[1], beside[1])
        assert min(across, up) <= SLACK_PX, f"{one!r} lies upon {other!r}"


def assert_fits(chart):
    """As wide as a page, and on a phone."""
    for svg in (chart.svg(), chart.narrow()):
        assert_drawn_well(svg)


@pytest.mark.parametrize("kind", CLASSES.values(), ids=CLASSES.keys())
def test_the_chart_of_every_rule_fits(kind):
    for one in cases_of(kind.id) if kind.drawn else ():
        if one.outcome.finding.verdict in {Verdict.FLAGGED, Verdict.CLEAR}:
            for units in Units:
                assert_fits(one.outcome.plot(wording=Wording(units=units)))


@pytest.mark.parametrize("units", Units)
@pytest.mark.parametrize("name", LOGS)
def test_the_charts_of_the_log_as_a_whole_fit(name, units):
    for one in glance_charts(LOGS[name], (), Wording(units=units)):
        assert_fits(one.chart)


@pytest.mark.parametrize("middle_deg", [None, (48.2, 16.37)])
def test_the_pictures_of_the_side_of_the_road_fit(middle_deg):
    log = log_of([there_and_back(2.5) for _ in range(8)])
    pictures = sides_charts(sides_of(log, run_analyzers([RULE], log)), middle_deg)
    assert len(pictures) == 3
    for one in pictures:
        assert_fits(one.chart)


def test_weeks_and_pain_fit():
    mondays, pain = (20514.0, 20521.0, 20528.0), [(date(2026, 3, 2), 3, "left"), (date(2026, 3, 2), 10, "right")]
    plot = weeks_and_pain_plot(mondays, (30e3, 140e3, 50e3), (10e3, 11e3, 12e3), pain, height_in=2.1)
    assert_fits(Chart(plot, prefix="a"))


def test_the_names_and_the_notes_of_a_forest_fit():
    note = "1.50 (1.00 to 25.00)  ▲ supported"
    rows = tuple(
        Ratio(label=name, ratio=1.5, interval=(1.0, 25.0), note=note, marked=True)
        for name in ("a", "same-route-same-direction")
    )
    assert_fits(Chart(plot_of(Forest(name="ratio of rates", rows=rows, near=(0.67, 1.5))), prefix="a"))


def test_a_key_of_many_lines_and_a_title_fit():
    lines = tuple(
        Line(name=f"line {number} " + "long " * 20, at=(0, 123456), value=(number, 4e7)) for number in range(4)
    )
    panel = Panel(x=Axis(name="week"), y=Axis(name="distance", unit=ROAD), series=lines, key=True, title="a " * 200)
    assert_fits(Chart(plot_of(panel), prefix="a"))


def test_names_beside_lying_bars_are_cut_where_they_have_no_room():
    bars = Bars(at=(0, 1), value=(1e5, 2e5))
    panel = Panel(
        y=Axis(names=("blue pair", "a name " * 40)), x=Axis(name="far", unit=ROAD), series=(bars,), across=True
    )
    chart = Chart(plot_of(panel), prefix="a")
    assert_fits(chart)
    assert re.search(r">a name[^<]*…<", chart.narrow())


def axes_of(svg):
    """Left and right ends of the lines below axes, and how high they stand [px]."""
    muted = [one for one in ET.fromstring(svg).iter(f"{SVG}line") if "--muted" in one.get("stroke", "")]  # noqa: S314
    return [
        (float(one.get("x1")), float(one.get("x2")), float(one.get("y1")))
        for one in muted
        if one.get("y1") == one.get("y2")
    ]


def test_panels_upon_each_other_begin_and_end_together():
    series = Line(at=(20000.0, 20100.0), value=(0.0, 1.0)), Line(at=(20010.0, 20050.0), value=(0.0, 20000.0))
    plot = Plot(panels=tuple(Panel(y=Axis(name=name), series=(one,)) for name, one in zip("ab", series, strict=True)))
    upper, lower = axes_of(Chart(plot, prefix="a").svg())
    assert upper[:2] == lower[:2]
    assert upper[2] < lower[2]


def test_panels_side_by_side_stand_upon_each_other_on_a_phone():
    line = Line(at=(20000.0, 20100.0), value=(0.0, 1.0))
    plot = Plot(panels=tuple(Panel(y=Axis(name=name), series=(line,)) for name in "abc"), abreast=True)
    chart = Chart(plot, prefix="a")
    assert len({floor for _, _, floor in axes_of(chart.svg())}) == 1
    assert len({floor for _, _, floor in axes_of(chart.narrow())}) == 3
    assert_fits(chart)


def test_axes_have_room_however_low_the_picture_is():
    panel = Panel(y=Axis(name="distance"), x=WEEK_AXIS, series=(Bars(at=(20000.0,), value=(1.0,)),))
    chart = Chart(plot_of(panel, height_in=0.3), prefix="a")
    [(_, _, floor)] = axes_of(chart.svg())
    assert floor == 22 + 60  # below the title of 16 + 6 px the least height of axes
    assert_fits(chart)


def test_what_does_not_fit_is_seen():
    words = '<text x="700" y="20">too long</text>'
    with pytest.raises(AssertionError, match="too long"):
        assert_drawn_well(f'<svg xmlns="{SVG[1:-1]}" width="720" height="40">{words}</svg>')
    with pytest.raises(AssertionError, match="lies upon"):
        assert_drawn_well(
            f'<svg xmlns="{SVG[1:-1]}" width="720" height="40"><text x="9" y="20">one</text><text x="12" y="22">two</text></svg>'
        )
