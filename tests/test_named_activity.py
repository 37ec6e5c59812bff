"""An activity by what a person calls it."""

from dataclasses import replace
from datetime import timedelta

import pytest
from click.testing import CliRunner

import runrisk as rr
from library_builders import activity, put
from logs import FIRST_MONDAY, training_log
from runrisk.cli import cli
from runrisk.errors import WrongUseError
from runrisk.workflows.named_activity import named_activity

LOG = training_log(["8 . 9 9 . . 12"])
MONDAY, WEDNESDAY, THURSDAY, SUNDAY = LOG.recorded
NAMED = replace(
    LOG,
    recorded=(
        replace(MONDAY, name="Easy Lunch Run"),
        replace(WEDNESDAY, name="lunch"),
        replace(THURSDAY, name="Intervals", counts=False),
        replace(SUNDAY, name="Long with Ann"),
    ),
)
TODAY = FIRST_MONDAY + timedelta(days=8)


@pytest.mark.parametrize(
    ("said", "day"),
    [
        ("last", SUNDAY),
        ("LAST ", SUNDAY),
        (str(FIRST_MONDAY), MONDAY),
        ("wednesday", WEDNESDAY),  # the last one, from the Tuesday after
        ("lunch", WEDNESDAY),  # a whole name before a part of one
        ("easy", MONDAY),
        ("long WITH", SUNDAY),
        (MONDAY.id, MONDAY),
        (SUNDAY.id[:8], SUNDAY),
        (THURSDAY.id, THURSDAY),  # what is left out is found by its id alone
    ],
)
def test_the_one_that_is_meant(said, day):
    assert named_activity(NAMED, said, TODAY).id == day.id


@pytest.mark.parametrize("said", ["", "intervals", "2026-01-06", "yesterday", "nothing"])
def test_none_is_said(said):
    with pytest.raises(WrongUseError, match=r"say last, a day, a name or an id. `runrisk activities` lists them"):
        named_activity(NAMED, said, TODAY)


def test_several_are_listed_with_their_ids_and_none_is_taken():
    with pytest.raises(WrongUseError) as raised:
        named_activity(NAMED, "n", TODAY)
    assert str(raised.value).startswith("3 activities are called 'n'. Name one by its id: ")
    assert f"{SUNDAY.id} (11 Jan 2026, 12.0 km Long with Ann)" in str(raised.value)


def test_of_very_many_the_newest_are_listed():
    many = training_log(["4 x 8 8 8 8 8 8 8"])
    named = replace(many, recorded=tuple(replace(one, name="run") for one in many.recorded))
    with pytest.raises(WrongUseError, match=r"28 activities .* and 23 before") as raised:
        named_activity(named, "run", TODAY)
    assert named.recorded[-1].id in str(raised.value)
    assert named.recorded[0].id not in str(raised.value)


def test_commands_take_it():
    with rr.library() as own:
        put(own.store, activity())
        [key] = own.store.ids()
    run = CliRunner()
    assert run.invoke(cli, ["edit", "last", "--distance", "10"]).output == f"{key}: distance_m = 10000.0\n"
    assert run.invoke(cli, ["edit", "2026-03-02", "--undo"]).output == f"1 corrections of {key} taken back\n"
    assert run.invoke(cli, ["forget", "last", "--yes"]).output == "removed\n"
    with rr.library() as own:
        assert not own.store.ids()
