"""Files, folders and zips into a library."""

import os
from collections import Counter
from collections.abc import Iterable
from contextlib import ExitStack
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from runrisk.importers.cleaning.timezones import zone_named
from runrisk.importers.containers.passwords import Passwords, passwords_of
from runrisk.importers.read_file import ReadDefaults
from runrisk.importers.services.csv_map import read_csv_map
from runrisk.importers.services.recognise import Exports
from runrisk.model import FileResult, Status
from runrisk.model.display import small_table
from runrisk.store import Library
from runrisk.store.errors import from_os
from runrisk.workflows.files.import_run import ImportRun, Progress
from runrisk.workflows.files.read import existing
from runrisk.workflows.files.read_defaults import sport_named
from runrisk.workflows.files.readers import read_apart


@dataclass(frozen=True, kw_only=True)
class ImportResult:
    """What became of each file of an import, in the order they were found.

    Attributes:
        files: one line a file.
        complete: False where Ctrl-C or `strict` ended the import early; the same call goes on where it stopped.
    """

    files: tuple[FileResult, ...]
    complete: bool = True

    @property
    def counts(self) -> dict[str, int]:
        """Number of files by status, every status named."""
        found = Counter(result.status for result in self.files)
        return {status.value: found[status] for status in Status}

    @property
    def taken(self) -> bool:
        """Whether some file holds something that is in the library now: new, or known before."""
        return any(result.status not in {Status.SKIPPED, Status.FAILED} for result in self.files)

    def __repr__(self) -> str:
        return f"ImportResult({', '.join(f'{number} {status}' for status, number in self.counts.items())})"

    def _repr_html_(self) -> str:
        """How many files met which fate, and the first that failed, for a notebook."""
        failed = [(result.name, result.reason) for result in self.files if result.status is Status.FAILED]
        return small_table("Import", [*self.counts.items(), *failed[:5]])

    def to_dict(self) -> dict[str, Any]:
        """Return what `import --json` prints."""
        files = [asdict(result) for result in self.files]
        return {"schema": "runrisk.import/1", "complete": self.complete, "files": files, "counts": self.counts}


def import_files(
    library: Library,
    *paths: str | os.PathLike[str],
    tz: str | None = None,
    sport: str | None = None,
    jobs: int | None = None,
    keep_both: bool = False,
    dry_run: bool = False,
    strict: bool = False,
    csv_map: str | os.PathLike[str] | None = None,
    days: bool = True,
    passwords: Iterable[str] | Passwords = (),
    progress: Progress | None = None,
) -> ImportResult:
    """Import files, folders, zips and exports of a library; again adds nothing, and finishes what was interrupted.

    Each file is stored wholly or not at all, and a file that cannot be read, even one that crashes its reader, costs
    only itself. Ctrl-C finishes the files under way.

    Args:
        library: where to.
        paths: what to import; content decides what a file is, not its name.
        tz: time zone of recordings that tell nothing about theirs, such as "Europe/Vienna".
        sport: sport of recordings that name none, such as "running".
        jobs: processes to read with; 0 reads in this one, where a crash ends the import. Default: none while the files
            are small and few, else one a processor.
        keep_both: count new activities even where they resemble others.
        dry_run: read everything, say what would become of it, and keep nothing.
        strict: end at the first file that cannot be read; what came before it stays.
        csv_map: a TOML file that says what the columns of other tables hold; see docs/exports.md.
        days: whether to open an export's tables of sleep, resting heart rate and its variability, and to keep them.
        passwords: what zips behind a password may be opened with, each tried on each.
        progress: called as files are done.

    Raises:
        MissingPathError: a path does not exist.
        SettingsError: no such time zone or sport, or a fault in the map.
        LibraryBusyError: another import into this library is running.
        NoRoomError: the disk is full; what was stored before stays.
    """
    places = existing(paths)
    defaults = ReadDefaults(tz=zone_named(tz), sport=sport_named(sport), now=library.now())
    mapped = None if csv_map is None else read_csv_map(Path(csv_map))
    exports = Exports(mapped, apart=None if jobs == 0 else read_apart, with_days=days)
    try:
        with ExitStack() as stack:
            if dry_run:
                stack.enter_context(library.database.rehearsing())
            run = ImportRun(
                library=library,
                number=stack.enter_context(library.importing()),
                folder=None if dry_run else library.incoming_folder,
                defaults=defaults,
                keep_both=keep_both,
                strict=strict,
                exports=exports,
                passwords=passwords_of(passwords),
                progress=progress,
            )
            complete = run.through(places, jobs)
            if not dry_run:
                library.database.copy_once_a_day()
            return ImportResult(files=run.results, complete=complete)
    except OSError as error:
        raise from_os(error) from error
