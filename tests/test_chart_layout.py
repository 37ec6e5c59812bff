"""Where things stand in a chart: nothing is cut off, and no two texts around the axes lie upon each other."""

from datetime import date
from itertools import chain, combinations, cycle

import pytest
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.legend import Legend
from matplotlib.text import Text

from case_logs import cases_of
from road_side_seasons import log_of
from runrisk.analysis.outcome import run_analyzers
from runrisk.analyzers import analyzer_classes
from runrisk.charts import ROAD, Axis, Chart, Line, Panel, plot_of
from runrisk.charts.layout import LEAST_SHARE
from runrisk.charts.pain import weeks_and_pain_plot
from runrisk.charts.plot import Forest, Ratio
from runrisk.charts.style import new_axes, new_figure
from runrisk.finding import Verdict
from runrisk.report.glance import glance_charts
from runrisk.report.sides.charts import sides_charts
from runrisk.report.sides.sides import sides_of
from runrisk.wording import Units, Wording
from test_glance import LOGS
from test_road_side import RULE, there_and_back

CLASSES = analyzer_classes()
SLACK_PT = 1.0
"""The box of a text holds a little room above and below its letters [points]."""


def around(figure):
    """What stands around the axes: numbers, labels, titles, legends."""
    for axes in figure.axes:
        for axis in (axes.xaxis, axes.yaxis) if axes.axison else ():
            low, high = sorted(axis.get_view_interval())
            yield axis.label
            yield axis.offsetText
            for tick in axis.get_major_ticks():
                if low <= tick.get_loc() <= high:
                    yield tick.label1
                    yield tick.label2
        yield from (one for one in axes.get_children() if isinstance(one, Text) and one not in axes.texts)
    yield from figure.findobj(Legend)


def shown(figure):
    """Its words and its box [points], once it is laid out, without what is empty or hidden."""
    figure.dpi = 72
    FigureCanvasSVG(figure)  # in a picture as the report has it
    figure.draw_without_rendering()
    for artist in dict.fromkeys(around(figure)):
        words = (
            artist.get_text() if isinstance(artist, Text) else " ".join(one.get_text() for one in artist.get_texts())
        )
        if words and artist.get_visible():
            yield words, artist.get_window_extent()


def assert_fits(figure):
    found = list(shown(figure))
    frame = figure.bbox
    inside = [(one.get_text(), one.get_window_extent()) for axes in figure.axes for one in axes.texts if one.get_text()]
    for words, box in chain(found, inside):
        assert box.x0 >= -SLACK_PT, words
        assert box.y0 >= -SLACK_PT, words
        assert box.x1 <= frame.x1 + SLACK_PT, words
        assert box.y1 <= frame.y1 + SLACK_PT, words
    for (one, box), (other, beside) in combinations(found, 2):
        across = min(box.x1, beside.x1) - max(box.x0, beside.x0)
        up = min(box.y1, beside.y1) - max(box.y0, beside.y0)
        assert min(across, up) <= SLACK_PT, f"{one!r} lies upon {other!r}"


@pytest.mark.parametrize("kind", CLASSES.values(), ids=CLASSES.keys())
def test_the_chart_of_every_rule_fits(kind):
    """Each case in one of the units, turn about; the first, which may be the only one, in both."""
    judged = [
        one.outcome for one in cases_of(kind.id) if one.outcome.finding.verdict in {Verdict.FLAGGED, Verdict.CLEAR}
    ]
    for outcome, units in zip([*judged[:1], *judged] if kind.drawn else [], cycle(Units)):
        assert_fits(outcome.plot(wording=Wording(units=units)).figure)


@pytest.mark.parametrize("units", Units)
@pytest.mark.parametrize("name", LOGS)
def test_the_charts_of_the_log_as_a_whole_fit(name, units):
    for one in glance_charts(LOGS[name], (), Wording(units=units)):
        assert_fits(one.chart.figure)


@pytest.mark.parametrize("middle_deg", [None, (48.2, 16.37)])
def test_the_pictures_of_the_side_of_the_road_fit(middle_deg):
    log = log_of([there_and_back(2.5) for _ in range(8)])
    pictures = sides_charts(sides_of(log, run_analyzers([RULE], log)), middle_deg)
    assert len(pictures) == 4
    for one in pictures:
        assert_fits(one.chart.figure)


def test_weeks_and_pain_fit():
    mondays, pain = (20514.0, 20521.0, 20528.0), [(date(2026, 3, 2), 3, "left"), (date(2026, 3, 2), 10, "right")]
    plot = weeks_and_pain_plot(mondays, (30e3, 140e3, 50e3), (10e3, 11e3, 12e3), pain, height_in=2.1)
    assert_fits(Chart(plot, prefix="a").figure)


def test_the_names_and_the_notes_of_a_forest_fit():
    note = "1.50 (1.00 to 25.00)  ▲ supported"
    rows = tuple(
        Ratio(label=name, ratio=1.5, interval=(1.0, 25.0), note=note, marked=True)
        for name in ("a", "same-route-same-direction")
    )
    figure = Chart(plot_of(Forest(name="ratio of rates", rows=rows, near=(0.67, 1.5))), prefix="a").figure
    assert_fits(figure)
    [axes] = figure.axes
    assert axes.bbox.width > 100


def test_a_key_of_three_lines_and_a_title_fit():
    lines = tuple(Line(name=f"line {number}", at=(0, 123456), value=(number, 4e7)) for number in range(8))
    panel = Panel(x=Axis(name="week"), y=Axis(name="distance", unit=ROAD), series=lines, key=True)
    assert_fits(Chart(plot_of(panel), prefix="a").figure)


def test_axes_of_one_figure_begin_and_end_together():
    figure = new_figure()
    above = new_axes(figure, ylabel="a", place=(2, 1, 1))
    below = new_axes(figure, ylabel="b\n[unit]", place=(2, 1, 2), above=above)
    above.plot([0, 1], [0, 1])
    below.plot([0, 1], [0, 20000])
    above.label_outer()
    assert_fits(figure)
    assert (above.bbox.x0, above.bbox.x1) == (below.bbox.x0, below.bbox.x1)
    assert above.bbox.height == pytest.approx(below.bbox.height)
    assert above.bbox.y0 > below.bbox.y1


def test_a_figure_too_small_for_its_labels_still_shows_its_axes():
    figure = new_figure(0.3)
    new_axes(figure, ylabel="distance [km]", xlabel="week").plot([0, 1], [0, 1])
    list(shown(figure))
    assert figure.axes[0].bbox.height == pytest.approx(LEAST_SHARE * 0.3 * 72)


def test_what_is_placed_here_can_be_laid_out_otherwise_later():
    figure = new_figure()
    axes = new_axes(figure, ylabel="distance [km]")
    list(shown(figure))
    ours = axes.bbox.x1
    figure.set_layout_engine("constrained")
    list(shown(figure))
    assert axes.bbox.x1 != ours


def test_what_does_not_fit_is_seen():
    figure = new_figure()
    new_axes(figure, ylabel="distance [km]").set_title("too long " * 20)
    with pytest.raises(AssertionError, match="too long"):
        assert_fits(figure)
