"""`runrisk activities`: the log as a table."""

import json
from dataclasses import replace

import click

from runrisk.cli.groups import examples
from runrisk.cli.request import LogRequest, exit_code, log_options
from runrisk.cli.terminal_table import echo_table


@click.command(
    "activities",
    epilog=examples("runrisk activities my-exports", "runrisk activities --since 2025-06-01 --csv > runs.csv"),
)
@log_options
@click.option("--json", "as_json", is_flag=True, help="Every column, as versioned JSON.")
@click.option("--csv", "as_csv", is_flag=True, help="Every column, as CSV.")
@click.pass_context
def command(ctx: click.Context, request: LogRequest, as_json: bool, as_csv: bool) -> None:
    """List the activities that were read, duplicates included; --since and --until leave out other days."""
    from runrisk.report.activities import COLUMNS, NUMBERS, activities_csv, activities_json, activity_rows

    log = request.log()
    shown = replace(log, recorded=tuple(one for one in log.recorded if request.asks_for(one.local_day)))
    if as_json:
        click.echo(json.dumps(activities_json(shown), indent=2))
    elif as_csv:
        click.echo(activities_csv(shown), nl=False)
    else:
        echo_table(COLUMNS, activity_rows(shown), right=NUMBERS)
    ctx.exit(exit_code(request, log))
