"""The load rules' flags held against known injuries."""

from runrisk.analyzers.monotony import Monotony
from runrisk.errors import RunriskError
from runrisk.settings import Settings, build_analyzers
from runrisk.workflows.evaluation.exposure import Rules, dense_days, measured_flags, risk_days
from runrisk.workflows.evaluation.injury_tables import Source, read_injury_tables
from runrisk.workflows.evaluation.missing import history_difference, refuse_leaks
from runrisk.workflows.evaluation.result import Evaluation
from runrisk.workflows.evaluation.statistics import draws, flag_result
from runrisk.workflows.evaluation.verdicts import MIN_INJURIES, verdicts

DRAWS = 2000


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
    rules = [rule for rule in build_analyzers(settings) if rule.enabled and (rule.load_rule or rule.for_reference)]
    cohort = read_injury_tables(days, outcomes)
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
