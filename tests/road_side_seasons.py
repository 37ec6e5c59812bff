"""Made-up seasons as training logs, for the tests of the road-side rule; the benchmark's own functions make them."""

import hashlib
import importlib.util
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

from runrisk.model import Activity, Answers, Recorder, Source, Sport, TrainingLog


def _benchmark():
    file = Path(__file__).resolve().parents[1] / "benchmarks" / "road_side.py"
    spec = importlib.util.spec_from_file_location("road_side_benchmark", file)
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module  # dataclasses and worker processes look their module up by name
    spec.loader.exec_module(module)
    return module


benchmark = _benchmark()


def run(
    number, *, device="Garmin 245", serial=None, sub_sport=None, sport=Sport.RUNNING, duplicate_of=None, step_days=2
):
    """One activity of a log: every second day at seven in the morning."""
    digest = hashlib.sha256(str(number).encode()).hexdigest()
    source = Source(name=f"{number}.fit", format="fit", sha256=digest, recorder=Recorder(serial_number=serial))
    start = datetime(2024, 3, 1, 7, tzinfo=UTC) + timedelta(days=step_days * number)
    return Activity(
        source=source,
        start_utc=start,
        elapsed_s=3000.0,
        sport=sport,
        sub_sport=sub_sport,
        device=device,
        distance_m=9000.0,
        duplicate_of=duplicate_of,
    )


def log_of(paths, activities=None, answers=None):
    """A log whose activities went along `paths`, one each."""
    activities = activities or [run(number) for number in range(len(paths))]
    of_id = {activity.id: path for activity, path in zip(activities, paths, strict=True)}
    return TrainingLog(recorded=tuple(activities), read_path=of_id.get, answers=Answers(answers or {}))
