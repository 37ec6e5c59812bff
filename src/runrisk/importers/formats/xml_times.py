"""Times as XML formats write them (ISO 8601), parsed at once."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from math import nan

import numpy as np
from numpy.typing import NDArray

Times = NDArray[np.datetime64]

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_FIRST_S = datetime(1900, 1, 1, tzinfo=UTC).timestamp()
_LAST_S = datetime(2200, 1, 1, tzinfo=UTC).timestamp()
"""Outside of these a text is no time of ours, whatever it says (and arithmetic could overflow)."""


@dataclass(frozen=True, kw_only=True)
class ParsedTimes:
    """Times of one recording.

    Attributes:
        utc: to the microsecond; NaT where the text is no time.
        offset_s: local time minus UTC as the first readable time states it [s]; None where it states none, or UTC.
        naive: some texts state no zone; they are taken as UTC.
    """

    utc: Times
    offset_s: int | None
    naive: bool


def parse_times(texts: Sequence[str]) -> ParsedTimes:
    """Parse times like 2020-12-26T09:03:58Z, with or without fraction and offset."""
    naive = False
    try:
        since_s = [(datetime.fromisoformat(text) - _EPOCH).total_seconds() for text in texts]
        first = texts[0] if texts else None
    except (ValueError, TypeError, OverflowError):
        moments = [_moment(text) for text in texts]
        naive = any(moment is not None and moment.tzinfo is None for moment in moments)
        since_s = [_since_epoch_s(moment) for moment in moments]
        first = next((text for text, moment in zip(texts, moments, strict=True) if moment is not None), None)
    seconds = np.array(since_s, float)
    readable = (seconds >= _FIRST_S) & (seconds < _LAST_S)
    utc = np.full(len(seconds), np.datetime64("NaT", "us"))
    utc[readable] = np.rint(seconds[readable] * 1e6).astype(np.int64).astype("datetime64[us]")
    return ParsedTimes(utc=utc, offset_s=_offset_s(first), naive=naive)


def parse_time(text: str) -> datetime | None:
    """Parse one time, naive ones as UTC; None if it is none."""
    since_s = _since_epoch_s(_moment(text))
    return _EPOCH + timedelta(microseconds=round(since_s * 1e6)) if _FIRST_S <= since_s < _LAST_S else None


def stated_offset_s(*texts: str) -> int | None:
    """Local time minus UTC [s] as the first of the texts that states one has it."""
    found = (parse_times([text]).offset_s for text in texts)
    return next((offset_s for offset_s in found if offset_s is not None), None)


def as_datetime(utc: np.datetime64) -> datetime:
    """Return an aware UTC datetime."""
    return _EPOCH + timedelta(microseconds=int(utc.astype("datetime64[us]").astype(int)))


def _moment(text: str) -> datetime | None:
    try:
        return datetime.fromisoformat(text.strip())
    except ValueError:
        return None


def _since_epoch_s(moment: datetime | None) -> float:
    if moment is None:
        return nan
    return ((moment if moment.tzinfo else moment.replace(tzinfo=UTC)) - _EPOCH).total_seconds()


def _offset_s(text: str | None) -> int | None:
    offset = text and datetime.fromisoformat(text.strip()).utcoffset()
    return int(offset.total_seconds()) if offset else None
