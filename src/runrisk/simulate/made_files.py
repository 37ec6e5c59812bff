"""One made-up activity as a file."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import timedelta
from pathlib import PurePosixPath

import pandas as pd

from runrisk.model import Sport
from runrisk.simulate.made import Made, counted
from runrisk.writers.fit import fit_bytes
from runrisk.writers.gpx import gpx_text
from runrisk.writers.tcx import tcx_text

_CHANGE_S = 240
"""Time between the two parts of a run that was stopped and begun anew [s]; our choice."""


def fit_of(one: Made) -> bytes:
    """The activity as a FIT file. The older watch does not ask how hard it was."""
    activity = one.activity if one.strap is not None else replace(one.activity, rpe=None)
    return fit_bytes(one.samples, activity, sensor=one.strap)


def bytes_of(one: Made) -> bytes:
    """The activity as a file of the format that its source names."""
    return _FORMATS[one.activity.source.format](one)


def in_format(one: Made, kind: str) -> Made:
    """The same activity, to be written in another format: fit, gpx or tcx."""
    source = one.activity.source
    named = str(PurePosixPath(source.name).with_suffix(f".{kind}"))
    return replace(one, activity=replace(one.activity, source=replace(source, name=named, format=kind)))


def gpx_of(one: Made, sport: Sport) -> bytes:
    """The activity as a GPX file that names `sport`."""
    return gpx_text(one.samples, one.activity.start_utc, name=one.activity.name, sport=sport).encode()


def _dated_gpx(one: Made) -> bytes:
    """A GPX file that also says when the recording was begun, by the clock of the program that wrote it."""
    activity, recorder = one.activity, one.activity.source.recorder
    return gpx_text(
        one.samples,
        activity.start_utc,
        name=activity.name,
        sport=activity.sport,
        creator=activity.device or "runrisk",
        written_utc=None if recorder is None else recorder.time_created,
    ).encode()


def _tcx(one: Made) -> bytes:
    return tcx_text(one.samples, one.activity).encode()


_FORMATS: Mapping[str, Callable[[Made], bytes]] = {"fit": fit_of, "gpx": _dated_gpx, "tcx": _tcx}


def parts_of(one: Made) -> tuple[Made, Made]:
    """A run stopped two thirds in and begun anew after some minutes: two activities."""
    at = 2 * len(one.samples) // 3
    first, second = one.samples.iloc[:at].reset_index(drop=True), one.samples.iloc[at:].reset_index(drop=True)
    begun = second.iloc[0]
    moved = second.assign(
        time_s=second["time_s"] - begun["time_s"],
        distance_m=second["distance_m"] - begun["distance_m"],
        segment=second["segment"] - begun["segment"],
    )
    return _part(one, first, 0.0), _part(one, moved, float(begun["time_s"]) + _CHANGE_S)


def _part(one: Made, samples: pd.DataFrame, later_s: float) -> Made:
    start = one.activity.start_utc + timedelta(seconds=later_s)
    local = start + timedelta(seconds=one.activity.utc_offset_s)
    recorder = one.activity.source.recorder
    source = replace(
        one.activity.source,
        name=f"{local:%Y-%m-%d-%H-%M-%S}.fit",
        recorder=None if recorder is None else replace(recorder, time_created=start),
    )
    distance_m = float(samples["distance_m"].iloc[-1])
    activity = replace(one.activity, start_utc=start, source=source, distance_m=distance_m)
    return replace(one, activity=counted(activity, samples), samples=samples)
