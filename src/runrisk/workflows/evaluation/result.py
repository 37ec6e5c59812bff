"""How each flag did: the value, and its text, page and JSON."""

from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from typing import Any

from runrisk.workflows.evaluation.exposure import EXPOSED_DAYS
from runrisk.workflows.evaluation.flag_table import COLUMNS, METHOD, PLAIN, aligned, cells, wrapped
from runrisk.workflows.evaluation.page import page
from runrisk.workflows.evaluation.statistics import FlagResult
from runrisk.workflows.evaluation.verdicts import Said

SCHEMA = "runrisk.evaluation/1"


@dataclass(frozen=True, kw_only=True, eq=False)
class Evaluation:
    """How each flag did.

    Attributes:
        flags: one result a flag, in the order of the rules' ids.
        said: flag -> its word and why.
        titles: flag -> the rule's title.
        athletes: how many.
        days: days at risk.
        injuries: injuries that begin on a day at risk.
        left_out: injuries that do not.
        unit: km or load: what distances were taken from.
        monotony_sd: which SD monotony was divided by: sample or population.
        missing: column -> share missing in the history of injury days and of other days [%].
        draws: how often athletes were drawn anew; 0 where there is one only.
        seed: of the draws.
    """

    flags: tuple[FlagResult, ...]
    said: dict[str, Said]
    titles: dict[str, str]
    athletes: int
    days: int
    injuries: int
    left_out: int
    unit: str
    monotony_sd: str
    missing: dict[str, tuple[float, float]]
    draws: int
    seed: int

    def to_text(self) -> str:
        """A table for a terminal."""
        return text(self)

    def _repr_html_(self) -> str:
        """The same text, for a notebook."""
        return f"<pre>{escape(self.to_text())}</pre>"

    def to_html(self) -> str:
        """One self-contained page with a forest plot."""
        return page(heading(self), self.flags, self.said, self.titles)

    def to_json(self) -> dict[str, Any]:
        """The evaluation as JSON types, schema `runrisk.evaluation/1`."""
        counts = ("athletes", "days", "injuries", "left_out", "unit", "monotony_sd", "draws", "seed")
        return {
            "schema": SCHEMA,
            **{name: getattr(self, name) for name in counts},
            "exposed_days": EXPOSED_DAYS,
            "missing_history_pct": {
                name: {"injury_days": hurt, "other_days": other} for name, (hurt, other) in self.missing.items()
            },
            "flags": [self._flag(one) for one in self.flags],
        }

    def _flag(self, one: FlagResult) -> dict[str, Any]:
        said = self.said[one.flag]
        numbers = {name: getattr(one, name) for name in FlagResult.__dataclass_fields__}
        numbers |= {name: numbers[name] and list(numbers[name]) for name in ("interval", "within_interval")}
        return numbers | {"p_holm": said.p_holm, "verdict": said.word.value, "why": said.why}


def text(evaluation: Evaluation) -> str:
    """The table and its reading for a terminal."""
    return "\n".join(_lines(evaluation)) + "\n"


def _lines(evaluation: Evaluation) -> Iterator[str]:
    yield from (wrapped(line) for line in heading(evaluation))
    yield ""
    yield from aligned([COLUMNS, *(cells(one, evaluation.said[one.flag].word) for one in evaluation.flags)])
    yield ""
    yield from (wrapped(f"{one.flag}: {evaluation.said[one.flag].why}") for one in evaluation.flags)
    yield ""
    yield from (wrapped(line) for line in METHOD)


def heading(evaluation: Evaluation) -> tuple[str, ...]:
    """What was evaluated."""
    runners = "1 athlete (counts only)" if evaluation.athletes == 1 else PLAIN.counted(evaluation.athletes, "athlete")
    left_out = f" {evaluation.left_out} more begin on no day at risk and are left out." if evaluation.left_out else ""
    drawn = (
        f" Intervals from {PLAIN.counted(evaluation.draws, 'draw')}, seed {evaluation.seed}."
        if evaluation.draws
        else ""
    )
    missing = ", ".join(
        f"{name} {PLAIN.number(hurt, 0)} / {PLAIN.number(other, 0)} %"
        for name, (hurt, other) in evaluation.missing.items()
    )
    return (
        f"{runners}, {PLAIN.number(evaluation.days, 0)} days at risk, {PLAIN.number(evaluation.injuries, 0)} injuries.{left_out}",
        f"Distances from {evaluation.unit}; monotony with the {evaluation.monotony_sd} SD.{drawn}",
        f"Missing in the 28 days before injuries / before other days: {missing}.",
    )
