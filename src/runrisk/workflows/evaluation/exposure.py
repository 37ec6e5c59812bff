"""Which days at risk follow a flag: everything is taken from the days before the day at risk."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd

from runrisk.analysis.base import Analyzer
from runrisk.analyzers.run_streak import RunStreak
from runrisk.analyzers.session_spike import SessionSpike
from runrisk.analyzers.weekly_jump import WeeklyJump
from runrisk.finding import NotApplicable, NotEnoughData
from runrisk.workflows.evaluation.athlete_log import athlete_log
from runrisk.workflows.evaluation.injury_tables import InjuryTables

EXPOSED_DAYS = 7
"""A day at risk is exposed if a flag was up in so many days before it. Our choice: a week."""
HISTORY_DAYS = 35
"""Days whose last five weeks lack a day are not judged. Our choice: the longest look back of a load rule."""

Rules = Sequence[Analyzer[Any]]
Floats = npt.NDArray[np.float64]
Marks = npt.NDArray[np.bool_]


@dataclass(frozen=True, kw_only=True, eq=False)
class FlagDays:
    """One flag on every day at risk of every athlete; all arrays of shape (days,).

    Attributes:
        judged: whether the flag could be judged on each of the days before.
        exposed: whether it was up on one of them.
        score: the largest of the rule's number on them; NaN where it is not judged.
        alarm: whether the flag goes up on this day.
    """

    judged: Marks
    exposed: Marks
    score: Floats
    alarm: Marks


Flags = dict[str, FlagDays]
"""One athlete's flags by rule."""


@dataclass(frozen=True, kw_only=True, eq=False)
class RiskDays:
    """Every day at risk, sorted by athlete and day.

    Attributes:
        athlete: number of the athlete on each day, from 0.
        athletes: how many there are.
        injured: whether an injury begins on the day.
        injured_soon: whether one begins in the days after it.
        flags: rule -> its days.
        left_out: injuries that begin on no day at risk: outside of DAYS, or within another injury.
    """

    athlete: npt.NDArray[np.int64]
    athletes: int
    injured: Marks
    injured_soon: Marks
    flags: dict[str, FlagDays]
    left_out: int


def dense_days(cohort: InjuryTables) -> dict[str, pd.DataFrame]:
    """The days of each athlete without gaps, in the order of the names."""
    dense = {}
    for name, own in cohort.days.groupby("athlete", sort=True):
        by_day = own.set_index("date").drop(columns="athlete")
        dense[str(name)] = by_day.reindex(pd.date_range(by_day.index[0], by_day.index[-1], unit="us"))
    return dense


def measured_flags(dense: dict[str, pd.DataFrame], cohort: InjuryTables, rules: Rules) -> list[Flags]:
    """Measure every athlete with the rules themselves, in the order of the names; injuries play no part."""
    distance = cohort.amounts[0]
    chosen = rules if distance == "km" else [without_metres(rule) for rule in rules]
    return [_flags(days, distance, chosen) for days in dense.values()]


def risk_days(dense: dict[str, pd.DataFrame], cohort: InjuryTables, flags: Sequence[Flags]) -> RiskDays:
    """Line up the days at risk of all athletes."""
    injuries = {str(name): own for name, own in cohort.outcomes.groupby("athlete")}
    parts = [_own_days(days, injuries.get(name), own) for (name, days), own in zip(dense.items(), flags, strict=True)]
    injured = np.concatenate([part.injured for part in parts])
    return RiskDays(
        athlete=np.repeat(np.arange(len(parts)), [len(part.injured) for part in parts]),
        athletes=len(parts),
        injured=injured,
        injured_soon=np.concatenate([part.injured_soon for part in parts]),
        flags={rule: _joined([part.flags[rule] for part in parts]) for rule in flags[0]},
        left_out=len(cohort.outcomes) - int(injured.sum()),
    )


class _OwnDays(NamedTuple):
    """The days at risk of one athlete."""

    injured: Marks
    injured_soon: Marks
    flags: Flags


def _own_days(days: pd.DataFrame, injuries: pd.DataFrame | None, flags: Flags) -> _OwnDays:
    onset, at_risk = at_risk_days(days.index, injuries)
    kept = {
        rule: FlagDays(**{name: getattr(flag, name)[at_risk] for name in FlagDays.__dataclass_fields__})
        for rule, flag in flags.items()
    }
    return _OwnDays(injured=onset[at_risk], injured_soon=_any_after(onset)[at_risk], flags=kept)


def _joined(parts: Sequence[FlagDays]) -> FlagDays:
    return FlagDays(
        **{name: np.concatenate([getattr(part, name) for part in parts]) for name in FlagDays.__dataclass_fields__}
    )


def without_metres(rule: Analyzer[Any]) -> Analyzer[Any]:
    """A rule for a load in place of kilometres: its limits that are lengths fall away, its ratios stay."""
    if isinstance(rule, SessionSpike):
        return replace(rule, margin_m=0.0)
    if isinstance(rule, WeeklyJump):
        return replace(rule, margin_m=0.0, min_usual_m=0.0)
    # Any run carries a streak; a day without one does not.
    return replace(rule, min_distance_m=np.finfo(float).tiny) if isinstance(rule, RunStreak) else rule


def at_risk_days(days: pd.Index, injuries: pd.DataFrame | None) -> tuple[Marks, Marks]:
    """On which days an injury begins, and which are at risk: not within an injury that began before."""
    onset, at_risk = np.zeros(len(days), bool), np.ones(len(days), bool)
    if injuries is None:
        return onset, at_risk
    dates = days.to_numpy("datetime64[D]")
    begins, ends = (injuries[name].to_numpy("datetime64[D]") for name in ("onset", "end"))
    for begin, end in zip(begins, ends, strict=True):
        at_risk[(dates > begin) & (dates <= end)] = False
        onset |= dates == begin
    return onset, at_risk


def _flags(days: pd.DataFrame, distance: str, rules: Rules) -> Flags:
    log = athlete_log(days, distance=distance)
    missing = days[distance].isna().to_numpy(float)
    whole = np.convolve(missing, np.ones(HISTORY_DAYS))[: len(days)] == 0
    flags = {}
    for rule in rules:
        score, flagged = np.full(len(days), np.nan), np.zeros(len(days), bool)
        measured = rule.measure(log) if log.recorded else NotEnoughData(has="", missing="")
        if not isinstance(measured, NotEnoughData | NotApplicable):
            scores = rule.day_scores(measured, log)
            if scores is not None:
                score = scores.score.reindex(days.index).where(whole).to_numpy(float)
                flagged = scores.flagged.reindex(days.index, fill_value=False).to_numpy(bool) & ~np.isnan(score)
        flags[rule.id] = _before(score, flagged)
    return flags


def _before(score: Floats, flagged: Marks) -> FlagDays:
    """The days before each day, that day itself left out."""
    largest = pd.Series(score).shift(1).rolling(EXPOSED_DAYS, min_periods=EXPOSED_DAYS).max().to_numpy()
    raised = pd.Series(flagged.astype(float)).shift(1).rolling(EXPOSED_DAYS, min_periods=1).max().to_numpy() > 0
    judged = ~np.isnan(largest)
    alarm = flagged & ~np.append(False, flagged[:-1])
    return FlagDays(judged=judged, exposed=raised & judged, score=largest, alarm=alarm)


def _any_after(onset: Marks) -> Marks:
    """Whether an injury begins in the days after each day, that day itself left out."""
    soon = np.zeros(len(onset), bool)
    for apart in range(1, min(EXPOSED_DAYS, len(onset) - 1) + 1):
        soon[:-apart] |= onset[apart:]
    return soon
