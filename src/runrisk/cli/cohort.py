"""`runrisk cohort`: many runners in one table."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click

from runrisk.cli import completion
from runrisk.cli.groups import examples
from runrisk.cli.progress import file_progress
from runrisk.cli.request import UNREADABLE, one_period

STEM = "runrisk-cohort"

_DATE = click.DateTime(["%Y-%m-%d"])


@click.command(
    "cohort", epilog=examples("runrisk cohort club -o club.html", "runrisk cohort club --reports club-reports")
)
@click.argument("folder", type=click.Path(exists=True, file_okay=False), metavar="DIR")
@click.option("--scheduler", metavar="ADDRESS", help="A Dask scheduler, e.g. tcp://10.0.0.5:8786 (default: none).")
@click.option("-o", "--output", type=click.Path(dir_okay=False), metavar="FILE", help=f"Default: {STEM}.html, here.")
@click.option("--format", "form", type=click.Choice(["html", "csv", "parquet"]), help="Default: as FILE ends, or html.")
@click.option("--jobs", type=click.IntRange(1), metavar="N", help="Processes to work with (default: one a processor).")
@click.option(
    "--work",
    type=click.Path(file_okay=False),
    metavar="DIR",
    help="Where finished runners are kept, to go on from (default: FILE-work beside FILE).",
)
@click.option(
    "--reports",
    type=click.Path(file_okay=False),
    metavar="DIR",
    help="Write each runner's own report there, linked from the page.",
)
@click.option("--json", "as_json", is_flag=True, help="Every runner, as versioned JSON.")
@click.option(
    "--tz",
    metavar="ZONE",
    shell_complete=completion.zones,
    help="Time zone of files that name no place, e.g. Europe/Vienna.",
)
@click.option(
    "--sport", metavar="SPORT", shell_complete=completion.sports, help="Sport of files that name none, e.g. running."
)
@click.option("--since", type=_DATE, metavar="DATE", help="First day that counts for verdicts.")
@click.option("--until", type=_DATE, metavar="DATE", help="Last day that counts (default: each log's last day).")
@click.option("--all", "whole", is_flag=True, help="Verdicts about whole logs, not their last 84 days.")
@click.option(
    "--set",
    "assignments",
    multiple=True,
    metavar="RULE.LIMIT=VALUE",
    shell_complete=completion.limits,
    help="Another limit.",
)
@click.option("--settings", "settings_file", type=click.Path(exists=True), metavar="FILE", help="A runrisk.toml.")
@click.pass_context
def command(
    ctx: click.Context,
    /,
    folder: str,
    output: str | None,
    form: str | None,
    work: str | None,
    as_json: bool,
    **given: Any,
) -> None:
    """Judge many runners: DIR holds one folder or zip for each.

    The same command again does only what is new, changed or was interrupted.

    Only --scheduler uses the network. Its workers read all that DIR holds, positions and notes too; its scheduler gets
    names and notes, and could run any program on the workers and on this machine. Name only a cluster whose keepers may see
    your runners' data, best by a tls:// address (docs/scale.md: who sees what).
    """
    target = Path(output or f"{STEM}.{form or 'html'}")
    made = _judged(folder, work or str(target.with_name(f"{target.stem}-work")), given)
    if as_json:
        click.echo(json.dumps(made.to_json(), indent=2, ensure_ascii=False))
    if output or not as_json:
        made.write(target, form)
    if not as_json:
        click.echo(target)
    if made.failed:
        click.echo(f"{made.failed} of {len(made)} runners could not be judged, or not from all their files", err=True)
    ctx.exit(UNREADABLE if made.failed else 0)


def _judged(folder: str, work: str, given: dict[str, Any]) -> Any:
    from runrisk.settings import read_settings
    from runrisk.workflows.cohort import cohort

    one_period(whole=given["whole"], since=given["since"])
    file = given.pop("settings_file")
    settings = read_settings(Path(file) if file else None, given.pop("assignments"))
    for name in ("since", "until"):
        given[name] = given[name] and given[name].date()
    with file_progress("runners") as progress:
        return cohort(folder, work=work, settings=settings, now=datetime.now(UTC), progress=progress, **given)
