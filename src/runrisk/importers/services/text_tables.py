"""Tables as text, whoever saved them: Excel's code pages, byte order marks, any of the usual delimiters, titles above.

A note is never mangled: a line that is no UTF-8 is Windows-1252, line by line, so that one strange line harms no other.
"""

import csv
import io
import re
from collections.abc import Collection, Iterator, Sequence

from runrisk.errors import FileError

DELIMITERS = (",", ";", "\t", "|")
_LOOKED_AT = 20
"""So many rows are looked at for a header, and to tell the delimiter: old tables have two titles above. Our choice."""
_MARKS = {b"\xff\xfe": "utf-16-le", b"\xfe\xff": "utf-16-be"}
_WORD = re.compile(r"[^\W\d_]")
_WORD_LENGTH = 40
"""What is longer is a note with commas in it, no cell of a header [characters]. Our choice."""

Row = tuple[int, list[str]]
"""The line a row begins at, from 1, and its cells."""


def decoded(content: bytes) -> str:
    """Return a text file's text: UTF-16 with or without its mark, UTF-8, or Windows-1252."""
    mark = _MARKS.get(content[:2])
    if mark is not None:
        return content[2:].decode(mark, "replace")
    if content[1:4:2] == b"\0\0":
        return content.decode("utf-16-le", "replace")
    if content[:3:2] == b"\0\0":
        return content.decode("utf-16-be", "replace")
    plain = content.removeprefix(b"\xef\xbb\xbf")
    return "".join(map(_line, plain.splitlines(keepends=True)))


def _line(line: bytes) -> str:
    try:
        return line.decode()
    except UnicodeDecodeError:
        return line.decode("cp1252", "replace")


def csv_rows(content: bytes, delimiter: str | None = None) -> Iterator[Row]:
    """Give the rows of a table that are not blank.

    Args:
        content: the file.
        delimiter: between cells; None: told from its first rows.

    Raises:
        FileError: it is no table.
    """
    text = decoded(content)
    return _rows(text, delimiter or _delimiter(text))


def below_titles(rows: Sequence[Row], names: Collection[str]) -> Sequence[Row]:
    """Return the rows from the header on: the first of the top rows that holds all these names, in lower case.

    Where none does, all rows.
    """
    for place, (_, cells) in enumerate(rows[:_LOOKED_AT]):
        if set(names) <= {cell.strip().lower() for cell in cells}:
            return rows[place:]
    return rows


def _rows(text: str, delimiter: str) -> Iterator[Row]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    line = 1
    try:
        for row in reader:
            if any(cell.strip() for cell in row):
                yield line, row
            line = reader.line_num + 1
    except csv.Error as error:
        raise FileError(
            f"the table is damaged ({error})", place=f"line {line}", cure="Copy or download it again"
        ) from error


def _delimiter(text: str) -> str:
    """The sign between the cells of the header: the one that makes most cells with a word in them of a top row."""
    return max(DELIMITERS, key=lambda sign: _most_words(text, sign))


def _most_words(text: str, delimiter: str) -> tuple[int, int]:
    """Most cells with a word in a top row, and which row it is: of two alike the upper one is the header."""
    most = (0, 0)
    try:
        for number, (_, cells) in zip(range(_LOOKED_AT), _rows(text, delimiter), strict=False):
            most = max(most, (sum(map(_is_word, cells)), -number))
    except FileError:
        return most
    return most


def _is_word(cell: str) -> bool:
    """Whether it may be a name in a header; a stray quote shows that the row was cut at the wrong sign."""
    return bool(_WORD.search(cell)) and len(cell) <= _WORD_LENGTH and '"' not in cell
