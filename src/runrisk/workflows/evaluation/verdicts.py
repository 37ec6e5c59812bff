"""One word for each flag, with several flags judged at once (Holm)."""

from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import NamedTuple

from runrisk.workflows.evaluation.statistics import FlagResult

LEVEL = 0.05
NO_SIGN = (0.67, 1.5)
"""An interval that covers 1 and reaches neither of these leaves no room for a relation that would matter. Our choice."""
MIN_INJURIES = 20
"""Fewer injuries tell nothing. Our choice."""
MIN_EXPECTED = 10.0
"""So many injuries must be expected on exposed and on other days, if the flag told nothing. Our choice: at 5 to 6 the
intervals held the truth in 10 of 14 made-up cohorts only (benchmarks/evaluate.py)."""
MIN_ATHLETES = 10
"""Drawing fewer athletes anew gives intervals that are too short. Our choice."""


class Word(StrEnum):
    """What the data say of a flag."""

    SUPPORTED = "supported"
    REVERSED = "reversed"
    NO_SIGN = "no sign"
    CANNOT_TELL = "cannot tell"


class Said(NamedTuple):
    """The word, why, and p after Holm (None where it took no part)."""

    word: Word
    why: str
    p_holm: float | None = None


def verdicts(results: Sequence[FlagResult], athletes: int) -> dict[str, Said]:
    """One word a flag; only flags with enough data take part in Holm's order."""
    thin = {one.flag: why for one in results if (why := _too_thin(one, athletes))}
    adjusted = holm({one.flag: one.p for one in results if one.flag not in thin and one.p is not None})
    return {
        one.flag: Said(Word.CANNOT_TELL, thin[one.flag]) if one.flag in thin else _word(one, adjusted[one.flag])
        for one in results
    }


def holm(p: Mapping[str, float]) -> dict[str, float]:
    """Each p times how many are left in the order of size, never smaller than the one before it, at most 1."""
    adjusted, least = {}, 0.0
    for place, name in enumerate(sorted(p, key=lambda one: (p[one], one))):
        least = max(least, min((len(p) - place) * p[name], 1.0))
        adjusted[name] = least
    return adjusted


def _too_thin(one: FlagResult, athletes: int) -> str:
    if athletes == 1:
        return "one athlete: counts only"
    if athletes < MIN_ATHLETES:
        return f"{athletes} athletes; it takes {MIN_ATHLETES}"
    if one.injuries < MIN_INJURIES:
        return f"injuries on days that can be judged: {one.injuries}; it takes {MIN_INJURIES}"
    if one.expected < MIN_EXPECTED:
        side = "exposed" if one.days_exposed * 2 < one.days else "other"
        return f"only {one.expected:.1f} injuries could be expected on {side} days; it takes {MIN_EXPECTED:g}"
    return "" if one.interval and one.p else "too many draws of athletes have no ratio"


def _word(one: FlagResult, p_holm: float) -> Said:
    low, high = one.interval or (0.0, float("inf"))
    ends = f"{low:.2f} to {high:.2f}"
    if p_holm <= LEVEL:
        above = (one.ratio or 0.0) > 1
        word = Word.SUPPORTED if above else Word.REVERSED
        return Said(word, f"the interval, {ends}, lies {'above' if above else 'below'} 1, after Holm too", p_holm)
    if not low <= 1 <= high:
        return Said(Word.CANNOT_TELL, f"the interval, {ends}, does not cover 1, but after Holm it would", p_holm)
    if NO_SIGN[0] < low and high < NO_SIGN[1]:
        why = f"the interval, {ends}, covers 1 and reaches neither {NO_SIGN[0]:g} nor {NO_SIGN[1]:g}"
        return Said(Word.NO_SIGN, why, p_holm)
    return Said(Word.CANNOT_TELL, f"the interval, {ends}, is too wide", p_holm)
