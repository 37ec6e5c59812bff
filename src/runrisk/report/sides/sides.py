"""The ledger of left and right: the side of the road, turns, and the two feet, put side by side."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from html import escape

import numpy as np

from runrisk.analysis.outcome import Outcome, reworded
from runrisk.analyzers.road_side import RoadSide
from runrisk.finding import Finding, Verdict
from runrisk.measures.pain import Pain, told_pain
from runrisk.model import TrainingLog
from runrisk.report.sides.as_text import ledger_text
from runrisk.report.sides.in_words import ledger_words
from runrisk.roadside.balance_context import BalanceContext, balance_context
from runrisk.roadside.by_map import MapSide
from runrisk.roadside.measured import SideMeasured
from runrisk.roadside.points import REGION_DEG, straight_points
from runrisk.roadside.road_runs import road_runs
from runrisk.wording import Units, Wording

RULES = (
    "road-side",
    "turn-balance",
    "track-one-direction",
    "same-route-same-direction",
    "gct-balance-shift",
    "pain-site-list",
)
"""The rules whose findings the ledger puts side by side; the last gives the model of legs."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Ledger:
    """What is known of left and right.

    Attributes:
        rule: the rule of the side, with its limits.
        side: what it measured.
        log: what was read.
        outcomes: of those of RULES that were asked.
        balance: ground contact in its context; None where it was not recorded.
        pains: pain with a side told of in the period, oldest first.
        leg_model: which leg is read as the shorter one (pain-site-list.leg_model).
        by_map: the side by a map of streets, where one was given.
    """

    rule: RoadSide
    side: SideMeasured
    log: TrainingLog
    outcomes: tuple[Outcome, ...]
    balance: BalanceContext | None
    pains: tuple[Pain, ...]
    leg_model: str
    by_map: MapSide | None = None

    @property
    def findings(self) -> Mapping[str, Finding]:
        """What those rules say, by rule."""
        return {outcome.finding.rule: outcome.finding for outcome in self.outcomes}

    @property
    def finding(self) -> Finding:
        """The finding on the side."""
        return self.findings["road-side"]

    def to_text(self, units: str = "km") -> str:
        """The ledger for a terminal, distances in km or mi."""
        wording = Wording(units=Units(units))
        return ledger_text(ledger_words(self.worded(wording), wording))

    def worded(self, wording: Wording) -> "Ledger":
        """The same ledger, its findings told in another wording."""
        return replace(self, outcomes=reworded(self.outcomes, self.log, wording))

    def __repr__(self) -> str:
        return f"Ledger(side of the road: {self.finding.answer})"

    def _repr_html_(self) -> str:
        """The same text, for a notebook."""
        return f"<pre>{escape(self.to_text())}</pre>"

    def judged(self, rule: str) -> Finding | None:
        """A rule's finding where it could judge."""
        finding = self.findings.get(rule)
        return finding if finding and finding.verdict in {Verdict.FLAGGED, Verdict.CLEAR} else None


BALANCE_REACH = timedelta(days=365)
"""The contact balance in its context is taken from a year, or from the period where that is longer. Our choice: it is
about how the runner runs now, and ten years of paths take seconds to read."""


def ledger(log: TrainingLog, outcomes: Sequence[Outcome], by_map: MapSide | None = None) -> Ledger | None:
    """The ledger of a log whose rules were run; None without road runs with positions, or without the rule road-side."""
    found = {outcome.finding.rule: outcome for outcome in outcomes if outcome.finding.rule in RULES}
    side = found.get("road-side")
    if side is None or not isinstance(side.measured, SideMeasured) or not side.measured.road_runs:
        return None
    assert isinstance(side.analyzer, RoadSide)  # noqa: S101 - its id says so
    sites = found.get("pain-site-list")
    return Ledger(
        rule=side.analyzer,
        side=side.measured,
        log=log,
        outcomes=tuple(found.values()),
        balance=balance_context(road_runs(log, since=min(log.period.since, log.period.until - BALANCE_REACH))),
        pains=tuple(pain for pain in told_pain(log) if pain.place.side and log.period.holds(pain.day, pain.last)),
        leg_model=getattr(sites.analyzer, "leg_model", "none") if sites else "none",
        by_map=by_map,
    )


def middle_of(log: TrainingLog) -> tuple[float, float] | None:
    """Latitude and longitude of the middle of the region run most [degrees], the one that the street map shows.

    Only for readers who asked for places; None without road runs.
    """
    runs = road_runs(log)
    paths = [path for run in runs for path in run.paths]
    points = straight_points(paths, [number for number, run in enumerate(runs) for _ in run.paths])
    if not len(points):
        return None
    first = points.of_path[np.argmax(points.region == np.argmax(np.bincount(points.region)))]
    lat, lon = (np.concatenate([getattr(path, name) for path in paths])[first] for name in ("lat_deg", "lon_deg"))
    middle_lat, middle_lon = (float((np.floor(place / REGION_DEG) + 0.5) * REGION_DEG) for place in (lat, lon))
    return middle_lat, middle_lon
