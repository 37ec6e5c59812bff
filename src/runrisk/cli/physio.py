"""`runrisk physio`: one page for a professional."""

from pathlib import Path

import click

from runrisk.cli.request import LogRequest, exit_code, log_options

DEFAULT_NAME = "runrisk-physio.html"


@click.command("physio")
@log_options
@click.option(
    "-o", "--output", type=click.Path(dir_okay=False), default=DEFAULT_NAME, show_default=True, metavar="FILE.html|.pdf"
)
@click.option("--units", type=click.Choice(["km", "mi"]), default="km", show_default=True)
@click.pass_context
def command(ctx: click.Context, request: LogRequest, output: str, units: str) -> None:
    """Write one printable A4 page that answers what a physiotherapist asks first, and a CSV beside it.

    A FILE that ends in .pdf is printed with Chromium or WeasyPrint, where one is installed. The page names no place.
    """
    from runrisk.workflows.physio import write_physio

    report = request.report()
    for file in write_physio(report, Path(output), units=units):
        click.echo(file)
    ctx.exit(exit_code(request, report.log))
