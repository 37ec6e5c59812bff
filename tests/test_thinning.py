"""Long series are drawn with as few marks as look the same; short ones as they are."""

import re

import numpy as np
import pytest

from runrisk.charts import Chart, plot_of
from runrisk.charts.plot import Axis, Panel
from runrisk.charts.series import Dots, Line, values
from runrisk.charts.thinning import COLUMNS, MARK, MOST, thinned_line, thinned_marks

LONG = 11_000
"""Days of thirty years."""


def test_short_series_are_drawn_as_they_are():
    assert thinned_line(np.arange(MOST), np.zeros(MOST)).tolist() == list(range(MOST))
    assert thinned_marks(np.arange(COLUMNS), np.zeros(COLUMNS)).tolist() == list(range(COLUMNS))


def test_a_long_line_keeps_its_highest_and_lowest_its_ends_and_its_gaps():
    days, line = np.arange(LONG, dtype=float), np.sin(np.arange(LONG) / 300)
    line[5000], line[7000], line[3000:3200] = 9.0, -9.0, np.nan
    kept = thinned_line(days, line)
    assert len(kept) <= 5 * COLUMNS
    assert {0, 5000, 7000, LONG - 1} <= set(kept.tolist())
    assert (np.diff(kept) > 0).all()
    drawn = line[kept]
    # Of 23 days a column the gap of 200 has eight or nine, of which two or three points each are drawn, and all are gaps.
    assert np.isnan(drawn[(days[kept] >= 3000) & (days[kept] < 3200)]).all()
    assert np.count_nonzero(np.isnan(drawn)) >= 9


def test_a_gap_of_one_day_in_a_long_line_stays():
    line = np.ones(LONG)
    line[5005] = np.nan
    assert 5005 in thinned_line(np.arange(LONG, dtype=float), line)


def test_marks_that_lie_upon_each_other_are_one():
    x, y = np.repeat(np.arange(600.0), 2), np.tile([0.0, 100.0], 600)
    kept = thinned_marks(x, y)
    # 160 cells along by two heights: the lower and the upper mark of each is drawn.
    assert len(kept) == 2 * COLUMNS // MARK
    assert set(y[kept]) == {0.0, 100.0}


@pytest.mark.parametrize("height", [np.nan, 3.0])
def test_marks_without_a_height_or_all_at_one_can_be_thinned(height):
    assert len(thinned_marks(np.arange(2000.0), np.append(np.full(1999, height), 3.0))) <= 2 * COLUMNS


def test_a_chart_of_thirty_years_stays_small():
    rng, days = np.random.default_rng(1), values(np.arange(LONG))
    line, dots = (Line(at=days, value=values(rng.random(LONG))), Dots(at=days, value=values(rng.random(LONG))))
    svg = Chart(plot := plot_with(line, dots), alt="a", prefix="a").svg()
    assert len(svg) < 400_000  # 1.6 MB with every mark
    assert len(Chart(plot, alt="a", prefix="a").numbers[0].rows) > 0


def plot_with(*series):
    return plot_of(Panel(y=Axis(name="a", ends=(0, 1)), series=series))


def test_looks_that_many_marks_share_are_said_once():
    svg = Chart(
        plot_with(Dots(at=values(np.arange(50)), value=values(np.linspace(0, 1, 50)))), alt="a", prefix="a"
    ).svg()
    assert len(re.findall(r'<use href="#a-\d+" x="[\d.]+" y="[\d.]+"/>', svg)) >= 50
    assert svg.count("<g") == svg.count("</g>")
