"""`runrisk forget`: remove an activity, or everything."""

import click

from runrisk.cli import completion
from runrisk.cli.groups import examples
from runrisk.cli.request import athlete_option, library_of


@click.command("forget", epilog=examples("runrisk forget 1f2e3d4c5b6a"))
@click.argument("activity_id", required=False, metavar="[ID]", shell_complete=completion.runs)
@click.option("--all", "everything", is_flag=True, help="Empty the whole library, journal included.")
@click.option("--yes", is_flag=True, help="Do not ask.")
@athlete_option
def command(activity_id: str | None, everything: bool, yes: bool, athlete: str | None) -> None:
    """Remove an activity from the library, or with --all everything. This cannot be undone."""
    if everything == bool(activity_id):
        raise click.UsageError("name an activity's ID, or --all")
    library = library_of(athlete).store
    if not yes:
        what = f"all {len(library.ids()):,} activities and the journal" if everything else str(activity_id)
        click.confirm(f"Remove {what} for good?", abort=True)
    if activity_id:
        library.forget(activity_id)
    else:
        library.forget_all()
    click.echo("removed")
