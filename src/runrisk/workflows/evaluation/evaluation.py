"""The load rules' flags held against known injuries."""

from dataclasses import dataclass
from html import escape
from typing import Any

from runrisk.analyzers.monotony import Monotony
from runrisk.errors import RunriskError
from runrisk.settings import Settings, build_analyzers
from runrisk.workflows.evaluation.exposure import EXPOSED_DAYS, Rules, dense_days, measured_flags, risk_days
from runrisk.workflows.evaluation.missing import history_difference, refuse_leaks
from runrisk.workflows.evaluation.page import page
from runrisk.workflows.evaluation.statistics import FlagResult, draws, flag_result
from runrisk.workflows.evaluation.tables import Source, read_cohort
from runrisk.workflows.evaluation.verdicts import MIN_INJURIES, Said, verdicts
from runrisk.workflows.evaluation.words import text

SCHEMA = "runrisk.evaluation/1"
DRAWS = 2000
FOR_REFERENCE = frozenset({"acwr"})
"""Never flagged by itself, yet many apps warn of it: evaluated at the number they warn at."""


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
        return page(self)

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


def evaluate(
    days: Source, outcomes: Source, *, settings: Settings | None = None, number: int = DRAWS, seed: int = 0
) -> Evaluation:
    """Hold the flags of the load rules against known injuries.

    Args:
        days: `athlete`, `date`, `km` or `load`; optional `sessions`, `longest_km`, any ratings: a table or its CSV file.
        outcomes: `athlete`, `onset`, optional `end`.
        settings: other limits; `monotony.sd` chooses the SD of monotony.
        number: how often athletes are drawn anew.
        seed: of the draws; the same seed gives the same intervals.

    Raises:
        FileError: a table cannot be read; with line, column and cure.
        RunriskError: fewer than 20 injuries, or missing history gives them away.
        SettingsError: a setting that does not exist.
    """
    rules = [
        rule for rule in build_analyzers(settings) if rule.enabled and (rule.load_rule or rule.id in FOR_REFERENCE)
    ]
    cohort = read_cohort(days, outcomes)
    dense = dense_days(cohort)
    single = len(dense) == 1
    missing = history_difference(dense, cohort)
    if not single:
        _refuse_few(len(cohort.outcomes))
        refuse_leaks(missing)
    risk = risk_days(dense, cohort, measured_flags(dense, cohort, rules))
    if not single:
        _refuse_few(int(risk.injured.sum()))
    weights = None if single else draws(risk.athletes, number, seed)
    flags = tuple(flag_result(name, flag, risk, weights) for name, flag in risk.flags.items())
    return Evaluation(
        flags=flags,
        said=verdicts(flags, risk.athletes),
        titles={rule.id: rule.title for rule in rules},
        athletes=risk.athletes,
        days=len(risk.injured),
        injuries=int(risk.injured.sum()),
        left_out=risk.left_out,
        unit=cohort.amounts[0],
        monotony_sd=_sd(rules),
        missing=missing,
        draws=0 if single else number,
        seed=seed,
    )


def _refuse_few(injuries: int) -> None:
    if injuries < MIN_INJURIES:
        raise RunriskError(f"refused: {injuries} injuries on days at risk; below {MIN_INJURIES} nothing can be told")


def _sd(rules: Rules) -> str:
    return next((rule.sd for rule in rules if isinstance(rule, Monotony)), "not used")
