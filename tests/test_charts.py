"""Charts: SVG that may stand in any page, and marks that say what they mean."""

import re
from datetime import date, timedelta
from xml.etree import ElementTree as ET

import numpy as np
import pytest
from matplotlib.text import Text

from runrisk.charts import ROAD, Axis, Bars, Chart, Limit, Panel, days_at, flags, plot_of, values
from runrisk.charts.colours import INK, VARIABLES
from runrisk.charts.plot import Calendar
from runrisk.charts.shades import shade_bounds, shade_labels
from runrisk.charts.style import new_figure
from runrisk.charts.weeks import weeks_plot
from runrisk.wording import Units, Wording

HOSTILE = ["<script>alert(1)</script>", r"$\frac{1$", "שלום", "🏃 走る", '=HYPERLINK("http://x.example")', "a & b"]
MONDAYS = days_at(date(2026, 1, 5) + timedelta(weeks=week) for week in range(6))
SVG = "{http://www.w3.org/2000/svg}"


def chart(prefix="rule-a", label="limit"):
    bars = Bars(at=MONDAYS, value=(10, 20, 30, 40, 50, 60), flagged=(*[False] * 5, True))
    panel = Panel(y=Axis(name="distance", unit=ROAD), series=(bars, Limit(value=45, name=(label,))))
    return Chart(plot_of(panel), alt=f"Six weeks <{label}>", prefix=prefix)


def parsed(svg):
    return ET.fromstring(svg)  # noqa: S314 (our own drawing)


def ids(svg):
    return re.findall(r'\bid="([^"]+)"', svg)


def test_svg_is_the_same_bytes_each_time():
    once = chart()
    assert once.svg() == once.svg() == chart().svg()


def test_svg_is_an_image_with_its_sentence():
    root = parsed(chart().svg())
    assert root.tag == f"{SVG}svg"
    assert root.get("role") == "img"
    title = root.find(f"{SVG}title")
    assert title.text == "Six weeks <limit>"
    assert title.get("id") == root.get("aria-labelledby")


def test_ids_of_two_charts_do_not_meet_and_every_reference_has_its_target():
    one, other = chart("rule-a").svg(), chart("rule-b").svg()
    assert set(ids(one)).isdisjoint(ids(other))
    for svg in (one, other):
        assert len(ids(svg)) == len(set(ids(svg)))
        assert set(re.findall(r'(?:href="#|url\(#)([^")]+)', svg)) <= set(ids(svg))


def test_svg_asks_nothing_that_a_strict_page_forbids():
    svg = chart().svg()
    for forbidden in ("style=", "<style", "<script", "<metadata", "xlink", "<!DOCTYPE", "<?xml"):
        assert forbidden not in svg


def test_every_colour_follows_the_page_and_has_itself_as_fallback():
    svg = chart().svg()
    assert f"var(--ink, {INK})" in svg
    for colour in set(re.findall(r"#[0-9a-f]{6}\b", svg)):
        assert re.sub(rf"var\(--[\w-]+, {colour}\)", "", svg).count(colour) == 0, colour
        assert colour in VARIABLES


@pytest.mark.parametrize("name", HOSTILE)
def test_a_foreign_name_is_text_as_it_stands(name):
    svg = chart(label=name).svg()
    texts = [text.text for text in parsed(svg).iter(f"{SVG}text")]
    assert f"{name} 0.045" in texts  # 45 m


def test_a_name_like_a_formula_can_be_drawn_as_a_picture_too(tmp_path):
    name = r"$\frac{1$"  # as a formula it would raise
    panel = Panel(
        title=name,
        y=Axis(names=(name, "old")),
        x=Axis(name="x"),
        series=(Bars(name=name, at=(0, 1), value=(1, 2)),),
        key=True,
        across=True,
    )
    figure = Chart(plot_of(panel), prefix="a").figure
    figure.savefig(tmp_path / "a.png")
    drawn = [text for text in figure.findobj(Text) if text.get_text() == name]
    assert len(drawn) >= 3  # the title, a bar's name, the key
    assert not any(text.get_parse_math() for text in drawn)


def test_a_chart_draws_into_a_figure_that_is_given():
    figure = new_figure()
    parts = figure.subfigures(1, 2)
    for name, part in zip(("left", "right"), parts, strict=True):
        Chart(plot_of(Panel(y=Axis(name=name), series=())), prefix="a", figure=part)
    assert [axes.get_ylabel() for axes in figure.axes] == ["left", "right"]


def test_a_notebook_shows_the_svg_and_the_repr_is_a_sentence():
    assert chart()._repr_svg_() == chart().svg() == chart().__html__()
    assert repr(chart()) == "Chart(rule-a: Six weeks <limit>)"


def test_weeks_name_what_is_drawn_and_flag_by_more_than_colour():
    plot = weeks_plot(MONDAYS, (10, 0, 30, 40, 50, 60), (5, 0, 10, 20, 30, 30), flags([0, 0, 0, 1, 0, 0]))
    svg = Chart(plot, alt="weeks", prefix="weeks", wording=Wording(units=Units.MI)).svg()
    for words in ("distance a week [mi]", "distance in the week", "flagged week", "longest single run"):
        assert f">{words}<" in svg
    assert "<pattern" in svg


def test_weeks_without_a_flag_do_not_explain_one():
    plot = weeks_plot(MONDAYS, (10,) * 6, (5,) * 6, (False,) * 6)
    assert "flagged" not in Chart(plot, alt="weeks", prefix="weeks").svg()


def calendar(distance_km, **states):
    days = len(distance_km)
    given = {
        "other": np.zeros(days),
        "known": np.ones(days),
        "flagged": np.zeros(days),
        "pain": np.zeros(days),
    } | states
    panel = Calendar(
        first=date(2026, 1, 7),
        distance_m=values(1000 * np.array(distance_km)),
        **{name: flags(state) for name, state in given.items()},
    )
    return Chart(plot_of(panel), alt="days", prefix="days").svg()


def test_calendar_tells_rest_other_sport_holes_and_flagged_runs_apart_in_words():
    svg = calendar(
        [5, 10, 15, 20, 0, 0, 0],
        other=np.array([0, 0, 0, 0, 0, 1, 0], bool),
        known=np.array([1, 1, 1, 1, 1, 1, 0], bool),
        flagged=np.array([0, 0, 0, 1, 0, 0, 0], bool),
    )
    for words in ("rest day", "other sport only", "nothing recorded for 14 days or more", "flagged run"):
        assert f">{words}<" in svg


def test_calendar_of_a_run_of_unknown_distance_shows_no_rest():
    assert "rest day" not in calendar([np.nan, 5.0])


def test_calendar_of_rest_alone():
    svg = calendar([0.0] * 10)
    assert "rest day" in svg
    assert "km" not in svg


def test_calendar_of_a_year_stays_small():
    distance = np.where(np.arange(371) % 2, 10.0, 0.0)
    assert len(calendar(distance)) < 60_000


def test_shades_part_the_days_at_whole_numbers_near_the_quartiles():
    # numpy's quartiles of 1..9 are 3, 5 and 7
    assert shade_bounds(np.arange(0.0, 10.0)) == [3.0, 5.0, 7.0]
    assert shade_labels([3.0, 5.0, 7.0], "km") == ["run up to 3 km", "to 5 km", "to 7 km", "over 7 km"]
    assert shade_bounds(np.array([0.0, 5.0, 5.0])) == [5.0]
    assert shade_bounds(np.zeros(3)) == []
