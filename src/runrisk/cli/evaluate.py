"""`runrisk evaluate`: how the flags did on known injuries."""

import json
from pathlib import Path

import click

from runrisk.cli import completion
from runrisk.cli.groups import examples
from runrisk.cli.progress import busy


@click.command(
    "evaluate",
    epilog=examples(
        "runrisk evaluate DAYS.csv OUTCOMES.csv", "runrisk evaluate DAYS.csv OUTCOMES.csv -o evaluation.html"
    ),
)
@click.argument("days", metavar="DAYS.csv", type=click.Path(exists=True, dir_okay=False))
@click.argument("outcomes", metavar="OUTCOMES.csv", type=click.Path(exists=True, dir_okay=False))
@click.option("--json", "as_json", is_flag=True, help="Every number, as versioned JSON.")
@click.option(
    "-o", "--output", type=click.Path(dir_okay=False), metavar="FILE", help="An HTML page with a forest plot."
)
@click.option("--seed", type=click.IntRange(0), default=0, show_default=True, help="Of the draws behind the intervals.")
@click.option(
    "--set",
    "assignments",
    multiple=True,
    metavar="RULE.LIMIT=VALUE",
    shell_complete=completion.limits,
    help="Another limit, e.g. monotony.sd=population.",
)
def command(
    days: str, outcomes: str, as_json: bool, output: str | None, seed: int, assignments: tuple[str, ...]
) -> None:
    """Hold the flags of the load rules against known injuries.

    DAYS.csv: athlete, date, km or load; optional sessions, longest_km, any ratings. OUTCOMES.csv: athlete, onset,
    optional end.
    """
    from runrisk.settings import read_settings
    from runrisk.store.private_files import write_private
    from runrisk.workflows.evaluation import evaluate

    with busy("evaluating"):
        made = evaluate(days, outcomes, settings=read_settings(None, assignments), seed=seed)
    if output:
        write_private(Path(output), made.to_html().encode())
        click.echo(output)
    if as_json or not output:
        click.echo(json.dumps(made.to_json(), indent=2) if as_json else made.to_text(), nl=as_json)
