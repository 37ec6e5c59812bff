"""Which runs an occurrence is about."""

from bisect import bisect_left, bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from runrisk.finding import Occurrence
from runrisk.model import TrainingLog
from runrisk.report.glance.flag_marks import HABIT_DAYS


@dataclass(frozen=True, kw_only=True, slots=True)
class RunDays:
    """The runs of a log by local day, made once a report: a look-up costs the logarithm of their number.

    Attributes:
        days: the local day of each run, oldest first.
        ids: the run's id, in the same order.
        known: the same ids, to look one up.
        names: what the runner or the service called a run, by the id of each of its parts; only where it has a name.
    """

    days: tuple[date, ...]
    ids: tuple[str, ...]
    known: frozenset[str]
    names: Mapping[str, str]

    @classmethod
    def of(cls, log: TrainingLog) -> "RunDays":
        """All runs of the log; a runner who crosses the date line can start a day earlier than the run before."""
        day = log.runs["day"].sort_values(kind="stable")
        names = {activity.id: activity.name for activity in log.recorded if activity.name}
        return cls(days=tuple(day.dt.date), ids=tuple(day.index), known=frozenset(day.index), names=names)

    def between(self, first: date, last: date) -> tuple[str, ...]:
        """The ids of the runs of these days, both included, newest first."""
        return self.ids[bisect_left(self.days, first) : bisect_right(self.days, last)][::-1]

    def named_by(self, seen: Occurrence) -> tuple[str, ...]:
        """The ids of the run it is about, or of the runs in its days, newest first; none of a habit of many weeks."""
        if seen.activity in self.known:
            return (seen.activity,)
        return self.between(seen.first, seen.last) if (seen.last - seen.first).days <= HABIT_DAYS else ()
