"""`runrisk doctor`: what is installed and where things are."""

import click


@click.command("doctor")
def command() -> None:
    """Say what is installed and where things are."""
    from runrisk.workflows.doctor import installed, places

    for name, value in (installed() | places()).items():
        click.echo(f"{name:<12} {value}")
