"""The library as Python meets it."""

import os
from datetime import date
from typing import TYPE_CHECKING, Any

from runrisk.model import TrainingLog
from runrisk.store import Library
from runrisk.workflows.journal.keeping import add_from_words
from runrisk.workflows.report_memory import acknowledge, mark_seen, unacknowledge, with_memory

if TYPE_CHECKING:
    from runrisk.report import Report
    from runrisk.settings import Settings
    from runrisk.workflows.files.import_files import ImportResult


class OwnLibrary(Library):
    """A library that can be added to: what `runrisk.library()` gives."""

    def add(self, *paths: str | os.PathLike[str], **wishes: Any) -> "ImportResult":
        """Import files, folders and zips; see `import_files` for what can be wished."""
        from runrisk.workflows.files.import_files import import_files  # noqa: PLC0415 - a report of a library reads no files

        return import_files(self, *paths, **wishes)

    def tell(
        self, words: str, *, day: str | None = None, until: str | None = None, note: str | None = None
    ) -> tuple[str, ...]:
        """Write into the journal in plain words, as `runrisk journal add` does; return the lines that were written.

        `library.tell("pain left hip 4", day="2026-03-14")`; without a day it is today's.

        Raises:
            JournalError: words that make no entry; says which would.
        """
        return tuple(add_from_words(self, words.split(), self._today(), day=day, until=until, note=note))

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
        return with_memory(self, made, today)

    def mark_seen(self, report: "Report") -> None:
        """Say that a report was read, as `runrisk report` does: the next one, of a later day, says what is new since.

        A report about other days than the usual 84, or with other limits, is not remembered.
        """
        if self.database.writable:
            mark_seen(self, report, self._today())

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
        acknowledge(self, made, rules, self._today())
        return with_memory(self, made, self._today())

    def unacknowledge(self, *rules: str) -> None:
        """Let findings speak again.

        Raises:
            RunriskError: a rule that is not acknowledged.
        """
        unacknowledge(self, rules)

    def _today(self) -> date:
        return self.now().astimezone().date()


def library(athlete: str | None = None) -> OwnLibrary:
    """Open the library of an athlete (default "me") below RUNRISK_HOME or the platform's data folder.

    Raises:
        LibraryError: it cannot be opened, or a newer version of the program wrote it.
    """
    return OwnLibrary.of(athlete)
