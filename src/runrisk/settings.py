"""Limits other than the defaults, and how a report is written: from runrisk.toml and from `--set rule.limit=value`.

[report]
units = "mi"

[session-spike]
max_ratio = 1.2

[acwr]
enabled = false
"""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields
from enum import StrEnum
from math import isfinite
from pathlib import Path
from types import MappingProxyType
from typing import Any, Literal, get_args, get_origin, get_type_hints

from runrisk.analysis.base import Analyzer
from runrisk.analyzers import analyzer_classes
from runrisk.did_you_mean import unknown_word
from runrisk.errors import SettingsError

REPORT = "report"
"""The section that is no rule."""
REPORT_CHOICES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {"units": ("km", "mi"), "decimal": ("point", "comma"), "week_starts": ("monday", "sunday", "saturday")}
)
"""What the section may hold; the first of each stands where nothing is said."""

_WORDS = MappingProxyType({"true": True, "yes": True, "on": True, "false": False, "no": False, "off": False})


@dataclass(frozen=True, slots=True)
class Settings:
    """What is to differ from the defaults: rule -> limit -> value as given. Nothing is checked before it is used."""

    given: Mapping[str, Mapping[str, Any]] = field(default_factory=lambda: MappingProxyType({}))

    def changed(self, rule: str, name: str, value: Any) -> "Settings":
        """The same settings with one more change."""
        return Settings({**self.given, rule: {**self.given.get(rule, {}), name: value}})


def read_settings(file: Path | None = None, assignments: Iterable[str] = ()) -> Settings:
    """Settings from a TOML file, then from assignments such as "session-spike.max_ratio=1.2", which win.

    Raises:
        SettingsError: the file is no such TOML, or an assignment has another form.
    """
    settings = Settings() if file is None else _from_file(file)
    for assignment in assignments:
        name, equals, value = assignment.partition("=")
        rule, dot, limit = name.strip().partition(".")
        if not (equals and dot and rule and limit):
            raise SettingsError(f"cannot read the setting {assignment!r}; write it as rule.limit=value")
        settings = settings.changed(rule, limit, value.strip())
    return settings


def _from_file(file: Path) -> Settings:
    try:
        tables = tomllib.loads(file.read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise SettingsError(f"cannot read {file.name}: {error}") from error
    for rule, table in tables.items():
        if not isinstance(table, dict):
            raise SettingsError(f"{file.name}: {rule!r} stands outside of a section; limits stand below [rule]")
    return Settings(tables)


def report_choices(settings: Settings | None = None) -> dict[str, str]:
    """How a report is to be written: the word for each of REPORT_CHOICES.

    Raises:
        SettingsError: a name or word that does not exist; the right ones are listed.
    """
    given = (settings or Settings()).given.get(REPORT, {})
    for name in given:
        if name not in REPORT_CHOICES:
            raise SettingsError(unknown_word(f"choice of [{REPORT}]", name, REPORT_CHOICES))
    return {
        name: _choice(f"{REPORT}.{name}", {word: word for word in choices}, given.get(name, choices[0]))
        for name, choices in REPORT_CHOICES.items()
    }


def build_analyzers(settings: Settings | None = None) -> tuple[Analyzer[Any], ...]:
    """Every rule with its limits, in the order of the ids; those that are off say so by `enabled`.

    Raises:
        SettingsError: a rule or limit that does not exist, or an impossible value; the right ones are listed.
    """
    classes, given = analyzer_classes(), (settings or Settings()).given
    for rule in given:
        if rule not in classes and rule != REPORT:
            raise SettingsError(unknown_word("rule", rule, [*classes, REPORT]))
    return tuple(_build(kind, given.get(rule, {})) for rule, kind in classes.items())


def _build(kind: type[Analyzer[Any]], given: Mapping[str, Any]) -> Analyzer[Any]:
    types = get_type_hints(kind)
    names = [one.name for one in fields(kind)]
    for name in given:
        if name not in names:
            raise SettingsError(unknown_word(f"limit of {kind.id}", name, sorted(names)))
    return kind(**{name: _value(f"{kind.id}.{name}", types[name], value) for name, value in given.items()})


def _value(name: str, wanted: Any, value: Any) -> Any:
    """The value in the field's own type."""
    if wanted is bool:
        return _choice(name, dict(_WORDS), value)
    if wanted in {int, float}:
        return _number(name, wanted, value)
    if isinstance(wanted, type) and issubclass(wanted, StrEnum):
        return _choice(name, {one.value: one for one in wanted}, value)
    if get_origin(wanted) is Literal:
        return _choice(name, {str(one): one for one in get_args(wanted)}, value)
    return str(value)


def _choice(name: str, choices: Mapping[str, Any], value: Any) -> Any:
    word = str(value).strip().lower()
    if word not in choices:
        raise SettingsError(f"{name} cannot be {value!r}; choose one of {', '.join(choices)}")
    return choices[word]


def _number(name: str, wanted: type[int] | type[float], value: Any) -> int | float:
    """A finite number, not negative; days, weeks and runs that a window is made of are at least 1."""
    least = 1 if name.endswith(("_days", "_weeks")) and wanted is int else 0
    kind = "a whole number" if wanted is int else "a number"
    try:
        number = float("nan" if isinstance(value, bool) else value)
    except (TypeError, ValueError):
        number = float("nan")
    if not isfinite(number) or number < least or (wanted is int and number != int(number)):
        raise SettingsError(f"{name} cannot be {value!r}; it takes {kind} of {least} or more")
    return wanted(number)


def changed_limits(analyzers: Iterable[Analyzer[Any]]) -> tuple[str, ...]:
    """One line for each limit that is not the default, and for each rule switched on or off."""
    return tuple(
        f"{analyzer.id}.{one.name} = {getattr(analyzer, one.name)} (default {one.default})"
        for analyzer in analyzers
        for one in fields(analyzer)
        if getattr(analyzer, one.name) != one.default
    )
