"""`runrisk doctor`: what is installed, what is absent and how it is had, and whether the library is whole."""

import json

import pytest
from click.testing import CliRunner

import runrisk as rr
from runrisk.cli import cli
from runrisk.store.home import athlete_folder, settings_place
from runrisk.workflows import doctor, printing


def said(*words):
    done = CliRunner().invoke(cli, ["doctor", *words])
    assert done.exit_code == 0, done.output
    return done.stdout


def test_words_and_json_say_the_same():
    found = json.loads(said("--json"))
    assert found.pop("schema") == "runrisk.doctor/1"
    lines = said().splitlines()
    for section, values in found.items():
        assert f"{section}:" in lines
        for name, value in values.items():
            assert f"  {name:<15} {value}" in lines


def test_an_extra_that_is_absent_says_how_it_is_had(monkeypatch):
    monkeypatch.setattr(doctor, "version", lambda name: {"osmium": "4.0"}[name] if name == "osmium" else absent(name))
    found = doctor.extras()
    assert set(found) >= {"cluster", "map", "notebook", "pdf"}
    assert not set(found) & doctor.FOR_DEVELOPERS
    assert found["map"] == 'shapely absent: pip install ".[map]" in the folder of the source'
    assert found["notebook"].startswith("ipykernel, jupyterlab absent")


def absent(name):
    raise doctor.PackageNotFoundError(name)


@pytest.mark.parametrize(
    ("installed", "prints"), [(["chrome"], "chrome"), (["chrome", "chromium"], "chromium"), ([], "print the HTML page")]
)
def test_what_prints_a_pdf(monkeypatch, installed, prints):
    monkeypatch.setattr(printing, "find_spec", lambda _: None)
    monkeypatch.setattr(printing.shutil, "which", lambda name: name if name in installed else None)
    assert prints in doctor.system()["pdf"]


def test_the_library_is_none_whole_or_damaged(few_runs):
    assert doctor.places()["library"].startswith("none yet")
    assert not athlete_folder().exists()
    with rr.library() as library:
        library.add(few_runs, jobs=0)
    assert doctor.places()["library"].startswith("its tables are whole")
    tables = athlete_folder() / "library.sqlite"
    content = bytearray(tables.read_bytes())
    content[100:2000] = bytes(1900)
    tables.write_bytes(content)
    assert doctor.places()["library"].startswith("damaged: `runrisk doctor --rebuild`")


def test_settings_beside_the_libraries_hold_unless_others_are_named(few_runs, tmp_path):
    def limits(*words):
        return json.loads(CliRunner().invoke(cli, ["check", str(few_runs), "--json", *words]).stdout)["limits"]

    assert "absent" in doctor.places()["settings"]
    settings_place().parent.mkdir(parents=True)
    settings_place().write_text("[session-spike]\nmax_ratio = 1.3\n", encoding="utf-8")
    assert "read" in doctor.places()["settings"]
    assert limits() == ["session-spike.max_ratio = 1.3 (default 1.12)"]
    assert limits("--set", "session-spike.max_ratio=1.4") == ["session-spike.max_ratio = 1.4 (default 1.12)"]
    other = tmp_path / "other.toml"
    other.write_text("[acwr]\nenabled = false\n", encoding="utf-8")
    assert limits("--settings", str(other)) == ["acwr.enabled = False (default True)"]
