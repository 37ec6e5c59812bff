"""`runrisk duplicates`: which recordings were taken for the same run."""

import click

from runrisk.cli.request import athlete_option, library_of
from runrisk.cli.table import echo_table


@click.command("duplicates")
@click.option("--keep-both", "apart", metavar="ID", help="Count this activity after all.")
@click.option("--join", "joined", metavar="ID", help="Let it be a duplicate again.")
@athlete_option
def command(apart: str | None, joined: str | None, athlete: str | None) -> None:
    """List the activities that do not count because another recording of the same run does, and why."""
    library = library_of(athlete)
    if apart:
        library.keep_both(apart)
    if joined:
        library.keep_both(joined, apart=False)
    matches = library.links.all()
    if not matches:
        click.echo("No two recordings were taken for the same run.", err=True)
        return
    days = {activity.id: f"{activity.local_day}" for activity in library.read()}
    rows = [(days[match.shadow], match.shadow, match.counted, match.reason) for match in matches]
    echo_table(("day", "duplicate", "counted as", "why"), sorted(rows))
