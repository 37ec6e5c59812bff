"""`runrisk doctor`: what is installed and where things are."""

import click

from runrisk.cli.request import athlete_option


@click.command("doctor")
@click.option("--rebuild", "rebuilding", is_flag=True, help="Put a lost or damaged library together again.")
@athlete_option
def command(rebuilding: bool, athlete: str | None) -> None:
    """Say what is installed and where things are, or put a library together again."""
    from runrisk.store.home import athlete_folder
    from runrisk.store.rebuild import rebuild
    from runrisk.workflows.doctor import installed, places

    if rebuilding:
        done = rebuild(athlete_folder(athlete))
        click.echo(f"database put aside: {done.damaged or 'none'}; copy taken: {done.copy or 'none'}")
        click.echo(f"{done.activities:,} activities from their samples; {len(done.left):,} files tell too little")
        return

    for name, value in (installed() | places()).items():
        click.echo(f"{name:<12} {value}")
