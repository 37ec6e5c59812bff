"""The measured sides, from the library's shelf where the same runs were measured before: all of them, or those of a past year.

A new run changes the last years alone, which now may reach back to; what lies further back is measured year by year and lies
on the shelf. What is taken from there and what is measured anew is the same, whatever was measured when.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from hashlib import sha256
from itertools import groupby

from runrisk.model import TrainingLog
from runrisk.model.cache import Cache
from runrisk.roadside.measured import PastYear, SideMeasured, measure_past, measure_sides
from runrisk.roadside.now import FURTHEST
from runrisk.roadside.packing import VERSION, Kept, pack, unpack
from runrisk.roadside.road_runs import RoadRunParts, road_run_parts, with_paths

NAME = "sides"


def cached_sides(log: TrainingLog) -> SideMeasured:
    """Measure the sides of a log's road runs, or take up what was measured of exactly these runs before.

    What depends on the period is always put in afresh.
    """
    runs = road_run_parts(log)
    measured = _kept(log.cache, NAME, runs, SideMeasured, lambda: _measured(log, runs))
    current = any(log.period.holds(run.day) for run in measured.by_run)
    return replace(measured, current=current, as_of=log.period.until)


def _measured(log: TrainingLog, runs: Sequence[RoadRunParts]) -> SideMeasured:
    """The last calendar years are measured together, so that now lies in them whole; those before, each by itself."""
    first_year = (runs[-1].day - FURTHEST).year if runs else 0
    older = [run for run in runs if run.day.year < first_year]
    years = [tuple(of_year) for _, of_year in groupby(older, key=lambda run: run.day.year)]
    past = [_past_year(log, of_year) for of_year in years]
    return measure_sides(with_paths(log, runs[len(older) :]), log.period, past)


def _past_year(log: TrainingLog, runs: Sequence[RoadRunParts]) -> PastYear:
    name = f"{NAME} {runs[0].day.year}"
    return _kept(log.cache, name, runs, PastYear, lambda: measure_past(with_paths(log, runs)))


def _kept(cache: Cache, name: str, runs: Sequence[RoadRunParts], kind: type[Kept], measure: Callable[[], Kept]) -> Kept:
    """What lies on the shelf of these very runs, else what is measured now and put there."""
    key = _key(name, runs)
    found = _unpacked(cache.get(key), kind)
    if found is None:
        found = measure()
        cache.put(name, key, pack(found))
    return found


def _unpacked(stored: bytes | None, kind: type[Kept]) -> Kept | None:
    """What was stored; None where nothing was, or something that cannot be read: it is measured again."""
    try:
        return None if stored is None else unpack(stored, kind)
    except (TypeError, KeyError, ValueError):
        return None


def _key(name: str, runs: Sequence[RoadRunParts]) -> str:
    """All that the numbers depend on: the runs' ids come from their content."""
    said = repr([(run.activity, run.day, run.device, run.parts) for run in runs])
    return f"{name}/{VERSION}/{sha256(said.encode()).hexdigest()}"
