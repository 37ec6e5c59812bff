"""Whatever stands in an export's tables, the recordings beside them are read, and nothing stops an import."""

import json
import re
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import runrisk as rr
from exports import garmin_export, polar_export, strava_export
from exports.recorded import fit, put_folder, put_zip, recorded_runs
from runrisk.errors import FileError
from runrisk.importers.containers.walk import walk
from runrisk.importers.read_file import ReadDefaults
from runrisk.importers.services.csv_map import read_csv_map
from runrisk.importers.services.polar import read_polar
from runrisk.importers.services.recognise import Exports
from runrisk.model import Sport
from runrisk.store import Library
from runrisk.store.export import export_library
from runrisk.workflows.files.import_files import import_files

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=9),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=9), inner, max_size=3),
    max_leaves=9,
)


def offered(file: Path) -> list[str]:
    """What an import would read and say of a file or folder."""
    exports = Exports()
    lines = []
    for container in walk(file):
        entered = exports.enter(container)
        lines += [line.reason for line in entered.lines]
    return lines + [reading.problem.reason for reading in exports.rest(ReadDefaults()) if reading.problem]


@given(JSON, st.sampled_from(["startTime", "exercises", "samples", "routes", "pauseTimes", "sport", "duration"]))
def test_anything_may_stand_in_a_session(value, where):
    session = polar_export.new_session()
    session["exercises"][0]["samples"] = {}
    for part in (session, session["exercises"][0]):
        changed = json.dumps(part | {where: value})
        try:
            read_polar(changed.encode(), "x.json")
        except FileError as error:
            assert error.problem  # noqa: PT017 - an error is one right answer


@given(JSON, st.sampled_from(sorted(garmin_export.summaries()[0])))
def test_anything_may_stand_in_a_summary(tmp_path_factory, value, where):
    told = [{"summarizedActivitiesExport": [garmin_export.summaries()[0] | {where: value}]}]
    folder = tmp_path_factory.getbasetemp() / "summary"
    lines = offered(put_folder(folder, {"DI_CONNECT/x_summarizedActivities.json": json.dumps(told).encode()}))
    assert not any("please report" in line for line in lines)


def test_deep_json_is_damaged_json(tmp_path):
    deep = b"[" * 200_000
    members = {"DI_CONNECT/x_summarizedActivities.json": deep, "DI_CONNECT/1.fit": fit(recorded_runs()[0])}
    log = rr.read(put_zip(tmp_path / "export.zip", members))
    assert len(log.recorded) == 1
    assert any("damaged JSON" in line.reason for line in log.files)


def test_evil_names_reach_nobody(tmp_path):
    evil = "activities/../../\x1b]0;owned\x07[link=file:///etc/passwd]=HYPERLINK(1) jane.doe@example.org.fit"
    dialect = strava_export.DIALECTS["english"]
    members = {
        "activities.csv": strava_export.table(
            dialect, [strava_export.row(dialect, 1, recorded_runs()[0], file=evil, note="$\\frac{1$ <script>")]
        ),
        evil: fit(recorded_runs()[0]),
    }
    log = rr.read(put_zip(tmp_path / "export.zip", members))
    [run] = log.recorded
    assert run.note == "$\\frac{1$ <script>"  # escaped where it leaves, not here
    shown = repr(log.files) + run.source.name
    assert not re.search(r"[\x00-\x1f]|\.\./|jane", shown)


def test_a_sport_that_is_not_known_is_said_and_is_no_run(tmp_path):
    dialect = strava_export.DIALECTS["english"]
    rows = [strava_export.plain_row(dialect, 1, strava_export.MANUAL_START, "x", metres=5000, seconds=1500)]
    rows[0][3] = "Quidditch"
    log = rr.read(put_zip(tmp_path / "e.zip", {"activities.csv": strava_export.table(dialect, rows)}), sport="running")
    assert log.recorded[0].sport is Sport.UNKNOWN
    assert any("'Quidditch' is not known" in warning for warning in log.recorded[0].warnings)


def test_a_typed_in_run_leaves_a_library_and_comes_back(tmp_path):
    members = strava_export.export(strava_export.DIALECTS["english"])
    with Library(tmp_path / "one") as library:
        import_files(library, put_zip(tmp_path / "export.zip", members), jobs=0)
        export_library(library, tmp_path / "out")
        before = library.log().activities
    with Library(tmp_path / "two") as library:
        import_files(library, tmp_path / "out", jobs=0)
        assert library.log().activities.equals(before)


@pytest.mark.skipif(sys.platform == "win32", reason="worker processes are tested elsewhere")
def test_workers_are_told_what_the_export_says(tmp_path):
    file = put_zip(tmp_path / "export.zip", strava_export.export(strava_export.DIALECTS["japanese"]))
    with Library(tmp_path / "library") as library:
        import_files(library, file, jobs=2)
        assert library.log().activities.equals(rr.read(file, jobs=0).activities)


def test_the_map_in_the_manual_can_be_read(tmp_path):
    manual = (Path(__file__).resolve().parents[1] / "docs" / "exports.md").read_text(encoding="utf-8")
    (tmp_path / "map.toml").write_text(manual.split("```toml\n")[1].split("```")[0], encoding="utf-8")
    assert read_csv_map(tmp_path / "map.toml").columns["distance"] == "Strecke"
