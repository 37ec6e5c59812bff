"""Samples of a log that was read without a library: files are read again when their samples are asked for."""

from collections.abc import Mapping
from functools import lru_cache

import pandas as pd

from runrisk.errors import FileError
from runrisk.importers.containers.entries import Place
from runrisk.importers.containers.shown_names import shown_name
from runrisk.importers.containers.walk import read_again
from runrisk.importers.read_file import FileReading, Wishes, read_content
from runrisk.model import samples_frame

KEPT_FILES = 4
"""Files whose samples stay in memory: a rule looks at the same run several times. Our choice."""


class Rereading:
    """Gives samples by activity id; memory does not grow with the log."""

    def __init__(self, places: Mapping[str, tuple[Place | None, Wishes]]) -> None:
        """Take places, and what their files were read with, by activity id; a row of a table has no place."""
        self._places = places
        self._read = lru_cache(maxsize=KEPT_FILES)(self._read_place)

    def __call__(self, activity_id: str) -> pd.DataFrame:
        """The samples of an activity, a copy of the caller's own.

        Raises:
            KeyError: no such activity.
            FileError: its file is gone or was changed.
        """
        place, wishes = self._places[activity_id]
        if place is None:
            return samples_frame(0, {})
        reading = self._read(place, wishes)
        if activity_id not in (reading.samples or {}):
            raise FileError("was changed since it was read", file=shown_name(place.path.name), cure="Read it again")
        return reading.samples[activity_id].copy() if reading.samples else pd.DataFrame()

    @staticmethod
    def _read_place(place: Place, wishes: Wishes) -> FileReading:
        return read_content(place.path.name, read_again(place), wishes)
