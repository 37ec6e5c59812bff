"""Left and right of a log, with a map or without."""

from pathlib import Path
from typing import Any

from runrisk.analysis.base import Analyzer
from runrisk.analysis.outcome import run_analyzers
from runrisk.analyzers.road_side import RoadSide
from runrisk.errors import NothingToReadError
from runrisk.model import TrainingLog
from runrisk.report.sides.result import Sides
from runrisk.report.sides.sides import on_sides, sides_of
from runrisk.roadside.by_map import MapSide, side_on_map
from runrisk.roadside.road_runs import road_runs
from runrisk.settings import Settings, build_analyzers
from runrisk.workflows.street_map import read_streets


def sides(log: TrainingLog, settings: Settings | None = None, *, street_map: Path | None = None) -> Sides:
    """Everything that is known of left and right.

    Args:
        log: what was read.
        settings: other limits.
        street_map: an .osm.pbf extract of where the runs were (the extra `map`).

    Raises:
        NothingToReadError: the log holds no road run with positions.
        RunriskError: the extra is missing, or the map cannot be read.
    """
    rules = [rule for rule in build_analyzers(settings) if on_sides(rule)]
    known = sides_of(log, run_analyzers(rules, log), _by_map(log, rules, street_map))
    if known is None:
        raise NothingToReadError("The log holds no road run with positions: nothing can be said of sides")
    return known


def _by_map(log: TrainingLog, rules: list[Analyzer[Any]], street_map: Path | None) -> MapSide | None:
    if street_map is None:
        return None
    limits = next(rule for rule in rules if isinstance(rule, RoadSide))
    return side_on_map(road_runs(log), read_streets(street_map), limits)
