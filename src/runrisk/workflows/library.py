"""The library as Python meets it."""

import os
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Self

from runrisk.model import TrainingLog
from runrisk.store import Library
from runrisk.store.journal import JournalBook
from runrisk.workflows.journal.keeping import add_from_words
from runrisk.workflows.report_memory import acknowledge, mark_seen, unacknowledge, with_memory

if TYPE_CHECKING:
    from runrisk.report import Report
    from runrisk.settings import Settings
    from runrisk.workflows.files.import_files import ImportResult


@dataclass(frozen=True, eq=False)
class OwnLibrary:
    """A runner's library as Python and the commands use it: what `runrisk.library()` gives.

    Attributes:
        store: the tables and samples on the disk; everything that has no method here is done with it.
    """

    store: Library

    @property
    def journal(self) -> JournalBook:
        """The journal and the answers: to read, to add to, to correct."""
        return self.store.journal

    def log(self, today: date | None = None) -> TrainingLog:
        """Everything in the library as a training log, looked at from `today` (default: its last day)."""
        return self.store.log(today)

    def close(self) -> None:
        """Close the library's files; `with` does it by itself."""
        self.store.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exception: object) -> None:
        self.close()

    def add(self, *paths: str | os.PathLike[str], **wishes: Any) -> "ImportResult":
        """Import files, folders and zips; see `import_files` for what can be wished."""
        # A report of a library reads no files.
        from runrisk.workflows.files.import_files import import_files  # noqa: PLC0415
        from runrisk.workflows.files.notebook_progress import progress_or_notebook  # noqa: PLC0415

        with progress_or_notebook(wishes.pop("progress", None)) as progress:
            return import_files(self.store, *paths, progress=progress, **wishes)

    def tell(
        self, words: str, *, day: str | None = None, until: str | None = None, note: str | None = None
    ) -> tuple[str, ...]:
        """Write into the journal in plain words, as `runrisk journal add` does; return the lines that were written.

        `library.tell("pain left hip 4", day="2026-03-14")`; without a day it is today's.

        Raises:
            JournalError: words that make no entry; says which would.
        """
        return tuple(add_from_words(self.store, words.split(), self._today(), day=day, until=until, note=note))

    def report(self, log: TrainingLog | None = None, settings: "Settings | None" = None) -> "Report":
        """Judge the library's log by every rule, as `runrisk check` does: with what is new, and quiet as acknowledged.

        Args:
            log: the library's, looked at otherwise; default `log()`.
            settings: other limits, rules switched on or off.

        Raises:
            SettingsError: a setting that does not exist or has an impossible value.
        """
        from runrisk.workflows.analyze import analyze  # noqa: PLC0415 - an import of files needs no charts

        today = self._today()
        made = analyze(self.log() if log is None else log, settings=settings, made_on=today)
        return with_memory(self.store, made, today)

    def mark_seen(self, report: "Report") -> None:
        """Say that a report was read, as `runrisk report` does: the next one, of a later day, says what is new since.

        A report about other days than the usual 84, or with other limits, is not remembered.
        """
        if self.store.database.writable:
            mark_seen(self.store, report, self._today())

    def acknowledge(self, *rules: str, report: "Report | None" = None) -> "Report":
        """Keep findings quiet until they grow, as `runrisk check --ack RULE` does; return the report as it is then.

        They stand in it all the same, but not among what stands out, until their level rises or they are seen more often.

        Args:
            rules: as the report names them.
            report: where they stand; default `report()`.

        Raises:
            RunriskError: a rule that does not exist, is not seen now, or is about pain or a warning sign.
        """
        made = self.report() if report is None else report
        acknowledge(self.store, made, rules, self._today())
        return with_memory(self.store, made, self._today())

    def unacknowledge(self, *rules: str) -> None:
        """Let findings speak again.

        Raises:
            RunriskError: a rule that is not acknowledged.
        """
        unacknowledge(self.store, rules)

    def _today(self) -> date:
        return self.store.now().astimezone().date()


def library(athlete: str | None = None) -> OwnLibrary:
    """Open the library of an athlete (default "me") below RUNRISK_HOME or the platform's data folder.

    Raises:
        LibraryError: it cannot be opened, or a newer version of the program wrote it.
    """
    return OwnLibrary(Library.of(athlete))
