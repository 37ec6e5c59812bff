"""Exports that are recognised and not read, and what hides recordings: one sentence each, and what to do."""

import gzip
import io
import tarfile
from pathlib import Path

import pytest
from click.testing import CliRunner

import runrisk as rr
from exports.recorded import fit, put_folder, put_zip, recorded_runs, zip_of
from runrisk.cli import cli
from runrisk.errors import NothingToReadError
from runrisk.importers.services.unread_kinds import UNREAD_KINDS

EXAMPLES = {
    "Suunto Moveslink (the first)": {"Quest_1.xml": b"<MoveslinkX/>".replace(b"X", b"")},
    "GoldenCheetah (.gc)": {"a.gc": b"<GoldenCheetah/>"},
    "Polar WebSync (HRM)": {"a.hrm": b"[Params]\r\nVersion=107\r\n"},
    "a Sigma computer (SLF)": {"a.slf": b"<Activity><Computer unit='rc1411'/><!-- SIGMA Data Center --></Activity>"},
    "a runrisk export": {"backup/runrisk-export.json": b"{}", "backup/tables/a.parquet": b"PAR1"},
    "a part of a split archive": {"a.z02": b"x"},
}
KINDS = {kind.name: kind for kind in UNREAD_KINDS}
of_every_kind = pytest.mark.parametrize("name", KINDS)


def reasons(path) -> set[str]:
    """What is said of a path in which there is nothing to read."""
    with pytest.raises(NothingToReadError) as error:
        rr.read(path)
    return {str(error.value)}


def test_every_kind_has_an_example_here() -> None:
    assert EXAMPLES.keys() == KINDS.keys()


@of_every_kind
def test_a_kind_is_named_with_what_to_take_instead(tmp_path, name: str) -> None:
    """As a zip, and beside a recording, which is read."""
    [said] = reasons(put_zip(tmp_path / "a.zip", EXAMPLES[name]))
    assert KINDS[name].sentence in said
    mixed = rr.read(put_folder(tmp_path / "mixed", EXAMPLES[name] | {"b/run.fit": fit(recorded_runs()[0])}))
    assert len(mixed.counted) == 1
    assert [line.reason for line in mixed.files].count(KINDS[name].sentence) == 1


def test_the_page_of_exports_names_every_kind() -> None:
    page = (Path(__file__).parents[1] / "docs/exports.md").read_text(encoding="utf-8")
    missing = [kind.name for kind in UNREAD_KINDS if not kind.never and f"| {kind.name} | {kind.instead} |" not in page]
    assert missing == []


def test_other_files_of_a_recognised_export_are_not_opened(tmp_path) -> None:
    """A file of personal things lies in Fitbit's tree; it is counted."""
    tree = {"Global Export Data/exercise-0.json": b"[]", "Your Profile/Profile.csv": b"id,name"}
    members = {f"Takeout/Fitbit/{path}": content for path, content in tree.items()}
    members["run.fit"] = fit(recorded_runs()[0])
    said = {line.name: line.reason for line in rr.read(put_zip(tmp_path / "a.zip", members)).files}
    assert said["a.zip"].startswith("1 other files of the Fitbit or Google Health export, not opened")


def tar() -> bytes:
    made = io.BytesIO()
    with tarfile.open(fileobj=made, mode="w") as archive:
        archive.addfile(tarfile.TarInfo("a.fit"))
    return made.getvalue()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"7z\xbc\xaf\x27\x1c\x00\x04", "a 7-Zip archive: unpack it and give the folder"),
        (b"Rar!\x1a\x07\x01\x00", "a RAR archive: unpack it and give the folder"),
        (tar(), "a tar archive: unpack it and give the folder"),
        (gzip.compress(tar(), mtime=0), "a tar archive: unpack it and give the folder"),
        (b"PK\x07\x08PK\x03\x04", "the first part of a zip that was split"),
        (b"SQLite format 3\x00", "a database of some program"),
        (
            b"Day,Km,Time\n2026-01-01,5,30:00\n",
            "a table whose columns are not known here: say what they hold with --csv-map",
        ),
    ],
)
def test_what_hides_recordings_is_said_with_its_cure(tmp_path, content: bytes, said: str) -> None:
    (tmp_path / "a.bin").write_bytes(content)
    [told] = reasons(tmp_path / "a.bin")
    assert said in told


def test_three_columns_are_a_table_and_two_are_not(tmp_path) -> None:
    (tmp_path / "a.txt").write_text("milk;2\neggs;6\n")
    [told] = reasons(tmp_path / "a.txt")
    assert "not a FIT, GPX or TCX file" in told
    (tmp_path / "a.txt").write_text("milk;2;x\neggs;6;y\n")
    [told] = reasons(tmp_path / "a.txt")
    assert "a table whose columns are not known" in told


def test_the_last_part_of_a_split_zip_says_so(tmp_path) -> None:
    content = zip_of({"a.fit": b"x" * 100})
    end = content.rfind(b"PK\x05\x06")
    # The number of this part stands 4 bytes after the mark: 2 means the third.
    (tmp_path / "a.zip").write_bytes(content[: end + 4] + b"\x02\x00" + content[end + 6 :])
    [told] = reasons(tmp_path / "a.zip")
    assert "is the last of 3 parts of a split zip" in told
    assert "7-Zip" in told


def test_a_download_that_broke_off_says_so(tmp_path) -> None:
    (tmp_path / "a.zip").write_bytes(zip_of({"a.fit": b"x" * 100})[:80])
    [told] = reasons(tmp_path / "a.zip")
    assert "the download broke off" in told


def test_a_table_with_the_name_of_a_service_says_why_it_is_not_read(tmp_path) -> None:
    (tmp_path / "activities.csv").write_bytes(b"when,how far,how long\n2026-01-01,5,30:00\n")
    [told] = reasons(tmp_path / "activities.csv")
    assert "has the name of a table of Strava, but not its columns" in told
    assert "--csv-map" in told


def test_two_downloads_of_one_table_are_both_read(tmp_path) -> None:
    """A browser calls the second "cardioActivities (1).csv"."""
    head = "Activity Id,Date,Type,Distance (km),Duration\n"
    first, second = (f"{head}{day},2026-01-0{day} 06:30:00,Running,5.0,30:00\n".encode() for day in (1, 2))
    members = {"cardioActivities.csv": first, "cardioActivities (1).csv": second}
    assert len(rr.read(put_folder(tmp_path / "a", members), tz="Europe/Vienna").counted) == 2


def test_an_import_of_nothing_ends_with_1_and_one_of_known_runs_with_0(tmp_path, monkeypatch) -> None:
    monkeypatch.setenv("RUNRISK_HOME", str(tmp_path / "home"))
    (tmp_path / "list.txt").write_text("milk")
    (tmp_path / "run.fit").write_bytes(fit(recorded_runs()[0]))
    first, *others = (
        CliRunner().invoke(cli, ["import", str(tmp_path / name), "--jobs", "1"])
        for name in ("list.txt", "run.fit", "run.fit")
    )
    assert isinstance(first.exception, NothingToReadError)
    assert "not a FIT, GPX or TCX file" in first.output
    assert [done.exit_code for done in others] == [0, 0]
