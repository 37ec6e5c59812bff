"""What the runner corrected: kept apart from what was read, applied whenever the log is read, taken back at will."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from runrisk.did_you_mean import unknown_word
from runrisk.importers.clean_text import clean_text
from runrisk.model import Activity, Sport
from runrisk.store.database import Database
from runrisk.store.errors import WrongWordError

EDITABLE = ("sport", "distance_m", "shoe", "race", "counts")


@dataclass(frozen=True, kw_only=True, slots=True)
class Edit:
    """One correction: the newest of a field holds."""

    activity_id: str
    field: str
    value: Any
    made_utc: datetime


class Edits:
    """All corrections of a library. They outlive a re-import: an activity's id comes from its content."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, activity_id: str, values: Mapping[str, Any]) -> None:
        """Write corrections down.

        Raises:
            WrongWordError: a field that cannot be corrected, or an impossible value.
        """
        made = datetime.now(UTC).isoformat()
        rows = [(activity_id, field, json.dumps(_checked(field, value)), made) for field, value in values.items()]
        self._database.write_many("INSERT INTO edits (activity_id, field, value, made_utc) VALUES (?, ?, ?, ?)", rows)

    def undo(self, activity_id: str) -> int:
        """Take back every correction of an activity; return how many there were."""
        return self._database.write("DELETE FROM edits WHERE activity_id = ?", (activity_id,))

    def all(self) -> tuple[Edit, ...]:
        """Return every correction, oldest first."""
        rows = self._database.rows("SELECT activity_id, field, value, made_utc FROM edits ORDER BY id")
        return tuple(
            Edit(activity_id=key, field=field, value=json.loads(value), made_utc=datetime.fromisoformat(made))
            for key, field, value, made in rows
        )


def apply_edits(activities: Sequence[Activity], edits: Sequence[Edit]) -> list[Activity]:
    """Return the activities as corrected.

    A correction holds for the run, not for one of its recordings: it goes to the recording that counts, so that a
    better file of the same run, imported later, does not undo it. Where it is asked whether two are of one run, it holds
    for the one that is named, and to leave out the one that counts answers the question.
    """
    counting = {a.id: a.id if a.asked or a.duplicate_of is None else a.duplicate_of for a in activities}
    values: dict[str, dict[str, Any]] = {}
    for edit in edits:
        if edit.activity_id in counting:
            values.setdefault(counting[edit.activity_id], {})[edit.field] = edit.value
    edited = [replace(a, **_typed(values[a.id])) if a.id in values else a for a in activities]
    left_out = {activity.id for activity in edited if not activity.counts}
    return [replace(a, asked=False, duplicate_of=None) if a.asked and a.duplicate_of in left_out else a for a in edited]


def _typed(values: Mapping[str, Any]) -> dict[str, Any]:
    return {field: Sport(value) if field == "sport" else value for field, value in values.items()}


def _checked(field: str, value: Any) -> Any:
    if field not in EDITABLE:
        raise WrongWordError(unknown_word("field to correct", field, EDITABLE))
    if field == "sport" and value not in set(Sport):
        raise WrongWordError(unknown_word("sport", f"{value}", Sport))
    if field == "distance_m" and not (isinstance(value, int | float) and 0 < value < float("inf")):
        raise WrongWordError("a distance must be a number of metres above 0")
    if field in {"race", "counts"} and not isinstance(value, bool):
        raise WrongWordError(f"{field} must be yes or no")
    if field == "shoe" and not isinstance(value, str | None):
        raise WrongWordError("a shoe is told by a name")
    return clean_text(value) if field == "shoe" else value
