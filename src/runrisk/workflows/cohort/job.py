"""What every piece of work of a cohort goes by."""

import hashlib
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from runrisk.importers.read_file import ReadDefaults
from runrisk.settings import Settings, build_analyzers
from runrisk.store.features import FEATURES
from runrisk.version import __version__
from runrisk.workflows.cohort.runner_row import FACTS
from runrisk.workflows.cohort.runners import RunnerFiles


@dataclass(frozen=True, kw_only=True)
class Job:
    """The same for every runner; it travels with each piece of work.

    Attributes:
        work: folder for what is not finished; every worker must reach it under this path.
        defaults: time zone and sport of files that name none.
        settings: limits other than the defaults.
        since: first day that counts for verdicts.
        until: last day that counts.
        whole: verdicts about the whole log.
        reports: folder for each runner's own report; None writes none.
    """

    work: Path
    defaults: ReadDefaults = field(default_factory=ReadDefaults)
    settings: Settings = field(default_factory=lambda: Settings({}))
    since: date | None = None
    until: date | None = None
    whole: bool = False
    reports: Path | None = None

    @property
    def fingerprint(self) -> str:
        """Changes whenever the same files could give another row: version, columns, rules and limits, defaults, days."""
        said = (
            __version__,
            tuple(FACTS),
            build_analyzers(self.settings),
            [(feature.name, feature.version) for feature in FEATURES],
            (str(self.defaults.tz), self.defaults.sport, self.since, self.until, self.whole),
        )
        return hashlib.sha256(repr(said).encode()).hexdigest()

    @property
    def reading(self) -> Path:
        """Where activities wait until all of their runner are read."""
        return self.work / "reading"

    def folder_of(self, runner: RunnerFiles) -> Path:
        """Where the activities of one runner wait."""
        return self.reading / runner.key

    def report_of(self, runner: RunnerFiles) -> Path | None:
        """Where the report of one runner is written; None where none is wanted."""
        return None if self.reports is None else self.reports / runner.report_name
