"""The command line: each command is a few lines over a library call that a notebook can make too."""

import gc
import sys
from importlib import import_module
from io import TextIOWrapper
from pathlib import PurePath

import click

from runrisk.errors import MissingPathError, RunriskError
from runrisk.version import __version__

COMMANDS = {
    "activities": "activities",
    "ask": "ask",
    "budget": "budget",
    "check": "check",
    "cohort": "cohort",
    "doctor": "doctor",
    "duplicates": "duplicates",
    "edit": "edit",
    "evaluate": "evaluate",
    "explain": "explain",
    "export": "export",
    "forget": "forget",
    "import": "import_",
    "notebook": "notebook",
    "plan": "plan",
    "journal": "journal",
    "physio": "physio",
    "report": "report",
    "rules": "rules",
    "sides": "sides",
    "simulate": "simulate",
    "upload": "import_",
}
"""Command -> module of this package that holds it as `command`."""

SELDOM = (50_000, 20)
"""After how many new objects Python looks for unused cycles, and how many such looks pass until it looks at older objects
too. Our choice: with its own 700 and 10 a report spends a twelfth of its time looking, and what an import holds at most
does not grow by this."""


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
    _print_anything()
    gc.set_threshold(*SELDOM)
    try:
        code = cli(prog_name="runrisk", standalone_mode=False)
    except click.exceptions.Abort:
        click.echo("stopped", err=True)
        sys.exit(130)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except RunriskError as error:
        _say(str(error))
        sys.exit(2 if isinstance(error, MissingPathError) else 1)
    except OSError as error:  # a place that cannot be written: everything that is read is guarded where it is read
        place = f"{PurePath(error.filename).name}: " if isinstance(error.filename, str) else ""
        _say(f"{place}cannot be opened or written ({error.strerror}). Choose another place, or check its folder")
        sys.exit(1)
    sys.exit(code if isinstance(code, int) else 0)


def _print_anything() -> None:
    """A sign that the terminal's encoding lacks is printed as its number, never an end of the program."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def _say(error: str) -> None:
    """One sentence on stderr, without the control characters that a name in it may hold."""
    click.echo("runrisk: " + "".join(sign for sign in " ".join(error.split()) if sign.isprintable()), err=True)
