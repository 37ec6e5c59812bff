"""The measured sides, from the library's shelf where the same runs were measured before."""

from dataclasses import replace
from hashlib import sha256

from runrisk.model import TrainingLog
from runrisk.roadside.measured import SideMeasured, measure_sides
from runrisk.roadside.packing import VERSION, pack, unpack
from runrisk.roadside.road_runs import road_run_parts, road_runs

NAME = "sides"


def cached_sides(log: TrainingLog) -> SideMeasured:
    """Measure the sides of a log's road runs, or take up what was measured of exactly these runs before.

    What depends on the period is always put in afresh.
    """
    key = _key(log)
    measured = _unpacked(log.cache.get(key))
    if measured is None:
        measured = measure_sides(road_runs(log), log.period)
        log.cache.put(NAME, key, pack(measured))
        return measured
    current = any(log.period.holds(run.day) for run in measured.by_run)
    return replace(measured, current=current, as_of=log.period.until)


def _unpacked(stored: bytes | None) -> SideMeasured | None:
    """What lies on the shelf; None where nothing does, or something that cannot be read: it is measured again."""
    try:
        return None if stored is None else unpack(stored)
    except (TypeError, KeyError, ValueError):
        return None


def _key(log: TrainingLog) -> str:
    """All that the numbers depend on: the runs' ids come from their content."""
    runs = repr([(run.activity, run.day, run.device, run.parts) for run in road_run_parts(log)])
    return f"{NAME}/{VERSION}/{sha256(runs.encode()).hexdigest()}"
