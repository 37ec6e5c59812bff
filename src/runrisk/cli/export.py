"""`runrisk export`: everything back out of the library."""

from pathlib import Path

import click

from runrisk.cli.request import athlete_option, library_of


@click.command("export")
@click.argument("folder", type=click.Path(file_okay=False), metavar="DIR")
@athlete_option
def command(folder: str, athlete: str | None) -> None:
    """Write the whole library into a new folder: CSV to look at, Parquet to go on with.

    `runrisk import DIR` takes it in again.
    """
    from runrisk.store.export import export_library

    library = library_of(athlete).store
    export_library(library, Path(folder))
    click.echo(f"{len(library.ids()):,} activities in {folder}")
