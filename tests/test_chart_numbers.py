"""The numbers of every chart of ours are those that are drawn."""

import re
from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from matplotlib.container import BarContainer

from case_logs import cases_of
from road_side_seasons import log_of
from runrisk.analyzers import analyzer_classes
from runrisk.charts import METRES, Amount, Chart, plot_of
from runrisk.charts.pain import weeks_and_pain_plot
from runrisk.charts.plot import Forest, Ratio, RoadSection
from runrisk.roadside.charts import map_plot, quarters_plot
from test_chart_hits import fields
from test_road_side import RULE, there_and_back

UNIT = re.compile(r" \[[^\]]+\]$")

CLASSES = analyzer_classes()


@pytest.mark.parametrize("kind", CLASSES.values(), ids=CLASSES.keys())
def test_every_rule_draws_labelled_axes_whose_numbers_are_what_is_drawn(kind):
    drawn = 0
    for case in cases_of(kind.id):
        outcome = case.outcome
        if case.role not in {"flagged", "clear"} or not outcome.is_measured or not kind.drawn:
            continue
        chart = outcome.plot()
        tables = {numbers.title: numbers for numbers in chart.numbers}
        for axes in chart.figure.axes:
            assert UNIT.search(axes.get_xlabel() if axes.get_ylabel() in {"", "pair"} else axes.get_ylabel())
            if points := list(_drawn_points(axes)):
                drawn += 1
                _matches(points, tables[axes.get_xlabel() or axes.get_ylabel()])
        if any(measure.limit is not None for measure in outcome.finding.measures):
            assert all(_has_limit(numbers) for numbers in tables.values()), case.name
    assert drawn or not kind.drawn or kind.id == "road-side"  # its cases are tracks; the next test draws it


def _has_limit(numbers):
    return bool(numbers.limits) or any(column.startswith(("limit", "baseline")) for column in numbers.columns)


def _matches(points, numbers):
    cells = dict(zip(numbers.places, numbers.rows, strict=True))
    for at, value in points:
        row = next(row for place, row in cells.items() if place == pytest.approx(at, rel=1e-8))
        known = [part for cell in row[1:] for part in cell.split("; ") if part and part[-1].isdigit()]
        # half of the last decimal shown
        assert any(abs(float(part) - value) <= 0.501 * 10 ** -len(part.partition(".")[2]) for part in known)


def _drawn_points(axes):
    across = any(one.orientation == "horizontal" for one in axes.containers)
    for line in axes.lines:
        x, y = np.asarray(line.get_xdata(orig=False), float), np.asarray(line.get_ydata(orig=False), float)
        if line.get_transform() is axes.transData and not (line.get_linestyle() == "--" and len(set(y)) == 1):
            yield from ((b, a) if across else (a, b) for a, b in zip(x, y, strict=True) if np.isfinite(a + b))
    for bars_drawn in axes.containers:
        assert isinstance(bars_drawn, BarContainer)
        for bar in bars_drawn:
            x, y = bar.get_x() + bar.get_width() / 2, bar.get_y() + bar.get_height() / 2
            yield (y, bar.get_width()) if across else (x, bar.get_height())


def numbers_of(plot):
    return Chart(plot, alt="", prefix="a").numbers


def test_the_pictures_of_the_side_of_the_road_say_their_numbers():
    measured = RULE.measure(log_of([there_and_back(2.5) for _ in range(8)]))
    [histogram], [quarters] = numbers_of(RULE.draw(measured)), numbers_of(quarters_plot(measured, side_m=RULE.side_m))
    assert numbers_of(map_plot(measured)) == ()
    assert histogram.limits == (f"within {RULE.side_m:g} m no side is named",)
    assert [row[0] for row in histogram.rows] == [
        f"{abs(at):g} {'left' if at > 0 else 'right'}" for at in np.arange(7.75, -8, -0.5)
    ]
    assert histogram.columns == (
        "offset from the middle, seen in the direction of travel",
        "one way [km]",
        "the other way [km]",
    )
    km = [sum(float(row[column]) for row in histogram.rows) for column in (1, 2)]
    assert km == pytest.approx(measured.map.histogram.sum(axis=1) / 1000, abs=0.2)
    assert quarters.columns == ("day", "offset [m]", "ends of the interval [m]")


ROAD_SECTION = RoadSection(
    left_m=1.5,
    low_m=1.0,
    high_m=2.0,
    zone_m=0.6,
    side="left",
    bins_m=(-0.5, 0.5, 1.5),
    one=(0.0, 1000.0, 3000.0),
    other=(500.0, 0.0, 2000.0),
    says=("mean ", Amount(value=1.5, unit=METRES), " left"),
)


def test_a_street_in_section_says_both_directions_and_its_mean():
    [numbers] = numbers_of(plot_of(ROAD_SECTION))
    assert numbers.rows == (("1.5 left", "3", "2.00"), ("0.5 left", "1", "0.00"), ("0.5 right", "0", "0.50"))
    assert numbers.limits == ("within 0.6 m no side is named", "mean 1.5 m left")


def test_a_street_in_section_shows_the_runner_on_both_ways_of_one_side():
    """720 px hold 11 m of street less 8 px on each side: 64 px a metre; the middle stands at 360."""
    svg = Chart(plot_of(ROAD_SECTION), prefix="a").svg()
    shown = re.findall(r'translate\(([\d.]+) [\d.]+\)" opacity="([\d.]+)"', svg)
    assert shown == [("264", "1"), ("456", "0.45")]  # 360 - 1.5 * 64, and the same to the right, pale
    low, high = re.search(r'<line x1="([\d.]+)" y1="[\d.]+" x2="([\d.]+)"[^>]*stroke-width="6"', svg).groups()
    assert (low, high) == ("232", "296")  # 2 m and 1 m left of the middle
    assert "scale(-1 1)" not in svg
    right = replace(ROAD_SECTION, left_m=-1.5, low_m=-2.0, high_m=-1.0, side="right")
    mirrored = Chart(plot_of(right), prefix="a").svg()
    assert re.findall(r'translate\(([\d.]+) [\d.]+\)" opacity="([\d.]+)"', mirrored) == [("456", "1"), ("264", "0.45")]
    assert mirrored.count("scale(-1 1)") == 2


@pytest.mark.parametrize("side", ["left", "right"])
def test_the_names_of_both_ways_never_meet_however_near_the_middle(side):
    near = 0.1 if side == "left" else -0.1
    road = replace(ROAD_SECTION, left_m=near, low_m=near, high_m=near, side=side)
    svg = Chart(plot_of(road), prefix="a").narrow()
    words = re.findall(r'<text x="([\d.]+)"([^>]*)>(?:going out|coming home)<', svg)
    ends = [float(x) for x, looks in words if 'text-anchor="end"' in looks]
    starts = [float(x) for x, looks in words if "text-anchor" not in looks]
    assert len(ends) == len(starts) == 1
    assert ends[0] < starts[0]


def test_a_street_without_an_answer_shows_no_runner():
    svg = Chart(plot_of(RoadSection(left_m=None, zone_m=0.6, says="cannot tell")), prefix="a").svg()
    assert svg.count(">?<") == 2
    assert "opacity" not in svg
    assert ">cannot tell<" in svg


def test_weeks_and_pain_are_two_tables():
    mondays, wednesday = (20514.0, 20521.0, 20528.0), date(2026, 3, 4)  # from 2026-03-02 on
    pain = [(date(2026, 3, 2), 3, "left"), (date(2026, 3, 2), 5, "right"), (wednesday, 2, "left")]
    plot = weeks_and_pain_plot(mondays, (30e3, 40e3, 50e3), (10e3, 11e3, 12e3), pain, height_in=2)
    above, below = numbers_of(plot)
    assert above.rows[0] == ("2026-03-02", "30", "10")
    assert below.columns == ("day", "pain", "note")
    assert below.rows == (("2026-03-02", "3; 5", "flagged"), ("2026-03-04", "2", "flagged"))


def test_a_forest_says_its_rows_from_the_top():
    rows = (
        Ratio(label="a", ratio=1.5, interval=(1.0, 25.0), note="?", marked=True),
        Ratio(label="b", ratio=None, interval=None, note="too few", marked=False),
    )
    chart = Chart(plot_of(Forest(name="ratio of rates", rows=rows, near=(0.67, 1.5))), alt="", prefix="a")
    [numbers] = chart.numbers
    assert numbers.rows == (("a", "1.50", "1.00 to 25.00", "?"), ("b", "", "", "too few"))
    assert [title for _, title in fields(chart)] == ["a: ratio 1.50, interval 1.00 to 25.00, ?", "b: too few"]
