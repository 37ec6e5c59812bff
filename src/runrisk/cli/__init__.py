"""The command line: each command is a few lines over a library call that a notebook can make too."""

import gc
import sys
from io import TextIOWrapper
from pathlib import PurePath

import click

from runrisk.cli.groups import LazyGroup, examples
from runrisk.errors import RunriskError, WrongUseError
from runrisk.version import __version__

TABLE = {
    "What your runs show": {
        "report": "report",
        "check": "check",
        "sides": "sides",
        "activities": "activities",
        "physio": "physio",
        "notebook": "notebook",
    },
    "How far next": {"budget": "budget", "plan": "plan"},
    "Month after month: a library": {
        "import": "import_",
        "upload": "import_",
        "duplicates": "duplicates",
        "edit": "edit",
        "forget": "forget",
        "export": "export",
    },
    "What a watch cannot know": {"ask": "ask", "journal": "journal"},
    "What is looked for, and why": {"rules": "rules", "explain": "explain"},
    "Many runners, and made-up ones": {"cohort": "cohort", "evaluate": "evaluate", "simulate": "simulate"},
    "This installation": {"doctor": "doctor"},
}
"""Heading of the help -> command -> module of this package that holds it as `command`."""

COMMANDS = tuple(sorted(name for names in TABLE.values() for name in names))

SELDOM = (50_000, 20)
"""After how many new objects Python looks for unused cycles, and how many such looks pass until it looks at older objects
too. Our choice: with its own 700 and 10 a report spends a twelfth of its time looking, and what an import holds at most
does not grow by this."""


class Commands(LazyGroup):
    """All commands of the program."""

    table = TABLE


@click.group(
    cls=Commands,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog=examples(
        "runrisk report my-exports    # a folder, a zip or single files: one HTML page",
        "runrisk report --help        # every command has such a page, with examples",
    ),
)
@click.version_option(__version__, prog_name="runrisk")
@click.pass_context
def cli(ctx: click.Context) -> None:
    """Read a runner's watch exports and say which habits go with running injuries.

    Everything happens on this machine: no account, no network.
    """
    if ctx.invoked_subcommand is None:
        click.echo(ctx.get_help())
        click.echo(f"\nNext: {_next_step()}")


def _next_step() -> str:
    """What to type first, or with a library at hand."""
    from runrisk.store.home import athlete_folder

    if athlete_folder().is_dir():
        return "`runrisk report` looks at your library; `runrisk import PATH` adds what is new."
    return "`runrisk report PATH` with an export of your watch, or `runrisk simulate sample` for a made-up season."


def main() -> None:
    """Run the command line; a foreseeable error is one sentence on stderr and an exit code."""
    _print_anything()
    gc.set_threshold(*SELDOM)
    try:
        code = cli(prog_name="runrisk", standalone_mode=False)
        sys.stdout.flush()
    except SystemExit:  # click's answer to a pipe whose reader had enough, such as head
        sys.exit(0)
    except click.exceptions.Abort:
        click.echo("stopped", err=True)
        sys.exit(130)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except RunriskError as error:
        _say(str(error))
        sys.exit(2 if isinstance(error, WrongUseError) else 1)
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
