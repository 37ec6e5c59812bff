"""Since when a pattern is there, in words."""

from collections.abc import Sequence
from datetime import date, timedelta

from runrisk.finding import Finding, Occurrence
from runrisk.wording import Wording

SAME_STRETCH = timedelta(days=7)
"""An occurrence that begins no more than a week after the one before goes on with it. Our choice: there is at most one a
week."""


def since(finding: Finding, last_day: date, wording: Wording) -> str:
    """Say since when, and how often where it is not one stretch; empty where no day of the period shows it.

    An answer of the runner's stands on the last day only because it still holds: that is no day on which it began.

    Args:
        finding: a flagged one.
        last_day: the last day of the period, up to which a stretch may still go on.
        wording: how days are written.
    """
    current = [seen for seen in finding.current if not seen.standing]
    if not current:
        return ""
    begun, ended = _newest_stretch(finding.occurrences, current[-1])
    first = min(begun, current[0].first)
    if first < begun:
        return f"{wording.counted(len(current), 'time')} since {wording.day(first)}, last on {wording.day(ended)}"
    if last_day - ended < SAME_STRETCH and begun < ended:
        return f"since {wording.day(begun)}"
    return f"on {wording.day(begun)}" if begun == ended else wording.days(begun, ended)


def _newest_stretch(occurrences: Sequence[Occurrence], newest: Occurrence) -> tuple[date, date]:
    """First and last day of the stretch that the newest occurrence ends, also where it began before the period."""
    begun = newest.first
    for seen in sorted((one for one in occurrences if one.last <= newest.last), key=lambda one: one.last, reverse=True):
        if begun - seen.last > SAME_STRETCH:
            break
        begun = min(begun, seen.first)
    return begun, newest.last
