"""The offset to the left of travel with its standard error, from rows with one fixed effect per anchor."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import hypot, nan, sqrt

import numpy as np

from runrisk.model.features import PATH_STEP_M
from runrisk.roadside.crossings import Crossings
from runrisk.roadside.points import Floats, Ints

ERROR_FACTOR = 1.2
"""Clustered errors are widened by this: placebo directions on real logs gave z with SD up to 1.23 (road-side method)."""

QUARTERS = 4.0
"""Where quarters differ, Student's law has at least the degrees of freedom of so many, a year. Our choice: fewer leave
tails of tens of metres, and a road is 10 m wide."""

_Z = 1.959964
"""97.5 % quantile of the normal law."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Offset:
    """How far a runner keeps to the left of travel, and how well that is known.

    Attributes:
        left_m: mean offset to the left of travel [m]; negative is to the right; NaN where no street was run both ways.
        error_m: standard error [m].
        runs_eff: number of runs that the estimate rests on, were they all of equal weight.
        blocks_eff: the same for 250 m blocks.
        km_eff: kilometres of information.
        residual_m: how much rows differ among themselves [m]: small where tracks were smoothed or snapped to a map.
        km_both_ways: kilometres run on streets that were run in both directions.
        varies_m: the part of `error_m` that is how the habit varies from quarter to quarter [m].
        spells_eff: number of quarters that the estimate rests on, were they all of equal weight.
    """

    left_m: float
    error_m: float
    runs_eff: float
    blocks_eff: float
    km_eff: float
    residual_m: float
    km_both_ways: float
    varies_m: float = 0.0
    spells_eff: float = 1.0

    @property
    def margin_m(self) -> float:
        """Half the width of the 95 % interval [m]."""
        return t_quantile(self._freedom) * self.error_m

    @property
    def _freedom(self) -> float:
        """Degrees of freedom after Satterthwaite: of runs or places, and of quarters where the habit varies."""
        own = max(min(self.runs_eff, self.blocks_eff) - 1, 1.0)
        if not self.varies_m:
            return own
        share = (self.varies_m / self.error_m) ** 2
        return 1 / ((1 - share) ** 2 / own + share**2 / (max(self.spells_eff, QUARTERS) - 1))

    @property
    def low_m(self) -> float:
        """Lower end of the 95 % interval [m]."""
        return self.left_m - self.margin_m

    @property
    def high_m(self) -> float:
        """Upper end of the 95 % interval [m]."""
        return self.left_m + self.margin_m


NOTHING = Offset(left_m=nan, error_m=nan, runs_eff=0.0, blocks_eff=0.0, km_eff=0.0, residual_m=nan, km_both_ways=0.0)
"""What is known where no street was run both ways."""


def offset(rows: Crossings, spell: Ints | None = None) -> Offset:
    """The offset over all rows: least squares of place on direction within each anchor.

    With the number of each row's spell (a quarter with one device) its error holds how spells vary.
    """
    direction, place = within_anchor(rows, rows.direction), within_anchor(rows, rows.left_m)
    weight = direction**2
    total = float(weight.sum())
    if total <= 0:
        return NOTHING
    left_m = float((direction * place).sum() / total)
    residual = place - left_m * direction
    score = direction * residual
    error_m, runs_eff, blocks_eff = clustered_error(score, weight, rows.run, rows.block)
    varies_m, spells_eff = (0.0, 1.0) if spell is None else _variation(score, weight, spell, error_m)
    return Offset(
        left_m=left_m,
        error_m=hypot(error_m, varies_m),
        runs_eff=runs_eff,
        blocks_eff=blocks_eff,
        km_eff=PATH_STEP_M / 1000 * total,
        residual_m=_spread(rows, residual),
        km_both_ways=float(rows.distance_m[_mixed(rows)].sum()) / 1000,
        varies_m=varies_m,
        spells_eff=spells_eff,
    )


def pooled(offsets: Sequence[Offset]) -> Offset:
    """The offset over several parts of a log that have streets of their own.

    As if their rows had been fitted together. Its error is never too small: it is that of parts which all err alike, for a
    street may be run in each of them; and no more places carry it than the part with most.
    """
    known = [one for one in offsets if one.km_eff]
    if not known:
        return NOTHING
    total = sum(one.km_eff for one in known)
    shares = [one.km_eff / total for one in known]
    return Offset(
        left_m=sum(share * one.left_m for share, one in zip(shares, known, strict=True)),
        error_m=sum(share * one.error_m for share, one in zip(shares, known, strict=True)),
        runs_eff=1 / sum(share**2 / one.runs_eff for share, one in zip(shares, known, strict=True)),
        blocks_eff=max(one.blocks_eff for one in known),
        km_eff=total,
        residual_m=sqrt(sum(share * one.residual_m**2 for share, one in zip(shares, known, strict=True))),
        km_both_ways=sum(one.km_both_ways for one in known),
        varies_m=sqrt(sum((share * one.varies_m) ** 2 for share, one in zip(shares, known, strict=True))),
        spells_eff=1 / sum(share**2 / one.spells_eff for share, one in zip(shares, known, strict=True)),
    )


def _variation(score: Floats, weight: Floats, spell: Ints, error_m: float) -> tuple[float, float]:
    """What spells of different habit add to the error [m], and of how many spells of equal weight the mean is.

    It makes the error that clustered by spell where that is larger. Each spell counts by its weight: one of a run or two
    tells nothing of how habits vary, and moves nothing.
    """
    total = float(weight.sum())
    seen = _squares(spell, score) / total**2
    return sqrt(max(seen - error_m**2, 0.0)), total**2 / _squares(spell, weight)


def within_anchor(rows: Crossings, values: Floats) -> Floats:
    """Values minus the mean of their anchor."""
    return without_mean(rows.anchor, values)


def without_mean(group: Ints, values: Floats) -> Floats:
    """Values minus the mean of their group."""
    _, number, counts = np.unique(group, return_inverse=True, return_counts=True)
    return np.asarray(values - (np.bincount(number, values) / counts)[number])


def clustered_error(score: Floats, weight: Floats, run: Ints, block: Ints) -> tuple[float, float, float]:
    """The standard error of a weighted mean, and of how many runs and blocks of equal weight it is.

    It is clustered by run and by block, two-way after Cameron, Gelbach and Miller (2011); the largest of the two-way,
    the run and the block error is taken. `score` is each value's weight times what it is off by.
    """
    _, run = np.unique(run, return_inverse=True)
    _, block = np.unique(block, return_inverse=True)
    _, both = np.unique(run * (block.max() + 1) + block, return_inverse=True)
    total = float(weight.sum())
    of_run, of_block, of_both = (_squares(of, score) for of in (run, block, both))
    error = ERROR_FACTOR * sqrt(max(of_run + of_block - of_both, of_run, of_block)) / total
    return error, total**2 / _squares(run, weight), total**2 / _squares(block, weight)


def _squares(cluster: Ints, values: Floats) -> float:
    """Sum over the clusters of the square of each one's sum."""
    return float((np.bincount(cluster, values) ** 2).sum())


def _mixed(rows: Crossings) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    """The rows whose anchor has rows in both directions."""
    return np.asarray(within_anchor(rows, rows.direction) != 0)


def _spread(rows: Crossings, residual_m: Floats) -> float:
    """SD of the residuals; each anchor costs one degree of freedom."""
    mixed = _mixed(rows)
    free = mixed.sum() - len(np.unique(rows.anchor[mixed]))
    return sqrt(float((residual_m[mixed] ** 2).sum()) / max(int(free), 1))


def t_quantile(freedom: float) -> float:
    """97.5 % quantile of Student's law, also for a fraction of a degree of freedom.

    Abramowitz and Stegun 26.7.5: within 0.3 % from 4 degrees on, which is as low as the gates let anything pass; below
    1 degree nothing is known and the quantile of 1 is used.
    """
    z, n = _Z, max(freedom, 1.0)
    terms = (
        (z**3 + z) / 4,
        (5 * z**5 + 16 * z**3 + 3 * z) / 96,
        (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / 384,
        (79 * z**9 + 776 * z**7 + 1482 * z**5 - 1920 * z**3 - 945 * z) / 92160,
    )
    return z + sum(term / n**power for power, term in enumerate(terms, start=1))
