"""Contact time, oscillation and step length as trends, without a verdict."""

import numpy as np
import pytest

from logs import training_log
from runrisk.charts import Chart
from runrisk.measures.form_trends import form_plot, form_trends
from runrisk.report import Report
from runrisk.wording import Wording


def season(minutes, weeks=("6 x 8@a . 8@a . . 8@a .", "6 x 8@b . 8@b . . 8@b .")):
    return training_log(list(weeks), minutes=minutes)


def test_the_first_weeks_against_the_last():
    [trend] = form_trends(season({"a": "40x140:2.8:170:250", "b": "40x140:2.8:170:256"}))
    assert trend.name == "contact time"
    assert len(trend.by_run) == 36
    assert "250 ms in the four weeks from 2026-01-05, 256 ms in those up to 2026-03-28" in trend.says(Wording())


def test_hills_other_speeds_and_walking_are_left_out():
    uneven = "20x140:2.8:170:250 20x140:2.8:170:300:6 5x140:4.5:185:200 10x120:1.5:110:400"
    [trend] = form_trends(season({"a": uneven, "b": uneven}))
    assert trend.by_run.tolist() == pytest.approx([250] * 36)


@pytest.mark.parametrize(
    ("minutes", "weeks"),
    [
        ({"a": "40x140:2.8:170", "b": "40x140:2.8:170"}, ["6 x 8@a . 8@a . . 8@a ."]),
        ({"a": "9x140:2.8:170:250"}, ["6 x 8@a . 8@a . . 8@a ."]),
        ({"a": "40x140:2.8:170:250"}, ["3 x 8@a . 8@a . . 8@a ."]),
        ({}, ["6 x 8 . 8 . . 8 ."]),
        ({}, []),
    ],
    ids=["no contact time", "nine minutes a run", "nine runs", "no minutes", "no log"],
)
def test_too_little_gives_no_trend(minutes, weeks):
    assert form_trends(season(minutes, weeks)) == ()


def test_a_chart_for_each_signal():
    trends = form_trends(season({"a": "40x140:2.8:170:250", "b": "40x140:2.8:170:256"}))
    [axes] = drawn(trends).figure.axes
    assert axes.get_ylabel() == "contact time [ms]"
    dots, line = axes.lines
    assert len(dots.get_xdata()) == len(line.get_xdata()) == 36
    assert np.nanmax(line.get_ydata()) == 256
    assert drawn(trends).svg() == drawn(trends).svg()


def drawn(trends):
    return Chart(form_plot(trends), alt=trends[0].says(Wording()), prefix="form")


def test_the_report_shows_them_and_says_that_it_does_not_judge():
    log = season({"a": "40x140:2.8:170:250", "b": "40x140:2.8:170:256"})
    report = Report(log=log, outcomes=())
    assert "Contact time 250 ms in the four weeks from 5 Jan 2026" in report.to_html()
    assert "Shown without a verdict" in report.to_html()
    assert "## Form over the year, without a verdict" in report.to_markdown()
    without = Report(log=season({}, ["6 x 8 . 8 . . 8 ."]), outcomes=())
    assert "Form over the year" not in without.to_html() + without.to_markdown()
