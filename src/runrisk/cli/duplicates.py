"""`runrisk duplicates`: which recordings were taken for the same run."""

import click

from runrisk.cli.request import athlete_option, library_of


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
    for match in library.links.all():
        click.echo(f"{match.shadow} counted as {match.counted}: {match.reason}")
