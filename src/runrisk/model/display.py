"""What values show of themselves in a notebook: a small table, everything escaped, never a place."""

from collections.abc import Iterable, Sequence
from html import escape


def small_table(title: str, rows: Iterable[Sequence[object]], foot: str = "") -> str:
    """A heading, a table without a head, and a line below it; texts may come from anywhere."""
    lines = "".join(f"<tr>{''.join(map(_cell, row))}</tr>" for row in rows)
    body = f"<table><tbody>{lines}</tbody></table>" if lines else ""
    below = f"<p>{escape(foot)}</p>" if foot else ""
    return f"<p><strong>{escape(title)}</strong></p>{body}{below}"


def _cell(value: object) -> str:
    return f'<td style="text-align: left">{escape("" if value is None else str(value))}</td>'
