"""Rates, ratios and their intervals. Athletes, not days, are drawn anew: days of one athlete are no separate witnesses."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from runrisk.workflows.evaluation.exposure import FlagDays, Floats, RiskDays

DAYS_PER_MONTH = 30.4375
"""Mean length of a month [days]."""
CENTRAL = (2.5, 97.5)
"""Ends of a 95 % interval [%]."""
MAX_UNDEFINED = 0.05
"""Share of draws that may lack a ratio (no exposed day, or no injury to divide by). Our choice."""

Interval = tuple[float, float]


@dataclass(frozen=True, kw_only=True, slots=True)
class FlagResult:
    """How one flag did. Rates are per 1,000 days at risk; None is "cannot be told".

    Attributes:
        flag: the rule's id.
        days: days at risk that could be judged.
        days_exposed: those with the flag up in the days before.
        injuries: injuries on days that could be judged.
        injuries_exposed: those on exposed days.
        rate_exposed: injuries per 1,000 exposed days.
        rate_other: injuries per 1,000 other days.
        ratio: rate_exposed over rate_other.
        interval: its 95 % interval, from drawing athletes anew.
        p: two-sided, from the same draws.
        within_ratio: the same ratio within athletes (Mantel-Haenszel).
        within_interval: its 95 % interval.
        alarms: how often the flag went up.
        alarms_a_month: the same per athlete and month at risk.
        precision: share of alarms with an injury in the days after.
        auc: area under the curve of the continuous score; 0.5 tells nothing.
    """

    flag: str
    days: int
    days_exposed: int
    injuries: int
    injuries_exposed: int
    rate_exposed: float | None
    rate_other: float | None
    ratio: float | None = None
    interval: Interval | None = None
    p: float | None = None
    within_ratio: float | None = None
    within_interval: Interval | None = None
    alarms: int
    alarms_a_month: float | None
    precision: float | None
    auc: float | None

    @property
    def expected(self) -> float:
        """Injuries to be expected on the smaller side, exposed or not, if the flag told nothing."""
        share = self.days_exposed / self.days if self.days else 0.0
        return self.injuries * min(share, 1 - share)


def draws(athletes: int, number: int, seed: int) -> npt.NDArray[np.int64]:
    """How often each athlete is drawn in each of `number` draws, shape (number, athletes)."""
    return np.random.default_rng(seed).multinomial(athletes, np.full(athletes, 1 / athletes), size=number)


def flag_result(name: str, flag: FlagDays, risk: RiskDays, weights: npt.NDArray[np.int64] | None) -> FlagResult:
    """Count and compare; without weights there are counts only."""
    cells = _cells(flag, risk)
    a, b, exposed_days, other_days = cells.sum(axis=1)
    alarms = int(flag.alarm.sum())
    counts = FlagResult(
        flag=name,
        days=int(exposed_days + other_days),
        days_exposed=int(exposed_days),
        injuries=int(a + b),
        injuries_exposed=int(a),
        rate_exposed=_share(1000 * a, exposed_days),
        rate_other=_share(1000 * b, other_days),
        alarms=alarms,
        alarms_a_month=_share(alarms * DAYS_PER_MONTH, len(risk.injured)),
        precision=_share(float((flag.alarm & risk.injured_soon).sum()), alarms),
        auc=_auc(flag.score[flag.judged], risk.injured[flag.judged]),
    )
    return counts if weights is None else _with_ratios(counts, cells, weights)


def _cells(flag: FlagDays, risk: RiskDays) -> Floats:
    """Exposed injuries, other injuries, exposed days, other days of each athlete: shape (4, athletes)."""
    exposed, other = flag.exposed & flag.judged, ~flag.exposed & flag.judged
    groups = (exposed & risk.injured, other & risk.injured, exposed, other)
    return np.array([np.bincount(risk.athlete[group], minlength=risk.athletes) for group in groups], float)


def _with_ratios(counts: FlagResult, cells: Floats, weights: npt.NDArray[np.int64]) -> FlagResult:
    a, b, exposed, other = cells
    days = np.maximum(exposed + other, 1)
    within = np.array([a * other / days, b * exposed / days])
    drawn = weights @ cells.T
    with np.errstate(divide="ignore", invalid="ignore"):
        ratios = (drawn[:, 0] * drawn[:, 3]) / (drawn[:, 1] * drawn[:, 2])
        within_drawn = weights @ within.T
        within_ratios = within_drawn[:, 0] / within_drawn[:, 1]
    fields = {name: getattr(counts, name) for name in FlagResult.__dataclass_fields__}
    return FlagResult(
        **fields
        | {
            "ratio": _share(a.sum() * other.sum(), b.sum() * exposed.sum()),
            "interval": _interval(ratios),
            "p": _p(ratios),
            "within_ratio": _share(within[0].sum(), within[1].sum()),
            "within_interval": _interval(within_ratios),
        }
    )


def _share(part: float, whole: float) -> float | None:
    return float(part / whole) if whole > 0 else None


def _interval(drawn: Floats) -> Interval | None:
    """The middle 95 % of the draws; None where too many have no ratio."""
    known = drawn[np.isfinite(drawn)]
    if len(known) < (1 - MAX_UNDEFINED) * len(drawn):
        return None
    low, high = np.percentile(known, CENTRAL)
    return float(low), float(high)


def _p(drawn: Floats) -> float | None:
    """Twice the smaller share of draws on either side of 1; one draw is added, so that it is never 0."""
    known = drawn[np.isfinite(drawn)]
    if len(known) < (1 - MAX_UNDEFINED) * len(drawn):
        return None
    side = min(int((known <= 1).sum()), int((known >= 1).sum()))
    return min(2 * (side + 1) / (len(known) + 1), 1.0)


def _auc(score: Floats, injured: npt.NDArray[np.bool_]) -> float | None:
    """The chance that an injury day has the larger score than another day; ties count half."""
    hurt, well = int(injured.sum()), int((~injured).sum())
    if not hurt or not well:
        return None
    ranks = pd.Series(score).rank().to_numpy()
    return float((ranks[injured].sum() - hurt * (hurt + 1) / 2) / (hurt * well))
