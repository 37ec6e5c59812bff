"""One word for each flag, with several flags judged at once (Holm)."""

from collections.abc import Mapping, Sequence
from enum import StrEnum
from math import ceil, inf, isinf, log
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


NORMAL_95 = 1.96
"""Standard errors on either side of a 95 % interval."""


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


def injuries_needed(one: FlagResult) -> float:
    """Injuries from which on an interval tells a ratio of 1.5 from none; infinite where nobody, or everybody, is exposed.

    The standard error of the logarithm of a ratio of rates is sqrt(1/a + 1/b), a and b the injuries on exposed and on other
    days. At least so many: injuries that come in clusters tell less.
    """
    share = one.days_exposed / one.days if one.days else 0.0
    if not 0 < share < 1:
        return inf
    narrow = (NORMAL_95 / log(NO_SIGN[1])) ** 2 / (share * (1 - share))
    return max(narrow, MIN_EXPECTED / min(share, 1 - share), MIN_INJURIES)


def injuries_until_told(one: FlagResult) -> float:
    """Injuries from which on the interval would leave 1 out, or reach neither end of `NO_SIGN`, if the ratio stays as it is.

    Both ends come nearer, in logarithms, with the square root of the number. Infinite where there is no such interval.
    """
    low, high = one.interval or (0.0, inf)
    if not one.ratio or not 0 < low < one.ratio < high < inf:
        return inf
    ratio, below, above = log(one.ratio), log(one.ratio / low), log(high / one.ratio)
    no_sign = min((ratio - log(NO_SIGN[0])) / below, (log(NO_SIGN[1]) - ratio) / above)
    leaves_1_out = max(ratio / below, -ratio / above)
    return one.injuries / max(no_sign, leaves_1_out) ** 2


def _it_takes(needed: float, one: FlagResult) -> str:
    return "" if isinf(needed) or needed <= one.injuries else f"; it would take about {_round(ceil(needed)):,} injuries"


def _round(number: int) -> int:
    """Two digits of a number, rounded up: more would pretend."""
    step: int = 10 ** max(len(str(number)) - 2, 0)
    return -(-number // step) * step


def _too_thin(one: FlagResult, athletes: int) -> str:
    if athletes == 1:
        return "one athlete: counts only"
    if athletes < MIN_ATHLETES:
        return f"{athletes} athletes; it takes {MIN_ATHLETES}"
    if one.injuries < MIN_INJURIES:
        return f"injuries on days that can be judged: {one.injuries}, where {MIN_INJURIES} are the least{_it_takes(injuries_needed(one), one)}"
    if one.expected < MIN_EXPECTED:
        side = "exposed" if one.days_exposed * 2 < one.days else "other"
        few = f"only {one.expected:.1f} injuries could be expected on {side} days, where {MIN_EXPECTED:g} are the least"
        return f"{few}{_it_takes(injuries_needed(one), one)}"
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
    return Said(
        Word.CANNOT_TELL, f"the interval, {ends}, is too wide{_it_takes(injuries_until_told(one), one)}", p_holm
    )
