"""Commands that have commands below them: found by name, listed by what they are for, with whole summaries."""

from collections.abc import Mapping
from importlib import import_module
from pathlib import Path
from types import MappingProxyType

import click

from runrisk.did_you_mean import unknown_word

_WHOLE = 10_000
"""More signs than any summary has: click cuts them at the terminal's width otherwise."""


def examples(*lines: str) -> str:
    """The end of a help page: commands as they are typed, one a line and none wrapped."""
    return "\b\nExamples:\n" + "\n".join(f"  {line}" for line in lines)


class NamedGroup(click.Group):
    """A group that says which of its commands a mistyped word is near to."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command of the first word.

        Raises:
            UsageError: there is none of this name.
        """
        word = args[0]
        if not ctx.resilient_parsing and not word.startswith("-") and self.get_command(ctx, word) is None:
            raise click.UsageError(self.unknown(ctx, word), ctx)
        return super().resolve_command(ctx, args)

    def unknown(self, ctx: click.Context, word: str) -> str:
        """One sentence on a word that is no command."""
        return unknown_word("command", word, self.list_commands(ctx))

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Every command with its whole summary, below the headings of `sections`."""
        for heading, names in self.sections(ctx).items():
            with formatter.section(heading):
                found = {name: self.get_command(ctx, name) for name in names}
                formatter.write_dl([(name, one.get_short_help_str(_WHOLE)) for name, one in found.items() if one])

    def sections(self, ctx: click.Context) -> Mapping[str, list[str]]:
        """Heading -> names of commands."""
        return {"Commands": self.list_commands(ctx)}


class LazyGroup(NamedGroup):
    """A group that imports a command's module when the command is named.

    Attributes:
        table: heading -> name of a command -> module of this package that holds it as `command`.
    """

    table: Mapping[str, Mapping[str, str]] = MappingProxyType({})

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 (click's signature)
        """All commands in the order of the table."""
        return [name for names in self.table.values() for name in names]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 (click's signature)
        """The command, or None where there is none of this name."""
        for names in self.table.values():
            if cmd_name in names:
                command: click.Command = import_module(f"runrisk.cli.{names[cmd_name]}").command
                return command
        return None

    def sections(self, ctx: click.Context) -> Mapping[str, list[str]]:  # noqa: ARG002 (click's signature)
        """The table's headings."""
        return {heading: list(names) for heading, names in self.table.items()}

    def unknown(self, ctx: click.Context, word: str) -> str:
        """One sentence on a word that is no command, or a path without one."""
        if Path(word).exists():
            return f"{word!r} is a path, no command. To read it: `runrisk report {word}`"
        return super().unknown(ctx, word)
