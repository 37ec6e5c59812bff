"""A mistyped word: the nearest there is, by one sentence wherever a word is typed."""

import subprocess
import sys

import click
import pytest

from cli_examples import command_of, leaves
from runrisk.cli import COMMANDS, TABLE, cli, main
from runrisk.did_you_mean import unknown_word


@pytest.mark.parametrize(
    ("word", "known", "says"),
    [
        ("reprot", ["check", "report"], "there is no rule 'reprot'. Did you mean 'report'?"),
        ("SESION_SPIKE", ["session-spike"], "there is no rule 'SESION_SPIKE'. Did you mean 'session-spike'?"),
        ("max_rato", ["max_ratio", "min_runs"], "there is no rule 'max_rato'. Did you mean 'max_ratio'?"),
        ("quidditch", ["running", "rowing"], "there is no rule 'quidditch'; there are: running, rowing"),
        ("", ["running"], "there is no rule ''; there are: running"),
        ("x", [], "there is no rule 'x'; there are: none"),
    ],
)
def test_the_nearest_word_or_all_of_them(word, known, says):
    assert unknown_word("rule", word, known) == says


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        (["reprot"], "report"),
        (["journal", "ad"], "add"),
        (["simulate", "seeson"], "season"),
        (["explain", "sesion-spike"], "session-spike"),
        (["explain", "hipp"], "hip"),
        (["rules", "--jsn"], "--json"),
        (["simulate", "season", "--out", "s", "--plant", "sesion-spike"], "session-spike"),
        (["simulate", "season", "--out", "s", "--dirt", "shorter-cpy"], "shorter-copy"),
        (["simulate", "life", "--out", "s", "--dirt", "rases"], "races"),
        (["journal", "add", "pian", "left", "hip"], "pain"),
        (["journal", "add", "pain", "left", "hpi"], "hip"),
        (["journal", "add", "habit", "rest-dya"], "rest-day"),
        (["journal", "list", "--kind", "pian"], "pain"),
        (["ask", "runing_years"], "running_years"),
        (["check", "PATH", "--set", "sesion_spike.x=1"], "session-spike"),
        (["check", "PATH", "--set", "session-spike.max_rato=1"], "max_ratio"),
        (["check", "PATH", "--set", "reprot.units=mi"], "report"),
        (["check", "PATH", "--tz", "Europe/Viena"], "Europe/Vienna"),
        (["check", "PATH", "--sport", "runing"], "running"),
    ],
)
def test_every_word_that_is_typed_is_wrong_use_and_says_what_was_meant(words, meant, tmp_path, monkeypatch, capsys):
    (tmp_path / "run.fit").write_bytes(b"")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "argv", ["runrisk", *(str(tmp_path) if word == "PATH" else word for word in words)])
    with pytest.raises(SystemExit) as ended:
        main()
    said = capsys.readouterr().err
    assert ended.value.code == 2, said
    assert "Did you mean" in said
    assert meant in said
    assert not (tmp_path / "s").exists()


def test_an_athlete_without_runs_may_be_another_mistyped(tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("RUNRISK_HOME", str(tmp_path))
    (tmp_path / "athletes" / "jane" / "samples" / "2026").mkdir(parents=True)
    (tmp_path / "athletes" / "jane" / "samples" / "2026" / "run").touch()
    (tmp_path / "athletes" / "jan").mkdir()
    for name, says in (
        ("jnae", "Did you mean 'jane'?"),
        ("bob", "runrisk import PATH"),
        ("jan", "Did you mean 'jane'?"),
    ):
        monkeypatch.setattr(sys, "argv", ["runrisk", "check", "--athlete", name])
        with pytest.raises(SystemExit) as ended:
            main()
        assert ended.value.code == 1
        assert says in capsys.readouterr().err


def test_a_path_in_place_of_a_command_says_how_to_read_it(tmp_path, monkeypatch, capsys):
    (tmp_path / "my-exports").mkdir()
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "argv", ["runrisk", "my-exports"])
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == 2
    assert "`runrisk report my-exports`" in capsys.readouterr().err


@pytest.mark.parametrize("columns", [40, 80, 200])
def test_the_help_lists_each_command_once_below_a_heading_with_its_whole_summary(columns):
    context = click.Context(cli, terminal_width=columns)
    text = cli.get_help(context)
    flat = "".join(text.split())
    assert "..." not in text.partition("\n")[2]
    assert max(map(len, text.splitlines()[:-5])) <= columns
    for heading, names in TABLE.items():
        assert f"\n{heading}:\n" in text
        for name in names:
            summary = cli.get_command(context, name).get_short_help_str(10_000)
            assert text.count(f"\n  {name} ") == 1
            assert f"{name}{''.join(summary.split())}" in flat


@pytest.mark.parametrize("words", list(leaves()), ids=" ".join)
def test_every_help_page_ends_with_examples_of_options_that_there_are(words):
    command = command_of(words)
    text = command.get_help(click.Context(command))
    lines = [line.strip() for line in text.partition("Examples:")[2].splitlines() if line.strip()]
    assert 1 <= len(lines) <= 6
    called = " ".join(words) if words[0] != "upload" else "import"
    assert all(line.startswith(f"runrisk {called}") for line in lines)
    options = {option for one in command.params for option in (*one.opts, *one.secondary_opts)}
    typed = {word for line in lines for word in line.split() if word.startswith("-")}
    assert typed <= options


def test_without_a_command_the_next_step_is_said(monkeypatch, capsys, tmp_path):
    monkeypatch.setenv("RUNRISK_HOME", str(tmp_path))
    monkeypatch.setattr(sys, "argv", ["runrisk"])
    for step in ("runrisk simulate sample", "runrisk import PATH"):
        with pytest.raises(SystemExit) as ended:
            main()
        assert ended.value.code == 0
        assert step in capsys.readouterr().out.splitlines()[-1]
        (tmp_path / "athletes" / "me").mkdir(parents=True, exist_ok=True)


@pytest.mark.skipif(sys.platform == "win32", reason="no such pipes there")
@pytest.mark.parametrize("words", [["--help"], ["rules"], ["rules", "--markdown"], ["journal", "add", "--help"]])
def test_a_reader_that_had_enough_is_no_error(words):
    words = [sys.executable, "-m", "runrisk", *words]
    with subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as program:
        program.stdout.close()
        said = program.stderr.read()
    assert (program.returncode, said) == (0, b"")


def test_every_command_stands_in_the_table_once():
    assert len(COMMANDS) == len(set(COMMANDS)) == sum(map(len, TABLE.values()))
