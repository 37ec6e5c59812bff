"""The street map without the places where the runner starts and ends: asked for when the map says where it is."""

from dataclasses import replace

import numpy as np

from runrisk.geo import to_degrees
from runrisk.measures.privacy_zones import hidden, privacy_zones
from runrisk.model import TrainingLog
from runrisk.report.sides.result import Sides
from runrisk.roadside.crossings import BLOCK_M, Blocks
from runrisk.roadside.road_runs import road_runs

_CORNERS = np.array([(0, 0), (1, 1), (1, -1), (-1, 1), (-1, -1)]) * BLOCK_M / 2
"""Middle and corners of a block, from its middle [m]."""


def outside_privacy_zones(known: Sides, log: TrainingLog, middle_deg: tuple[float, float]) -> Sides:
    """The sides with no block on its map that touches a privacy zone; `middle_deg` is the middle of the map's region."""
    drawn = known.side.map
    zones = privacy_zones(path for run in road_runs(log) for path in run.paths)
    touches = np.zeros(len(drawn.blocks.points), bool)
    for corner in _CORNERS:
        east, north = (drawn.blocks.middle_m + corner).T
        lat, lon = to_degrees(east, north, *middle_deg)
        touches |= hidden(zones, lat, lon)
    kept = ~touches
    blocks = Blocks(**{name: getattr(drawn.blocks, name)[kept] for name in Blocks.__dataclass_fields__})
    shown = replace(drawn, blocks=blocks, left_m=drawn.left_m[kept], km_eff=drawn.km_eff[kept])
    return replace(known, side=replace(known.side, map=shown))
