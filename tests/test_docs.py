"""What README and docs say can be done, can be done.

A ```sh block     every line is run, in a folder where `sample_logs`, `my-exports` and `club` lie
An indented one   the same, of its lines that begin with a command
A ```console one  lines after `$ ` are run and must print the lines below them ("..." stands for more)
A ```python one   is run in the same folder
A ```csv one      lies there as plan.csv, a ```toml one as answers.toml
`runrisk ...`     inside a sentence: the command and its options exist

Not run: installation (CI begins with it), questions to a person, benchmarks of hours, and what needs more than runrisk.
"""

import os
import re
import shlex
import shutil
from pathlib import Path
from unittest.mock import patch

import click
import pytest
import yaml
from click.testing import CliRunner

import runrisk as rr
from runrisk.cli import COMMANDS, cli

ROOT = Path(__file__).resolve().parents[1]
PAGES = {page.name: page for page in [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]}
TEXTS = {name: page.read_text(encoding="utf-8") for name, page in PAGES.items()}
BLOCK = re.compile(r"^```(\w+)[^\n]*\n(.*?)^```", re.MULTILINE | re.DOTALL)
INDENTED = re.compile(r"(?<=\n\n)(?: {4}\S.*\n)+")
COMMAND = re.compile(r"runrisk |python|pip |source |\.venv/")
IN_A_SENTENCE = re.compile(r"`(runrisk [^`]+)`")
INSTALLATION = ("python3 -m venv", "pip install", ".venv/bin/pip", "source ")
BENCHMARKS = "python benchmarks/"
NEED_MORE = ("town.osm.pbf", "physio.pdf", "tcp://")  # the reader's map, a browser that prints, a Dask scheduler
QUESTIONS = re.compile(r"runrisk ask(?!.*(--list|--file))")
TESTED_ELSEWHERE = {"library.md": "test_library_docs.py runs its example in a library's folder"}

each_page = pytest.mark.parametrize("name", PAGES)


def blocks(name, kind):
    return [body for language, body in BLOCK.findall(TEXTS[name]) if language == kind]


@pytest.fixture(scope="module")
def imported(few_runs, tmp_path_factory):
    home = tmp_path_factory.mktemp("home")
    exports = shutil.copytree(few_runs, home / "my-exports")
    for runner in ("ada", "bea"):
        (home / "club" / runner).mkdir(parents=True)
        shutil.copy(next(exports.glob("*.fit")), home / "club" / runner)
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


def commands(name):
    """The command lines of a page in order, each with the output that is shown below it."""
    shown = []
    for language, body in BLOCK.findall(INDENTED.sub(r"```sh\n\g<0>```\n", TEXTS[name])):
        for line in body.splitlines():
            if language == "sh" and COMMAND.match(line.strip()):
                shown.append((line.strip(), []))
            elif language == "console" and line.startswith("$ "):
                shown.append((line[2:], []))
            elif language == "console" and line != "...":
                shown[-1][1].append(line)
    return shown


def run(line):
    words = shlex.split(line, comments=True)
    assert words[0] == "runrisk", f"only runrisk is run here: {line}"
    target = words.index(">") if ">" in words else len(words)
    done = CliRunner().invoke(cli, words[1:target], catch_exceptions=False)
    assert done.exit_code == 0, f"{line}\n{done.output}"
    if target < len(words):
        Path(words[target + 1]).parent.mkdir(parents=True, exist_ok=True)
        Path(words[target + 1]).write_text(done.stdout, encoding="utf-8")
    return done.stdout


@each_page
@pytest.mark.usefixtures("workplace")
def test_every_command_runs(name):
    for plan in blocks(name, "csv"):
        Path("plan.csv").write_text(plan, encoding="utf-8")
    for answers in blocks(name, "toml"):
        Path("answers.toml").write_text(answers, encoding="utf-8")
    for line, output in commands(name):
        if line.startswith(BENCHMARKS):
            assert (ROOT / line.split()[1]).exists(), line
        elif QUESTIONS.match(line) or any(more in line for more in NEED_MORE):
            assert_known(line.partition("#")[0].strip())
        elif not line.startswith(INSTALLATION):
            printed = run(line)
            assert all(part in printed for part in output), printed


@pytest.mark.parametrize("name", [name for name in PAGES if name not in TESTED_ELSEWHERE])
@pytest.mark.usefixtures("workplace")
def test_every_python_example_runs(name):
    names = {}
    for code in blocks(name, "python"):
        exec(compile(code, name, "exec"), names)  # noqa: S102 - the page's own example


@each_page
def test_every_command_that_is_spoken_of_exists(name):
    for line in IN_A_SENTENCE.findall(BLOCK.sub("", TEXTS[name])):
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


def test_every_page_is_two_clicks_away_in_the_same_place():
    listed = yaml.safe_load((ROOT / "mkdocs.yml").read_text(encoding="utf-8"))["nav"]
    nav = {heading: list(pages) for part in listed[1:] for heading, pages in part.items()}
    assert list(nav) == ["Start", "How to", "Reference", "Background"]
    pages = {heading: {page for one in found for page in one.values()} for heading, found in nav.items()}
    assert set().union(*pages.values()) == set(PAGES) - {"README.md", "index.md"}
    for part in TEXTS["index.md"].split("\n## ")[1:]:
        heading, _, text = part.partition("\n")
        if heading in pages:
            assert set(re.findall(r"\]\((\w[\w-]*\.md)\)", text)) == pages.pop(heading)
    assert pages == {}


@each_page
def test_no_command_hides_in_a_block_of_another_kind(name):
    others = re.findall(r"^```\w*\n(.*?)^```", TEXTS[name], re.MULTILINE | re.DOTALL)
    hidden = {line for body in others for line in body.splitlines() if line.startswith("runrisk ")}
    assert hidden <= {line for line, _ in commands(name)}


def test_every_command_is_in_the_readme():
    spoken = set(re.findall(r"runrisk ([a-z]+)", TEXTS["README.md"])) | {"upload"}
    assert set(COMMANDS) <= spoken


def test_the_files_named_in_the_docs_exist():
    for name, text in TEXTS.items():
        for path in re.findall(r"`((?:src|tests|notebooks|benchmarks|docs)/[\w./-]+\.\w+)`", text):
            example = "big_day" in path or "big-day" in path or "late" in path
            assert example or (ROOT / path).exists(), f"{name}: {path}"
