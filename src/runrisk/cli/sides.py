"""`runrisk sides`: left and right of a log."""

import json
from pathlib import Path

import click

from runrisk.cli.groups import examples
from runrisk.cli.progress import busy
from runrisk.cli.request import LogRequest, exit_code, log_options, units_option


@click.command("sides", epilog=examples("runrisk sides my-exports", "runrisk sides my-exports --json"))
@log_options
@click.option("--json", "as_json", is_flag=True, help="Also by run, by quarter and by device, as versioned JSON.")
@click.option(
    "--map",
    "street_map",
    type=click.Path(exists=True, dir_okay=False),
    metavar="FILE",
    help="An .osm.pbf extract of where you run (needs the extra `map`: see docs/road-side.md).",
)
@units_option
@click.pass_context
def command(ctx: click.Context, request: LogRequest, as_json: bool, street_map: str | None, units: str | None) -> None:
    """Say what the log tells of left and right: the side of the road, turns, ground contact."""
    from runrisk.report.sides.as_json import sides_json
    from runrisk.workflows.sides import sides

    log = request.log()
    with busy("judging"):
        known = sides(log, request.settings(), street_map=Path(street_map) if street_map else None)
    if as_json:
        click.echo(json.dumps(sides_json(log, known), indent=2, ensure_ascii=False))
    else:
        click.echo(known.to_text(**request.written(units=units)), nl=False)
    ctx.exit(exit_code(request, log))
