"""The decimal comma: in every number that we write, in nothing that is copied, quoted or the runner's own."""

import json
import re

import pytest

from logs import training_log
from report_logs import LOUD, LongRun, loud_report, named, report


def without_code(page):
    return re.sub(r"<(style|script|code|svg)\b.*?</\1>|<[^>]*>", " ", page, flags=re.DOTALL)


def test_a_report_has_commas_in_its_texts():
    made = report(training_log(LOUD), LongRun(limit_m=12_000.0))
    point, page = made.to_html(), made.to_html(decimal="comma")
    assert "25.0 km" in without_code(point)
    assert "25,0 km" in without_code(page)
    assert "25.0 km" not in without_code(page)
    assert "10.1136/bjsports-2024-109380" in page
    assert "5,205 runners are five thousand" in page
    assert "five thousand" not in point


def test_names_of_runs_keep_their_points_in_a_page():
    page = report(named(training_log(LOUD), "Loop 7.5")).to_html(decimal="comma")
    assert '<span class="quiet" dir="auto">Loop 7.5</span>' in page


@pytest.mark.parametrize("form", ["md", "text"])
def test_text_and_markdown_have_commas_too(form):
    made = loud_report(changed=("long-run.limit_m = 12000.5 (default 20000.0)",))
    written = made.render(form, decimal="comma")
    assert "25,0 km" in written
    assert "25.0 km" not in written
    assert re.search(r"limit\\?_m = 12000\.5 \(default 20000\.0\)", written)
    assert made.render(form) != written


def test_json_never():
    made = loud_report()
    assert made.render("json", decimal="comma") == made.render("json")
    json.loads(made.render("json", decimal="comma"))
