"""The same run more than once, whole or in part, and one run in two files."""

from dataclasses import replace
from datetime import timedelta
from hashlib import sha256
from pathlib import PurePosixPath

import numpy as np
import pandas as pd

from runrisk.model import SAMPLES, Source
from runrisk.simulate.made import Made, counted
from runrisk.simulate.made_files import parts_of

COPIES = "copies/"
"""The folder in which copies lie."""

_LAST_S = 22 * 60.0
"""How much of its end a cropped copy holds [s]."""

_SHORTER_S, _ENDS_S = 15.0, 90.0
"""Time between the points of a shorter copy, and what is missing at each of its ends [s]; our choice."""

_LATER_S = 2.0
"""How much later a second service says that the run began [s]; our choice."""


def twice(one: Made, _: np.random.Generator) -> tuple[Made, ...]:
    """The same run a second time, as GPX from another service, two seconds later."""
    return one, _copy(one, one.samples, "other-service", later_s=_LATER_S)


def cropped_copy(one: Made, _: np.random.Generator) -> tuple[Made, ...]:
    """A copy as GPX that holds the last 22 minutes only."""
    time_s = one.samples["time_s"]
    return one, _copy(one, one.samples[time_s >= time_s.iloc[-1] - _LAST_S], "cropped")


def half_copy(one: Made, _: np.random.Generator) -> tuple[Made, ...]:
    """A copy as GPX that holds the first half only."""
    return one, _copy(one, one.samples.iloc[: len(one.samples) // 2], "half")


def shorter_copy(one: Made, _: np.random.Generator) -> tuple[Made, ...]:
    """A copy as GPX with a point every 15 s and without the first and the last 90 s: shorter at every corner."""
    time_s = one.samples["time_s"]
    inner = one.samples[time_s.between(_ENDS_S, time_s.iloc[-1] - _ENDS_S)]
    kept = (inner["time_s"] // _SHORTER_S).diff() != 0
    return one, _copy(one, inner[kept], "shorter")


def second_fit(one: Made, _: np.random.Generator) -> tuple[Made, ...]:
    """A second FIT file of the run, written anew by a service: no heart rate, no dynamics, no watch, no sub sport."""
    kept = ["time_s", "segment", "lat_deg", "lon_deg", "altitude_m", "distance_m", "speed_mps"]
    samples = one.samples.assign(**{name: np.nan for name in SAMPLES if name not in kept})
    source = replace(_source(one, "anew", "fit"), recorder=None)
    activity = replace(one.activity, source=source, sub_sport=None, avg_hr_bpm=None, avg_cadence_spm=None)
    return one, replace(one, samples=samples, activity=activity, strap=None)


def split(one: Made, _: np.random.Generator) -> tuple[Made, ...]:
    """The run was stopped two thirds in and begun anew four minutes later: two files, one run."""
    folder = PurePosixPath(one.activity.source.name).parent
    return tuple(_in_folder(part, folder) for part in parts_of(one))


def _in_folder(one: Made, folder: PurePosixPath) -> Made:
    source = one.activity.source
    named = (folder / source.name).with_suffix(f".{source.format}")
    return replace(one, activity=replace(one.activity, source=replace(source, name=str(named))))


def _copy(one: Made, samples: pd.DataFrame, called: str, *, later_s: float = 0.0) -> Made:
    """A GPX file of some of the samples; it begins where they do."""
    begins_s = float(samples["time_s"].iloc[0])
    moved = samples.assign(time_s=samples["time_s"] - begins_s).reset_index(drop=True)
    start = one.activity.start_utc + timedelta(seconds=begins_s + later_s)
    source = _source(one, called, "gpx")
    if source.recorder is not None:
        source = replace(source, recorder=replace(source.recorder, time_created=start))
    activity = replace(one.activity, source=source, start_utc=start)
    return replace(one, samples=moved, activity=counted(activity, moved), strap=None)


def _source(one: Made, called: str, kind: str) -> Source:
    """The source of a copy, in a folder of its own."""
    name = f"{COPIES}{PurePosixPath(one.activity.source.name).stem}-{called}.{kind}"
    return replace(one.activity.source, name=name, format=kind, sha256=sha256(name.encode()).hexdigest())
