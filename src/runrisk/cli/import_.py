"""`runrisk import` (alias `upload`): watch exports into the library."""

import json
import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from runrisk.cli import completion
from runrisk.cli.groups import examples
from runrisk.cli.progress import file_progress
from runrisk.cli.request import UNREADABLE, athlete_option, library_of, password_option, passwords
from runrisk.cli.terminal_table import echo_table

if TYPE_CHECKING:
    from runrisk.model import FileResult
    from runrisk.workflows.files.import_files import ImportResult

MOST_FAILED = 20
"""So many failed files are named one by one. Our choice: a screen full."""

STOPPED = 130
"""Exit code: stopped by Ctrl-C, as shells have it."""


@click.command("import", epilog=examples("runrisk import my-exports", "runrisk import my-exports --dry-run"))
@click.argument("paths", nargs=-1, metavar="[PATH]...", type=click.Path(exists=True))
@click.option("--watch", is_flag=True, help="Import from the Garmin watches that are plugged in.")
@click.option(
    "--csv-map", "map_file", type=click.Path(exists=True), metavar="FILE", help="Which column of a CSV means what."
)
@click.option(
    "--tz",
    metavar="ZONE",
    shell_complete=completion.zones,
    help="Time zone of files that name no place, e.g. Europe/Vienna.",
)
@click.option(
    "--sport", metavar="SPORT", shell_complete=completion.sports, help="Sport of files that name none, e.g. running."
)
@click.option("--jobs", type=click.IntRange(1), metavar="N", help="Processes to read with (default: one a processor).")
@click.option("--keep-both", is_flag=True, help="Count new activities even where they resemble others.")
@click.option(
    "--no-days", is_flag=True, help="Leave sleep, resting heart rate and its variability closed: keep runs only."
)
@click.option("--dry-run", is_flag=True, help="Say what would become of each file, and keep nothing.")
@click.option("--strict", is_flag=True, help="Stop at the first file that cannot be read.")
@click.option("--json", "as_json", is_flag=True, help="What became of each file, as versioned JSON.")
@password_option
@athlete_option
@click.pass_context
def command(
    ctx: click.Context,
    paths: tuple[str, ...],
    watch: bool,
    map_file: str | None,
    tz: str | None,
    sport: str | None,
    jobs: int | None,
    keep_both: bool,
    no_days: bool,
    dry_run: bool,
    strict: bool,
    as_json: bool,
    password_file: str | None,
    athlete: str | None,
) -> None:
    """Import files, folders, zips and service exports into the library.

    The same export again adds only what is new, and finishes what was interrupted.
    """
    from runrisk.errors import NothingToReadError
    from runrisk.workflows.files.import_files import import_files

    found = (*paths, *(_plugged_in() if watch else ()))
    if not found:
        raise click.UsageError("name a PATH, or --watch with a watch that is plugged in")
    with file_progress("importing") as progress:
        result = import_files(
            library_of(athlete).store,
            *found,
            csv_map=map_file,
            tz=tz,
            sport=sport,
            jobs=jobs,
            keep_both=keep_both,
            days=not no_days,
            passwords=passwords(password_file, progress),
            dry_run=dry_run,
            strict=strict,
            progress=progress,
        )
    if not result.files and result.complete:
        raise NothingToReadError("There are no files to import")
    if as_json:
        click.echo(json.dumps(result.to_dict(), indent=2))
    else:
        echo_table(("", "files", "which", "why"), _rows(result), right={"files"})
    if not result.complete and not strict:
        click.echo("Stopped. The same command goes on where it stopped.", err=True)
        ctx.exit(STOPPED)
    if result.complete and not result.taken:
        raise NothingToReadError("Nothing was imported: there is no activity in what was given")
    ctx.exit(UNREADABLE if result.counts["failed"] else 0)


def _plugged_in() -> tuple[str, ...]:
    """The activity folders of the watches that the system has mounted."""
    from runrisk.importers.containers.mounted import USUAL_ROOTS, watch_folders

    roots = [*USUAL_ROOTS, *([f"/run/user/{os.getuid()}/gvfs"] if hasattr(os, "getuid") else [])]
    return tuple(map(str, watch_folders(map(Path, roots))))


def _rows(result: "ImportResult") -> Iterator[tuple[str, str, str, str]]:
    """How many files met which fate; below, why files were skipped, each reason once, and each that failed."""
    for status, number in result.counts.items():
        if not number:
            continue
        yield status, f"{number:,}", "", ""
        files = [file for file in result.files if file.status == status]
        if status == "skipped":
            yield from _by_reason(files)
        elif status == "failed":
            yield from (("", "", file.name, file.reason) for file in files[:MOST_FAILED])
            if len(files) > MOST_FAILED:
                yield "", "", f"and {len(files) - MOST_FAILED:,} more", "--json lists them all"


def _by_reason(files: "Sequence[FileResult]") -> Iterator[tuple[str, str, str, str]]:
    reasons: dict[str, list[str]] = {}
    for file in files:
        reasons.setdefault(file.reason, []).append(file.name)
    for reason, names in sorted(reasons.items(), key=lambda found: -len(found[1])):
        more = f" and {len(names) - 1:,} more" if len(names) > 1 else ""
        yield "", "", names[0] + more, reason
