"""The command line: each command is a few lines over a library call that a notebook can make too."""

import sys
from importlib import import_module

import click

from runrisk import __version__
from runrisk.errors import MissingPathError, RunriskError

COMMANDS = {
    "activities": "activities",
    "check": "check",
    "doctor": "doctor",
    "duplicates": "duplicates",
    "edit": "edit",
    "explain": "explain",
    "export": "export",
    "forget": "forget",
    "import": "import_",
    "report": "report",
    "rules": "rules",
    "simulate": "simulate",
    "upload": "import_",
}
"""Command -> module of this package that holds it as `command`."""


class LazyGroup(click.Group):
    """A group that imports a command's module when the command is named."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 (click's signature)
        """All commands by name."""
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 (click's signature)
        """The command, or None where there is none of this name."""
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = import_module(f"runrisk.cli.{COMMANDS[cmd_name]}").command
        return command


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="runrisk")
def cli() -> None:
    """Read a runner's watch exports and say which habits go with running injuries.

    Everything happens on this machine: no account, no network.
    """


def main() -> None:
    """Run the command line; a foreseeable error is one sentence on stderr and an exit code."""
    try:
        code = cli(standalone_mode=False)
    except click.exceptions.Abort:
        click.echo("stopped", err=True)
        sys.exit(130)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except RunriskError as error:
        click.echo(f"runrisk: {error}", err=True)
        sys.exit(2 if isinstance(error, MissingPathError) else 1)
    sys.exit(code if isinstance(code, int) else 0)
