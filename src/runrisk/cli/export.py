"""`runrisk export`: everything back out of the library."""

from pathlib import Path

import click

from runrisk.cli.groups import examples
from runrisk.cli.progress import busy
from runrisk.cli.request import UNREADABLE, athlete_option, library_of


@click.command("export", epilog=examples("runrisk export backup"))
@click.argument("folder", type=click.Path(file_okay=False), metavar="DIR")
@athlete_option
@click.pass_context
def command(ctx: click.Context, /, folder: str, athlete: str | None) -> None:
    """Write the whole library into a new folder: CSV to look at, Parquet to go on with.

    `runrisk import DIR` takes it in again.
    """
    from runrisk.store.export import export_library

    with busy("writing"):
        exported = export_library(library_of(athlete).store, Path(folder))
    click.echo(f"{exported.activities:,} activities in {folder}")
    for missing in exported.missing:
        click.echo(f"not in it: {missing}", err=True)
    ctx.exit(UNREADABLE if exported.missing else 0)
