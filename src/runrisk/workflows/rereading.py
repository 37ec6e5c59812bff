"""Samples of a log that was read without a library: files are read again when their samples are asked for."""

from collections.abc import Mapping
from functools import lru_cache

import pandas as pd

from runrisk.errors import FileError
from runrisk.importers.containers import read_again
from runrisk.importers.entries import Place
from runrisk.importers.reading import FileReading, Wishes, read_content

KEPT_FILES = 4
"""Files whose samples stay in memory: a rule looks at the same run several times. Our choice."""


class Rereading:
    """Gives samples by activity id; memory does not grow with the log."""

    def __init__(self, places: Mapping[str, Place], wishes: Wishes) -> None:
        self._places = places
        self._wishes = wishes
        self._read = lru_cache(maxsize=KEPT_FILES)(self._read_place)

    def __call__(self, activity_id: str) -> pd.DataFrame:
        """The samples of an activity, a copy of the caller's own.

        Raises:
            KeyError: no such activity.
            FileError: its file is gone or was changed.
        """
        place = self._places[activity_id]
        reading = self._read(place)
        if activity_id not in (reading.samples or {}):
            raise FileError("was changed since it was read", file=place.path.name, cure="Read it again")
        return reading.samples[activity_id].copy() if reading.samples else pd.DataFrame()

    def _read_place(self, place: Place) -> FileReading:
        return read_content(place.path.name, read_again(place), self._wishes)
