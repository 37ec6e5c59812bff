"""The ledger as lines for a terminal."""

from collections.abc import Iterator
from textwrap import wrap

from runrisk.report.sides.in_words import LedgerWords

WIDTH = 100
"""Characters a line. Our choice, as the report's."""

TITLE = "Left and right"


def ledger_text(said: LedgerWords) -> str:
    """The whole ledger."""
    return "\n".join(ledger_lines(said)) + "\n"


def ledger_lines(said: LedgerWords) -> Iterator[str]:
    """A heading, each row with its text indented below it, and the notes."""
    yield TITLE
    for name, text in said.rows:
        yield f"  {name}"
        yield from wrap(text, WIDTH, initial_indent="    ", subsequent_indent="    ", break_on_hyphens=False)
    for note in said.notes:
        yield ""
        yield from wrap(note, WIDTH, initial_indent="  ", subsequent_indent="  ", break_on_hyphens=False)
