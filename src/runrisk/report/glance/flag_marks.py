"""What of the findings the charts mark, and where."""

from collections.abc import Sequence
from datetime import date

import pandas as pd

from runrisk.finding import Finding, Level, Occurrence
from runrisk.report.glance.glance_chart import week_of

HABIT_DAYS = 42
"""What lasts longer is a habit of the whole period, such as a side of the road, and marks no week. Our choice."""
MOST_MARKED = 2
"""So many weeks are marked at most, those of single runs before those of stretches, the newest first: more marks point at
nothing. Our choice; the others are listed under their finding."""
MOST_OF_A_WEEK = 4
"""More than half of seven days."""


def marked_occurrences(findings: Sequence[Finding]) -> tuple[Occurrence, ...]:
    """The occurrences that the charts mark: caution and above, and no habits; more would mark every week."""
    seen = (occurrence for finding in findings for occurrence in finding.occurrences)
    return tuple(
        occurrence
        for occurrence in seen
        if occurrence.level.rank >= Level.CAUTION.rank and (occurrence.last - occurrence.first).days <= HABIT_DAYS
    )


def flagged_weeks(seen: Occurrence, first_weekday: int = 0) -> tuple[pd.Timestamp, ...]:
    """The first days of the weeks that lie mostly in an occurrence; of a short one, the week of its last day.

    Rules see weeks from Monday to Sunday. Where weeks begin with another day, one of the two that such a week falls
    into holds at least four of its days: that one is marked.
    """
    weeks = week_of(pd.date_range(seen.first, seen.last), first_weekday).value_counts(sort=False)
    return tuple(weeks.index[weeks >= MOST_OF_A_WEEK]) or (weeks.index[-1],)


def marked_weeks(marked: Sequence[Occurrence], first: date, first_weekday: int) -> tuple[pd.Timestamp, ...]:
    """The first days of the weeks from a day on that a chart marks."""
    seen = [
        (occurrence.activity is not None, week)
        for occurrence in marked
        for week in flagged_weeks(occurrence, first_weekday)
        if week >= pd.Timestamp(first)
    ]
    return tuple(dict.fromkeys(week for _, week in sorted(seen, reverse=True)))[:MOST_MARKED]
