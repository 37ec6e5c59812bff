"""A library's samples files: each is held against its hash whenever it is read; strangers are put aside, never deleted."""

from collections.abc import Collection
from contextlib import suppress
from datetime import datetime
from pathlib import Path

import pyarrow as pa

from runrisk.model import Samples
from runrisk.store.database import Database
from runrisk.store.errors import LibraryError
from runrisk.store.private_files import make_private_folder, sync_folder
from runrisk.store.samples import SamplesFile, samples_file, samples_of, sha256_of


class SamplesShelf:
    """The samples of all activities, below the year each started in, and what was put aside."""

    def __init__(self, folder: Path, quarantine: Path, database: Database) -> None:
        self.folder = folder
        self.quarantine = quarantine
        self._database = database

    def place(self, written: SamplesFile, activity_id: str, start_utc: datetime) -> None:
        """Make a written file part of the library in one step: it is there wholly or not at all."""
        file = samples_file(self.folder, activity_id, start_utc)
        make_private_folder(file.parent)
        written.file.replace(file)
        sync_folder(file.parent)

    def keep_hash(self, activity_id: str, sha256: str) -> None:
        """Note what the samples file of an activity is to be."""
        self._database.write(
            "INSERT OR REPLACE INTO samples_hashes (activity_id, sha256) VALUES (?, ?)", (activity_id, sha256)
        )

    def content(self, activity_id: str, start_utc: datetime) -> bytes:
        """Return an activity's samples file, as it was written; one that is missing is looked for among what was put aside.

        Raises:
            LibraryError: it is gone or damaged, or is another activity's.
        """
        file = samples_file(self.folder, activity_id, start_utc)
        if not file.exists():
            self._take_back(activity_id, file)
        try:
            content = file.read_bytes()
            self._check(activity_id, content)
        except (OSError, ValueError, pa.ArrowException) as error:
            raise LibraryError(
                f"the samples of {activity_id} are gone or damaged. Import its file again: that puts them back"
            ) from error
        return content

    def read(self, activity_id: str, start_utc: datetime) -> Samples:
        """Return an activity's samples; see `content` for what can go wrong."""
        return samples_of(self.content(activity_id, start_utc))

    def whole(self, starts: dict[str, datetime]) -> frozenset[str]:
        """Return which of some activities have their samples file as it was written."""
        found = set()
        for activity_id, start_utc in starts.items():
            with suppress(LibraryError):
                self.content(activity_id, start_utc)
                found.add(activity_id)
        return frozenset(found)

    def put_strangers_aside(self, known: Collection[str]) -> tuple[str, ...]:
        """Move files of activities that are not `known` to the quarantine folder; return their names there."""
        return tuple(self.put_aside(file) for file in self.files() if file.stem not in known)

    def put_aside(self, file: Path) -> str:
        """Move a file to the quarantine folder, under a name that is free there; return that name."""
        make_private_folder(self.quarantine)
        place, number = self.quarantine / file.name, 1
        while place.exists():
            place, number = self.quarantine / f"{file.stem}.{number}{file.suffix}", number + 1
        file.replace(place)
        return place.name

    def aside(self, activity_id: str = "") -> list[Path]:
        """The samples files that were put aside: all, or those of one activity."""
        return sorted(self.quarantine.glob(f"{activity_id or '*'}.*parquet"))

    def forget_leftovers(self, forgotten: Collection[str]) -> None:
        """Remove what there is of forgotten activities, here and among what was put aside."""
        for file in [*self.files(), *self.aside()]:
            if file.name.partition(".")[0] in forgotten:
                file.unlink(missing_ok=True)

    def forget_databases(self) -> None:
        """Remove damaged databases that were put aside: they may hold what is to be forgotten."""
        for file in self.quarantine.glob("*-damaged*"):
            file.unlink(missing_ok=True)

    def forget_all(self) -> None:
        """Remove every file: a runner who wants nothing left wants nothing put aside either."""
        for file in [*self.files(), *(self.quarantine.iterdir() if self.quarantine.is_dir() else ())]:
            file.unlink(missing_ok=True)
        for year in self.folder.iterdir():  # its name tells when somebody ran
            with suppress(OSError):
                year.rmdir()

    def files(self) -> list[Path]:
        """Every samples file that is in its place, whosever it is."""
        return sorted(self.folder.glob("*/*.parquet"))

    def _check(self, activity_id: str, content: bytes) -> None:
        """Hold a file against its hash; one that an older version of the program wrote has none yet: it gets one."""
        known = self._database.rows("SELECT sha256 FROM samples_hashes WHERE activity_id = ?", (activity_id,))
        if known and known[0][0] != sha256_of(content):
            raise ValueError(activity_id)
        if not known:
            samples_of(content, activity_id)
            if self._database.writable:
                self.keep_hash(activity_id, sha256_of(content))

    def _take_back(self, activity_id: str, place: Path) -> None:
        for file in self.aside(activity_id):
            with suppress(OSError, ValueError, pa.ArrowException):
                self._check(activity_id, file.read_bytes())
                make_private_folder(place.parent)
                file.replace(place)
                return
