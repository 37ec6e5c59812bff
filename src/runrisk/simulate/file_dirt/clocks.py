"""Clocks that are wrong, that are set while the run goes on, or that count the zone twice."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import numpy as np

from runrisk.simulate.made import Made
from runrisk.simulate.town import Floats

_FIVE_HOURS_S, _TWENTY_DAYS_S = 5 * 3600.0, 20 * 86_400.0
_PAUSE_S = 100_000.0
"""What one app adds to the clock at each pause [s]."""

_WEEKS = 1024
"""A GPS receiver counts weeks up to here and begins anew."""

_EPOCH = datetime(1989, 12, 31, tzinfo=UTC)
_SINCE_ON = timedelta(minutes=16)
"""FIT's epoch, and how long the watch had been on when the run began: below 2^28 s the stamps are no dates (FIT)."""


def forward_five_hours(one: Made, rng: np.random.Generator) -> tuple[Made, ...]:
    """The clock is five hours behind until it is set, some minutes into the run; the timer runs on."""
    return (_set_later(one, _FIVE_HOURS_S, rng),)


def forward_twenty_days(one: Made, rng: np.random.Generator) -> tuple[Made, ...]:
    """The clock is twenty days behind until it is set, some minutes into the run; the timer runs on."""
    return (_set_later(one, _TWENTY_DAYS_S, rng),)


def _set_later(one: Made, behind_s: float, rng: np.random.Generator) -> Made:
    at = int(rng.uniform(0.2, 0.5) * len(one.samples))
    stepped = _later(one, np.where(np.arange(len(one.samples)) >= at, behind_s, 0.0))
    return _begun(stepped, one.activity.start_utc - timedelta(seconds=behind_s))


def pauses_of_100_000_s(one: Made, rng: np.random.Generator) -> tuple[Made, ...]:
    """Two short stops, at each of which the clock gains 100,000 s; the track goes on where it was, in one segment."""
    at = np.sort(rng.choice(np.arange(len(one.samples) // 5, len(one.samples)), 2, replace=False))
    gained = _PAUSE_S * np.searchsorted(at, np.arange(len(one.samples)), side="right")
    return (_later(replace(one, samples=one.samples.assign(segment=np.int32(0))), gained),)


def _later(one: Made, by_s: Floats) -> Made:
    """Samples later by some seconds each; elapsed time ends with them, the timer stays."""
    samples = one.samples.assign(time_s=one.samples["time_s"] + by_s)
    activity = replace(one.activity, elapsed_s=one.activity.elapsed_s + float(by_s[-1]))
    return replace(one, samples=samples, activity=activity)


def _begun(one: Made, start_utc: datetime) -> Made:
    """The same recording with another start; what its file says of the time it was made stays right."""
    return replace(one, activity=replace(one.activity, start_utc=start_utc))


def week_rollover(one: Made, _: np.random.Generator) -> tuple[Made, ...]:
    """Every point 1,024 weeks early; the file's own date is right."""
    return (_begun(one, one.activity.start_utc - timedelta(weeks=_WEEKS)),)


def before_the_time_was_known(one: Made, _: np.random.Generator) -> tuple[Made, ...]:
    """The watch did not know the time yet: stamps count from when it was switched on; file_id has the date."""
    return (_begun(one, _EPOCH + _SINCE_ON),)


def local_as_utc(one: Made, _: np.random.Generator) -> tuple[Made, ...]:
    """Local time written as if it were UTC, for some weeks by one app."""
    offset = timedelta(seconds=one.activity.utc_offset_s)
    source, recorder = one.activity.source, one.activity.source.recorder
    if recorder is not None and recorder.time_created is not None:
        source = replace(source, recorder=replace(recorder, time_created=recorder.time_created + offset))
    return (_begun(replace(one, activity=replace(one.activity, source=source)), one.activity.start_utc + offset),)


def indoors_in_utc(one: Made, _: np.random.Generator) -> tuple[Made, ...]:
    """A treadmill run whose file gives UTC as local time and holds no position."""
    return (replace(one, activity=replace(one.activity, utc_offset_s=0)),)
