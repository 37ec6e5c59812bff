"""`runrisk doctor`: what is installed and where things are, and whether the library is as it was written."""

import json

import click

from runrisk.cli.groups import examples
from runrisk.cli.progress import file_progress
from runrisk.cli.request import athlete_option

DAMAGED = 3
"""Exit code: something in the library is not as it was written."""


@click.command("doctor", epilog=examples("runrisk doctor", "runrisk doctor --verify"))
@click.option("--verify", "verifying", is_flag=True, help="Read everything in the library and say what is damaged.")
@click.option("--rebuild", "rebuilding", is_flag=True, help="Put a lost or damaged library together again.")
@click.option("--json", "as_json", is_flag=True, help="As versioned JSON.")
@athlete_option
@click.pass_context
def command(ctx: click.Context, /, verifying: bool, rebuilding: bool, as_json: bool, athlete: str | None) -> None:
    """Say what is installed and where things are; look through the library, or put it together again.

    --verify exits with 3 where something is not as it was written, and says of each thing what mends it.
    """
    if as_json and (verifying or rebuilding):
        raise click.UsageError("--json says what is installed; --verify and --rebuild speak in words")
    if rebuilding:
        _rebuild(athlete)
    if verifying:
        ctx.exit(_verify(athlete))
    if not rebuilding:
        _say(athlete, as_json=as_json)


def _say(athlete: str | None, *, as_json: bool) -> None:
    from runrisk.workflows.doctor import SCHEMA, diagnosis

    found = diagnosis(athlete)
    if as_json:
        click.echo(json.dumps({"schema": SCHEMA, **found}, indent=2))
        return
    for section, lines in found.items():
        click.echo(f"{section}:")
        for name, value in lines.items():
            click.echo(f"  {name:<15} {value}")


def _rebuild(athlete: str | None) -> None:
    from runrisk.store.home import athlete_folder
    from runrisk.store.rebuild import rebuild

    done = rebuild(athlete_folder(athlete))
    click.echo(f"database put aside: {done.damaged or 'none'}; copy taken: {done.copy or 'none'}")
    click.echo(f"{done.activities:,} activities from their samples; {len(done.left):,} files that tell too little")


def _verify(athlete: str | None) -> int:
    from runrisk.store.home import athlete_folder
    from runrisk.store.verify import verify

    with file_progress("verifying", "samples files") as progress:
        found = verify(athlete_folder(athlete), progress)
    for fault in found.faults:
        click.echo(fault)
    read = f"{found.samples:,} samples files, {found.features:,} features, {found.copies:,} copies of the database"
    aside = f"; {found.aside:,} files in quarantine" if found.aside else ""
    click.echo(f"read: {read}{aside}. {len(found.faults) or 'nothing'} damaged")
    return DAMAGED if found.faults else 0
