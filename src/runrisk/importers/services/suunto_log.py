"""What Suunto's logs say, whether as JSON (the app) or as SML (Moveslink2): the same names in the same units.

Heart rate and cadence are in Hz, positions in radians, temperatures in kelvin; each moment holds some of the values.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from runrisk.errors import NotAnActivityError
from runrisk.geo import Floats
from runrisk.importers.clean_text import clean_text
from runrisk.importers.cleaning.cadence import in_steps
from runrisk.importers.formats.lap_pauses import elapsed_and_timer_s, paused_spans
from runrisk.importers.formats.sample_series import joined_series, numbers, row_series
from runrisk.importers.formats.sport_words import sport_of_word
from runrisk.importers.formats.xml_times import as_datetime, parse_times
from runrisk.importers.recording import Recording, unknown_sport
from runrisk.importers.services.facts import with_pauses
from runrisk.importers.services.values import above_zero, mapping, number, text
from runrisk.model import Sport

_A_MINUTE = 60.0
_COLUMNS = {
    "HR": ("heart_rate_bpm", _A_MINUTE),
    "Cadence": ("cadence_spm", _A_MINUTE),
    "Altitude": ("altitude_m", 1.0),
    "Distance": ("distance_m", 1.0),
    "Speed": ("speed_mps", 1.0),
    "Power": ("power_w", 1.0),
    "EHPE": ("gps_error_m", 1.0),
}
_ZERO_C = 273.15
"""0 degrees Celsius in kelvin (exact by definition)."""
_POLE = np.pi / 2 + 0.001
"""Latitudes beyond the pole in radians are degrees after all."""

_SPORTS = {
    3: (Sport.RUNNING, None),
    4: (Sport.CYCLING, None),
    5: (Sport.CYCLING, "mountain"),
    6: (Sport.SWIMMING, None),
    10: (Sport.MOBILITY, None),
    11: (Sport.HIKING, None),
    12: (Sport.WALKING, None),
    15: (Sport.ROWING, None),
    17: (Sport.CYCLING, "indoor_cycling"),
    23: (Sport.STRENGTH, None),
    82: (Sport.RUNNING, "trail"),
    83: (Sport.SWIMMING, "open_water"),
}
"""Movescount's numbers (82 was seen in a public file, the others are from memory; a number that is not here is said)."""


def suunto_recording(
    name: str, header: Mapping[str, Any], samples: Sequence[Mapping[str, Any]], file: str
) -> Recording:
    """Return the recording of a log.

    Args:
        name: of the format.
        header: what the log says of the whole.
        samples: its moments, in any order.
        file: for errors.

    Raises:
        NotAnActivityError: there is no time in it.
    """
    parsed = parse_times([_time(sample) for sample in samples])
    stated = parse_times([text(header.get("TimeISO8601")) or text(header.get("DateTime"))])
    known = parsed.utc[~np.isnat(parsed.utc)]
    wall_clock = stated.naive and not len(known)
    exact = stated.utc[~np.isnat(stated.utc)] if not stated.naive or wall_clock else known[:0]
    if not len(known) and not len(exact):
        raise NotAnActivityError("a log without a time", file=file)
    start = np.concatenate([exact, known]).min()
    seconds = _seconds(samples, np.where(np.isnat(parsed.utc), np.nan, (parsed.utc - start) / np.timedelta64(1, "s")))
    sport, sub_sport, warnings = _sport(header)
    joined = joined_series(
        [*row_series(samples, seconds, _COLUMNS), *_places(samples, seconds), *_temperatures(samples, seconds)]
    )
    span_s = float(joined["time_s"].max(initial=0.0))
    paused_s = above_zero(header.get("PauseDuration")) or 0.0
    elapsed_s, timer_s = elapsed_and_timer_s(above_zero(header.get("Duration")), paused_s, span_s)
    pauses = paused_spans(joined["time_s"], elapsed_s - (timer_s or elapsed_s))
    unread = np.count_nonzero(np.isnan(seconds))
    return Recording(
        format=name,
        start_utc=as_datetime(start),
        elapsed_s=elapsed_s,
        wall_clock=wall_clock,
        file_offset_s=stated.offset_s if stated.offset_s is not None else parsed.offset_s,
        note=clean_text(text(header.get("Notes"))),
        sport=sport,
        sub_sport=sub_sport,
        session_distance_m=above_zero(header.get("Distance")),
        timer_s=timer_s,
        ascent_m=above_zero(header.get("Ascent")),
        descent_m=above_zero(header.get("Descent")),
        device=_device(header),
        samples=in_steps(with_pauses(joined, pauses), sport),
        warnings=(*warnings, *([f"{unread} samples left out: no readable time"] if unread else [])),
    )


def _time(sample: Mapping[str, Any]) -> str:
    return text(sample.get("UTC")) or text(sample.get("TimeISO8601"))


def _seconds(samples: Sequence[Mapping[str, Any]], seconds: Floats) -> Floats:
    """Seconds since the start, where a sample states no time by its own count of seconds (`Time`)."""
    counted = numbers([sample.get("Time") for sample in samples])
    both = np.isfinite(counted) & np.isfinite(seconds)
    lead_s = float(np.median(seconds[both] - counted[both])) if both.any() else 0.0
    return np.where(np.isfinite(seconds), seconds, counted + lead_s)


def _places(samples: Sequence[Mapping[str, Any]], seconds: Floats) -> list[tuple[str, Floats, Floats]]:
    found = row_series(samples, seconds, {"Latitude": ("lat_deg", 1.0), "Longitude": ("lon_deg", 1.0)})
    lats = [np.abs(values[np.isfinite(values)]) for name, _, values in found if name == "lat_deg"]
    in_degrees = any(len(lat) and lat.max() > _POLE for lat in lats)
    return [(name, at, values if in_degrees else np.degrees(values)) for name, at, values in found]


def _temperatures(samples: Sequence[Mapping[str, Any]], seconds: Floats) -> list[tuple[str, Floats, Floats]]:
    found = row_series(samples, seconds, {"Temperature": ("temperature_c", 1.0)})
    return [(name, at, values - _ZERO_C) for name, at, values in found]


def _sport(header: Mapping[str, Any]) -> tuple[Sport, str | None, tuple[str, ...]]:
    kind = number(header.get("ActivityType"))
    if kind is None:
        return *sport_of_word(text(header.get("Activity"))), ()
    if kind in _SPORTS:
        return *_SPORTS[int(kind)], ()
    return Sport.UNKNOWN, None, unknown_sport(f"number {kind:g}")


def _device(header: Mapping[str, Any]) -> str | None:
    name = clean_text(text(mapping(header.get("Device")).get("Name")))
    return None if name is None else f"Suunto {name}"
