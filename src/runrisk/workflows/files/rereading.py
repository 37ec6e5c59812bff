"""Samples of a log that was read without a library: files are read again when their samples are asked for."""

from collections.abc import Mapping
from functools import lru_cache

from runrisk.errors import FileError
from runrisk.importers.containers.entries import FilePlace
from runrisk.importers.containers.shown_names import shown_name
from runrisk.importers.containers.walk import read_again
from runrisk.importers.read_file import FileReading, ReadDefaults, read_content
from runrisk.model import Samples

KEPT_FILES = 4
"""Files whose samples stay in memory: a rule looks at the same run several times. Our choice."""


class Rereading:
    """Gives samples by activity id; memory does not grow with the log."""

    def __init__(
        self, places: Mapping[str, tuple[FilePlace | None, ReadDefaults]], of_rows: Mapping[str, Samples] | None = None
    ) -> None:
        """Take places, and what their files were read with, by activity id; a row of a table has no place.

        Args:
            places: by activity id.
            of_rows: the samples of activities without a place, where there are any.
        """
        self._places = places
        self._of_rows = of_rows or {}
        self._read = lru_cache(maxsize=KEPT_FILES)(self._read_place)

    def __call__(self, activity_id: str) -> Samples:
        """The samples of an activity.

        Raises:
            KeyError: no such activity.
            FileError: its file is gone or was changed.
        """
        place, defaults = self._places[activity_id]
        if place is None:
            return self._of_rows.get(activity_id, Samples())
        samples = self._read(place, defaults).samples.get(activity_id)
        if samples is None:
            raise FileError("was changed since it was read", file=shown_name(place.path.name), cure="Read it again")
        return samples

    @staticmethod
    def _read_place(place: FilePlace, defaults: ReadDefaults) -> FileReading:
        return read_content(place.path.name, read_again(place), defaults)
