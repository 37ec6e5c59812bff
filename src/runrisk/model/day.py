"""What devices recorded of a day beside training: sleep, heart rate at rest and its variability."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from datetime import date


@dataclass(frozen=True, kw_only=True, slots=True)
class Day:
    """One local day as one service's export tells it. Body measures: private, and shown as recorded by a device.

    Attributes:
        day: the local day; a night belongs to the day it ends on.
        source: the service ("Garmin").
        sleep_s: time asleep in the night that ended on this day, naps left out [s].
        resting_hr_bpm: heart rate at rest [1/min].
        hrv_rmssd_ms: variability of the heart rate in the night, as RMSSD [ms].
        hrv_sdnn_ms: the same as SDNN, where the device measures that: the two cannot be compared [ms].
    """

    day: date
    source: str
    sleep_s: float | None = None
    resting_hr_bpm: float | None = None
    hrv_rmssd_ms: float | None = None
    hrv_sdnn_ms: float | None = None


DAY_VALUES: tuple[str, ...] = tuple(field.name for field in fields(Day) if field.default is None)
"""What a Day may tell."""


def one_source_a_day(days: Iterable[Day], value: str) -> Mapping[date, float]:
    """Return a value of DAY_VALUES by day; where several services tell it, the one that tells it most often: never a sum.

    A watch's values thus stay among themselves, and another device fills in only what the watch does not know.
    """
    told = [day for day in days if getattr(day, value) is not None]
    often = Counter(day.source for day in told)
    rarest_first = sorted(told, key=lambda day: (often[day.source], day.source))
    return {day.day: getattr(day, value) for day in rarest_first}
