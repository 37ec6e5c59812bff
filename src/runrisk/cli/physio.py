"""`runrisk physio`: one page for a professional."""

from pathlib import Path

import click

from runrisk.cli.groups import examples
from runrisk.cli.progress import busy
from runrisk.cli.request import LogRequest, decimal_option, exit_code, log_options, units_option

DEFAULT_NAME = "runrisk-physio.html"


@click.command("physio", epilog=examples("runrisk physio -o physio.html", "runrisk physio my-exports -o physio.pdf"))
@log_options
@click.option(
    "-o", "--output", type=click.Path(dir_okay=False), default=DEFAULT_NAME, show_default=True, metavar="FILE.html|.pdf"
)
@units_option
@decimal_option
@click.pass_context
def command(ctx: click.Context, /, request: LogRequest, output: str, **asked: str | None) -> None:
    """Write one printable A4 page that answers what a physiotherapist asks first, and a CSV beside it.

    A FILE that ends in .pdf is printed with Chromium or WeasyPrint, where one is installed. The page names no place.
    """
    from runrisk.workflows.physio import write_physio

    written = request.written(**asked)
    report = request.report()
    with busy("writing"):
        files = write_physio(report, Path(output), **written)
    for file in files:
        click.echo(file)
    ctx.exit(exit_code(request, report.log))
