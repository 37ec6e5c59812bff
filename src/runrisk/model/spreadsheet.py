"""Text in tables that leave the program: a spreadsheet runs a cell that looks like a formula."""

from typing import Any

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
"""A text that starts so is run as a formula."""


def harmless(cell: Any) -> Any:
    """Return a text that would be run with an apostrophe before it, anything else as it is."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(FORMULA_STARTS) else cell
