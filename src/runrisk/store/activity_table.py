"""Activities as rows of the library's tables, and back."""

import hashlib
import json
from dataclasses import fields
from datetime import UTC, datetime
from typing import Any

from runrisk.model import Activity, Recorder, Source, Sport, TzSource

FACTS = tuple(
    field.name for field in fields(Activity) if field.name not in {"source", "duplicate_of", "counts", "asked", "dated"}
)
"""The columns of table `activities`, `id` aside: what was read, before edits, duplicates and the rest of the log."""

SOURCE = ("sha256", "session", "name", "format", "manufacturer", "product", "serial_mark", "time_created")
"""The columns of table `sources`, the activity's id aside."""

INSERT_ACTIVITY = (
    f"INSERT INTO activities (id, {', '.join(FACTS)}) VALUES (:id, {', '.join(':' + name for name in FACTS)})"  # noqa: S608 - names come from the dataclass
)
INSERT_SOURCE = (
    f"INSERT INTO sources (activity_id, {', '.join(SOURCE)}) VALUES (:id, {', '.join(':' + name for name in SOURCE)})"  # noqa: S608 - names stand above
)
UPDATE_ACTIVITY = f"UPDATE activities SET {', '.join(f'{name} = :{name}' for name in FACTS)} WHERE id = :id"  # noqa: S608 - as above
SELECT_ACTIVITIES = (
    "SELECT " + ", ".join(f"a.{name}" for name in FACTS) + ", " + ", ".join(f"s.{name}" for name in SOURCE)  # noqa: S608 - as above
    + " FROM activities a JOIN sources s ON s.activity_id = a.id"
)  # fmt: skip


def activity_row(activity: Activity) -> dict[str, Any]:
    """Return what INSERT_ACTIVITY wants."""
    return {"id": activity.id} | {name: _cell(getattr(activity, name)) for name in FACTS}


def source_row(activity: Activity) -> dict[str, Any]:
    """Return what INSERT_SOURCE wants."""
    source, recorder = activity.source, activity.source.recorder or Recorder()
    return {
        "id": activity.id,
        "sha256": source.sha256,
        "session": source.session,
        "name": source.name,
        "format": source.format,
        "manufacturer": recorder.manufacturer,
        "product": recorder.product,
        "serial_mark": serial_mark(recorder),
        "time_created": _cell(recorder.time_created),
    }


def activity_of(row: tuple[Any, ...]) -> Activity:
    """Return the activity in a row that SELECT_ACTIVITIES gave."""
    facts = dict(zip(FACTS, row, strict=False))
    facts["start_utc"] = datetime.fromisoformat(facts["start_utc"])
    facts["sport"] = Sport(facts["sport"])
    facts["tz_source"] = TzSource(facts["tz_source"])
    facts["race"] = None if facts["race"] is None else bool(facts["race"])
    facts["warnings"] = tuple(json.loads(facts["warnings"]))
    zones = facts["hr_zones_bpm"]
    facts["hr_zones_bpm"] = None if zones is None else tuple(float(bpm) for bpm in json.loads(zones))
    return Activity(source=_source_of(row[len(FACTS) :]), **facts)


def serial_mark(recorder: Recorder) -> int | None:
    """Return a number that tells two watches apart without being a serial number, which is never stored.

    The mark of a mark is the mark itself, so that what was read from a library can be stored again.
    """
    if recorder.serial_number is None or recorder.serial_number < 0:
        return recorder.serial_number
    digest = hashlib.sha256(f"{recorder.manufacturer} {recorder.serial_number}".encode()).digest()
    return -1 - (int.from_bytes(digest[:8], "big") >> 1)


def moment(when: datetime) -> str:
    """Return a moment as text that sorts as the moments do."""
    return when.astimezone(UTC).isoformat(timespec="microseconds")


def _cell(value: Any) -> Any:
    if isinstance(value, datetime):
        return moment(value)
    if isinstance(value, tuple):
        return json.dumps(value)
    return None if value is None else int(value) if isinstance(value, bool) else value


def _source_of(row: tuple[Any, ...]) -> Source:
    sha256, session, name, kind, manufacturer, product, mark, created = row
    recorder = Recorder(
        manufacturer=manufacturer,
        product=product,
        serial_number=mark,
        time_created=None if created is None else datetime.fromisoformat(created),
    )
    known = recorder != Recorder()
    return Source(name=name, format=kind, sha256=sha256, session=session, recorder=recorder if known else None)
