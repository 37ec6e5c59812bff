"""Whether missing history gives the label away: where more is missing before injuries than elsewhere, nothing is told."""

import numpy as np
import pandas as pd

from runrisk.errors import RunriskError
from runrisk.workflows.evaluation.exposure import Marks, at_risk_days
from runrisk.workflows.evaluation.injury_tables import InjuryTables

BEFORE_DAYS = 28
"""History is what four weeks before a day hold. Our choice."""
MAX_DIFFERENCE = 10.0
"""Percentage points by which missing history may differ. Our choice: chance differences of some points are usual."""


def history_difference(dense: dict[str, pd.DataFrame], cohort: InjuryTables) -> dict[str, tuple[float, float]]:
    """Column -> share of its values that lack in the 28 days before [%]: on injury days, and on all other days at risk."""
    injuries = {str(name): own for name, own in cohort.outcomes.groupby("athlete")}
    columns = (*cohort.amounts, *cohort.ratings)
    sums = {column: np.zeros(4) for column in columns}
    for name, days in dense.items():
        onset, at_risk = at_risk_days(days.index, injuries.get(name))
        for column in columns:
            sums[column] += _sums(days[column], onset & at_risk, ~onset & at_risk)
    return {
        column: (100 * hurt / max(ill, 1), 100 * other / max(well, 1))
        for column, (hurt, ill, other, well) in sums.items()
    }


def _sums(values: pd.Series, injured: Marks, others: Marks) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    known = values.notna().to_numpy(float)
    # Days before the first one are missing too.
    total = np.append(0.0, np.cumsum(known))
    at = np.arange(len(known))
    lacking = 1 - (total[at] - total[np.maximum(at - BEFORE_DAYS, 0)]) / BEFORE_DAYS
    return np.array([lacking[injured].sum(), injured.sum(), lacking[others].sum(), others.sum()])


def refuse_leaks(shares: dict[str, tuple[float, float]]) -> None:
    """Stop where missing history differs between injury days and other days.

    Raises:
        RunriskError: by more than MAX_DIFFERENCE points in some column.
    """
    for column, (injured, others) in shares.items():
        if abs(injured - others) > MAX_DIFFERENCE:
            raise RunriskError(
                f"refused: {injured:.0f} % of {column} lack in the {BEFORE_DAYS} days before injuries, {others:.0f} % "
                f"before other days. What is missing gives the injuries away, and every result would be of that. Leave "
                f"the column out, or find out why it is missing"
            )
