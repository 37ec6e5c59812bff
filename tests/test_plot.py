"""A plot: each kind of series as marks, as numbers, to hover over, in miles, with a decimal comma, with gaps."""

import re
import subprocess
import sys
from dataclasses import FrozenInstanceError, replace
from datetime import date, timedelta
from math import inf, nan
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from matplotlib.container import BarContainer

from runrisk import charts
from runrisk.charts import (
    DAYS,
    PERCENT,
    ROAD,
    WEEK_AXIS,
    Amount,
    Axis,
    Band,
    Bars,
    Chart,
    Dots,
    Intervals,
    Limit,
    Line,
    Look,
    Note,
    Panel,
    Plot,
    Rule,
    Stay,
    Steps,
    Unit,
    Unknown,
    Words,
    days_at,
    from_zero,
    limit_at,
    plot_of,
    top_of,
)
from runrisk.charts.colours import FLAG, LIMIT
from runrisk.charts.sheet import MOST_ROWS, decimals_of
from runrisk.charts.sheets import sheet_of, short_name
from runrisk.charts.style import new_figure
from runrisk.charts.units import PLAIN, day_of, size_of, text_of
from runrisk.wording import Decimal, Units, Wording
from test_chart_hits import fields
from test_chart_layout import assert_fits

DAY = date(2026, 3, 2)
PLACES = days_at(DAY + timedelta(days=number) for number in range(4))
MONDAYS = days_at(DAY + timedelta(weeks=number) for number in range(3))
MILES, COMMA = Wording(units=Units.MI), Wording(decimal=Decimal.COMMA)
DISTANCE = Axis(name="distance", unit=ROAD)


def chart(*series, y=DISTANCE, wording=PLAIN, **panel):
    return Chart(plot_of(Panel(y=y, series=series, **panel)), alt="said", prefix="a", wording=wording)


def table(*series, **more):
    [numbers] = chart(*series, **more).numbers
    return numbers


def titles(*series, **more):
    return [title for _, title in fields(chart(*series, **more))]


def axes_of(*series, **more):
    [axes] = chart(*series, **more).figure.axes
    return axes


LINE = Line(name="sum", at=PLACES, value=(8000, nan, 12340, 9000), flagged=(False, False, True, False))
STEPS = Steps(name=("limit: ", Amount(value=1.5), " times before"), at=PLACES, value=(9000, 9500, 10000, 10500))


# --- each kind --------------------------------------------------------------------------------------------------------


def test_a_line_with_a_limit_that_steps_is_one_row_a_day():
    numbers = table(STEPS, LINE)
    assert numbers.title == "distance [km]"
    assert numbers.columns == ("day", "sum [km]", "limit: 1.5 times before [km]", "note")
    # 12.34 km is the largest number: below 1000, one decimal
    assert numbers.rows == (
        ("2026-03-02", "8.0", "9.0", ""),
        ("2026-03-03", "", "9.5", ""),
        ("2026-03-04", "12.3", "10.0", "flagged"),
        ("2026-03-05", "9.0", "10.5", ""),
    )
    assert titles(STEPS, LINE)[2] == "2026-03-04: sum 12.3 km, limit 10.0 km, flagged"
    assert titles(STEPS, LINE)[1] == "2026-03-03: limit 9.5 km"


def test_a_line_keeps_its_gap_and_a_limit_its_steps():
    line, flags_drawn, steps = axes_of(LINE, STEPS).lines
    assert np.isnan(line.get_ydata()).tolist() == [False, True, False, False]
    assert line.get_xdata().tolist() == list(PLACES)
    assert (flags_drawn.get_marker(), flags_drawn.get_color()) == ("v", FLAG)
    assert flags_drawn.get_ydata().tolist() == [12.34]
    assert (steps.get_drawstyle(), steps.get_color(), steps.get_linestyle()) == ("steps-mid", LIMIT, "--")
    assert line.get_drawstyle() == "default"


def test_an_axis_begins_at_zero_and_ends_above_what_is_drawn_limits_too():
    series = (LINE, limit_at(20000, ROAD), Limit(value=90000, upright=True), Bars(at=(0,), value=(5,), foot=(15000,)))
    assert top_of(series) == 20000
    assert from_zero(series) == (0, 1.12 * 20000)
    assert from_zero((Line(at=(0.0,), value=(nan,)),)) == (0, 1)
    assert top_of((Intervals(at=(0,), value=(1,), low=(0,), high=(7,)), Bars(at=(0,), value=(5,), foot=(3,)))) == 8
    assert axes_of(LINE, y=replace(DISTANCE, ends=(0, 20000))).get_ylim() == (0, 20)


def test_dots_that_share_a_day_share_a_row_and_flagged_ones_are_triangles():
    dots = Dots(at=(PLACES[0], PLACES[0], PLACES[1]), value=(5000, 20000, 6000), flagged=(False, True, False))
    assert table(dots).columns == ("day", "distance [km]", "note")
    assert table(dots).rows == (("2026-03-02", "5; 20", "flagged"), ("2026-03-03", "6", ""))
    plain, flagged = axes_of(dots).lines
    assert plain.get_ydata().tolist() == [5, 6]
    assert (flagged.get_ydata().tolist(), flagged.get_marker()) == ([20], "v")


def test_stems_stand_on_the_ground():
    dots = Dots(at=PLACES[:2], value=(3, 7), flagged=(False, True), stems=True)
    axes = axes_of(dots, y=Axis(name="pain", unit=Unit(name="0-10")))
    [stems] = axes.collections
    assert [segment[:, 1].tolist() for segment in stems.get_segments()] == [[0, 3], [0, 7]]
    assert table(dots, y=Axis(name="pain", unit=Unit(name="0-10"))).rows[1] == ("2026-03-03", "7", "flagged")
    assert titles(dots, y=Axis(name="pain", unit=Unit(name="0-10")))[0] == "2026-03-02: 3 0-10"


def test_bars_of_weeks_begin_with_their_week_and_say_so():
    bars = Bars(at=MONDAYS, value=(30000, 40250, 50000), flagged=(False, True, False), flag_name="flagged week")
    ring = Dots(name="longest", at=MONDAYS, value=(10000, 20000, nan), look=Look.RING)
    numbers = table(bars, ring, x=WEEK_AXIS)
    assert numbers.columns == ("week from", "distance [km]", "longest [km]", "note")
    assert numbers.rows[1] == ("2026-03-09", "40.2", "20", "flagged")
    assert numbers.rows[2] == ("2026-03-16", "50.0", "", "")
    assert numbers.places == tuple(monday + 2.8 for monday in MONDAYS)  # the middle of the 5.6 days that are drawn
    axes = axes_of(bars, ring, x=WEEK_AXIS)
    plain, flagged = axes.containers
    assert [bar.get_x() for bar in (*plain, *flagged)] == [MONDAYS[0], MONDAYS[2], MONDAYS[1]]
    assert {bar.get_hatch() for bar in flagged} == {"///"}
    assert all(isinstance(one, BarContainer) for one in axes.containers)
    assert axes.lines[1].get_xdata().tolist() == [monday + 2.8 for monday in MONDAYS]


def test_lying_bars_are_read_from_top_to_bottom():
    bars = Bars(at=(0, 1), value=(100_000, 250_500), flagged=(False, True))
    panel = {
        "y": Axis(name="pair", names=("old", "$new"), ends=(-0.6, 3)),
        "x": Axis(name="distance so far", unit=ROAD),
        "across": True,
    }
    limit = limit_at(200_000, ROAD, upright=True)
    numbers = table(bars, limit, **panel)
    assert numbers.columns == ("pair", "distance so far [km]", "note")
    assert numbers.rows == (("$new", "250.5", "flagged"), ("old", "100.0", ""))
    assert numbers.limits == ("limit 200 km",)
    assert numbers.across
    assert titles(bars, limit, **panel) == ["$new: 250.5 km, flagged", "old: 100.0 km"]
    assert axes_of(bars, limit, **panel).get_title("right") == "limit 200 km"


def test_bars_upon_bars_say_their_own_height():
    below = Bars(name="blue", at=(0, 1), value=(3, 4), part=0)
    above = Bars(name="_grey", at=(0, 1), value=(1, 2), foot=(3, 4), part=1)
    axes = axes_of(below, above, y=Axis(name="km"), x=Axis(name="month"))
    assert [bar.get_y() for bar in axes.containers[1]] == [3, 4]
    assert axes.containers[1].get_label() == "“_grey”"
    assert table(below, above, y=Axis(name="km"), x=Axis(name="month")).rows == (("0", "3", "1"), ("1", "4", "2"))


def test_a_constant_limit_is_named_once_and_says_its_value():
    dots = Dots(at=PLACES[:1], value=(9000,))
    numbers = table(dots, limit_at(2500, ROAD), Limit(value=7500), Rule(value=0), Rule(value=3000, name="mean"))
    assert numbers.limits == ("limit 2.5 km", "limit 7.5", "mean 3")
    assert table(dots, Limit(value=PLACES[1], name="race", upright=True)).limits == ("race 2026-03-03",)
    assert [text.get_text() for text in axes_of(dots, limit_at(2500, ROAD)).texts] == ["limit 2.5 km"]


def test_a_place_without_a_value_says_why():
    numbers = table(Bars(at=MONDAYS[:1], value=(3000,)), Unknown(at=MONDAYS[1:2]), x=WEEK_AXIS)
    assert numbers.rows == (("2026-03-02", "3", ""), ("2026-03-09", "", "nothing known"))
    assert axes_of(Unknown(at=()), LINE).lines[0].get_marker() == "None"


def test_intervals_have_a_column_for_their_ends():
    one = Intervals(name="offset", at=PLACES[:1], value=(0.5,), low=(-0.25,), high=(1.0,), sided=True)
    y = Axis(name="offset", unit=Unit(name="m", behind=True), sides=("right", "left"))
    numbers = table(one, y=y)
    assert numbers.columns == ("day", "offset [m]", "ends of the interval [m]")
    assert numbers.rows == (("2026-03-02", "0.50 left", "0.25 right to 1.00 left"),)
    assert axes_of(one, y=y).lines[1].get_marker() == "<"
    assert axes_of(replace(one, value=(-0.5,)), y=y).lines[1].get_marker() == ">"


def test_bands_notes_and_stays_are_drawn_and_say_no_number():
    series = (
        Band(low=PLACES[0], high=PLACES[1], upright=True, name="no runs recorded"),
        Band(low=1000, high=2000),
        Note(at=PLACES[1], text="L", value=3000),
        Stay(first=PLACES[0], last=PLACES[2], name="watch"),
    )
    axes = axes_of(LINE, *series, key=True)
    assert [text.get_text().strip() for text in axes.texts] == ["L", "watch"]
    assert [text.get_text() for text in axes.get_legend().get_texts()] == ["sum", "no runs recorded"]
    assert axes.patches[0].get_x() == PLACES[0]
    assert (axes.patches[1].get_y(), axes.patches[1].get_height()) == (1, 1)
    assert table(LINE, *series) == table(LINE)
    assert chart(*series).numbers == ()


def test_words_alone_are_lines_and_have_no_numbers():
    told = Chart(plot_of(Words(lines=((DAY, ": hip"), "knee"))), prefix="a")
    assert [text.get_text() for text in told.figure.axes[0].texts] == ["2026-03-02: hip", "knee"]
    assert told.numbers == ()
    assert told.alt == "2026-03-02: hip knee"
    assert 'class="hits"' not in told.svg()
    [text] = Chart(plot_of(Words(lines=("Nothing.",), quiet=True)), prefix="a").figure.axes[0].texts
    assert text.get_ha() == "center"


def test_panels_upon_each_other_share_their_days_and_a_key():
    panels = (
        Panel(y=DISTANCE, series=(Bars(name="far", at=MONDAYS, value=(1000, 2000, 3000)),), x=WEEK_AXIS),
        Panel(y=Axis(name="effort", unit=DAYS), series=(Bars(name="far", at=MONDAYS, value=(1, 2, 3)),), x=WEEK_AXIS),
    )
    both = Chart(Plot(panels=panels, key_columns=2, height_in=3.0), prefix="a")
    above, below = both.figure.axes
    assert above.get_shared_x_axes().joined(above, below)
    assert (above.get_ylabel(), below.get_ylabel()) == ("distance\n[km]", "effort\n[days]")
    assert both.figure.get_size_inches()[1] == 3.0
    assert [text.get_text() for text in both.figure.legends[0].get_texts()] == ["far"]
    assert [one.rows[0] for one in both.numbers] == [("2026-03-02", "1"), ("2026-03-02", "1")]
    assert_fits(both)
    left, right = Chart(Plot(panels=panels, abreast=True), prefix="a").figure.axes
    assert left.get_position().x1 < right.get_position().x0


# --- the reader -------------------------------------------------------------------------------------------------------


def test_miles_and_a_comma_come_with_the_reader():
    limit = limit_at(16093.44, ROAD)
    seen = table(LINE, limit, wording=MILES)
    assert seen.title == "distance [mi]"
    # 8 km / 1.609344 = 4.97; the largest number, 12.34 km = 7.67 miles, is below 10: two decimals
    assert seen.rows[0] == ("2026-03-02", "4.97", "")
    assert seen.limits == ("limit 10 mi",)
    assert axes_of(LINE, wording=MILES).get_ylabel() == "distance [mi]"
    assert axes_of(LINE, wording=MILES).lines[1].get_ydata().tolist() == pytest.approx([12340 / 1609.344])
    assert table(LINE, wording=COMMA).rows[1] == ("2026-03-04", "12,3", "flagged")
    assert titles(LINE, wording=COMMA)[0] == "2026-03-02: 8,0 km"
    assert chart(LINE, wording=COMMA).shown(MILES).numbers[0].title == "distance [mi]"
    half = chart(Dots(at=PLACES[:1], value=(2,)), y=Axis(name="x", ends=(0, 2.5)), wording=COMMA).svg()
    assert ">0,5<" in half


def test_only_distances_of_the_road_become_miles():
    y = Axis(name="share", unit=PERCENT)
    share = Line(at=PLACES[:1], value=(0.07,))
    assert table(share, y=y, wording=MILES) == table(share, y=y)
    assert table(share, y=y).rows == (("2026-03-02", "7"),)
    assert text_of(("limit ", Amount(value=0.52, unit=PERCENT, decimals=0)), MILES) == "limit 52 %"
    weighted = Axis(name="impact", unit=Unit(name="weighted ", follows=True))
    assert axes_of(LINE, y=weighted, wording=MILES).get_ylabel() == "impact [weighted mi]"


def test_an_amount_says_as_many_digits_as_it_needs():
    assert text_of((Amount(value=5000, unit=ROAD),), MILES) == "3.107 mi"  # 5 / 1.609344 = 3.10686
    assert text_of((Amount(value=5, signed=True), " | ", Amount(value=-5, signed=True)), COMMA) == "+5 | -5"
    assert text_of((Amount(value=2.5),), COMMA) == "2,5"
    assert day_of(PLACES[0] + 0.99) == DAY


def test_a_foreign_name_is_text_as_it_stands():
    name = r"<script>$\frac{1$ & {0}"
    drawn = chart(Bars(at=(0,), value=(5000,)), y=Axis(names=(name,)), x=Axis(name="far", unit=ROAD), across=True)
    assert "<script" not in drawn.svg()
    assert fields(drawn)[0][1] == f"{name}: 5 km"


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("limit, from the longest run", "limit"),
        (("limit: ", Amount(value=1.3), " times"), "limit"),
        (("baseline ± ", Amount(value=2.5)), "baseline ± 2,5"),
        ("share (of all)", "share"),
    ],
)
def test_a_short_name_ends_before_its_explanation(name, short):
    assert short_name(name, COMMA) == short


@pytest.mark.parametrize(
    ("amounts", "decimals"), [([], 2), ([0.0], 2), ([9.99, 1], 2), ([-10.0], 1), ([999.0], 1), ([1000.0, 1], 0)]
)
def test_decimals_follow_the_largest_number(amounts, decimals):
    assert decimals_of(amounts) == decimals


def test_a_long_table_ends_with_the_newest_and_says_what_is_left_out():
    at = tuple(float(number) for number in range(MOST_ROWS + 7))
    numbers = table(Line(at=at, value=at))
    assert (len(numbers.rows), numbers.left_out, len(numbers.places)) == (MOST_ROWS, 7, MOST_ROWS)
    assert numbers.rows[-1][0] == str(day_of(at[-1]))


def test_neighbours_share_a_field_that_would_be_too_narrow():
    at = tuple(PLACES[0] + number for number in range(364))
    line = Line(
        name="x", at=at, value=tuple(1000.0 * number for number in range(364)), flagged=(False, True) + 362 * (False,)
    )
    found = titles(line)
    assert found[0] == "2026-03-02 to 2026-03-04: 0 to 2 km, flagged"
    assert found[1] == "2026-03-05 to 2026-03-07: 3 to 5 km"


# --- the value --------------------------------------------------------------------------------------------------------


def test_a_plot_is_a_value():
    plot = plot_of(Panel(y=DISTANCE, series=(LINE, STEPS)))
    assert hash(plot) == hash(plot_of(Panel(y=DISTANCE, series=(LINE, STEPS))))
    with pytest.raises(FrozenInstanceError):
        plot.height_in = 3


def test_svg_is_the_same_bytes_each_time():
    assert chart(LINE, STEPS).svg() == chart(LINE, STEPS).svg()


def test_alt_text_says_what_is_seen_where_no_finding_does():
    plot = plot_of(Panel(y=DISTANCE, series=(LINE, limit_at(10000, ROAD))))
    said = "distance [km]: 3 values from 2026-03-02 to 2026-03-05; 1 flagged; limit 10 km."
    assert Chart(plot, prefix="a").alt == said
    assert Chart(plot, prefix="a", alt="mine").alt == "mine"
    assert Chart(plot, prefix="a").shown(MILES, alt="mine").alt == "mine"


def test_a_plot_is_drawn_into_a_part_of_a_figure():
    figure = new_figure()
    left, right = figure.subfigures(1, 2)
    one = Chart(plot_of(Panel(y=DISTANCE, series=(LINE,))), prefix="a", figure=left)
    assert one.figure is left
    assert len(left.axes) == 1
    assert not right.axes
    assert len(fields(one)) == 3


def test_to_make_a_plot_or_its_table_loads_no_matplotlib():
    code = (
        "import sys\n"
        "from runrisk.charts import Chart, Line, Panel, Axis, ROAD, plot_of\n"
        "line = Line(at=(1.0, 2.0), value=(3.0, 4.0))\n"
        "chart = Chart(plot_of(Panel(y=Axis(name='x', unit=ROAD), series=(line,))), prefix='a')\n"
        "assert chart.numbers and chart.alt\n"
        "import runrisk.workflows.analyze, runrisk.analyzers.weekly_jump\n"
        "print('matplotlib' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout == "False\n"


DRAWING = {
    "artists",
    "calendar",
    "upright_bars",
    "year_squares",
    "forest",
    "marks",
    "places",
    "render",
    "street_map",
    "style",
}


def test_only_what_draws_imports_matplotlib():
    source = Path(charts.__file__).parents[1]
    # an import under TYPE_CHECKING or within a function is indented
    found = {
        file
        for file in source.rglob("*.py")
        if re.search(r"^(from|import) matplotlib", file.read_text("utf-8"), re.MULTILINE)
    }
    assert {file.stem for file in found} == DRAWING
    assert {file.parent.name for file in found} == {"charts"}


amounts = st.lists(st.floats(-1e6, 1e6) | st.just(nan), min_size=1, max_size=12)


@settings(max_examples=60, deadline=None)
@given(amounts, amounts, st.sampled_from([PLAIN, MILES]))
def test_every_number_of_a_table_is_a_value_and_every_value_is_there(one, other, wording):
    series = [
        kind(name=name, at=tuple(map(float, range(len(numbers)))), value=tuple(numbers))
        for kind, name, numbers in ((Line, "a", one), (Steps, "b", other))
    ]
    sheet = sheet_of(Panel(y=DISTANCE, series=tuple(series)), wording)
    known = sorted(value / size_of(ROAD, wording) for value in (*one, *other) if abs(value) < inf)
    assert (
        sorted(value for column in (sheet.columns if sheet else ()) for cell in column.cells for value in cell) == known
    )
    for row in sheet.numbers(wording).rows if sheet else ():
        for cell in (cell.replace(",", "") for cell in row[1:] if cell):  # 1,234.5
            # half of the last decimal shown
            half = 0.501 * 10 ** -len(cell.partition(".")[2])
            assert any(abs(float(cell) - value) <= half for value in known)
