"""Which runs of a log are looked at for sides: runs on roads, with positions."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from runrisk.measures.outdoor import INDOORS, TRACKS
from runrisk.model import Activity, TrainingLog
from runrisk.model.features import RunPath

NO_ROAD = INDOORS | TRACKS | {"trail", "obstacle"}
"""Kinds of run without a crown under them, or with made-up positions: FIT's names of sub-sports."""


@dataclass(frozen=True, kw_only=True, slots=True)
class RoadRun:
    """One run.

    Attributes:
        activity: id of its first part.
        day: local day.
        device: a name for its watch that tells two of the same model apart and holds no serial number.
        paths: the paths of its parts; a run split by a short pause has several.
    """

    activity: str
    day: date
    device: str
    paths: tuple[RunPath, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class RoadRunParts:
    """A road run before its paths are read: id of its first part, local day, device, and the ids of its road parts."""

    activity: str
    day: date
    device: str
    parts: tuple[str, ...]


def road_run_parts(log: TrainingLog) -> tuple[RoadRunParts, ...]:
    """The road runs up to the end of the period, oldest first, with or without positions."""
    activities = {activity.id: activity for activity in log.counted}
    devices = _Devices()
    runs = []
    for first, day, parts in zip(log.runs.index, log.runs["day"].dt.date, log.runs["parts"], strict=True):
        roads = tuple(part for part in parts if activities[part].sub_sport not in NO_ROAD)
        if roads and day <= log.period.until:
            device = devices.name(activities[roads[0]])
            runs.append(RoadRunParts(activity=first, day=day, device=device, parts=roads))
    return tuple(runs)


def road_runs(log: TrainingLog, since: date = date.min) -> tuple[RoadRun, ...]:
    """The road runs with positions from `since` up to the end of the period, oldest first."""
    return with_paths(log, (run for run in road_run_parts(log) if run.day >= since))


def with_paths(log: TrainingLog, wanted: Iterable[RoadRunParts]) -> tuple[RoadRun, ...]:
    """Those of some road runs that have positions, with them."""
    read = ((run, [log.read_path(part) for part in run.parts]) for run in wanted)
    return tuple(
        RoadRun(activity=run.activity, day=run.day, device=run.device, paths=tuple(path for path in paths if path))
        for run, paths in read
        if any(paths)
    )


class _Devices:
    """Names for watches, given in the order in which they are met: "Garmin 245", "Garmin 245 (2)"."""

    def __init__(self) -> None:
        self._names: dict[tuple[str, int | None], str] = {}

    def name(self, activity: Activity) -> str:
        model = activity.device or "unnamed device"
        recorder = activity.source.recorder
        key = (model, recorder.serial_number if recorder else None)
        if key not in self._names:
            same = sum(known == model for known, _ in self._names) + 1
            self._names[key] = model if same == 1 else f"{model} ({same})"
        return self._names[key]
