"""The sides as lines for a terminal."""

from collections.abc import Iterator
from dataclasses import dataclass
from textwrap import wrap

WIDTH = 100
"""Characters a line. Our choice, as the report's."""

TITLE = "Left and right"


@dataclass(frozen=True, kw_only=True, slots=True)
class SidesWords:
    """The sides' texts.

    Attributes:
        rows: what was looked at, and what was seen.
        notes: paragraphs that belong beside them.
    """

    rows: tuple[tuple[str, str], ...]
    notes: tuple[str, ...]


def sides_text(said: SidesWords) -> str:
    """The whole text."""
    return "\n".join(sides_lines(said)) + "\n"


def sides_lines(said: SidesWords) -> Iterator[str]:
    """A heading, each row with its text indented below it, and the notes."""
    yield TITLE
    for name, text in said.rows:
        yield f"  {name}"
        yield from wrap(text, WIDTH, initial_indent="    ", subsequent_indent="    ", break_on_hyphens=False)
    for note in said.notes:
        yield ""
        yield from wrap(note, WIDTH, initial_indent="  ", subsequent_indent="  ", break_on_hyphens=False)
