"""Kinds of files that hold no recording, or hide it: each with the sentence that says what to give instead."""

import re

from runrisk.importers.formats.file_format import FileFormat
from runrisk.importers.formats.head import Head

_TAR_MARK = slice(257, 262)
_FEWEST_COLUMNS = 3
"""A text whose first two lines have so many cells or more, both as many, is a table. Our choice."""
_DELIMITERS = (",", ";", "\t")
_UNPACK = "unpack it and give the folder"


def _starts(*marks: bytes) -> "_Begins":
    return _Begins(marks)


class _Begins:
    """Whether a file begins with one of some bytes."""

    def __init__(self, marks: tuple[bytes, ...]) -> None:
        self._marks = marks

    def __call__(self, head: Head) -> bool:
        return head.content.startswith(self._marks)


def _is_table(head: Head) -> bool:
    """Whether this is a table of text with several columns, told by its first two lines."""
    lines = [line for line in re.split(r"[\r\n]+", head.text) if line.strip()][:2]
    if len(lines) < 2 or not all(sign.isprintable() or sign in "\t\ufeff" for line in lines for sign in line):  # noqa: PLR2004
        return False
    counts = [tuple(line.count(sign) + 1 for sign in _DELIMITERS) for line in lines]
    return any(one == two >= _FEWEST_COLUMNS for one, two in zip(*counts, strict=True))


NO_RECORDINGS = (
    FileFormat(name="7z", begins=_starts(b"7z\xbc\xaf\x27\x1c"), not_read=f"a 7-Zip archive: {_UNPACK}"),
    FileFormat(name="rar", begins=_starts(b"Rar!\x1a\x07"), not_read=f"a RAR archive: {_UNPACK}"),
    FileFormat(
        name="tar", begins=lambda head: head.content[_TAR_MARK] == b"ustar", not_read=f"a tar archive: {_UNPACK}"
    ),
    FileFormat(
        name="packed",
        begins=_starts(b"\xfd7zXZ", b"BZh", b"\x28\xb5\x2f\xfd"),
        not_read=f"packed by xz, bzip2 or zstd: {_UNPACK}",
    ),
    FileFormat(
        name="split zip",
        begins=_starts(b"PK\x07\x08"),
        not_read="the first part of a zip that was split: open the part that ends in .zip with 7-Zip, unpack all parts, and give the folder",
    ),
    FileFormat(
        name="sqlite",
        begins=_starts(b"SQLite format 3"),
        not_read="a database of some program: export its activities as FIT, GPX or TCX files and give those",
    ),
    FileFormat(
        name="parquet",
        begins=_starts(b"PAR1"),
        not_read="a table of a runrisk export: give the folder that holds runrisk-export.json to `runrisk import`",
    ),
    FileFormat(name="pdf", begins=_starts(b"%PDF"), not_read="a PDF, not a recording"),
    FileFormat(
        name="picture",
        begins=_starts(b"\x89PNG", b"\xff\xd8\xff", b"GIF8"),
        not_read="a picture, not a recording",
    ),
)
"""Archives, databases, documents."""

TABLE = FileFormat(
    name="table",
    begins=_is_table,
    not_read="a table whose columns are not known here: say what they hold with --csv-map (docs/exports.md)",
)
"""Any table that no service knows; it stands after all kinds that are text as well."""
