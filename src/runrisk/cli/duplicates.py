"""`runrisk duplicates`: which recordings were taken for the same run."""

import click

from runrisk.cli import completion
from runrisk.cli.groups import examples
from runrisk.cli.request import athlete_option, library_of
from runrisk.cli.terminal_table import echo_table

ASKED = "? is a question: --keep-both ID counts that recording too, `runrisk edit ID --exclude` leaves it out."


@click.command("duplicates", epilog=examples("runrisk duplicates", "runrisk duplicates --keep-both 1f2e3d4c5b6a"))
@click.option(
    "--keep-both", "apart", metavar="ID", shell_complete=completion.runs, help="Count this activity after all."
)
@click.option("--join", "joined", metavar="ID", shell_complete=completion.runs, help="Let it be a duplicate again.")
@athlete_option
def command(apart: str | None, joined: str | None, athlete: str | None) -> None:
    """List the activities that do not count because another recording of the same run does, and why.

    Where two overlap in time but do not agree it is a question, and the shorter one does not count until you answer:
    --keep-both counts both, `runrisk edit ID --exclude` leaves one out.
    """
    library = library_of(athlete).store
    if apart:
        library.keep_both(apart)
    if joined:
        library.keep_both(joined, apart=False)
    log = library.log()
    shadows = {activity.id: activity for activity in log.recorded if activity.duplicate_of and activity.counts}
    rows = [
        ("?" if match.asked else "", f"{shadows[match.shadow].local_day}", match.shadow, match.counted, match.reason)
        for match in library.links.all()
        if match.shadow in shadows
    ]
    if not rows:
        click.echo("No two recordings were taken for the same run.", err=True)
        return
    echo_table(("", "day", "duplicate", "counted as", "why"), sorted(rows, key=lambda row: (not row[0], row)))
    if log.asked:
        click.echo(ASKED, err=True)
