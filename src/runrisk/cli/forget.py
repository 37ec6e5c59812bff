"""`runrisk forget`: remove an activity, or everything."""

import click

from runrisk.cli import completion
from runrisk.cli.groups import examples
from runrisk.cli.request import activity_named, athlete_option, library_of


@click.command("forget", epilog=examples("runrisk forget last", "runrisk forget 1f2e3d4c5b6a"))
@click.argument("which", required=False, metavar="[WHICH]", shell_complete=completion.runs)
@click.option("--all", "everything", is_flag=True, help="Empty the whole library, journal included.")
@click.option("--yes", is_flag=True, help="Do not ask.")
@athlete_option
def command(which: str | None, everything: bool, yes: bool, athlete: str | None) -> None:
    """Remove an activity from the library, or with --all everything. This cannot be undone.

    WHICH is "last", a day, a name or a part of one, or an id.
    """
    if everything == bool(which):
        raise click.UsageError("say which activity, or --all")
    library = library_of(athlete).store
    activity_id = activity_named(library_of(athlete), which) if which else None
    if not yes:
        what = f"all {len(library.ids()):,} activities and the journal" if everything else str(activity_id)
        click.confirm(f"Remove {what} for good?", abort=True)
    if activity_id:
        library.forget(activity_id)
    else:
        library.forget_all()
    click.echo("removed")
