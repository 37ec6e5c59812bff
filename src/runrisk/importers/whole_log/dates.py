"""Activities whose date cannot be: far from all others, because a watch lost its clock or counted its weeks anew."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta

from runrisk.model import Activity

APART = timedelta(days=366)
"""A day of training further from every other than this is taken for a wrong date. Our choice: a year, and the runner who
comes back after one is believed from the second day on."""
ROLLOVER = timedelta(days=7168)
"""GPS counts weeks up to 1,024 and then begins anew: an old receiver dates its runs so far back (IS-GPS-200)."""
NEAR = timedelta(days=31)
"""Rolled-over days fall into the log, or so close to it, when they are moved. Our choice."""
FEW = 0.1
"""Rolled-over days are at most this share of those they fall among: else they are a log of their own. Our choice."""


def wrongly_dated(activities: Sequence[Activity]) -> Iterator[Activity]:
    """The activities whose date is taken for wrong, marked and with a warning; `activities` count, and are in order."""
    stretches = list(_stretches(activities))
    if len(stretches) < 2:  # noqa: PLR2004 - one stretch of time has nothing to be apart from
        return
    log = max(stretches, key=lambda stretch: (len(_days(stretch)), stretch[-1].start_utc))
    for stretch in (stretch for stretch in stretches if stretch is not log):
        rolled = _rolled_over(stretch, log)
        if rolled or len(_days(stretch)) == 1:
            yield from (_marked(activity, rolled=rolled) for activity in stretch)


def _stretches(activities: Sequence[Activity]) -> Iterator[list[Activity]]:
    """Cut the log wherever nothing was recorded for more than APART."""
    stretch: list[Activity] = []
    for activity in activities:
        if stretch and activity.start_utc - stretch[-1].start_utc > APART:
            yield stretch
            stretch = []
        stretch.append(activity)
    if stretch:
        yield stretch


def _days(stretch: Sequence[Activity]) -> set[date]:
    return {activity.local_day for activity in stretch}


def _rolled_over(stretch: Sequence[Activity], log: Sequence[Activity]) -> bool:
    first, last = log[0].start_utc - NEAR, log[-1].start_utc + NEAR
    falls_in = all(first <= activity.start_utc + ROLLOVER <= last for activity in stretch)
    return falls_in and len(_days(stretch)) <= FEW * len(_days(log))


def _marked(activity: Activity, *, rolled: bool) -> Activity:
    why = f"1,024 weeks before {activity.local_day + ROLLOVER}, as old receivers date" if rolled else "a wrong clock?"
    text = f"Dated {activity.local_day}, more than a year from all other days ({why}): left out of everything."
    return replace(activity, dated=False, warnings=(*activity.warnings, text))
