"""The numbers of a chart: read back from what was drawn, as a table and to hover over."""

from datetime import date, datetime, timedelta

import numpy as np
import pytest
import yaml
from matplotlib.container import BarContainer

from logs import training_log
from road_side_seasons import log_of
from runrisk.analysis.outcome import run_analyzer
from runrisk.analyzers import analyzer_classes
from runrisk.charts import Chart, bars, dots, draw_weeks, limit_line, new_axes, new_figure, track_line
from runrisk.charts.curves import curve, key, limit_curve
from runrisk.charts.forest import ForestRow, draw_forest
from runrisk.charts.numbers import MOST_ROWS, UNIT, Numbers, decimals_of, tell_numbers
from runrisk.charts.pain import WeekBars, draw_weeks_and_pain
from runrisk.roadside.charts import draw_histogram, draw_map, draw_quarters
from test_chart_hits import chart_of, fields
from test_road_side import RULE, there_and_back
from test_sweeps import CASES_DIR

DAY = date(2026, 3, 2)
DAYS = [DAY + timedelta(days=number) for number in range(4)]
MONDAYS = [DAY + timedelta(weeks=number) for number in range(3)]
SVG = "{http://www.w3.org/2000/svg}"


def shown(draw, **labels):
    """The numbers of the one set of axes that `draw` fills."""
    figure = new_figure()
    axes = new_axes(figure, **({"ylabel": "distance [km]"} | labels))
    draw(axes)
    [numbers] = Chart(figure, alt="", prefix="a").numbers
    return numbers


# --- reading back -----------------------------------------------------------------------------------------------------


def test_a_curve_with_a_moving_limit_and_flags_is_one_row_a_day():
    def draw(axes):
        limit_curve(axes, DAYS, [9.0, 9.5, 10.0, 10.5], "limit: 1.5 times before")
        curve(axes, DAYS, [8.0, np.nan, 12.34, 9.0], [0, 0, 1, 0], "distance of 7 days")

    numbers = shown(draw)
    assert numbers.title == "distance [km]"
    assert numbers.columns == ("day", "distance of 7 days [km]", "limit: 1.5 times before [km]", "note")
    # the largest number is 12.34: below 1000, one decimal
    assert numbers.rows == (
        ("2026-03-02", "8.0", "9.0", ""),
        ("2026-03-03", "", "9.5", ""),
        ("2026-03-04", "12.3", "10.0", "flagged"),
        ("2026-03-05", "9.0", "10.5", ""),
    )


def test_flagged_dots_join_the_others_also_where_two_share_a_day():
    numbers = shown(lambda axes: dots(axes, [DAY, DAY, DAYS[1]], [5.0, 20.0, 6.0], [0, 1, 0]))
    assert numbers.columns == ("day", "distance [km]", "note")
    assert numbers.rows == (("2026-03-02", "5; 20", "flagged"), ("2026-03-03", "6", ""))


def test_dots_that_are_all_flagged_have_their_name():
    assert shown(lambda axes: dots(axes, DAYS[:1], [5.5], [1])).rows == (("2026-03-02", "5.50", "flagged"),)


def test_a_constant_limit_is_named_once():
    def draw(axes):
        dots(axes, DAYS, [1, 2, 3, 4], [0] * 4)
        limit_line(axes, 2.5, "limit 2.5 km")
        limit_line(axes, 7.5, "")
        axes.axhline(0, color="black")  # an axis is no limit
        axes.axvline(3.0, linestyle=":", label="_mean")
        axes.plot(DAYS, [9.0] * 4, linestyle="--")

    numbers = shown(draw)
    assert numbers.limits == ("limit 2.5 km", "limit 7.5", "mean 1970-01-04", "limit 9")
    assert numbers.columns == ("day", "distance [km]")


def test_weeks_are_named_by_their_monday_and_flagged_ones_join_them():
    def draw(axes):
        bars(axes, [day + timedelta(days=3) for day in MONDAYS], [30, 40.25, 50], [0, 1, 0], begins="week from")

    numbers = shown(draw)
    assert numbers.columns == ("week from", "distance [km]", "note")
    assert numbers.rows == (("2026-03-02", "30.0", ""), ("2026-03-09", "40.2", "flagged"), ("2026-03-16", "50.0", ""))
    assert shown(lambda axes: bars(axes, MONDAYS, [1, 2, 3], [0] * 3)).rows[0] == ("2026-03-02", "1")


def test_weeks_at_a_glance_keep_bar_dot_and_flag_in_one_row():
    figure = new_figure()
    draw_weeks(figure, MONDAYS, [30, 40, 0], [10, 20, 0], [0, 1, 0], unit="km")
    [numbers] = Chart(figure, alt="", prefix="a").numbers
    assert [row[0] for row in numbers.rows] == [str(day) for day in MONDAYS]
    assert [row[1:] for row in numbers.rows] == [("30", "10", ""), ("40", "20", "flagged"), ("0", "", "")]


def test_bars_upon_bars_say_their_own_height():
    def draw(axes):
        axes.bar([0, 1], [3, 4], label="blue")
        axes.bar([0, 1], [1, 2], bottom=[3, 4], label="grey")

    assert shown(draw).rows == (("0", "3", "1"), ("1", "4", "2"))


def test_bars_across_are_read_from_top_to_bottom():
    def draw(axes):
        axes.barh([0, 1], [100, 250.5], color="grey")
        axes.set_yticks([0, 1], ["old", "$new"])
        axes.axvline(200, linestyle="--", label="_limit 200 km")

    numbers = shown(draw, ylabel="pair", xlabel="distance so far [km]")
    assert numbers.columns == ("pair", "distance so far [km]")
    assert numbers.rows == (("$new", "250.5"), ("old", "100.0"))
    assert numbers.limits == ("limit 200 km",)
    assert numbers.across


def test_a_readers_own_chart_is_read_as_well():
    def draw(axes):
        axes.plot([1, 2, 3], [0.5, 0.25, 0.125], drawstyle="steps", label="steps")
        axes.scatter([1, 3], [1.5, np.nan], label="dots")
        axes.vlines([1, 4], 0, [9, 2.5])  # the first bears a dot
        axes.errorbar([5], [4], yerr=[1], fmt=".", capsize=3)
        axes.fill_between([1, 2], [0, 0], [1, 1])

    numbers = shown(draw, ylabel="share", xlabel="week of the plan")
    assert numbers.columns == ("week of the plan", "steps", "share", "dots")
    assert numbers.rows == (
        ("1", "0.50", "", "1.50"),
        ("2", "0.25", "", ""),
        ("3", "0.12", "", ""),  # 0.125 to two decimals, halves to even
        ("4", "", "2.50", ""),
        ("5", "", "4.00", ""),
    )


def test_names_times_and_stairs_name_their_places():
    assert [row[0] for row in shown(lambda axes: axes.bar(["road", "trail"], [1, 2])).rows] == ["road", "trail"]
    moment = datetime(2026, 3, 2, 23, 59)  # noqa: DTZ001 (a local time)
    assert shown(lambda axes: axes.plot([moment], [1], "o")).rows[0][0] == "2026-03-02"
    assert shown(lambda axes: axes.stairs([5, 7], [0, 2, 4])).rows == (("1", "5"), ("3", "7"))


def test_a_cross_with_a_name_says_why_there_is_no_value():
    def draw(axes):
        axes.bar([0], [3], color="grey")
        axes.plot([1], [0], "x", label="nothing known")

    assert shown(draw).rows == (("0", "3", ""), ("1", "", "nothing known"))


def test_maps_words_and_empty_axes_have_no_numbers():
    figure = new_figure()
    above, middle, below, round_ = (
        figure.add_subplot(4, 1, 1),
        figure.add_subplot(4, 1, 2),
        figure.add_subplot(4, 1, 3),
        figure.add_subplot(4, 1, 4, projection="polar"),
    )
    track_line(above, [0, 10], [0, 10], [0, 0])
    middle.plot([48.2, 48.3], [16.3, 16.4])
    middle.set_aspect("equal")
    below.text(0, 0, "words")
    round_.plot([1, 2], [1, 2])
    chart = Chart(figure, alt="", prefix="a")
    assert chart.numbers == ()
    assert 'class="hits"' not in chart.svg()


def test_what_cannot_be_read_back_is_told():
    told = Numbers(title="ratio", columns=("rule", "ratio"), rows=(("a", "1.20"),), places=(0.0,))
    figure = new_figure()
    axes = new_axes(figure, ylabel="anything")
    axes.plot([1, 2], [3, 4])
    tell_numbers(axes, told)
    assert Chart(figure, alt="", prefix="a").numbers == (told,)


def test_a_long_table_ends_with_the_newest_and_says_what_is_left_out():
    days = [DAY + timedelta(days=number) for number in range(MOST_ROWS + 7)]
    numbers = shown(lambda axes: curve(axes, days, np.arange(len(days)), np.zeros(len(days)), "x"))
    assert (len(numbers.rows), numbers.left_out) == (MOST_ROWS, 7)
    assert len(numbers.places) == MOST_ROWS
    assert numbers.rows[-1][0] == str(days[-1])
    assert shown(lambda axes: curve(axes, DAYS, [1, 2, 3, 4], np.zeros(4), "x")).left_out == 0


def test_a_subfigure_has_the_numbers_of_its_whole_figure():
    figure = new_figure()
    for part, name in zip(figure.subfigures(1, 2), ("left", "right"), strict=True):
        new_axes(part, ylabel=name).plot([1], [2], "o")
    assert [numbers.title for numbers in Chart(figure.subfigs[0], alt="", prefix="a").numbers] == ["left", "right"]


@pytest.mark.parametrize(
    ("amounts", "decimals"), [([], 2), ([0.0], 2), ([9.99, 1], 2), ([-10.0], 1), ([999.0], 1), ([1000.0, 1], 0)]
)
def test_decimals_follow_the_largest_number(amounts, decimals):
    assert decimals_of(amounts) == decimals


# --- every chart of ours ----------------------------------------------------------------------------------------------

CLASSES = analyzer_classes()


@pytest.mark.parametrize("kind", CLASSES.values(), ids=CLASSES.keys())
def test_every_rule_draws_labelled_axes_whose_numbers_are_what_is_drawn(kind):
    drawn = 0
    for case in yaml.safe_load((CASES_DIR / f"{kind.id}.yaml").read_text(encoding="utf-8"))["cases"]:
        if "weeks" not in case["log"] or case["role"] not in {"flagged", "clear"}:
            continue
        outcome = run_analyzer(kind(**case.get("limits", {})), training_log(**case["log"]))
        if not outcome.is_measured or not kind.drawn:
            continue
        chart = outcome.plot()
        tables = {numbers.title: numbers for numbers in chart.numbers}
        for axes in chart.figure.axes:
            assert UNIT.search(axes.get_xlabel() if axes.get_ylabel() in {"", "pair"} else axes.get_ylabel())
            if points := list(_drawn_points(axes)):
                drawn += 1
                _matches(points, tables[axes.get_xlabel() or axes.get_ylabel()])
        if any(measure.limit is not None for measure in outcome.finding.measures):
            assert all(_has_limit(numbers) for numbers in tables.values()), case["name"]
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


def test_the_pictures_of_the_side_of_the_road_say_their_numbers():
    measured = RULE.measure(log_of([there_and_back(2.5) for _ in range(8)]))
    drawn = {}
    for name, draw in (("offset", RULE.draw), ("histogram", draw_histogram), ("map", draw_map)):
        figure = new_figure()
        draw(measured, figure)
        drawn[name] = Chart(figure, alt="", prefix="a").numbers
    figure = new_figure()
    draw_quarters(measured, figure, side_m=RULE.side_m)
    [quarters] = Chart(figure, alt="", prefix="a").numbers
    assert drawn["map"] == ()
    [offset], [histogram] = drawn["offset"], drawn["histogram"]
    assert offset.columns == ("streets", "mean", "interval")
    assert offset.rows[0][1] == f"{measured.offset.left_m:.2f} m left"
    assert offset.limits == (f"within {RULE.side_m:g} m no side is named",)
    assert [row[0] for row in histogram.rows] == [
        f"{abs(at):g} {'left' if at > 0 else 'right'}" for at in np.arange(7.75, -8, -0.5)
    ]
    km = [sum(float(row[column]) for row in histogram.rows) for column in (1, 2)]
    assert km == pytest.approx(measured.map.histogram.sum(axis=1) / 1000, abs=0.2)
    assert quarters.columns == ("day", "ends of the interval [m]", "offset [m]")


def test_weeks_and_pain_are_two_tables():
    figure = new_figure()
    weeks = WeekBars(mondays=MONDAYS, distance=[30, 40, 50], longest=[10, 11, 12], unit="km")
    draw_weeks_and_pain(figure, weeks, [(DAY, 3, "left"), (DAY, 5, "right"), (DAYS[2], 2, "left")])
    above, below = Chart(figure, alt="", prefix="a").numbers
    assert above.rows[0] == ("2026-03-02", "30", "10")
    assert below.columns == ("day", "pain")
    assert below.rows == (("2026-03-02", "3; 5"), ("2026-03-04", "2"))


def test_a_forest_says_its_rows_from_the_top():
    figure = new_figure()
    rows = [
        ForestRow(label="a", ratio=1.5, interval=(1.0, 25.0), note="?", marked=True),
        ForestRow(label="b", ratio=None, interval=None, note="too few", marked=False),
    ]
    draw_forest(figure, rows, near=(0.67, 1.5), xlabel="ratio of rates")
    chart = Chart(figure, alt="", prefix="a")
    [numbers] = chart.numbers
    assert numbers.rows == (("a", "1.50", "1.00 to 25.00", "?"), ("b", "", "", "too few"))
    assert [title for _, title in fields(chart)] == ["a: ratio 1.50, interval 1.00 to 25.00, ?", "b: too few"]


def test_curves_with_a_key_name_no_series_twice():
    def draw(axes):
        curve(axes, DAYS, [1, 2, 3, 4], np.zeros(4), "runs a week, mean of 8 weeks")
        limit_line(axes, 2, "limit 2 runs")
        key(axes)

    figure_texts = chart_of(draw).svg()
    assert figure_texts.count(">limit 2 runs<") == 1
