"""Everything a library holds, read and held against what was written; nothing is mended here."""

import os
from collections.abc import Callable, Iterator
from contextlib import nullcontext
from dataclasses import dataclass, replace
from pathlib import Path

import pyarrow as pa

from runrisk.store.database_copies import COPIES_FOLDER, copies
from runrisk.store.errors import LibraryError
from runrisk.store.lock import import_lock
from runrisk.store.samples import samples_of
from runrisk.store.soundness import is_empty, is_whole, leave_newer
from runrisk.store.store import LOCK_FILE, QUARANTINE_FOLDER, SAMPLES_FOLDER, TABLES_FILE, Library

Progress = Callable[[int, int], None]
"""Called with samples files read and to read."""

REBUILD = "`runrisk doctor --rebuild`"


@dataclass(frozen=True, kw_only=True)
class Fault:
    """Something that is not as it was written.

    Attributes:
        place: the file or row.
        wrong: what is wrong with it.
        cure: what mends it.
    """

    place: str
    wrong: str
    cure: str

    def __str__(self) -> str:
        return f"{self.place}: {self.wrong}. {self.cure}"


@dataclass(frozen=True, kw_only=True)
class Verified:
    """What was read, and what is wrong.

    Attributes:
        samples: so many samples files were read.
        features: so many rows of features were held against their hashes.
        copies: so many copies of the database were looked through.
        aside: so many files lie in quarantine, where they harm nothing.
        faults: one for each thing that is not as it was written.
    """

    samples: int = 0
    features: int = 0
    copies: int = 0
    aside: int = 0
    faults: tuple[Fault, ...] = ()


def verify(folder: Path, progress: Progress | None = None) -> Verified:
    """Read all that a library holds; an import waits meanwhile.

    Raises:
        LibraryError: there is no library, a newer version of the program wrote it, or an import is running.
    """
    if not folder.is_dir():
        raise LibraryError("there is no library yet. `runrisk import PATH` makes one")
    leave_newer(folder / TABLES_FILE)
    with import_lock(folder / LOCK_FILE) if os.access(folder, os.W_OK) else nullcontext():
        faults = list(_broken_copies(folder))
        aside = sum(1 for _ in (folder / QUARANTINE_FOLDER).glob("*"))
        found = Verified(copies=len(copies(folder)), aside=aside)
        if not _was_used(folder):
            return found
        if not is_whole(folder / TABLES_FILE):
            wrong = "damaged" if (folder / TABLES_FILE).exists() else "gone"
            cure = f"{REBUILD} puts together what can be had"
            return replace(found, faults=(Fault(place=TABLES_FILE, wrong=wrong, cure=cure), *faults))
        with Library(folder) as library:
            faults += [*_samples(library, progress), *_features(library), *_strangers(library)]
            [(features,)] = library.database.rows("SELECT count(*) FROM features")
            return replace(found, samples=len(library.ids()), features=features, faults=tuple(faults))


def _was_used(folder: Path) -> bool:
    """Whether anything was ever kept here: a library may have been stopped while it was made."""
    kept = copies(folder) or any(folder.glob(f"{SAMPLES_FOLDER}/*/*"))
    return bool(kept) or ((folder / TABLES_FILE).exists() and not is_empty(folder / TABLES_FILE))


def _samples(library: Library, progress: Progress | None) -> Iterator[Fault]:
    """Runs whose samples file is gone, not what was written, or another run's."""
    starts = library.starts()
    for done, (activity_id, start_utc) in enumerate(starts.items(), 1):
        try:
            samples_of(library.shelf.content(activity_id, start_utc), activity_id)
        except (LibraryError, ValueError, pa.ArrowException):
            name = library.source_name(activity_id)
            cure = f"Import {name} again: that puts them back; or `runrisk forget {activity_id}`"
            yield Fault(place=activity_id, wrong="its samples are gone or damaged", cure=cure)
        if progress is not None:
            progress(done, len(starts))


def _features(library: Library) -> Iterator[Fault]:
    for activity_id, name in library.features.damaged():
        yield Fault(place=activity_id, wrong=f"its {name} is damaged", cure=f"{REBUILD} takes it anew")


def _strangers(library: Library) -> Iterator[Fault]:
    """Samples files without a row."""
    known, forgotten = library.ids(), library.forgotten()
    for file in library.shelf.files():
        if file.stem in forgotten:
            yield Fault(place=file.name, wrong="left of a forgotten run", cure=f"{REBUILD} removes it")
        elif file.stem not in known:
            cure = f"{REBUILD} takes it in again, or puts it aside"
            yield Fault(place=file.name, wrong="samples of a run that the library does not know", cure=cure)


def _broken_copies(folder: Path) -> Iterator[Fault]:
    for copy in copies(folder):
        if not is_whole(copy):
            cure = "Remove it: the next import makes another"
            yield Fault(place=f"{COPIES_FOLDER}/{copy.name}", wrong="damaged", cure=cure)
