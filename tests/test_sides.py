"""The sides of left and right: in words, as JSON, in the report and on the command line."""

import json
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner

from road_side_seasons import benchmark, log_of, run
from runrisk.analyzers.road_side import SAFETY
from runrisk.cli import cli
from runrisk.errors import NothingToReadError
from runrisk.model import Journal, JournalEntry
from runrisk.report.sides.as_json import sides_json
from runrisk.report.sides.as_text import sides_text
from runrisk.report.sides.charts import sides_charts
from runrisk.report.sides.result import COINCIDENCE, UNSETTLED, sides_words
from runrisk.report.sides.sides import middle_of
from runrisk.report.words import NO_CAUSE
from runrisk.settings import Settings
from runrisk.simulate.side_habits import SidePolicy
from runrisk.simulate.side_season import SideSeason
from runrisk.simulate.town import TownKind
from runrisk.wording import Units, Wording
from runrisk.workflows.analyze import analyze
from runrisk.workflows.sides import sides

SAMPLE_LOGS = Path(__file__).resolve().parents[1] / "sample_logs"
ONE_FILE = "2025-05-15-17-28-00.fit"
MIDDLES = {"left": SidePolicy.LEFT, "right": SidePolicy.RIGHT, "middle": SidePolicy.MIDDLE}


@cache
def season(side="left"):
    made = SideSeason(town=TownKind.SUBURB, policy=MIDDLES[side], runs=24)
    paths = benchmark.paths_of(made.tracks(np.random.default_rng([7, 1])))[0]
    return log_of(paths, [run(number, device="Garmin 245" if number < 12 else "Garmin 965") for number in range(24)])


def told(log, *entries):
    return replace(log, told=Journal(tuple(JournalEntry(kind="pain", **entry) for entry in entries)))


def words_of(log, **settings):
    known = sides(log, Settings(settings))
    return sides_words(known, Wording())


def test_the_rows_tell_the_side_its_interval_and_what_could_be_seen():
    rows = dict(words_of(season()).rows)
    assert rows["Side of the road"].startswith("Left. In your road runs of ")
    assert " m left to " in rows["Side of the road"]
    assert rows["Share of distance on the left"].endswith("% (tracks do not hold more)")
    assert " km of " in rows["Running on streets you used both ways"]
    assert "kept left, 0 right" in rows["Run by run"]
    assert "Garmin 245: " in rows["By device"]
    assert "Garmin 965: " in rows["By device"]


def test_the_other_side_is_named_alike():
    left, right = (dict(words_of(season(side)).rows) for side in ("left", "right"))
    assert right["Side of the road"].startswith("Right. In your road runs of ")
    assert left.keys() == right.keys()


def test_no_side_has_no_legs():
    said = words_of(season("middle"), **{"pain-site-list": {"leg_model": "low_short"}})
    assert any(UNSETTLED in note for note in said.notes)


def test_both_lists_are_given_and_no_side_is_assigned_by_default():
    notes = " ".join(words_of(season()).notes)
    assert 'for the "longer leg" hip' in notes
    assert 'for the "shorter leg" Achilles' in notes
    assert UNSETTLED in notes


@pytest.mark.parametrize(
    ("model", "side", "says"),
    [
        ("low_short", "left", "the left leg as the shorter and the right leg as the longer"),
        ("low_long", "left", "the right leg as the shorter and the left leg as the longer"),
        ("low_short", "right", "the right leg as the shorter and the left leg as the longer"),
    ],
)
def test_a_model_that_was_chosen_names_the_legs(model, side, says):
    notes = " ".join(words_of(season(side), **{"pain-site-list": {"leg_model": model}}).notes)
    assert says in notes
    assert NO_CAUSE in notes
    assert UNSETTLED not in notes


def test_a_painful_side_stands_beside_as_a_coincidence():
    log = season()
    day = log.as_of
    [note] = [
        note
        for note in words_of(told(log, {"day": day, "site": "Achilles", "side": "left", "score": 4.0})).notes
        if "pain:" in note
    ]
    assert f"left Achilles on {day}" in note
    assert "you kept" in note
    assert note.endswith(COINCIDENCE)


def test_pain_without_a_side_or_before_the_period_is_not_set_beside():
    log = season()
    log = told(log, {"day": log.as_of, "site": "hip"}, {"day": date(2023, 1, 1), "site": "hip", "side": "left"})
    assert not [note for note in words_of(log).notes if "pain:" in note]


def test_the_safety_sentence_is_there_wherever_the_other_side_is_mentioned():
    report = analyze(season())
    for text in (
        sides_text(words_of(season())),
        report.to_text(),
        report.to_markdown().replace("\\", ""),
        report.to_html(),
    ):
        flat = " ".join(text.replace("    > ", " ").split())
        mentioned = flat.count("alternating sides")
        assert mentioned
        assert flat.count(SAFETY) >= mentioned


def test_json_tells_runs_quarters_and_devices():
    log = season()
    made = json.loads(json.dumps(sides_json(log, sides(log)), allow_nan=False))
    assert made["schema"] == "runrisk.sides/1"
    assert made["answer"] == "left"
    assert len(made["runs"]) == 24
    assert {run["side"] for run in made["runs"]} <= {"left", None}
    assert [device["name"] for device in made["devices"]] == ["Garmin 245", "Garmin 965"]
    assert made["devices"][0]["answer"] == "left"
    assert made["quarters"][0]["name"] == "2024 Q1"
    [side] = [finding for finding in made["findings"] if finding["rule"] == "road-side"]
    measures = {measure["name"]: measure for measure in side["measures"]}
    assert measures["left_offset_m"]["low"] < measures["left_offset_m"]["value"] < measures["left_offset_m"]["high"]
    assert made["map"] is None
    assert made["balance"] is None


def test_distances_follow_the_units_and_offsets_stay_in_metres():
    known, miles = sides(season()), Wording(units=Units.MI)
    rows = dict(sides_words(known.worded(miles), miles).rows)
    assert " mi of " in rows["Running on streets you used both ways"]
    assert " m left to " in rows["Side of the road"]


def test_a_log_without_road_runs_has_no_sides():
    log = log_of([None, None])
    with pytest.raises(NothingToReadError, match="no road run"):
        sides(log)
    assert analyze(log).summary().sides is None
    assert "Left and right" not in analyze(log).to_html()


def test_the_street_map_names_its_place_only_when_asked():
    report = analyze(season())
    lat, lon = benchmark.PLACE
    plain, placed = report.to_html(), report.to_html(include_locations=True)
    assert "it holds no coordinates and no north" in plain
    assert "longitude" not in plain
    middle = middle_of(season())
    assert f"middle: latitude {middle[0]:.3f}, longitude {middle[1]:.3f} degrees" in placed
    assert middle == (pytest.approx(lat, abs=0.5), pytest.approx(lon, abs=0.5))


def test_every_picture_is_drawn_and_says_what_it_shows():
    charts = sides_charts(sides(season()))
    assert len(charts) == 3
    assert len({one.chart.prefix for one in charts}) == 3
    assert all(one.chart.alt in one.chart.svg().replace("&#x27;", "'") for one in charts)


def command(*words):
    return CliRunner().invoke(cli, ["sides", *map(str, words)])


@pytest.mark.skipif(not SAMPLE_LOGS.exists(), reason="the sample logs are not beside the tests")
def test_the_command_finds_what_was_planted_in_the_sample_logs():
    made = json.loads(command(SAMPLE_LOGS, "--json").stdout)
    assert made["answer"] == "left"
    flagged = {finding["rule"] for finding in made["findings"] if finding["verdict"] == "flagged"}
    assert {"road-side", "turn-balance", "same-route-same-direction", "gct-balance-shift"} <= flagged
    assert made["balance"]["answer"] == "it stays with you"


@pytest.mark.skipif(not SAMPLE_LOGS.exists(), reason="the sample logs are not beside the tests")
def test_the_command_writes_lines_that_fit_a_terminal():
    text = command(SAMPLE_LOGS / ONE_FILE).stdout
    assert text.startswith("Left and right\n  Side of the road\n    Cannot tell. ")
    assert max(map(len, text.splitlines())) <= 100


@pytest.mark.skipif(not SAMPLE_LOGS.exists(), reason="the sample logs are not beside the tests")
def test_a_map_of_nothing_is_one_sentence(tmp_path):
    pytest.importorskip("osmium", reason="the extra map is not installed")
    file = tmp_path / "town.osm.pbf"
    file.write_bytes(b"no map")
    result = command(SAMPLE_LOGS / ONE_FILE, "--map", file)
    assert result.exit_code == 1
    assert "town.osm.pbf: cannot be read as a map" in str(result.exception)


def test_rows_of_parts_are_of_now_and_earlier_years_are_history():
    paths = benchmark.paths_of(
        SideSeason(town=TownKind.SUBURB, policy=SidePolicy.LEFT, runs=24).tracks(np.random.default_rng([7, 1]))
    )[0]
    # 12 runs of early 2024 with one watch; 730 days later 12 runs with another.
    activities = [
        run(number + 365 * (number >= 12), device="Garmin 245" if number < 12 else "Garmin 965") for number in range(24)
    ]
    rows = dict(words_of(log_of(paths, activities)).rows)
    assert "12 runs on such streets" in rows["Run by run"]
    assert "By device" not in rows
    assert rows["Earlier years (history)"].startswith("2024: ")
