"""Shoes with many kilometres."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

import numpy as np
import numpy.typing as npt
import pandas as pd

from runrisk.analysis.articles import S001
from runrisk.analysis.base import Analyzer, sentence
from runrisk.charts import ROAD, Axis, Bars, Panel, Plot, flags, limit_at, plot_of, values
from runrisk.finding import (
    Confidence,
    Evidence,
    Finding,
    Grade,
    Level,
    Measure,
    NotApplicable,
    NotEnoughData,
    Occurrence,
)
from runrisk.measures.day_windows import within
from runrisk.measures.shoe_wear import known_pair, wear
from runrisk.model import Gear, Period, TrainingLog
from runrisk.wording import Wording, listed

SHOWN_PAIRS = 8
"""Bars that fit into a chart; the pairs with most kilometres are shown. Our choice."""

LEAST_ROWS = 4
"""Room for so many bars even where there are fewer: a single one does not fill the chart. Our choice."""


OWN_LIMIT_M = (100_000.0, 3_000_000.0)
"""Distances of retirement that a runner can mean [m]. Our choice: services offer 400 to 1,600 km."""


@dataclass(frozen=True, kw_only=True, eq=False)
class PairWear:
    """One pair.

    Attributes:
        name: as activities give it.
        days: the days it was worn, oldest first.
        worn_km: distance run in it up to each of these days [km].
        retired: whether the journal or a service says that it is out of use.
        own_limit_km: after how much the runner wants to retire it, where a service knows that [km].
        current: which of the days lie in the period.
    """

    name: str
    days: pd.DatetimeIndex
    worn_km: npt.NDArray[np.float64]
    retired: bool
    own_limit_km: float | None
    current: npt.NDArray[np.bool_]

    @property
    def latest_km(self) -> float:
        """Distance run in it so far [km]."""
        return float(self.worn_km[-1])


@dataclass(frozen=True, kw_only=True, eq=False)
class Pairs:
    """The pairs worn in the period, the most worn first, and the period."""

    worn: tuple[PairWear, ...]
    period: Period


@dataclass(frozen=True, kw_only=True)
class ShoeAge(Analyzer[Pairs]):
    """A pair of shoes beyond 800 km.

    Looks for:
        Pairs still in use after very many kilometres.

    Why it matters:
        The articles ask for the right shoes, and worn foam is harder. No study gives a distance at which a shoe is
        done; the one review that speaks of age speaks of months.

    How it is measured:
        Kilometres of all runs in a pair since the log begins [km], plus what the journal or a service says it had run
        before. Flagged above 800 km while it is still worn, or above the distance of retirement that you set for it.

    What it cannot see:
        Runs whose shoe was not entered; the years before the log, unless the journal tells; the sole itself. Pairs
        that share a name are one pair here.

    What to do:
        Look at the sole and trust your feet: a pair that feels dead or worn to one side is due. The number alone says
        nothing.

    Parameters:
        max_distance_km [km]: above it a pair counts as worn. Our choice: what makers name, rounded up to stay quiet.

    References:
        vanderworp2015
    """

    id = "shoe-age"
    title = "Shoes with many kilometres"
    grade = Grade.ARTICLE_ONLY
    articles = (S001,)
    needs = "a run in the period that names its shoe"
    evidence: ClassVar[tuple[Evidence, ...]] = (
        Evidence(
            key="vanderworp2015",
            says="Review: with shoes of 4-6 months the risk was higher in women than in men.",
            supports=True,
        ),
        Evidence(
            key="vanderworp2015",
            says="It compares women with men, and speaks of months: no study gives a limit in kilometres.",
            supports=False,
        ),
    )

    max_distance_km: float = 800.0

    def measure(self, log: TrainingLog) -> Pairs | NotEnoughData | NotApplicable:
        """Add up the distance of each pair."""
        worn = tuple(_pairs(log))
        if not worn:
            return NotApplicable(reason="No run of this log names the shoes it was run in.")
        current = tuple(pair for pair in worn if pair.current.any())
        if not current:
            return NotEnoughData(
                has=lambda wording: f"{wording.counted(len(worn), 'pair')} of shoes in the log, 0 in the period",
                missing=lambda wording: (
                    f"None of {wording.counted(len(worn), 'pair')} of shoes was named in the period; it takes {self.needs}."
                ),
            )
        return Pairs(worn=tuple(sorted(current, key=lambda pair: (-pair.latest_km, pair.name))), period=log.period)

    def _over(self, pair: PairWear) -> npt.NDArray[np.bool_]:
        return (pair.worn_km > self._limit_km(pair)) & (not pair.retired)

    def _limit_km(self, pair: PairWear) -> float:
        return self.max_distance_km if pair.own_limit_km is None else pair.own_limit_km

    def judge(self, measured: Pairs, wording: Wording) -> Finding:
        """Flag each pair that was worn in the period beyond its limit."""
        over = [pair for pair in measured.worn if (self._over(pair) & pair.current).any()]
        first, limit_m = measured.worn[0], 1000 * self.max_distance_km
        seen = [one for pair in over for one in self._occurrences(pair, wording)]
        pairs = f"{wording.counted(len(measured.worn), 'pair')} of shoes worn in the period"
        own = "" if all(pair.own_limit_km is None for pair in measured.worn) else " or what you set for it"
        limit, most = wording.distance(limit_m, 0), wording.distance(1000 * first.latest_km, 0, limit_m=limit_m)
        return self.conclude(
            seen,
            summary=sentence(
                seen,
                wording,
                now=f"Beyond {limit}{own}, of {pairs}: {listed([self._said(pair, wording) for pair in over])}.",
                clear=f"None of {pairs} has more than {limit}{own}; the most worn has {most}.",
            ),
            confidence=Confidence.LOW,  # what was run before the log, or without a name, is missing
            measures=(
                Measure(name="most_worn_km", value=first.latest_km, unit="km", limit=self.max_distance_km),
                Measure(name="worn_pairs", value=len(over), unit="pairs"),
            ),
            advice=("A worn pair: decide by comfort. No study says at how many kilometres a shoe is done.",),
            has=f"{wording.counted(len(measured.worn), 'pair')} of shoes in the period",
        )

    def _occurrences(self, pair: PairWear, wording: Wording) -> Iterator[Occurrence]:
        """Of each pair one in the period, and one before it."""
        for current in (False, True):
            days = pair.days[self._over(pair) & (pair.current == current)]
            if len(days):
                yield Occurrence(
                    first=days[0].date(),
                    last=days[-1].date(),
                    level=Level.INFO,
                    note=self._said(pair, wording),
                    in_period=current,
                )

    def _said(self, pair: PairWear, wording: Wording) -> str:
        limit_m = 1000 * self._limit_km(pair)
        own = "" if pair.own_limit_km is None else f", of {wording.distance(limit_m, 0)} set for it"
        return f"{pair.name} with {wording.distance(1000 * pair.latest_km, 0, limit_m=limit_m)}{own}"

    def draw(self, measured: Pairs) -> Plot:
        """Kilometres of each pair against the limit."""
        pairs = measured.worn[:SHOWN_PAIRS][::-1]
        limit_m = 1000 * self.max_distance_km
        worn = Bars(
            at=tuple(map(float, range(len(pairs)))),
            value=values([1000 * pair.latest_km for pair in pairs]),
            flagged=flags([(self._over(pair) & pair.current).any() for pair in pairs]),
        )
        names, ends = tuple(pair.name for pair in pairs), (-0.6, max(len(pairs), LEAST_ROWS) - 0.4)
        return plot_of(
            Panel(
                y=Axis(name="pair", names=names, ends=ends),
                x=Axis(name="distance so far", unit=ROAD),
                series=(worn, limit_at(limit_m, ROAD, upright=True)),
                across=True,
            )
        )


def _own_limit_km(pair: Gear) -> float | None:
    """The runner's own limit [km], where it can be one."""
    low, high = OWN_LIMIT_M
    return pair.retire_m / 1000 if pair.retire_m is not None and low <= pair.retire_m <= high else None


def _pairs(log: TrainingLog) -> Iterator[PairWear]:
    for name, metres in wear(log).by_pair.items():
        worn = metres[metres > 0]
        known = known_pair(log, str(name))
        days = pd.DatetimeIndex(worn.index)
        yield PairWear(
            name=str(name),
            days=days,
            worn_km=known.start_m / 1000 + worn.cumsum().to_numpy() / 1000,
            retired=known.until is not None and known.until <= log.as_of,
            own_limit_km=_own_limit_km(known),
            current=within(days, log.period),
        )
