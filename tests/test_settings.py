"""Limits from runrisk.toml and --set: right ones are used, wrong ones name the right ones."""

from dataclasses import dataclass
from typing import Literal

import pytest

from runrisk import settings as settings_module
from runrisk.analysis.base import Analyzer
from runrisk.analyzers import analyzer_classes
from runrisk.errors import SettingsError
from runrisk.finding import Level
from runrisk.report.week_start import WeekStart
from runrisk.settings import (
    REPORT_CHOICES,
    Settings,
    build_analyzers,
    changed_limits,
    read_settings,
    report_choices,
)
from runrisk.wording import Decimal, Units


def built(*assignments, file=None):
    return {rule.id: rule for rule in build_analyzers(read_settings(file, assignments))}


def test_without_settings_every_rule_has_its_defaults():
    assert set(built()) == set(analyzer_classes())
    assert changed_limits(build_analyzers()) == ()


def test_an_assignment_changes_one_limit_and_the_report_can_say_so():
    rules = built("session-spike.max_ratio=1.2", "run-streak.max_days=14")
    assert rules["session-spike"].max_ratio == 1.2
    assert rules["run-streak"].max_days == 14
    assert changed_limits(rules.values()) == (
        "run-streak.max_days = 14 (default 10)",
        "session-spike.max_ratio = 1.2 (default 1.12)",
    )


def test_a_file_changes_limits_and_an_assignment_wins(tmp_path):
    file = tmp_path / "runrisk.toml"
    file.write_text("[session-spike]\nmax_ratio = 1.3\nmin_runs = 4\n[acwr]\nenabled = false\n", encoding="utf-8")
    rules = built("session-spike.max_ratio=1.4", file=file)
    assert rules["session-spike"].max_ratio == 1.4
    assert rules["session-spike"].min_runs == 4
    assert not rules["acwr"].enabled


@pytest.mark.parametrize("word", ["false", "off", "no", "False"])
def test_a_rule_is_turned_off(word):
    rules = built(f"session-spike.enabled={word}")
    assert rules["session-spike"].enabled is False
    assert changed_limits(rules.values()) == ("session-spike.enabled = False (default True)",)


def test_a_whole_number_may_stand_for_a_number():
    assert built("session-spike.max_ratio=2")["session-spike"].max_ratio == 2.0
    assert isinstance(built("session-spike.max_ratio=2")["session-spike"].max_ratio, float)


@pytest.mark.parametrize(
    ("assignment", "named"),
    [
        ("session-spyke.max_ratio=1.2", "session-spike"),
        ("session-spike.ratio=1.2", "max_ratio"),
        ("session-spike.max_ratio=much", "a number of 0 or more"),
        ("session-spike.max_ratio=nan", "a number of 0 or more"),
        ("session-spike.max_ratio=-1", "a number of 0 or more"),
        ("session-spike.window_days=0", "a whole number of 1 or more"),
        ("session-spike.window_days=2.5", "a whole number of 1 or more"),
        ("session-spike.enabled=perhaps", "true"),
        ("session-spike.max_ratio", "rule.limit=value"),
        ("max_ratio=1.2", "rule.limit=value"),
        ("=1", "rule.limit=value"),
    ],
)
def test_what_is_wrong_is_said_with_what_would_be_right(assignment, named):
    with pytest.raises(SettingsError, match=named):
        built(assignment)


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("[session-spike", "cannot read runrisk.toml"),
        ("max_ratio = 1.2", "outside of a section"),
        ("[session-spike]\nmax_ratio = true", "a number of 0 or more"),
        ("[session-spike]\nmax_ratio = [1]", "a number of 0 or more"),
    ],
)
def test_a_wrong_file_is_one_clear_error(tmp_path, text, named):
    file = tmp_path / "runrisk.toml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(SettingsError, match=named):
        built(file=file)


def test_a_missing_file_is_one_clear_error(tmp_path):
    with pytest.raises(SettingsError, match=r"cannot read runrisk\.toml"):
        read_settings(tmp_path / "runrisk.toml")


@dataclass(frozen=True, kw_only=True)
class Chooser(Analyzer[None]):
    id = "chooser"
    model: Literal["none", "low_short"] = "none"
    label: str = ""
    level: Level = Level.INFO

    def measure(self, log):
        raise NotImplementedError

    def judge(self, measured, wording):
        raise NotImplementedError

    def draw(self, measured):
        raise NotImplementedError


def test_a_limit_with_names_takes_only_these():
    assert settings_module._build(Chooser, {"model": "low_short", "label": 3}) == Chooser(model="low_short", label="3")
    with pytest.raises(SettingsError, match="none, low_short"):
        settings_module._build(Chooser, {"model": "long"})
    assert settings_module._build(Chooser, {"level": "caution"}).level is Level.CAUTION
    with pytest.raises(SettingsError, match="info, caution, warning"):
        settings_module._build(Chooser, {"level": "loud"})


def test_without_settings_a_report_is_in_kilometres_with_a_point_and_weeks_from_monday():
    assert report_choices() == {"units": "km", "decimal": "point", "week_starts": "monday"}


def test_a_file_says_how_a_report_is_written_and_is_no_rule(tmp_path):
    file = tmp_path / "runrisk.toml"
    file.write_text('[report]\nunits = "mi"\nweek_starts = "Sunday"\n[acwr]\nenabled = false\n', encoding="utf-8")
    settings = read_settings(file, ["report.decimal=comma"])
    assert report_choices(settings) == {"units": "mi", "decimal": "comma", "week_starts": "sunday"}
    assert changed_limits(build_analyzers(settings)) == ("acwr.enabled = False (default True)",)


@pytest.mark.parametrize(
    ("assignment", "named"),
    [
        ("report.unit=mi", "no choice of .report. 'unit'. Did you mean 'units'"),
        ("report.units=miles", "report.units cannot be 'miles'; choose one of km, mi"),
        ("report.decimal=,", "choose one of point, comma"),
        ("report.week_starts=friday", "choose one of monday, sunday, saturday"),
    ],
)
def test_what_a_report_cannot_be_written_in_is_said_with_what_it_can(assignment, named):
    with pytest.raises(SettingsError, match=named):
        report_choices(read_settings(assignments=[assignment]))


def test_settings_offer_what_a_report_can_be_written_in():
    assert {name: list(words) for name, words in REPORT_CHOICES.items()} == {
        "units": list(Units),
        "decimal": list(Decimal),
        "week_starts": list(WeekStart),
    }


def test_settings_are_values():
    one = Settings().changed("acwr", "min_runs", 3)
    assert one == Settings({"acwr": {"min_runs": 3}})
    assert Settings().given == {}
