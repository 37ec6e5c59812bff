"""Tables on standard output: drawn on a terminal, plain aligned lines in a pipe. Nothing in a cell is ever obeyed."""

import sys
from collections.abc import Collection, Iterable, Sequence

import click

from runrisk.importers.clean_text import clean_text

_GAP = "  "


def echo_table(header: Sequence[str], rows: Iterable[Sequence[str]], *, right: Collection[str] = ()) -> None:
    """Print a table; the columns named in `right` are of numbers."""
    cells = [[_one_line(cell) for cell in row] for row in rows]
    if sys.stdout.isatty():
        _draw(header, cells, right)
    else:
        click.echo(_plain([list(header), *cells], [name in right for name in header]), nl=False)


def _one_line(cell: str) -> str:
    return " ".join((clean_text(cell) or "").split())


def _draw(header: Sequence[str], rows: Iterable[Sequence[str]], right: Collection[str]) -> None:
    from rich.box import SIMPLE_HEAD
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=SIMPLE_HEAD, pad_edge=False)
    for name in header:
        table.add_column(name, justify="right" if name in right else "left", overflow="fold", no_wrap=name in right)
    for row in rows:
        table.add_row(*map(Text, row))
    Console().print(table)


def _plain(rows: Sequence[Sequence[str]], right: Sequence[bool]) -> str:
    """Lines with columns as wide as their widest cell on a screen, where a Chinese sign takes two places."""
    from rich.cells import cell_len

    widths = [max(map(cell_len, column)) for column in zip(*rows, strict=True)]
    lines = []
    for row in rows:
        blanks = [" " * (width - cell_len(cell)) for cell, width in zip(row, widths, strict=True)]
        padded = [blank + cell if ends else cell + blank for cell, blank, ends in zip(row, blanks, right, strict=True)]
        lines.append(_GAP.join(padded).rstrip() + "\n")
    return "".join(lines)
