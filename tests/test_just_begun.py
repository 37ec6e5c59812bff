"""What a log that has just begun is told, and that its study was read."""

import pytest

import runrisk as rr
from logs import training_log
from runrisk.analysis.references import reference
from runrisk.model import TrainingLog
from runrisk.report.just_begun import FIRST_WEEKS, KEY, just_begun
from test_references import numbers, printable


def test_its_numbers_were_read_in_the_study():
    assert numbers(FIRST_WEEKS) <= printable(reference(KEY))
    assert reference(KEY).checked == "text"


@pytest.mark.parametrize(
    ("weeks", "days"),
    # a log is as long as from its first run on to its last, both counted: Monday of the first to Sunday of the last week
    [(["8 . 6 . . . 10"], 7), (["7 x 8 . 6 . . . 10", "8 . 6 . . 10 ."], 55)],
)
def test_a_log_of_less_than_eight_weeks_has_just_begun(weeks, days):
    assert f"it is {days} days long" in just_begun(training_log(weeks))


def test_a_log_of_eight_weeks_has_not():
    assert just_begun(training_log(["8 x 8 . 6 . . . 10"])) == ""


def test_an_empty_log_is_told_nothing():
    assert just_begun(TrainingLog()) == ""


@pytest.mark.parametrize("form", ["html", "md", "text"])
def test_every_report_of_a_short_log_says_so_once(form):
    text = " ".join(rr.analyze(training_log(["3 x 8 . 6 . . 10 ."])).render(form).split())
    assert text.count("This log has just begun") == 1
