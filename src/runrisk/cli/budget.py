"""`runrisk budget`: how far next."""

import json
from datetime import datetime

import click

from runrisk.cli.groups import examples
from runrisk.cli.request import LogRequest, exit_code, log_options, units_option


@click.command(
    "budget", epilog=examples("runrisk budget my-exports", "runrisk budget my-exports --from 2026-03-02 --units mi")
)
@log_options
@click.option(
    "--from",
    "first",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="DATE",
    help="First day (default: the day after the log's last, or after --until).",
)
@click.option("--json", "as_json", is_flag=True, help="Every day, as versioned JSON.")
@units_option
@click.pass_context
def command(ctx: click.Context, request: LogRequest, first: datetime | None, as_json: bool, units: str | None) -> None:
    """Say what stays within ten per cent of what was ordinary, for seven days.

    A budget, never a goal.
    """
    from runrisk.workflows.budget import budget

    log = request.log()
    made = budget(log, first=first.date() if first else None, settings=request.settings())
    click.echo(
        json.dumps(made.to_json(), indent=2) if as_json else made.to_text(**request.written(units=units)), nl=as_json
    )
    ctx.exit(exit_code(request, log))
