"""`runrisk plan`: a plan checked before it is run."""

import json

import click

from runrisk.cli.groups import examples
from runrisk.cli.request import LogRequest, exit_code, log_options, units_option


@click.command("plan", epilog=examples("runrisk plan plan.csv my-exports", "runrisk plan plan.ics"))
@click.argument("plan_file", metavar="FILE", type=click.Path(exists=True, dir_okay=False))
@log_options
@click.option("--json", "as_json", is_flag=True, help="Every day, as versioned JSON.")
@units_option
@click.pass_context
def command(ctx: click.Context, request: LogRequest, plan_file: str, as_json: bool, units: str | None) -> None:
    """Lay a training plan after the log and say on which day it first crosses a limit.

    FILE is CSV (date, km or miles or minutes, kind) or a calendar (.ics) with titles such as "long run 18 km".
    """
    from runrisk.workflows.plan import check_plan

    log = request.log()
    check = check_plan(plan_file, log, settings=request.settings())
    click.echo(
        json.dumps(check.to_json(), indent=2) if as_json else check.to_text(**request.written(units=units)), nl=as_json
    )
    ctx.exit(exit_code(request, log))
