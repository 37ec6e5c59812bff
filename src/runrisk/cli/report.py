"""`runrisk report`: the main job."""

from pathlib import Path

import click

from runrisk.cli.request import LogRequest, exit_code, log_options

DEFAULT_NAME = "runrisk-report.html"


@click.command("report")
@log_options
@click.option("-o", "--output", type=click.Path(dir_okay=False), metavar="FILE", help=f"Default: {DEFAULT_NAME}, here.")
@click.option(
    "--format", "form", type=click.Choice(["html", "md", "json", "text"]), default=None, help="Default: html."
)
@click.option("--units", type=click.Choice(["km", "mi"]), default="km", show_default=True)
@click.option("--include-locations", is_flag=True, help="Let the street map say where it is (HTML).")
@click.pass_context
def command(
    ctx: click.Context, request: LogRequest, output: str | None, form: str | None, units: str, include_locations: bool
) -> None:
    """Read watch exports and write a report with charts.

    PATH is a file, a folder or a zip. Without -o the report is one HTML file in the current folder; the other
    formats go to standard output.
    """
    report = request.report()
    chosen = form or _form_of(output)
    text = report.render(chosen, units=units, include_locations=include_locations)
    if output is None and chosen != "html":
        click.echo(text)
    else:
        target = Path(DEFAULT_NAME if output is None else output)
        target.write_text(text, encoding="utf-8")
        click.echo(target)
    ctx.exit(exit_code(request, report.log))


def _form_of(output: str | None) -> str:
    endings = {".md": "md", ".json": "json", ".txt": "text"}
    return endings.get(Path(output).suffix.lower(), "html") if output else "html"
