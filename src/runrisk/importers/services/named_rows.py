"""Rows of a table by the names of its columns: a title may stand above the header, and a comma too many end each row."""

from collections.abc import Collection, Iterator, Mapping

from runrisk.importers.containers.entries import Entry
from runrisk.importers.services.text_tables import below_titles, csv_rows

Row = Mapping[str, str]
"""The cells of a row that hold something, by the last word of their column's dotted name, in lower case."""


def named_rows(entry: Entry, names: Collection[str]) -> Iterator[tuple[int, Row]]:
    """Give line and cells of each row of a table with commas; none where the table has not all these columns.

    Raises:
        FileError: it is no table, or cannot be read.
    """
    yield from rows_by_name(entry.read(), names)


def rows_by_name(content: bytes, names: Collection[str]) -> Iterator[tuple[int, Row]]:
    """The same of a table's bytes.

    Raises:
        FileError: it is no table.
    """
    rows = list(csv_rows(content, ","))
    top = [(line, list(map(_short, cells))) for line, cells in rows[:2]]
    header = below_titles(top, names)[:1]
    if not header or not set(names) <= set(header[0][1]):
        return
    line_of_header, columns = header[0]
    for line, cells in rows:
        if line > line_of_header:
            pairs = [(name, cell.strip()) for name, cell in zip(columns, cells, strict=False)]
            yield line, {name: cell for name, cell in reversed(pairs) if cell}


def _short(name: str) -> str:
    return name.strip().lower().rpartition(".")[2]
