"""`runrisk simulate`: made-up logs."""

from collections.abc import Mapping
from pathlib import Path

import click

from runrisk.cli import completion
from runrisk.cli.groups import NamedGroup, examples
from runrisk.cli.progress import busy


@click.group(
    "simulate",
    cls=NamedGroup,
    epilog=examples("runrisk simulate sample", "runrisk simulate season --plant session-spike@9"),
)
def command() -> None:
    """Write made-up logs: nobody's data, with known habits planted."""


@command.command(
    "season",
    epilog=examples(
        "runrisk simulate season --out made-up --weeks 12 --seed 3 --plant session-spike@9",
        "runrisk simulate season --list",
    ),
)
@click.option("-o", "--out", type=click.Path(file_okay=False), default="season", show_default=True, metavar="DIR")
@click.option(
    "--seed", type=click.IntRange(0), default=0, show_default=True, help="The same seed gives the same season."
)
@click.option("--weeks", type=click.IntRange(1, 520), default=26, show_default=True)
@click.option(
    "--plant",
    multiple=True,
    metavar="NAME",
    shell_complete=completion.plants,
    help="A habit to plant, or NAME@WEEK; may be given again.",
)
@click.option("--dirt", multiple=True, metavar="NAME", help="What goes wrong with one file; may be given again.")
@click.option("--list", "listed", is_flag=True, help="List the habits and the dirt that can be planted.")
def season(out: str, seed: int, weeks: int, plant: tuple[str, ...], dirt: tuple[str, ...], listed: bool) -> None:
    """Write one made-up runner's season as FIT and GPX files."""
    from runrisk.simulate import FILE_DIRT, PLANTS
    from runrisk.simulate import season as make_season

    if listed:
        _list({**PLANTS, **FILE_DIRT})
        return
    with busy("making runs"):
        files = make_season(Path(out), seed=seed, weeks=weeks, plant=plant, dirt=dirt)
    click.echo(f"{len(files)} files in {out}")


def _list(names: Mapping[str, str]) -> None:
    for name, meaning in names.items():
        click.echo(f"{name:<26} {meaning}")


@command.command("life", epilog=examples("runrisk simulate life --out life --years 2", "runrisk simulate life --list"))
@click.option("-o", "--out", type=click.Path(file_okay=False), default="life", show_default=True, metavar="DIR")
@click.option("--seed", type=click.IntRange(0), default=0, show_default=True, help="The same seed gives the same life.")
@click.option("--years", type=click.IntRange(1, 20), default=10, show_default=True)
@click.option("--dirt", multiple=True, metavar="NAME", help="Only this dirt; may be given again. By default all.")
@click.option("--clean", is_flag=True, help="No dirt at all.")
@click.option(
    "--samples",
    type=click.Choice(["thin", "all"]),
    default="thin",
    show_default=True,
    help="thin: most recordings hold only changes, as watches write them; all: every second.",
)
@click.option("--list", "listed", is_flag=True, help="List the dirt there is.")
def life(out: str, seed: int, years: int, dirt: tuple[str, ...], clean: bool, samples: str, listed: bool) -> None:
    """Write one made-up runner's years with all that is wrong with real logs, and the truth in truth.toml."""
    from runrisk.simulate import LIFE_DIRT
    from runrisk.simulate import life as make_life

    if listed:
        _list(LIFE_DIRT)
        return
    wanted = () if clean else dirt or None
    with busy("making runs"):
        files = make_life(Path(out), seed=seed, years=years, dirt=wanted, thin=samples == "thin")
    click.echo(f"{len(files)} files in {out}")


@command.command("sample", epilog=examples("runrisk simulate sample"))
@click.option("-o", "--out", type=click.Path(file_okay=False), default="sample_logs", show_default=True, metavar="DIR")
def sample(out: str) -> None:
    """Write the project's own sample season, with a README that says what is planted in it."""
    from runrisk.simulate import sample_logs

    with busy("making runs"):
        files = sample_logs(Path(out))
    click.echo(f"{len(files)} files in {out}")


@command.command("cohort", epilog=examples("runrisk simulate cohort --out made-up-cohort --athletes 300"))
@click.option("-o", "--out", type=click.Path(file_okay=False), default="cohort", show_default=True, metavar="DIR")
@click.option(
    "--seed", type=click.IntRange(0), default=0, show_default=True, help="The same seed gives the same cohort."
)
@click.option("--athletes", type=click.IntRange(1, 5000), default=200, show_default=True)
@click.option("--days", type=click.IntRange(60, 3660), default=365, show_default=True)
@click.option(
    "--ratio", type=click.FloatRange(0, 20), default=1.8, show_default=True, help="Rate ratio after a session spike."
)
@click.option("--leaky", is_flag=True, help="Let ratings lack before injuries: evaluate must refuse it.")
def cohort(out: str, seed: int, athletes: int, days: int, ratio: float, leaky: bool) -> None:
    """Write DAYS.csv and OUTCOMES.csv of a made-up cohort for `runrisk evaluate`, and the truth behind them."""
    from runrisk.simulate.cohort_days import made_cohort, write_cohort

    with busy("making runners"):
        made = made_cohort(athletes=athletes, days=days, seed=seed, ratio=ratio, leaky=leaky)
    for path in write_cohort(Path(out), made):
        click.echo(path)
