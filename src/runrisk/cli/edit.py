"""`runrisk edit`: correct or exclude a run, reversibly."""

import click

from runrisk.cli import completion
from runrisk.cli.groups import examples
from runrisk.cli.request import activity_named, athlete_option, library_of


@click.command("edit", epilog=examples("runrisk edit last --distance 10", "runrisk edit 2026-03-02 --undo"))
@click.argument("which", metavar="WHICH", shell_complete=completion.runs)
@click.option("--sport", metavar="SPORT", shell_complete=completion.sports, help="What it was.")
@click.option("--distance", "distance_km", type=float, metavar="KM", help="How far it was [km].")
@click.option("--shoe", metavar="NAME", help="Pair of shoes.")
@click.option("--race/--no-race", default=None, help="Whether it was a race.")
@click.option("--exclude/--include", "excluded", default=None, help="Leave it out of everything, or count it again.")
@click.option("--undo", is_flag=True, help="Take every correction of this activity back.")
@athlete_option
def command(
    which: str,
    sport: str | None,
    distance_km: float | None,
    shoe: str | None,
    race: bool | None,
    excluded: bool | None,
    undo: bool,
    athlete: str | None,
) -> None:
    """Correct an activity of the library, or leave it out. What was read stays stored; --undo brings it back.

    WHICH is "last", a day (2026-03-02, yesterday, monday), a name or a part of one, or an id; `runrisk activities --json` lists the
    ids.
    """
    library = library_of(athlete).store
    given = {
        "sport": sport,
        "distance_m": None if distance_km is None else distance_km * 1000,
        "shoe": shoe,
        "race": race,
        "counts": None if excluded is None else not excluded,
    }
    values = {field: value for field, value in given.items() if value is not None}
    if undo == bool(values):
        raise click.UsageError("say what to correct, or --undo")
    activity_id = activity_named(library_of(athlete), which)
    if undo:
        click.echo(f"{library.edits.undo(activity_id)} corrections of {activity_id} taken back")
        return
    library.edit(activity_id, **values)
    click.echo(f"{activity_id}: {', '.join(f'{field} = {value}' for field, value in values.items())}")
