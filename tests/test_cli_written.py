"""How a report is written, as asked on the command line or in runrisk.toml: units, decimal mark, first day of a week."""

import re
import sys

import click
import pytest
from click.testing import CliRunner

from library_builders import fit_file
from runrisk.cli import COMMANDS, cli, main
from runrisk.settings import REPORT_CHOICES

SPACE = "\N{NO-BREAK SPACE}"
DISTANCE = re.compile(rf"^Distance run: ([\d.,{SPACE}]+) (km|mi)$", re.MULTILINE)
TOML = '[report]\nunits = "mi"\ndecimal = "comma"\nweek_starts = "sunday"\n'


def run(*words):
    return CliRunner().invoke(cli, [str(word) for word in words], catch_exceptions=False)


@pytest.fixture(scope="module")
def runs(tmp_path_factory):
    """Six runs of 800 samples, a second apart and 2.8 m: 799 x 2.8 m = 2237.2 m each, 13 423.2 m together."""
    folder = tmp_path_factory.mktemp("runs")
    for number in range(6):
        (folder / f"{number}.fit").write_bytes(fit_file(number, days=7 * number, count=800))
    return folder


@pytest.fixture
def toml(tmp_path):
    file = tmp_path / "runrisk.toml"
    file.write_text(TOML, encoding="utf-8")
    return file


def distance(*words):
    return DISTANCE.search(run(*words).stdout).groups()


def test_units_and_decimal_mark_are_chosen_on_the_command_line(runs):
    # 13 423.2 m / 1609.344 = 8.34 mi
    assert distance("check", runs) == ("13.4", "km")
    assert distance("check", runs, "--decimal", "comma") == ("13,4", "km")
    assert distance("report", runs, "--format", "text", "--units", "mi", "--decimal", "comma") == ("8,3", "mi")


def test_a_runner_says_it_once_and_the_command_line_wins(runs, toml):
    assert distance("check", runs, "--settings", toml) == ("8,3", "mi")
    assert distance("check", runs, "--settings", toml, "--units", "km", "--decimal", "point") == ("13.4", "km")
    assert distance("check", runs, "--settings", toml, "--set", "report.units=km") == ("13,4", "km")


def test_json_is_the_same_whatever_is_asked_for(runs, toml):
    plain = run("check", runs, "--json").stdout
    assert run("check", runs, "--json", "--settings", toml).stdout == plain
    assert run("report", runs, "--format", "json", "--decimal", "comma", "--units", "mi").stdout == plain


def test_weeks_start_where_the_runner_says(runs, toml, tmp_path):
    pages = []
    for words in ([], ["--week-starts", "saturday"]):
        assert run("report", runs, "-o", tmp_path / "page.html", "--settings", toml, *words).exit_code == 0
        page = (tmp_path / "page.html").read_text(encoding="utf-8")
        pages.append(re.search(r"Weeks from (\w+) to (\w+)", page).groups())
    assert pages == [("Sunday", "Saturday"), ("Saturday", "Friday")]


def test_the_physio_page_is_written_so_too_and_its_table_is_not(runs, toml, tmp_path):
    written = []
    for name, words in (("a", []), ("b", ["--settings", toml])):
        run("physio", runs, "-o", tmp_path / f"{name}.html", *words)
        written.append([(tmp_path / f"{name}.{ending}").read_text(encoding="utf-8") for ending in ("html", "csv")])
    (point, table), (comma, same) = written
    # the longest run: 2237.2 m = 2.2 km = 1.4 mi
    assert "2.2 km" in point
    assert "1,4 mi" in comma
    assert same == table


def test_every_command_with_units_heeds_the_settings(runs, toml):
    # 2237.2 m = 2.2 km = 1.4 mi; the longest of the last 30 days
    assert "2.2 km" in run("budget", runs).stdout
    assert "1.4 mi" in run("budget", runs, "--settings", toml).stdout
    assert run("budget", runs, "--settings", toml, "--units", "km").stdout == run("budget", runs).stdout


def test_what_can_be_asked_for_is_what_the_settings_know():
    for name, command in ((name, cli.get_command(click.Context(cli), name)) for name in COMMANDS):
        for option in command.params:
            if option.name in REPORT_CHOICES and isinstance(option.type, click.Choice):
                assert tuple(option.type.choices) == REPORT_CHOICES[option.name], name


@pytest.mark.parametrize("command", ["report", "check", "budget", "activities", "cohort"])
def test_all_and_since_together_are_wrong_use(runs, command, monkeypatch, capsys):
    words = [command, str(runs if command != "cohort" else runs.parent), "--all", "--since", "2026-03-02"]
    monkeypatch.setattr(sys, "argv", ["runrisk", *words])
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == 2
    assert "--all takes the log from its first day, --since from a later one" in capsys.readouterr().err


def test_all_up_to_a_day_is_no_contradiction(runs):
    assert run("check", runs, "--all", "--until", "2026-03-02").exit_code == 0


def test_a_word_the_settings_do_not_know_ends_the_command_before_anything_is_read(monkeypatch, capsys, tmp_path):
    (tmp_path / "broken.fit").write_bytes(b"")
    words = ["check", str(tmp_path), "--set", "report.units=miles"]
    monkeypatch.setattr(sys, "argv", ["runrisk", *words])
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == 2
    said = capsys.readouterr().err
    assert "report.units cannot be 'miles'; choose one of km, mi" in said
    assert "broken" not in said
