"""Runalyze's backup: tables as lines of JSON, in one file, with shoes, a race and samples of every other activity."""

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, timedelta
from typing import Any

from runrisk.model import Sport
from runrisk.simulate.made import Made

_SPORTS = {
    Sport.RUNNING: "Laufen",
    Sport.CYCLING: "Radfahren",
    Sport.STRENGTH: "Krafttraining",
    Sport.SWIMMING: "Schwimmen",
    Sport.WALKING: "Gehen",
}
_SHOES, _CLOTHES = "1", "2"
_WITHOUT_SAMPLES = 3
"""Every so many activities was typed in, without samples; our choice."""


def members(made: Sequence[Made]) -> dict[str, bytes]:
    """The backup: times are local, as if they were UTC, with the offset beside them."""
    lines = ["version=4.3", "", *_lines(made)]
    return {"Backup-2026.json": "\n".join(lines).encode()}


def _lines(made: Sequence[Made]) -> Iterator[str]:
    sports = list(_SPORTS)
    names = sorted({one.activity.shoe for one in made if one.activity.shoe})
    yield from _table("sport", {str(at): {"name": _SPORTS[sport]} for at, sport in enumerate(sports, 1)})
    yield from _table("equipment_type", {_SHOES: {"name": "Schuhe"}, _CLOTHES: {"name": "Kleidung"}})
    equipment = {str(at): {"name": name, "typeid": _SHOES} for at, name in enumerate(names, 1)}
    yield from _table("equipment", equipment | {"99": {"name": "Jacke", "typeid": _CLOTHES}})
    yield from _table(
        "training", {str(at): _training(one, sports.index(one.session.sport) + 1) for at, one in enumerate(made, 1)}
    )
    yield '{"TABLE":"runalyze_activity_equipment"}'
    for at, one in enumerate(made, 1):
        if one.activity.shoe:
            worn = {"activityid": str(at), "equipmentid": str(names.index(one.activity.shoe) + 1)}
            yield json.dumps({"0": worn})
        yield json.dumps({"0": {"activityid": str(at), "equipmentid": "99"}})
    yield from _table(
        "raceresult",
        {str(at): {"activity_id": str(at)} for at, one in enumerate(made, 1) if one.activity.race},
    )
    yield from _table(
        "trackdata", {str(at): _track(one, at) for at, one in enumerate(made, 1) if at % _WITHOUT_SAMPLES}
    )


def _table(name: str, rows: Mapping[str, Mapping[str, Any]]) -> Iterator[str]:
    yield json.dumps({"TABLE": f"runalyze_{name}"}, separators=(",", ":"))
    for key, row in rows.items():
        yield json.dumps({key: row}, ensure_ascii=False)


def _training(one: Made, sport: int) -> dict[str, Any]:
    activity = one.activity
    local = activity.start_utc.astimezone(UTC) + timedelta(seconds=activity.utc_offset_s)
    return {
        "sportid": str(sport),
        "time": str(int(local.replace(tzinfo=UTC).timestamp())),
        "timezone_offset": str(activity.utc_offset_s // 60),
        "distance": f"{(activity.distance_m or 0) / 1000:.2f}",
        "s": f"{activity.timer_s or activity.elapsed_s:.2f}",
        "elapsed_time": f"{activity.elapsed_s:.0f}",
        "pulse_avg": f"{one.samples['heart_rate_bpm'].mean():.0f}",
        "rpe": None if activity.rpe is None else f"{6 + activity.rpe * 1.4:.0f}",
        "title": activity.name or one.session.kind.value,
        "notes": "",
    }


def _track(one: Made, number: int) -> dict[str, Any]:
    samples = one.samples
    return {
        "activityid": str(number),
        "time": "|".join(f"{second:.0f}" for second in samples["time_s"]),
        "distance": "|".join(f"{metres / 1000:.3f}" for metres in samples["distance_m"]),
        "heartrate": "|".join(f"{bpm:.0f}" for bpm in samples["heart_rate_bpm"]),
    }
