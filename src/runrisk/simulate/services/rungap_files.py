"""RunGap's export: a JSON beside each recording, every third activity without one."""

import json
from collections.abc import Sequence

from runrisk.model import Sport
from runrisk.simulate.made import Made
from runrisk.simulate.made_files import bytes_of

_WORDS = {
    Sport.RUNNING: "running",
    Sport.CYCLING: "cycling",
    Sport.STRENGTH: "strength_training",
    Sport.SWIMMING: "swimming",
    Sport.WALKING: "walking",
}
_WITHOUT_RECORDING = 3


def members(made: Sequence[Made]) -> dict[str, bytes]:
    """The files of the export by path."""
    found: dict[str, bytes] = {}
    for number, one in enumerate(made, 1):
        activity = one.activity
        stem = f"{activity.start_utc:%Y-%m-%d_%H-%M-%S}_{number}"
        known = {
            "activityType": {"internalName": _WORDS[one.session.sport]},
            "startTime": {"time": f"{activity.start_utc:%Y-%m-%dT%H:%M:%SZ}", "timeZone": "Europe/Vienna"},
            "distance": activity.distance_m or 0.0,
            "duration": activity.timer_s or activity.elapsed_s,
            "elapsedTime": activity.elapsed_s,
            "title": activity.name or one.session.kind.value,
        }
        found[f"{stem}.rungap.json"] = json.dumps(known).encode()
        if number % _WITHOUT_RECORDING:
            found[f"{stem}.{activity.source.format}"] = bytes_of(one)
    return found
