"""Sleep, resting heart rate and its variability in Apple Health: every app writes its own, one of them is taken.

A night is what is slept from 18:00 to 18:00, named by the day it ends on; a nap in it cannot be told apart. What several
records of one app tell of the same moments counts once.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta

from runrisk.importers.services.apple_workouts import apple_date
from runrisk.importers.services.values import above_zero
from runrisk.model import Day

SOURCE = "Apple Health"
NIGHT_ENDS = timedelta(hours=6)
"""Sleep that ends from 18:00 on belongs to the next day. Our choice."""
MAX_NIGHTS = 200_000
"""So many days of all apps together are kept. Our choice: ten apps for fifty years."""

SLEEP = "HKCategoryTypeIdentifierSleepAnalysis"
_ASLEEP = "HKCategoryValueSleepAnalysisAsleep"
"""How each value of being asleep begins: unspecified, core, deep, REM; in bed and awake are others."""
RESTING = "HKQuantityTypeIdentifierRestingHeartRate"
VARIABILITY = "HKQuantityTypeIdentifierHeartRateVariabilitySDNN"

_Key = tuple[date, str]


class AppleDays:
    """What the records tell of each day, by app, summed up while they pass by."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self.takers = {SLEEP: self._add_sleep, RESTING: self._add_resting, VARIABILITY: self._add_variability}
        self._asleep_s: dict[_Key, float] = {}
        self._asleep_until: dict[_Key, datetime] = {}
        self._resting: dict[_Key, float] = {}
        self._variability: dict[_Key, tuple[float, int]] = {}

    def days(self) -> Iterator[Day]:
        """Every day, each value by the app that tells it most often."""
        for day, seconds in _one_app(self._asleep_s):
            yield Day(day=day, source=SOURCE, sleep_s=seconds)
        for day, bpm in _one_app(self._resting):
            yield Day(day=day, source=SOURCE, resting_hr_bpm=bpm)
        for day, ms in _one_app({key: total / count for key, (total, count) in self._variability.items()}):
            yield Day(day=day, source=SOURCE, hrv_sdnn_ms=ms)

    def _add_sleep(self, attributes: Mapping[str, str]) -> None:
        if not attributes.get("value", "").startswith(_ASLEEP):
            return
        begin, end = apple_date(attributes.get("startDate", "")), apple_date(attributes.get("endDate", ""))
        if begin is None or end is None or not timedelta(0) < end - begin <= timedelta(days=1):
            return
        key = ((end + NIGHT_ENDS).date(), attributes.get("sourceName", ""))
        if len(self._asleep_s) < MAX_NIGHTS:
            begin = max(begin, self._asleep_until.get(key, begin))
            self._asleep_s[key] = self._asleep_s.get(key, 0.0) + max((end - begin).total_seconds(), 0.0)
            self._asleep_until[key] = max(end, self._asleep_until.get(key, end))

    def _add_resting(self, attributes: Mapping[str, str]) -> None:
        key, value = _key_and_value(attributes, "count/min")
        if key is not None and value is not None and len(self._resting) < MAX_NIGHTS:
            self._resting[key] = value

    def _add_variability(self, attributes: Mapping[str, str]) -> None:
        key, value = _key_and_value(attributes, "ms")
        if key is not None and value is not None and len(self._variability) < MAX_NIGHTS:
            total, count = self._variability.get(key, (0.0, 0))
            self._variability[key] = (total + value, count + 1)


def _key_and_value(attributes: Mapping[str, str], unit: str) -> tuple[_Key | None, float | None]:
    """Local day and app of a record, and its value where it is in this unit."""
    at = apple_date(attributes.get("startDate", ""))
    key = None if at is None else (at.date(), attributes.get("sourceName", ""))
    return key, above_zero(attributes.get("value")) if attributes.get("unit") == unit else None


def _one_app(told: Mapping[_Key, float]) -> Iterator[tuple[date, float]]:
    """The value of each day by the app that tells of most days; never a sum over apps."""
    often = Counter(app for _, app in told)
    rarest_first = sorted(told.items(), key=lambda one: (often[one[0][1]], one[0][1]))
    yield from {day: value for (day, _), value in rarest_first}.items()
