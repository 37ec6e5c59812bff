"""`runrisk notebook`: a notebook to start from."""

from pathlib import Path

import click

from runrisk.cli import completion
from runrisk.cli.groups import examples
from runrisk.cli.request import athlete_option


@click.command("notebook", epilog=examples("runrisk notebook my-exports"))
@click.argument("paths", nargs=-1, metavar="[PATH]...", type=click.Path(exists=True))
@click.option(
    "-o", "--output", type=click.Path(dir_okay=False), metavar="FILE", help="Default: my-running.ipynb beside PATH."
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
@athlete_option
def command(paths: tuple[str, ...], output: str | None, tz: str | None, sport: str | None, athlete: str | None) -> None:
    """Write a notebook that reads PATH (or the library), judges it and draws, to go on from.

    JupyterLab opens it: pip install ".[notebook]" in the folder of the source, then `jupyter lab FILE`.
    """
    from runrisk.workflows.starter import write_starter

    click.echo(write_starter(*paths, output=Path(output) if output else None, athlete=athlete, tz=tz, sport=sport))
