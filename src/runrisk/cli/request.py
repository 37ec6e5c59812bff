"""What every command that reads a log can be asked, and how the log is got from it."""

import sys
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from functools import cached_property, wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from runrisk.cli import completion
from runrisk.cli.progress import Progress, busy, file_progress

if TYPE_CHECKING:
    from runrisk.importers.containers.passwords import Passwords
    from runrisk.model import TrainingLog
    from runrisk.report import Report
    from runrisk.settings import Settings
    from runrisk.workflows.library import OwnLibrary

UNREADABLE = 3
"""Exit code: done, but some files could not be read."""


@dataclass(frozen=True, kw_only=True)
class LogRequest:
    """Which log, which days, which limits."""

    paths: tuple[str, ...]
    tz: str | None
    sport: str | None
    since: datetime | None
    until: datetime | None
    whole: bool
    assignments: tuple[str, ...]
    settings_file: str | None
    athlete: str | None
    journal: bool | None
    password_file: str | None

    @cached_property
    def library(self) -> "OwnLibrary":
        """The athlete's library, opened once."""
        return library_of(self.athlete)

    def log(self) -> "TrainingLog":
        """Read the paths, or the library where there are none, and say on stderr what could not be read."""
        from runrisk.workflows.analyze import period_of

        log = self._read() if self.paths else self._library_log()
        return log.looking_at(period_of(log, _day(self.since), _day(self.until), whole=self.whole))

    def asks_for(self, day: date) -> bool:
        """Whether a day lies between `since` and `until`, where they are given."""
        since, until = _day(self.since), _day(self.until)
        return (since is None or day >= since) and (until is None or day <= until)

    def _read(self) -> "TrainingLog":
        from runrisk.workflows.files.read import read

        with file_progress() as progress:
            log = read(
                *self.paths,
                tz=self.tz,
                sport=self.sport,
                now=datetime.now(UTC),
                passwords=passwords(self.password_file, progress),
                progress=progress,
            )
        say_unread(log)
        if not self.journal:
            return log
        kept = self.library.log()
        return replace(
            log,
            told=kept.told,
            answers=kept.answers,
            device_days=log.device_days or kept.device_days,
            gear=(*log.gear, *kept.gear),
        )

    def _library_log(self) -> "TrainingLog":
        from runrisk.errors import NothingToReadError
        from runrisk.workflows.files.read_defaults import with_read_defaults

        own = self.library
        with file_progress("taking anew what an older version took", "tables") as progress:
            own.store.refresh(progress)
        log = own.log()
        if not log.recorded and own.store.lost_its_tables():
            raise NothingToReadError(
                "The library's tables are empty, but runs of it are there. `runrisk doctor --rebuild` puts them together"
            )
        if not log.recorded:
            raise NothingToReadError(_empty_library(self.athlete))
        log = with_read_defaults(log, tz=self.tz, sport=self.sport)
        return log.without_journal() if self.journal is False else log

    def settings(self) -> "Settings":
        """Limits other than the defaults: of --settings, else of the runrisk.toml beside the libraries; --set wins."""
        from runrisk.settings import read_settings
        from runrisk.store.home import settings_place

        file = Path(self.settings_file) if self.settings_file else settings_place()
        return read_settings(file if file.exists() else None, self.assignments)

    def written(self, **asked: str | None) -> dict[str, str]:
        """How a report is written: each word as asked for on the command line, else as the settings say."""
        from runrisk.settings import report_choices

        chosen = report_choices(self.settings())
        return {name: word or chosen[name] for name, word in asked.items()}

    def report(self) -> "Report":
        """Read and judge; a report of the library knows what is new and what was acknowledged."""
        from runrisk.settings import build_analyzers
        from runrisk.workflows.analyze import analyze

        settings = self.settings()
        build_analyzers(settings)  # a wrong limit is said before files are read
        log = self.log()
        with busy("judging"):
            if not self.paths:
                return self.library.report(log, settings)
            return analyze(log, settings=settings, made_on=date.today())  # noqa: DTZ011 (the runner's own calendar)

    def mark_seen(self, report: "Report") -> None:
        """Let the library remember a report of everything in it, so that the next one says what is new."""
        if not self.paths and self.journal is not False:
            self.library.mark_seen(report)


def passwords(file: str | None, progress: "Progress | None") -> "Passwords":
    """The passwords of zips: those of a file, then what is typed where somebody sits at the terminal."""
    from runrisk.importers.containers.passwords import Passwords, passwords_in

    known = passwords_in(Path(file)) if file else ()
    return Passwords(known=known, ask=progress.ask_password if progress and sys.stdin.isatty() else None)


def library_of(athlete: str | None) -> "OwnLibrary":
    """The library of an athlete, open."""
    from runrisk.workflows.library import library

    return library(athlete)


def _empty_library(athlete: str | None) -> str:
    """What to do next where there is no run; a name that is near to another athlete's was probably mistyped."""
    from runrisk.did_you_mean import nearest
    from runrisk.store.run_names import other_athletes

    near = nearest(athlete, other_athletes(athlete)) if athlete else None
    if near:
        return f"The library of {athlete!r} is empty. Did you mean {near!r}?"
    return "The library is empty. Import exports first (`runrisk import PATH`), or name a PATH"


def activity_named(library: "OwnLibrary", which: str) -> str:
    """The id of the activity that is meant: an id, "last", a day or a name."""
    from runrisk.workflows.named_activity import named_activity

    known = library.store.ids()
    return which if which in known else named_activity(library.log(), which, date.today()).id  # noqa: DTZ011 (the runner's own calendar)


def _day(moment: datetime | None) -> date | None:
    return moment.date() if moment else None


def say_unread(log: "TrainingLog") -> None:
    """One line on stderr for each file that could not be read, and for each folder that was not searched."""
    from runrisk.importers.containers.foreign import NOT_SEARCHED

    for result in log.files:
        if result.status == "failed" or result.reason.startswith(NOT_SEARCHED):
            click.echo(f"not read: {result.name}: {result.reason}", err=True)


def say_failed(report: "Report") -> None:
    """One line on stderr for each pattern that failed."""
    for outcome in report.outcomes:
        if outcome.failed:
            click.echo(f"{outcome.finding.rule}: {outcome.finding.summary}", err=True)


def exit_code(request: LogRequest, log: "TrainingLog") -> int:
    """0, or UNREADABLE where files among the paths could not be read."""
    failed = request.paths and any(result.status == "failed" for result in log.files)
    return UNREADABLE if failed else 0


def log_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command PATH... and the options of LogRequest, handed over as its first argument."""

    @wraps(command)
    def run(**given: Any) -> Any:
        request = LogRequest(**{name: given.pop(name) for name in LogRequest.__dataclass_fields__})
        one_period(whole=request.whole, since=request.since)
        return command(request, **given)

    for option in reversed(_OPTIONS):
        run = option(run)
    return run


def one_period(*, whole: bool, since: datetime | None) -> None:
    """Refuse two answers to where the days that count begin."""
    if whole and since:
        raise click.UsageError("--all takes the log from its first day, --since from a later one. Give one of them.")


units_option = click.option("--units", type=click.Choice(["km", "mi"]), help="Default: km, or as the settings say.")
decimal_option = click.option(
    "--decimal",
    type=click.Choice(["point", "comma"]),
    help="1,234.5 or 1 234,5. Default: point, or as the settings say. Never in JSON and CSV.",
)

password_option = click.option(
    "--password-file",
    type=click.Path(exists=True, dir_okay=False),
    metavar="FILE",
    help="Passwords of zips, one a line (a terminal is asked for what is missing).",
)

athlete_option = click.option("--athlete", metavar="NAME", help="Whose library (default: me).")

_DATE = click.DateTime(["%Y-%m-%d"])

_OPTIONS = (
    click.argument("paths", nargs=-1, metavar="[PATH]...", type=click.Path(exists=True)),
    click.option(
        "--tz",
        metavar="ZONE",
        shell_complete=completion.zones,
        help="Time zone of files that name no place, e.g. Europe/Vienna.",
    ),
    click.option(
        "--sport",
        metavar="SPORT",
        shell_complete=completion.sports,
        help="Sport of files that name none, e.g. running.",
    ),
    click.option("--since", type=_DATE, metavar="DATE", help="First day that counts for verdicts."),
    click.option("--until", type=_DATE, metavar="DATE", help="Last day that counts (default: the last logged day)."),
    click.option("--all", "whole", is_flag=True, help="Verdicts about the whole log, not the last 84 days."),
    click.option(
        "--set",
        "assignments",
        multiple=True,
        metavar="RULE.LIMIT=VALUE",
        shell_complete=completion.limits,
        help="Another limit, e.g. session-spike.max_ratio=1.2.",
    ),
    click.option(
        "--settings",
        "settings_file",
        type=click.Path(exists=True, dir_okay=False),
        metavar="FILE",
        help="A runrisk.toml: limits, units, decimal mark. Default: the one beside the libraries (`runrisk doctor` says where).",
    ),
    athlete_option,
    password_option,
    click.option(
        "--with-journal/--without-journal",
        "journal",
        default=None,
        help="Journal and answers: in with the library, out with PATHs, unless said here.",
    ),
)
