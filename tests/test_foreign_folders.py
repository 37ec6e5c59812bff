"""Folders of other programs are passed over and said; given by their own path they are read."""

import shutil

import pytest
from click.testing import CliRunner

import runrisk as rr
from runrisk.cli import cli
from runrisk.importers.containers.foreign import OWNERS, VIRTUAL_ENVIRONMENT


@pytest.mark.parametrize("name", [*OWNERS, "my-python", "deep/.git"])
def test_a_foreign_folder_is_passed_over_and_said(few_runs, tmp_path, name):
    exports = shutil.copytree(few_runs, tmp_path / "exports")
    runs = len(rr.read(exports).recorded)
    shutil.copytree(few_runs, exports / name / "lib")
    (exports / name / "lib" / "module.py").write_text("")
    if name == "my-python":
        (exports / name / VIRTUAL_ENVIRONMENT).write_text("home = /usr/bin\n")
    log = rr.read(exports)
    assert len(log.recorded) == runs
    assert [file.name for file in log.files if file.reason.startswith("not searched")] == [name.rpartition("/")[2]]
    assert not any("module.py" in file.name for file in log.files)
    said = CliRunner().invoke(cli, ["activities", str(exports)])
    assert said.exit_code == 0
    assert f"{name.rpartition('/')[2]}: not searched, it holds" in said.stderr
    assert len(rr.read(exports / name).recorded) == runs


@pytest.mark.parametrize("name", ["environment", "git", "packages", ".git-runs"])
def test_a_folder_of_a_like_name_is_read(few_runs, tmp_path, name):
    shutil.copytree(few_runs, tmp_path / name)
    assert len(rr.read(tmp_path).recorded) == len(rr.read(few_runs).recorded)
