"""Left and right of a log: the side of the road, turns, and the two feet, put side by side."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import numpy as np

from runrisk.analysis.base import Analyzer, Side
from runrisk.analysis.outcome import Outcome
from runrisk.analyzers.road_side import RoadSide
from runrisk.measures.pain import told_pain
from runrisk.model import TrainingLog
from runrisk.report.sides.result import Sides
from runrisk.roadside.balance_context import balance_context
from runrisk.roadside.by_map import MapSide
from runrisk.roadside.measured import SideMeasured
from runrisk.roadside.points import REGION_DEG, straight_points
from runrisk.roadside.road_runs import road_runs

BALANCE_REACH = timedelta(days=365)
"""The contact balance in its context is taken from a year, or from the period where that is longer. Our choice: it is
about how the runner runs now, and ten years of paths take seconds to read."""


def on_sides(rule: Analyzer[Any]) -> bool:
    """Whether the page of sides tells of a rule; what tracks show of the road goes before what was answered."""
    return rule.side not in {None, Side.ANSWER}


def sides_of(log: TrainingLog, outcomes: Sequence[Outcome], by_map: MapSide | None = None) -> Sides | None:
    """The sides of a log whose rules were run; None without road runs with positions, or without the rule on it."""
    found = {outcome.analyzer.side: outcome for outcome in outcomes if on_sides(outcome.analyzer)}
    side = found.get(Side.ROAD)
    if side is None or not isinstance(side.measured, SideMeasured) or not side.measured.road_runs:
        return None
    assert isinstance(side.analyzer, RoadSide)  # noqa: S101 - its side says so
    sites = found.get(Side.PAIN)
    return Sides(
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
