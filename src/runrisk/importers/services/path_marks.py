"""How the path of a file announces an export: the helpers that services and kinds are described with."""

import re
from collections.abc import Callable

BeginsAt = Callable[[str], str | None]
"""Where an export would begin that a file of this path announces: "", a folder with its "/", or the file itself."""


def folder_of(path: str) -> str:
    """The folder of a file with its "/"; empty at the top."""
    folder, _, _ = path.rpartition("/")
    return f"{folder}/" if folder else ""


def table_named(name: str) -> BeginsAt:
    """Announced by a file of this name, a second download ("name (1).csv") too; the export begins at its folder."""
    stem, _, ending = name.rpartition(".")
    mark = re.compile(rf"{re.escape(stem)}( ?\(\d+\))?\.{ending}", re.IGNORECASE)
    return lambda path: folder_of(path) if mark.fullmatch(path.rpartition("/")[2]) else None


def tree_of(*patterns: str) -> BeginsAt:
    """Announced by a file whose path ends like one of some patterns; the export begins where the first of them does."""
    mark = re.compile(rf"((?:.*?/)?)(?:{'|'.join(patterns)})", re.IGNORECASE)

    def begins_at(path: str) -> str | None:
        found = mark.fullmatch(path)
        return found[1] if found else None

    return begins_at


def file_named(pattern: str) -> BeginsAt:
    """Announced by a file of such a name; the export is this file and nothing else."""
    mark = re.compile(pattern, re.IGNORECASE)
    return lambda path: path if mark.fullmatch(path.rpartition("/")[2]) else None
