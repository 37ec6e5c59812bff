"""What README and docs say can be done, can be done.

```sh        every line is run, in a folder where `sample_logs` and `my-exports` lie (but for installation: that is CI's part)
```python    is run, in the same folder
```csv       the file that the next lines speak of, here plan.csv
```console   asks a person or holds placeholders: as `runrisk ...` inside a sentence, its command and options must exist
"""

import os
import re
import shlex
import shutil
from pathlib import Path
from unittest.mock import patch

import click
import pytest
from click.testing import CliRunner

import runrisk as rr
from runrisk.cli import COMMANDS, cli

ROOT = Path(__file__).resolve().parents[1]
PAGES = {page.name: page for page in [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]}
TEXTS = {name: page.read_text(encoding="utf-8") for name, page in PAGES.items()}
BLOCK = re.compile(r"^```(\w+)[^\n]*\n(.*?)^```", re.MULTILINE | re.DOTALL)
IN_A_SENTENCE = re.compile(r"`(runrisk [^`]+)`")
INSTALLATION = ("python3 -m venv", ".venv/bin/pip", "source ")
TESTED_ELSEWHERE = {"library.md": "test_library_docs.py runs its example in a library's folder"}
A_FEW = "2025-08-*.fit"
"""The runs in `my-exports`: enough for every command, few enough for a test."""

each_page = pytest.mark.parametrize("name", PAGES)


def blocks(name, kind):
    return [body for language, body in BLOCK.findall(TEXTS[name]) if language == kind]


@pytest.fixture(scope="module")
def imported(tmp_path_factory):
    home = tmp_path_factory.mktemp("home")
    exports = home / "my-exports"
    exports.mkdir()
    for file in (ROOT / "sample_logs").glob(A_FEW):
        shutil.copy(file, exports)
    with patch.dict(os.environ, {"RUNRISK_HOME": str(home / "library")}), rr.library() as library:
        library.add(exports, jobs=0)
    return home


@pytest.fixture
def workplace(imported, tmp_path, monkeypatch):
    shutil.copytree(imported, tmp_path, dirs_exist_ok=True)
    (tmp_path / "sample_logs").symlink_to(ROOT / "sample_logs")
    (tmp_path / "runrisk.toml").write_text("[session-spike]\nmax_ratio = 1.2\n", encoding="utf-8")
    monkeypatch.setenv("RUNRISK_HOME", str(tmp_path / "library"))
    monkeypatch.chdir(tmp_path)


def run(line):
    words = shlex.split(line, comments=True)
    assert words[0] == "runrisk", f"only runrisk is run here: {line}"
    target = words.index(">") if ">" in words else len(words)
    done = CliRunner().invoke(cli, words[1:target], catch_exceptions=False)
    assert done.exit_code == 0, f"{line}\n{done.output}"
    if target < len(words):
        Path(words[target + 1]).parent.mkdir(parents=True, exist_ok=True)
        Path(words[target + 1]).write_text(done.stdout, encoding="utf-8")


@each_page
@pytest.mark.usefixtures("workplace")
def test_every_command_runs(name):
    for plan in blocks(name, "csv"):
        Path("plan.csv").write_text(plan, encoding="utf-8")
    for line in "".join(blocks(name, "sh")).splitlines():
        if line.strip() and not line.startswith(("#", *INSTALLATION)):
            run(line)


@pytest.mark.parametrize("name", [name for name in PAGES if name not in TESTED_ELSEWHERE])
@pytest.mark.usefixtures("workplace")
def test_every_python_example_runs(name):
    names = {}
    for code in blocks(name, "python"):
        exec(compile(code, name, "exec"), names)  # noqa: S102 - the page's own example


@each_page
def test_every_command_that_is_spoken_of_exists(name):
    spoken = IN_A_SENTENCE.findall(BLOCK.sub("", TEXTS[name]))
    shown = [line.removeprefix("$ ") for body in blocks(name, "console") for line in body.splitlines()]
    for line in [*spoken, *(line for line in shown if line.startswith("runrisk "))]:
        assert_known(" ".join(line.split()))


def assert_known(line):
    words = [word for word in re.split(r"[\s,]+", line.partition(" > ")[0])[1:] if word != "..."]
    if words[0].startswith("-"):
        assert words[0] in {"--help", "--version"}, line
        return
    assert words[0] in COMMANDS, line
    command = cli.get_command(click.Context(cli), words[0])
    if isinstance(command, click.Group) and len(words) > 1 and words[1].islower():
        assert words[1] in command.commands, line
        command = command.commands[words[1]]
    options = {name for option in command.params for name in (*option.opts, *option.secondary_opts)} | {"--help", "-h"}
    assert {word.partition("=")[0] for word in words if re.match(r"--?[a-z]", word)} <= options, line


@each_page
def test_every_link_within_the_project_leads_somewhere(name):
    prose = BLOCK.sub("", TEXTS[name])
    for target in re.findall(r"\]\(([^)\s]+)\)", prose):
        if not target.startswith(("http", "#", "mailto:")):
            assert (PAGES[name].parent / target.partition("#")[0]).exists(), f"{name}: {target}"


def test_every_command_is_in_the_readme():
    spoken = set(re.findall(r"runrisk ([a-z]+)", TEXTS["README.md"])) | {"upload"}
    assert set(COMMANDS) <= spoken


def test_the_files_named_in_the_docs_exist():
    for name, text in TEXTS.items():
        for path in re.findall(r"`((?:src|tests|notebooks|benchmarks|docs)/[\w./-]+\.\w+)`", text):
            example = "big_day" in path or "big-day" in path or "late" in path
            assert example or (ROOT / path).exists(), f"{name}: {path}"
