"""The command line as its users meet it."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from runrisk import __version__
from runrisk.cli import COMMANDS, cli, main


def run(*words: str | Path) -> Result:
    """Run a command in this process."""
    return CliRunner().invoke(cli, [str(word) for word in words])


def exit_code_of(*words: str | Path, monkeypatch: pytest.MonkeyPatch) -> int:
    """The code the installed program ends with."""
    monkeypatch.setattr(sys, "argv", ["runrisk", *map(str, words)])
    with pytest.raises(SystemExit) as ended:
        main()
    code = ended.value.code
    assert isinstance(code, int)
    return code


@pytest.mark.parametrize("words", [["--help"], ["--version"], ["report", "--help"]])
def test_help_and_version_load_neither_pandas_nor_matplotlib(words):
    code = (
        "import sys; from runrisk.cli import main\n"
        f"sys.argv = ['runrisk', *{words!r}]\n"
        "try:\n    main()\n"
        "finally:\n    print(sorted({'pandas', 'matplotlib', 'numpy'} & set(sys.modules)), file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stderr.strip() == "[]"


def test_import_runrisk_loads_neither_pandas_nor_matplotlib():
    code = "import sys, runrisk; dir(runrisk); print({'pandas', 'matplotlib', 'numpy'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"


@pytest.mark.parametrize("words", [["--help"], ["--version"], ["plan"]])
def test_python_m_runrisk_is_the_same_program(words):
    script = "import sys; from runrisk.cli import main; sys.argv[0] = 'runrisk'; main()"
    started = [
        subprocess.run([sys.executable, *how, *words], capture_output=True, text=True, check=False)
        for how in (["-m", "runrisk"], ["-c", script])
    ]
    here, there = ((done.returncode, done.stdout, done.stderr) for done in started)
    assert here == there
    assert "runrisk" in here[1] + here[2]
    assert "python" not in here[1] + here[2]


def test_version():
    assert __version__ in run("--version").output


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_every_command_has_a_help_page(name):
    done = run(name, "--help")
    assert done.exit_code == 0
    assert "Usage:" in done.output


def test_rules_lists_every_rule_with_its_grade():
    listed = json.loads(run("rules", "--json").output)
    assert listed["schema"] == "runrisk.rules/1"
    text = run("rules").output
    for rule in listed["rules"]:
        assert rule["id"] in text
        assert rule["grade"] in text


def test_explain_prints_the_manual_page():
    page = run("explain", "session-spike").output
    assert "10.1136/bjsports-2024-109380" in page
    assert "cannot see" in page.lower()


def test_explain_names_the_rules_when_there_is_no_such_rule():
    done = run("explain", "session-spikes")
    assert done.exit_code == 2
    assert "session-spike" in done.output


def test_doctor_names_versions_and_where_the_libraries_stand(monkeypatch, tmp_path):
    said = run("doctor").output
    assert "pandas" in said
    assert "where RUNRISK_HOME says" in said
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("RUNRISK_HOME", str(tmp_path / "runs"))
    assert "~/runs" in run("doctor").output
    assert str(tmp_path) not in run("doctor").output


def test_a_path_that_does_not_exist_is_wrong_use(tmp_path, monkeypatch):
    assert exit_code_of("report", tmp_path / "nowhere", monkeypatch=monkeypatch) == 2


def test_an_empty_folder_is_nothing_to_work_on(tmp_path, monkeypatch, capsys):
    assert exit_code_of("check", tmp_path, monkeypatch=monkeypatch) == 1
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.count("\n") == 1


def test_a_file_that_is_no_activity_is_one_clear_sentence(tmp_path, monkeypatch, capsys):
    (tmp_path / "shopping.txt").write_text("milk, eggs")
    assert exit_code_of("check", tmp_path / "shopping.txt", monkeypatch=monkeypatch) == 1
    assert "shopping.txt" in capsys.readouterr().err


def test_check_json_is_the_contract(few_runs):
    said = json.loads(run("check", few_runs, "--json").stdout)
    assert said["schema"] == "runrisk.check/1"
    assert set(said) == {"schema", "version", "log", "period", "findings", "new", "gone", "acknowledged", "limits"}
    assert said["new"] == said["gone"] == said["acknowledged"] == said["limits"] == []
    assert set(said["log"]) == {"runs", "activities", "first_day", "last_day", "distance_km"}
    rules = {rule["id"] for rule in json.loads(run("rules", "--json").output)["rules"]}
    assert {finding["rule"] for finding in said["findings"]} == rules


def test_fail_on(sample_logs):
    assert run("check", sample_logs, "--all", "--fail-on", "caution").exit_code == 4


@pytest.mark.parametrize(("form", "start"), [("md", "#"), ("text", ""), ("json", "{")])
def test_formats_other_than_html_go_to_standard_output(few_runs, form, start):
    done = run("report", few_runs, "--format", form)
    assert done.exit_code == 0
    assert done.stdout.startswith(start)


def test_report_writes_one_html_file_and_prints_its_name(few_runs, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    done = run("report", few_runs)
    assert done.stdout == "runrisk-report.html\n"
    assert (tmp_path / "runrisk-report.html").read_text(encoding="utf-8").startswith("<!doctype html>")


def test_activities_as_text_csv_and_json(few_runs):
    rows = json.loads(run("activities", few_runs, "--json").stdout)["activities"]
    assert run("activities", few_runs, "--csv").stdout.startswith("id,start_utc")
    assert len(run("activities", few_runs).stdout.splitlines()) == len(rows) + 1


def test_a_wrong_limit_lists_the_right_ones(few_runs, monkeypatch, capsys):
    assert exit_code_of("check", few_runs, "--set", "session-spike.max=2", monkeypatch=monkeypatch) == 2
    assert "max_ratio" in capsys.readouterr().err


def test_since_after_until_is_an_error(few_runs, monkeypatch):
    words = ("check", few_runs, "--since", "2030-01-01", "--until", "2029-01-01")
    assert exit_code_of(*words, monkeypatch=monkeypatch) == 2


def test_simulate_refuses_an_unknown_habit(tmp_path, monkeypatch, capsys):
    words = ("simulate", "season", "--out", tmp_path / "s", "--plant", "flying")
    assert exit_code_of(*words, monkeypatch=monkeypatch) == 2
    assert "flying" in capsys.readouterr().err


def test_simulated_season_is_read_back(tmp_path):
    assert run("simulate", "season", "--out", tmp_path / "s", "--weeks", "6", "--seed", "3").exit_code == 0
    said = json.loads(run("check", tmp_path / "s", "--json").stdout)
    assert said["log"]["runs"] > 10
