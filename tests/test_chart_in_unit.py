"""Charts in miles: every artist of every rule's chart follows its axis, and nothing else moves."""

from functools import partial

import numpy as np
import pytest
from matplotlib.patches import Circle

from logs import training_log
from runrisk.charts import Chart, bars, dots, limit_line, new_axes, new_figure
from runrisk.charts.in_unit import in_unit
from runrisk.report import Report
from runrisk.report.chart_units import label_in
from runrisk.wording import Units
from runrisk.workflows.analyze import analyze

MILES = 0.621371  # 1 km = 1000 / 1609.344 mi


def to_miles(figure):
    in_unit(figure, unit="mi", factor=Units.MI.of(1000), sentence=partial(label_in, Units.MI))


def drawn(ylabel):
    figure = new_figure()
    axes = new_axes(figure, ylabel=ylabel, xlabel="day")
    days = np.array(["2026-03-02", "2026-03-09"], "datetime64[D]")
    bars(axes, list(days), [10.0, 20.0], [False, True])
    dots(axes, list(days), [5.0, 8.0], [False, False])
    limit_line(axes, 16.0, "limit 16.0 km")
    axes.fill_between(days, [1.0, 2.0], [3.0, 4.0])
    return figure, axes


def test_bars_dots_areas_limits_and_their_words_become_miles():
    figure, axes = drawn("distance of a run [km]")
    top = axes.get_ylim()[1]
    days = axes.get_xlim()
    to_miles(figure)
    assert axes.get_ylabel() == "distance of a run [mi]"
    assert axes.get_ylim()[1] == pytest.approx(top * MILES, rel=1e-5)
    assert axes.get_xlim() == pytest.approx(days)
    assert sorted(bar.get_height() for bar in axes.patches) == pytest.approx([6.21371, 12.42742], rel=1e-5)
    [limit] = [line for line in axes.lines if line.get_linestyle() == "--"]
    assert list(limit.get_ydata()) == pytest.approx([9.941936] * 2, rel=1e-5)
    assert list(limit.get_xdata()) == [0, 1]  # from edge to edge, whatever the axes count
    [words] = axes.texts
    assert words.get_text() == "limit 9.9 mi"
    assert words.xy == (1, pytest.approx(9.941936, rel=1e-5))
    [area] = axes.collections
    assert area.get_paths()[0].vertices[:, 1].max() == pytest.approx(4 * MILES, rel=1e-5)
    assert any("6.2" in cell for row in Chart(figure, alt="", prefix="x").numbers[0].rows for cell in row)


@pytest.mark.parametrize("label", ["speed [km/h]", "descent of a run [m]", "days in a row"])
def test_what_counts_no_kilometres_stays(label):
    figure, axes = drawn(label)
    limits = axes.get_ylim()
    to_miles(figure)
    assert axes.get_ylabel() == label
    assert axes.get_ylim() == limits


def test_what_cannot_follow_is_said_and_not_drawn_wrongly():
    figure, axes = drawn("distance [km]")
    axes.add_patch(Circle((0, 0), 1))
    with pytest.raises(NotImplementedError, match="Circle"):
        to_miles(figure)


def test_every_rule_draws_in_miles():
    report: Report = analyze(training_log(["40 x 8 . 8 5 . 21 ."]))
    changed = 0
    for outcome in report:
        chart = outcome.plot()
        was = [numbers.columns for numbers in chart.numbers]
        to_miles(chart.figure)
        columns = [numbers.columns for numbers in chart.numbers]
        changed += columns != was
        assert not any("[km]" in name for names in columns for name in names)
    assert changed >= 3
