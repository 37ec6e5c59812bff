"""The first screen's headings say what is seen."""

from types import SimpleNamespace

import pytest

import runrisk as rr
from logs import training_log
from runrisk.report.headings import ROAD_SAYS, road_heading
from runrisk.roadside.answer import Answer


def headings(page: str) -> list[str]:
    return [part.partition("</h2>")[0].rpartition(">")[2] for part in page.split("<h2")[1:3]]


def test_a_season_with_a_finding_is_headed_by_it_and_the_road_by_its_answer(sample_log):
    assert headings(rr.analyze(sample_log).to_html()) == [
        "One run much longer than the month before",
        "You keep to the left",
    ]


def test_a_quiet_season_keeps_the_name_of_its_picture():
    page = rr.analyze(training_log(["20 x 8 . 8 . 8 . 12"])).to_html()
    assert headings(page)[0] == "Week by week"


def test_each_answer_has_words():
    assert ROAD_SAYS.keys() == set(Answer)


@pytest.mark.parametrize("answer", list(Answer))
def test_a_heading_names_the_side_of_the_answer(answer):
    said = road_heading(SimpleNamespace(finding=SimpleNamespace(answer=answer.value)))
    assert (answer.side or "") in said
    assert ("right" in said) is (answer.side == "right")


def test_without_an_answer_it_is_the_road():
    assert road_heading(SimpleNamespace(finding=SimpleNamespace(answer=None))) == "On the road"
