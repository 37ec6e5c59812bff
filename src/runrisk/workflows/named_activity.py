"""An activity by what a person calls it: its id, "last", a day, or its name."""

from collections.abc import Sequence
from datetime import date

from runrisk.errors import WrongUseError
from runrisk.model import Activity, TrainingLog
from runrisk.report.privacy import public_text
from runrisk.wording import for_people
from runrisk.workflows.journal.entry_text import day_named

LAST = "last"
MOST_LISTED = 5


def named_activity(log: TrainingLog, said: str, today: date) -> Activity:
    """The one activity that is meant, among those of a log.

    Args:
        log: with what counts and what does not.
        said: an id or its beginning, "last", a day ("2026-03-02", "yesterday", "monday"), or a name or a part of one.
        today: what "yesterday" is counted from.

    Raises:
        WrongUseError: none is called so, or several are; the sentence lists them.
    """
    found = _called(log, said.strip(), today)
    if len(found) == 1:
        return found[0]
    if not found:
        raise WrongUseError(
            f"there is no activity {said!r}: say last, a day, a name or an id. `runrisk activities` lists them"
        )
    listed = "; ".join(_line(activity) for activity in found[-MOST_LISTED:])
    more = f" and {len(found) - MOST_LISTED} before" if len(found) > MOST_LISTED else ""
    raise WrongUseError(f"{len(found)} activities are called {said!r}. Name one by its id: {listed}{more}")


def _called(log: TrainingLog, said: str, today: date) -> Sequence[Activity]:
    """Those that are called so, oldest first: by the surest of its names that any has."""
    counted = sorted(log.counted, key=lambda activity: activity.start_utc)
    everything = sorted(log.recorded, key=lambda activity: activity.start_utc)
    word = said.casefold()
    if word == LAST:
        return counted[-1:]
    ids = [one for one in everything if one.id == said] or [
        one for one in everything if said and one.id.startswith(said)
    ]
    if ids:
        return ids
    if (day := day_named(said, today)) is not None:
        return [one for one in counted if one.local_day == day]
    names = [(one, (one.name or "").casefold()) for one in counted]
    return [one for one, name in names if name == word] or [one for one, name in names if word and word in name]


def _line(activity: Activity) -> str:
    words = for_people()
    far = "" if activity.distance_m is None else f", {words.distance(activity.distance_m)}"
    name = f" {public_text(activity.name)}" if activity.name else ""
    return f"{activity.id} ({words.day(activity.local_day)}{far}{name})"
