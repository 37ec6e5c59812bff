"""`runrisk activities`: the log as a table."""

import json

import click

from runrisk.cli.request import LogRequest, exit_code, log_options


@click.command("activities")
@log_options
@click.option("--json", "as_json", is_flag=True, help="Every column, as versioned JSON.")
@click.option("--csv", "as_csv", is_flag=True, help="Every column, as CSV.")
@click.pass_context
def command(ctx: click.Context, request: LogRequest, as_json: bool, as_csv: bool) -> None:
    """List the activities that were read, duplicates included."""
    from runrisk.report.activities import activities_csv, activities_json, activities_text

    log = request.log()
    if as_json:
        click.echo(json.dumps(activities_json(log), indent=2))
    else:
        click.echo(activities_csv(log) if as_csv else activities_text(log), nl=False)
    ctx.exit(exit_code(request, log))
