"""Apple Health's export: the workouts out of one huge XML file, read piece by piece; the routes lie beside it as GPX.

The file's name is that of the word "export" in the phone's language; its first element tells it. The clinical copy
beside it (`export_cda.xml`) holds no workouts and is not read.
"""

import zlib
from collections.abc import Iterator, Mapping
from zipfile import BadZipFile

from runrisk.errors import FileError, UnsafeFileError
from runrisk.importers.containers.entries import Entry
from runrisk.importers.formats.file_formats import APPLE, sniff
from runrisk.importers.formats.head import HEAD_BYTES
from runrisk.importers.formats.xml_guard import GuardedXml
from runrisk.importers.services.apple_days import SOURCE, AppleDays
from runrisk.importers.services.apple_efforts import EFFORTS, Effort, join_efforts
from runrisk.importers.services.apple_minutes import AppleMinutes
from runrisk.importers.services.apple_workouts import Workout
from runrisk.importers.services.path_marks import folder_of
from runrisk.importers.services.recognised import DayTables, Export
from runrisk.importers.services.service import Service
from runrisk.importers.services.table_rows import TableRow
from runrisk.model import FileResult, Status

MAX_BYTES = 8 << 30
"""Largest XML file [bytes] (format survey: the largest known are under 2 GB)."""
MAX_WORKOUTS = 200_000
"""Most workouts: ten a day for fifty years. Our choice."""

OTHERS = (".fit", ".gpx", ".tcx", ".gz", ".json", ".csv", ".jpg", ".jpeg", ".png", ".pdf", ".mp4")
"""Files of these names are not looked into: a folder of thousands on a slow watch would take minutes."""
_CHUNK_BYTES = 1 << 20
_DAMAGES = (BadZipFile, EOFError, OSError, zlib.error, RuntimeError, NotImplementedError)


def is_apple(entry: Entry) -> bool:
    """Whether a file is Apple Health's XML; looks at its first bytes only."""
    try:
        with entry.open() as stream:
            return sniff(stream.read(HEAD_BYTES)) is APPLE
    except (FileError, *_DAMAGES):
        return False


def read_apple(prefix: str, entry: Entry) -> tuple[Export, FileResult | None]:
    """Return the export, and what is wrong with its file where it breaks off; memory does not grow with the file.

    Args:
        prefix: path of the file's folder.
        entry: the file.

    Raises:
        UnsafeFileError: what the guard refuses, or more than MAX_BYTES.
        FileError: it cannot be read.
    """
    health = _Health(entry.name)
    for chunk in _chunks(entry):
        health.xml.feed(chunk)
        if health.xml.broken is not None:
            break
    health.xml.close()
    broken = health.xml.broken
    reason = (
        f"breaks off at {broken}; the {len(health.workouts)} workouts before were read. Copy it from the phone again"
    )
    line = None if broken is None else FileResult(name=entry.name, status=Status.FAILED, reason=reason)
    return Export(
        service=SOURCE,
        prefix=prefix,
        tables={entry.inner.replace("\\", "/")},
        rows=health.rows(),
        days=DayTables(paths=frozenset(), read=health.days.days),
    ), line


def _chunks(entry: Entry) -> Iterator[bytes]:
    """The file's bytes, some at a time."""
    read = 0
    try:
        with entry.open() as stream:
            while chunk := stream.read(_CHUNK_BYTES):
                read += len(chunk)
                if read > MAX_BYTES:
                    raise UnsafeFileError(f"is larger than {MAX_BYTES >> 30} GB")
                yield chunk
    except _DAMAGES as error:
        raise FileError("is damaged in the zip", cure="Copy it from the phone again") from error


class _Health:
    """The workouts of one file, collected while its elements pass by."""

    def __init__(self, name: str) -> None:
        self.workouts: list[Workout] = []
        self.days = AppleDays()
        self._name = name
        self._minutes = AppleMinutes()
        self._efforts: list[Effort] = []
        self._takers = {**self._minutes.takers, **self.days.takers, **dict.fromkeys(EFFORTS, self._add_effort)}
        self._workout: Workout | None = None
        self.xml = GuardedXml(
            file=name,
            roots=("HealthData",),
            on_start={
                "Record": self._on_record,
                "Workout": self._on_workout,
                "WorkoutActivity": self._on_part,
                "MetadataEntry": self._on_metadata,
                "WorkoutStatistics": self._on_statistics,
                "WorkoutEvent": self._on_event,
                "FileReference": self._on_route,
            },
            on_end={"Workout": self._on_end},
        )

    def rows(self) -> list[TableRow]:
        """The workouts as rows, with the readings and ratings that were taken while they lasted."""
        parts = [part for workout in self.workouts for part in workout.parts_or_whole()]
        spans = [part.span for part in parts]
        readings = iter(self._minutes.readings([span for span in spans if span is not None]))
        join_efforts(parts, self._efforts)
        return [
            part.row(f"{self._name}, workout {number}", () if part.span is None else next(readings))
            for number, part in enumerate(parts, 1)
        ]

    def _on_record(self, attributes: dict[str, str]) -> None:
        taker = self._takers.get(attributes.get("type", ""))
        if taker is not None:
            taker(attributes)

    def _add_effort(self, attributes: dict[str, str]) -> None:
        if len(self._efforts) < MAX_WORKOUTS:
            self._efforts.append(Effort(attributes))

    def _on_workout(self, attributes: dict[str, str]) -> None:
        if len(self.workouts) >= MAX_WORKOUTS:
            raise UnsafeFileError(f"more than {MAX_WORKOUTS:,} workouts")
        self._workout = Workout(attributes)

    def _on_metadata(self, attributes: dict[str, str]) -> None:
        if self._workout is not None and self.xml.parent == "Workout":
            self._workout.metadata[attributes.get("key", "")] = attributes.get("value", "")

    def _on_statistics(self, attributes: dict[str, str]) -> None:
        if self._workout is not None:
            self._workout.add_statistics(attributes, of_part=self.xml.parent == "WorkoutActivity")

    def _on_part(self, attributes: dict[str, str]) -> None:
        if self._workout is not None:
            self._workout.add_part(attributes)

    def _on_event(self, attributes: dict[str, str]) -> None:
        if self._workout is not None and self.xml.parent == "Workout":
            self._workout.events.append((attributes.get("type", ""), attributes.get("date", "")))

    def _on_route(self, attributes: dict[str, str]) -> None:
        if self._workout is not None:
            self._workout.routes.append(attributes.get("path", "").lstrip("/"))

    def _on_end(self, _text: str) -> None:
        if self._workout is not None:
            self.workouts.append(self._workout)
            self._workout = None


def _read(prefix: str, entry: Entry, _: Mapping[str, Entry]) -> tuple[Export | None, FileResult | None]:
    return read_apple(prefix, entry) if is_apple(entry) else (None, None)


APPLE_HEALTH = Service(
    name="Apple Health",
    begins_at=lambda path: None if path.lower().endswith(OTHERS) else folder_of(path),
    read=_read,
    announced=False,
)
