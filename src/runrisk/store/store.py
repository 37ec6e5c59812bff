"""One runner's library: the tables and the samples behind one door."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import UTC, date, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any, Self

from runrisk.importers.cleaning.merging import filled, merged
from runrisk.importers.duplicates import Match
from runrisk.importers.local_rows import all_matches, local_matches
from runrisk.importers.whole_log.together import told_together
from runrisk.model import Activity, Samples, TrainingLog
from runrisk.model.features import RunMinutes, RunPath
from runrisk.store import activity_table as rows
from runrisk.store.cache import StoredCache
from runrisk.store.database import Database
from runrisk.store.database_copies import copies, forget_copies, unfinished_databases
from runrisk.store.day_shelf import DayShelf
from runrisk.store.edits import Edits, apply_edits
from runrisk.store.errors import NO_ROOM, LibraryError, UnknownActivityError, from_os, no_room
from runrisk.store.features import FEATURES, MINUTES, PATH, Feature, FeatureStore, T
from runrisk.store.gear_shelf import GearShelf
from runrisk.store.home import athlete_folder
from runrisk.store.import_log import ImportLog
from runrisk.store.incoming import Incoming
from runrisk.store.journal import JournalBook
from runrisk.store.links import Links, as_linked
from runrisk.store.lock import import_lock
from runrisk.store.overlaps import local_rows_around, near_enough, overlapping
from runrisk.store.private_files import make_private_folder
from runrisk.store.report_memory import StoredReportMemory
from runrisk.store.samples_shelf import SamplesShelf
from runrisk.store.schema import TABLES

TABLES_FILE = "library.sqlite"
SAMPLES_FOLDER = "samples"
INCOMING_FOLDER = "incoming"
QUARANTINE_FOLDER = "quarantine"
LOCK_FILE = "import.lock"

NEAR_PATHS = 256
"""So many paths a log holds unpacked: several rules look at those of the last months, one after the other. Our choice: a
year of runs, some 10 MB."""


class Library:
    """One runner's activities, samples, journal and import log, in one private folder.

    Every change is one transaction; samples are written before the row that names them and removed after it, so that
    a row never lacks its samples, whenever the program is stopped.
    """

    def __init__(self, folder: Path) -> None:
        """Open the library in `folder`, making it where there is none.

        Raises:
            NewerLibraryError: a newer version of the program wrote it.
            LibraryError: it cannot be opened.
        """
        try:
            self.folder = make_private_folder(folder)
            self.database = Database(folder / TABLES_FILE)
            self.incoming_folder, samples_folder = folder / INCOMING_FOLDER, folder / SAMPLES_FOLDER
            if self.database.writable:
                make_private_folder(self.incoming_folder)
                make_private_folder(samples_folder)
        except OSError as error:
            if error.errno in NO_ROOM:
                raise no_room() from error
            raise LibraryError(
                f"the library's folder cannot be written ({error.strerror}). Set RUNRISK_HOME"
            ) from error
        self.shelf = SamplesShelf(samples_folder, folder / QUARANTINE_FOLDER, self.database)
        self.journal = JournalBook(self.database)
        self.gear = GearShelf(self.database)
        self.days = DayShelf(self.database)
        self.edits = Edits(self.database)
        self.import_log = ImportLog(self.database)
        self.links = Links(self.database)
        self.features = FeatureStore(self.database)
        self.cache = StoredCache(self.database)
        self.report_memory = StoredReportMemory(self.database)
        self._redraw_old_links()
        self.database.seal()

    @classmethod
    def of(cls, athlete: str | None = None) -> Self:
        """Open the library of an athlete (default "me") below RUNRISK_HOME or the platform's data folder."""
        return cls(athlete_folder(athlete))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exception: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the files."""
        self.database.close()

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Keep imports away.

        Raises:
            LibraryBusyError: an import is running.
            LibraryError: inside, a file could not be written or removed; a full disk is a NoRoomError.
        """
        try:
            with import_lock(self.folder / LOCK_FILE):
                yield
        except OSError as error:
            raise from_os(error) from error

    @contextmanager
    def importing(self) -> Iterator[int]:
        """Hold the library for one import, sweep away what a killed one left; give the import's number.

        Raises:
            LibraryBusyError: another import is running.
        """
        with self.alone():
            self._sweep()
            number = self.import_log.begin()
            yield number
            self.import_log.finish(number)

    def ids(self) -> frozenset[str]:
        """The ids of all activities."""
        return frozenset(row[0] for row in self.database.rows("SELECT id FROM activities"))

    def stored_ids(self) -> frozenset[str]:
        """The ids of all activities whose samples are there too, as they were written."""
        return self.shelf.whole(self.starts())

    def holds(self, activity_ids: Sequence[str]) -> bool:
        """Whether some activities are all there with their samples, as they were written."""
        where = f"WHERE id IN ({', '.join('?' * len(activity_ids))})"
        found = self.starts(where, activity_ids)
        return found.keys() >= set(activity_ids) and len(self.shelf.whole(found)) == len(found)

    def read(self, activity_id: str | None = None) -> tuple[Activity, ...]:
        """Return every activity, or one, as it was read, oldest first: no links, no corrections."""
        one = "" if activity_id is None else " WHERE a.id = ?"
        parameters = () if activity_id is None else (activity_id,)
        found = self.database.rows(f"{rows.SELECT_ACTIVITIES}{one} ORDER BY a.start_utc, a.id", parameters)
        return tuple(rows.activity_of(row) for row in found)

    def take(self, incoming: Incoming) -> None:
        """Take an activity in, or put back the samples of one that lost them."""
        activity, written = incoming.activity, incoming.samples_file
        known = self.source_name(activity.id) is not None
        if written is not None and not (known and self.shelf.whole({activity.id: activity.start_utc})):
            self.shelf.place(written, activity.id, activity.start_utc)
            if known:
                self.shelf.keep_hash(activity.id, written.sha256)
        if known:
            return
        with self.database.writing():
            self.insert(activity)
            if written is not None:
                self.shelf.keep_hash(activity.id, written.sha256)
            for feature in FEATURES:
                self.features.put(activity.id, feature, incoming.features[feature.name])

    def insert(self, activity: Activity) -> None:
        """Add the rows of an activity that is not there yet."""
        with self.database.writing():
            self.database.write(rows.INSERT_ACTIVITY, rows.activity_row(activity))
            self.database.write(rows.INSERT_SOURCE, rows.source_row(activity))

    def fill(self, activity: Activity) -> None:
        """Let a stored activity know what another copy of its file, or an export, says beyond what it knows itself."""
        stored = self.read(activity.id)
        known = filled(stored[0], [activity]) if stored else None
        if known is not None and known != stored[0]:
            with self.database.writing():
                self.database.write(rows.UPDATE_ACTIVITY, rows.activity_row(known))
                self.relink(known.start_utc)

    def source_name(self, activity_id: str) -> str | None:
        """Return the name of the file an activity came from; None where there is no such activity."""
        found = self.database.rows("SELECT name FROM sources WHERE activity_id = ?", (activity_id,))
        return found[0][0] if found else None

    def samples(self, activity_id: str) -> Samples:
        """Return the samples of an activity; see `columns.SAMPLES`.

        Raises:
            UnknownActivityError: there is no such activity.
            LibraryError: its samples are gone or damaged.
        """
        return self.shelf.read(activity_id, self._start_of(activity_id))

    def path(self, activity_id: str) -> RunPath | None:
        """Return the path of an activity; see `feature`."""
        return self.feature(activity_id, PATH)

    def minutes(self, activity_id: str) -> RunMinutes | None:
        """Return the minutes of an activity; see `feature`."""
        return self.feature(activity_id, MINUTES)

    def feature(self, activity_id: str, feature: Feature[T]) -> T | None:
        """Return what was taken from a run; only where none of this version is stored it is taken from its samples.

        Raises:
            UnknownActivityError: there is no such activity.
            LibraryError: its samples are gone or damaged.
        """
        stored = self.features.get(activity_id, feature)
        if stored is None:
            self._start_of(activity_id)
            [activity] = self.read(activity_id)
            stored = feature.packed(activity, self.samples(activity_id))
            self.features.put(activity_id, feature, stored)
        return feature.unpacked(stored)

    def refresh(self, progress: Callable[[int, int], None] | None = None) -> None:
        """Take anew whatever an older version of the program took from the runs; otherwise there is nothing to do.

        Args:
            progress: called with runs done and runs to do.
        """
        work = [(activity_id, feature) for feature in FEATURES for activity_id in self.features.missing(feature)]
        for done, (activity_id, feature) in enumerate(work, 1):
            with suppress(LibraryError):  # samples that are gone: said when they are asked for
                self.feature(activity_id, feature)
            if progress is not None:
                progress(done, len(work))

    def recorded(self) -> tuple[Activity, ...]:
        """Return every activity as it counts, by local day: duplicates linked, merged, corrected, and told by the others."""
        return told_together(apply_edits(merged(self.read(), self.links.all()), self.edits.all()))

    def log(self, today: date | None = None) -> TrainingLog:
        """Return the training log; samples, paths and minutes are read only when they are asked for.

        Args:
            today: the day it is looked at from; None means the last logged day.
        """
        return TrainingLog(
            recorded=self.recorded(),
            read_samples=self.samples,
            read_path=lru_cache(NEAR_PATHS)(self.path),
            read_minutes=self.minutes,
            cache=self.cache,
            told=self.journal.journal(),
            answers=self.journal.answers(),
            device_days=self.days.all(),
            gear=self.gear.all(),
            files=as_linked(self.import_log.results(), self.links.all()),
            today=today,
        )

    def edit(self, activity_id: str, **values: Any) -> None:
        """Correct a run: `sport`, `distance_m` [m], `shoe`, `race`, or `counts` (False: leave it out of everything).

        What was read stays stored: `edits.undo(id)` takes all corrections back.

        Raises:
            UnknownActivityError: there is no such activity.
            LibraryError: a field that cannot be corrected, or an impossible value.
        """
        self._start_of(activity_id)
        self.edits.add(activity_id, values)

    def keep_both(self, activity_id: str, *, apart: bool = True) -> None:
        """Count an activity whatever it resembles, or (`apart=False`) let it be a duplicate again.

        Raises:
            UnknownActivityError: there is no such activity.
        """
        start = self._start_of(activity_id)
        with self.database.writing():
            self.links.keep_apart(activity_id, apart=apart)
            self.relink(start)

    def relink(self, start_utc: datetime) -> tuple[Match, ...]:
        """Draw the links anew around a start; return those that were drawn.

        Only activities that overlap, directly or through others, can be of one group: the rest is not looked at.
        """
        with self.database.writing():
            drawn = self._link(overlapping(self.database, start_utc))
            return (*drawn, *self._link_local_rows(start_utc))

    def _link_local_rows(self, start_utc: datetime) -> tuple[Match, ...]:
        """Draw the links of the rows around a start that know the wall clock or the day only."""
        rows, runs = local_rows_around(self.database, start_utc)
        if not rows:
            return ()
        kept = self.links.kept_apart()
        shadows = {match.shadow for match in self.links.all()} - {row.id for row in rows}
        matches = local_matches(rows, [run for run in runs if run.id not in shadows], kept)
        near = [row.id for row in rows if near_enough(row, start_utc)]
        drawn = tuple(match for match in matches if match.shadow in near)
        self.links.replace(near, drawn)
        return drawn

    def _link(self, activities: Sequence[Activity]) -> tuple[Match, ...]:
        """Draw the links among activities that no others overlap."""
        matches = all_matches(activities, self.links.kept_apart(), self._known_path)
        self.links.replace([activity.id for activity in activities], matches)
        return matches

    def _redraw_old_links(self) -> None:
        """Draw every link anew where an older version of the program drew them by other rules."""
        if not self.links.drawn_as_now():
            with self.database.writing():
                self._link(self.read())
                self.links.say_drawn()

    def _known_path(self, activity_id: str) -> RunPath | None:
        try:
            return self.path(activity_id)
        except LibraryError:  # samples that are gone: said when they are asked for
            return None

    def forget(self, activity_id: str) -> None:
        """Remove an activity with its samples, corrections and line of the import log.

        Only its id is kept, so that the next import of the same export does not bring it back; naming the file itself
        on import does.

        Raises:
            UnknownActivityError: there is no such activity.
            LibraryBusyError: an import is running.
        """
        with self.alone():
            start = self._start_of(activity_id)
            forget_copies(self.folder)
            with self.database.writing():
                self.import_log.forget(activity_id)
                self.edits.undo(activity_id)
                self.database.write("DELETE FROM activities WHERE id = ?", (activity_id,))
                self.cache.clear()
                self.keep_out([activity_id])
                self.relink(start)
            self._sweep()
            self.shelf.forget_databases()
            self.database.checkpoint()

    def forget_all(self) -> None:
        """Empty the library: activities, samples, journal, answers, gear, settings, import log and report memory.

        Raises:
            LibraryBusyError: an import is running.
        """
        with self.alone():
            forget_copies(self.folder)
            with self.database.writing():
                self.keep_out(self.ids())  # stopped here, the next import removes the samples
                for table in (table for table in TABLES if table != "forgotten"):
                    self.database.write(f"DELETE FROM {table}")  # noqa: S608 - our own names
            self._sweep()
            self.shelf.forget_all()
            self.database.write("DELETE FROM forgotten")
            self.database.shrink()

    def lost_its_tables(self) -> bool:
        """Whether there is no run, but samples or a copy of the database of some."""
        return not self.ids() and bool(self.shelf.files() or self.shelf.aside() or copies(self.folder))

    def forgotten(self) -> frozenset[str]:
        """The activities that an import is not to bring back."""
        return frozenset(row[0] for row in self.database.rows("SELECT activity_id FROM forgotten"))

    def keep_out(self, activity_ids: Iterable[str]) -> None:
        """Keep activities from being brought back by an import."""
        self.database.write_many(
            "INSERT OR IGNORE INTO forgotten (activity_id) VALUES (?)", ((k,) for k in activity_ids)
        )

    def remember(self, activity_ids: Iterable[str]) -> None:
        """Let activities come back that were forgotten."""
        self.database.write_many("DELETE FROM forgotten WHERE activity_id = ?", [(key,) for key in activity_ids])

    @staticmethod
    def now() -> datetime:
        """The present moment, UTC: only the library and the command line look at the clock."""
        return datetime.now(UTC)

    def _sweep(self) -> None:
        """Remove what a killed import was about to bring, and a killed `forget` was about to remove."""
        for file in [*self.incoming_folder.iterdir(), *unfinished_databases(self.folder)]:
            file.unlink(missing_ok=True)
        self.shelf.forget_leftovers(self.forgotten() - self.ids())

    def starts(self, where: str = "", parameters: Sequence[str] = ()) -> dict[str, datetime]:
        """When each activity started, by id."""
        found = self.database.rows(f"SELECT id, start_utc FROM activities {where}", parameters)  # noqa: S608 - from here
        return {activity_id: datetime.fromisoformat(start) for activity_id, start in found}

    def _start_of(self, activity_id: str) -> datetime:
        found = self.database.rows("SELECT start_utc FROM activities WHERE id = ?", (activity_id,))
        if not found:
            raise UnknownActivityError(f"the library has no activity {activity_id}. `runrisk activities` lists them")
        return datetime.fromisoformat(found[0][0])
