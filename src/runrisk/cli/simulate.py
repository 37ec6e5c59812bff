"""`runrisk simulate`: made-up logs."""

from pathlib import Path

import click


@click.group("simulate")
def command() -> None:
    """Write made-up logs: nobody's data, with known habits planted."""


@command.command("season")
@click.option("-o", "--out", type=click.Path(file_okay=False), default="season", show_default=True, metavar="DIR")
@click.option("--seed", type=int, default=0, show_default=True, help="The same seed gives the same season.")
@click.option("--weeks", type=click.IntRange(1, 520), default=26, show_default=True)
@click.option("--plant", multiple=True, metavar="NAME", help="A habit to plant, or NAME@WEEK; may be given again.")
@click.option("--list", "listed", is_flag=True, help="List the habits that can be planted.")
def season(out: str, seed: int, weeks: int, plant: tuple[str, ...], listed: bool) -> None:
    """Write one made-up runner's season as FIT and GPX files."""
    from runrisk.simulate import PLANTS
    from runrisk.simulate import season as make_season

    if listed:
        for name, meaning in PLANTS.items():
            click.echo(f"{name:<26} {meaning}")
        return
    files = make_season(Path(out), seed=seed, weeks=weeks, plant=plant)
    click.echo(f"{len(files)} files in {out}")
