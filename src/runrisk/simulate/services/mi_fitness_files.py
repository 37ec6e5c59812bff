"""Mi Fitness' export: a table of workouts, the values as JSON in one cell; other tables beside it are personal."""

import csv
import io
import json
from collections.abc import Sequence

from runrisk.model import Sport
from runrisk.simulate.made import Made

_STEM = "20260401_1_MiFitness_hlth_center_"
_KEYS = {
    Sport.RUNNING: "outdoor_running",
    Sport.CYCLING: "outdoor_riding",
    Sport.SWIMMING: "pool_swimming",
    Sport.WALKING: "outdoor_walking",
    Sport.STRENGTH: "strength_training",
}


def members(made: Sequence[Made]) -> dict[str, bytes]:
    """The files of the export by path; the last workout stands in it twice."""
    table = io.StringIO()
    rows = [_row(one) for one in made]
    header = ["Uid", "Sid", "Key", "Time", "Category", "Value", "UpdateTime"]
    csv.writer(table, lineterminator="\n").writerows([header, *rows, *rows[-1:]])
    fitness = b"Uid,Sid,Key,Time,Value,UpdateTime\n1,a,sleep,1,{},1\n"
    return {f"{_STEM}sport_record.csv": table.getvalue().encode(), f"{_STEM}fitness_data.csv": fitness}


def _row(one: Made) -> list[str]:
    activity = one.activity
    start_s = round(activity.start_utc.timestamp())
    value = {
        "start_time": start_s,
        "end_time": start_s + round(activity.elapsed_s),
        "duration": round(activity.timer_s or activity.elapsed_s),
        "distance": round(activity.distance_m or 0),
        "avg_hrm": round(float(one.samples["heart_rate_bpm"].mean())),
    }
    key = _KEYS[one.session.sport]
    return ["1", "huami.device", key, str(start_s), key.rpartition("_")[2], json.dumps(value), str(start_s)]
