"""Which side of the road the runner keeps to, read from streets that were run in both directions, without a map."""

from runrisk.analyzers.road_side.answer import Answer
from runrisk.analyzers.road_side.measured import Part, RunSide, SideMeasured
from runrisk.analyzers.road_side.rule import SAFETY, RoadSide

__all__ = ["SAFETY", "Answer", "Part", "RoadSide", "RunSide", "SideMeasured"]
