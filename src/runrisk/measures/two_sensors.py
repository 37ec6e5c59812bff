"""Runs whose ground contact balance two sensors measured: another sensor in the same file, or another device's recording."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from runrisk.model import Sport, TrainingLog

EVEN_PCT = 50.0
"""Neither foot [%]."""


@dataclass(frozen=True, kw_only=True, slots=True)
class TwoSensors:
    """The left share of ground contact of one run by each of two sensors [%]."""

    day: date
    first_pct: float
    second_pct: float

    def disagree(self, least_pct: float) -> bool:
        """Whether one says left and the other right, and they lie at least so far apart [percentage points]."""
        sides = (self.first_pct - EVEN_PCT) * (self.second_pct - EVEN_PCT)
        # As for the shift: shares that were stored in single precision may fall short by a millionth.
        return sides < 0 and abs(self.first_pct - self.second_pct) >= least_pct - 1e-4


def newest_of_two(log: TrainingLog) -> TwoSensors | None:
    """The newest run of the period that two sensors measured; None where there is none."""
    found = [one for one in _measured_twice(log) if log.period.holds(one.day)]
    return max(found, key=lambda one: one.day, default=None)


def _measured_twice(log: TrainingLog) -> Iterator[TwoSensors]:
    of_others = {
        shadow.duplicate_of: shadow.contact_left_pct
        for shadow in log.recorded
        if shadow.duplicate_of is not None and not shadow.asked and shadow.contact_left_pct is not None
    }
    for run in log.counted:
        second = of_others.get(run.id) if run.second_contact_left_pct is None else run.second_contact_left_pct
        if run.sport is Sport.RUNNING and run.contact_left_pct is not None and second is not None:
            yield TwoSensors(day=run.local_day, first_pct=run.contact_left_pct, second_pct=second)
