"""`runrisk report`: the main job."""

from pathlib import Path

import click

from runrisk.cli.groups import examples
from runrisk.cli.request import LogRequest, decimal_option, exit_code, log_options, say_failed, units_option

DEFAULT_NAME = "runrisk-report.html"


@click.command(
    "report",
    epilog=examples("runrisk report my-exports", "runrisk report my-exports --format md --units mi > my-runs.md"),
)
@log_options
@click.option("-o", "--output", type=click.Path(dir_okay=False), metavar="FILE", help=f"Default: {DEFAULT_NAME}, here.")
@click.option(
    "--format", "form", type=click.Choice(["html", "md", "json", "text"]), default=None, help="Default: html."
)
@units_option
@decimal_option
@click.option(
    "--week-starts",
    type=click.Choice(["monday", "sunday", "saturday"]),
    help="First day of a week in the charts (HTML). Default: monday, or as the settings say.",
)
@click.option("--include-locations", is_flag=True, help="Let the street map say where it is (HTML).")
@click.pass_context
def command(
    ctx: click.Context,
    /,
    request: LogRequest,
    output: str | None,
    form: str | None,
    include_locations: bool,
    **asked: str | None,
) -> None:
    """Read watch exports and write a report with charts.

    PATH is a file, a folder or a zip. Without -o the report is one HTML file in the current folder; the other
    formats go to standard output. A report of the library says first what is new since the last one of an earlier day.
    """
    from runrisk.store.private_files import write_private

    written = request.written(**asked)
    report = request.report()
    chosen = form or _form_of(output)
    text = report.render(chosen, include_locations=include_locations, **written)
    if output is None and chosen != "html":
        click.echo(text)
    else:
        target = Path(DEFAULT_NAME if output is None else output)
        write_private(target, text.encode())
        click.echo(target)
    say_failed(report)
    request.mark_seen(report)
    ctx.exit(exit_code(request, report.log))


def _form_of(output: str | None) -> str:
    endings = {".md": "md", ".json": "json", ".txt": "text"}
    return endings.get(Path(output).suffix.lower(), "html") if output else "html"
