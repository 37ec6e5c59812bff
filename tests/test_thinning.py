"""Long series are drawn with as few marks as look the same; short ones as they are."""

import numpy as np

from runrisk.charts import Chart, plot_of
from runrisk.charts.drawing.thinning import FEW, MARK_PX, thinned_line, thinned_marks
from runrisk.charts.plot import Axis, Panel
from runrisk.charts.series import Dots, Line, values

LONG = 11_000
"""Days of thirty years."""


def test_a_line_whose_values_stand_apart_is_drawn_as_it_is():
    line = [(0.5, 3.0), (1.5, 2.0), (2.5, 9.0)]
    assert thinned_line(line) == line
    assert thinned_line([]) == []


def test_of_a_column_the_ends_the_lowest_and_the_highest_are_drawn_in_their_order():
    column = [(7.0, 5.0), (7.1, 6.0), (7.2, 1.0), (7.3, 5.5), (7.4, 9.0), (7.5, 5.2), (7.99, 5.1)]
    assert thinned_line([(6.9, 4.0), *column, (8.0, 4.0)]) == [
        (6.9, 4.0),
        (7.0, 5.0),
        (7.2, 1.0),
        (7.4, 9.0),
        (7.99, 5.1),
        (8.0, 4.0),
    ]


def test_few_marks_are_all_drawn():
    marks = [(0.0, 0.0)] * FEW
    assert thinned_marks(marks) == marks


def test_many_marks_that_lie_upon_each_other_are_one():
    marks = [(x, y) for x in np.arange(0.0, 600.0) for y in (0.0, MARK_PX)]
    kept = thinned_marks(marks)
    # 600 px hold 200 squares of 3 px, in two rows: the first of each is drawn.
    assert len(kept) == 400
    assert kept[:3] == [(0.0, 0.0), (0.0, MARK_PX), (3.0, 0.0)]


def test_a_chart_of_thirty_years_stays_small_and_its_numbers_are_all_there():
    rng, days = np.random.default_rng(1), values(np.arange(LONG))
    line, dots = (Line(at=days, value=values(rng.random(LONG))), Dots(at=days, value=values(rng.random(LONG))))
    chart = Chart(plot_of(Panel(y=Axis(name="a", ends=(0, 1)), series=(line, dots))), alt="a", prefix="a")
    assert len(chart.svg()) < 250_000  # of which every mark would have a megabyte
    assert len(chart.numbers[0].rows) == 400  # the newest, as of any chart
