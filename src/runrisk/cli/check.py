"""`runrisk check`: the findings in the terminal."""

import click

from runrisk.cli.request import LogRequest, exit_code, log_options

FAILED_ON = 4
"""Exit code: --fail-on was met."""

LEVELS = ["info", "caution", "warning"]


@click.command("check")
@log_options
@click.option("--json", "as_json", is_flag=True, help="Every rule, as versioned JSON.")
@click.option(
    "--fail-on", type=click.Choice(LEVELS), help=f"Exit with {FAILED_ON} at a finding of this level or above."
)
@click.option("--units", type=click.Choice(["km", "mi"]), default="km", show_default=True)
@click.pass_context
def command(ctx: click.Context, request: LogRequest, as_json: bool, fail_on: str | None, units: str) -> None:
    """Read watch exports and list the findings."""
    report = request.report()
    click.echo(report.render("json" if as_json else "text", units=units))
    if fail_on and any(finding.level in LEVELS[LEVELS.index(fail_on) :] for finding in report.findings):
        ctx.exit(FAILED_ON)
    ctx.exit(exit_code(request, report.log))
