"""How usual a pattern is: share, words and dots of one population."""

from dataclasses import replace

import pytest

import runrisk as rr
from logs import training_log
from runrisk.analysis.base_rates import base_rates
from runrisk.finding import Level
from runrisk.report.usual import DOTS, Usual, usual
from test_policy import flagged


@pytest.mark.parametrize(("share", "filled"), [(0, 0), (0.5, 1), (4, 1), (5.9, 1), (6.1, 2), (44, 11), (100, DOTS)])
def test_a_dot_stands_for_four_in_a_hundred(share, filled):
    one = Usual(share_pct=share, of="five runners", level="seen")
    assert one.filled == filled
    assert one.__html__().count("<circle") == DOTS
    assert one.__html__().count("--ink") == filled


def test_the_words_say_whose_share_it_is():
    assert Usual(share_pct=2.5, of="five runners", level="seen").words == "Five runners: seen in 2.5 % of 84-day looks."


@pytest.mark.parametrize(
    ("level", "shares"), [(Level.INFO, "any_pct"), (Level.CAUTION, "caution_pct"), (Level.WARNING, "caution_pct")]
)
def test_share_and_level_belong_together(level, shares):
    finding = replace(flagged(), rule="downhill-jump", level=level)
    assert usual(finding).share_pct == getattr(base_rates("downhill-jump"), shares)["real"]


def test_what_nobody_counted_has_no_share():
    assert usual(replace(flagged(), rule="red-flags-never-counted")) is None


def test_text_and_markdown_say_it_of_what_is_flagged_only():
    report = rr.analyze(training_log(["6 x 8 . 6 . . 10 .", "8 . 6 . . 15 ."]))
    said = usual(report["session-spike"].finding).words
    for text in (" ".join(report.to_text().split()), report.to_markdown()):
        assert text.count(said) == 1
    quiet = rr.analyze(training_log(["8 x 8 . 6 . . 10 ."]))
    assert said not in " ".join(quiet.to_text().split())
