"""How often each pattern speaks where nothing is planted, and on real lives: base_rates.toml, made by the benchmark."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from math import inf
from types import MappingProxyType
from typing import Any

RUNNERS: Mapping[str, str] = MappingProxyType(
    {
        "steady": "a steady runner",
        "beginner": "a beginner who progresses",
        "marathon": "a marathon builder",
        "cut-back": "a runner with cut-back weeks",
        "real": "five real runners",
    }
)
"""The columns of the table in words; the first four are made up."""


@dataclass(frozen=True, kw_only=True, slots=True)
class BaseRates:
    """How often one pattern speaks.

    Attributes:
        any_pct: share of windows of 84 days in which it is flagged, by runner [%].
        caution_pct: the same at caution or above [%].
        usual: nine of ten real windows of 84 days hold no more occurrences of it; infinite where it is not known.
    """

    any_pct: Mapping[str, float]
    caution_pct: Mapping[str, float]
    usual: float = inf

    def __str__(self) -> str:
        """The shares in words."""
        return "; ".join(
            f"{RUNNERS[name]} {share:g} % ({self.caution_pct[name]:g} % at caution or above)"
            for name, share in self.any_pct.items()
        )


NOT_KNOWN = BaseRates(any_pct=MappingProxyType({}), caution_pct=MappingProxyType({}))
"""Of a pattern that the benchmark never saw."""


def base_rates(rule: str) -> BaseRates:
    """How often one pattern speaks."""
    return _all().get(rule, NOT_KNOWN)


@cache
def _all() -> Mapping[str, BaseRates]:
    tables = tomllib.loads((files("runrisk") / "base_rates.toml").read_text(encoding="utf-8"))
    return {rule: _read(table) for rule, table in tables["rates"].items()}


def _read(table: dict[str, Any]) -> BaseRates:
    known = {name: table[name] for name in RUNNERS if name in table}
    return BaseRates(
        any_pct={name: pair[0] for name, pair in known.items()},
        caution_pct={name: pair[1] for name, pair in known.items()},
        usual=table.get("usual", inf),
    )
