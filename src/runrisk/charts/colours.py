"""The colours that all pictures share; in a page each is a CSS custom property, so that dark mode gives it another value."""

from collections.abc import Mapping

INK = "#1b1f24"
"""Text and axes."""
MUTED = "#6e7781"
"""Ticks, notes."""
GRID = "#d0d7de"
"""Grid lines, empty cells."""
SERIES = "#4c78a8"
"""What was measured."""
SECOND = "#9ecae1"
"""What it is compared with."""
FLAG = "#d55e00"
"""What is flagged (vermilion of Okabe and Ito's colour-blind safe set); always with a second sign beside it."""
LIMIT = "#7b3294"
"""A limit."""
PAPER = "#ffffff"
"""What is drawn upon."""
LEFT, RIGHT = "#2f5f95", "#a06a00"
"""A pair of their own: no side is good or bad."""
STREET = "#e9e6df"
"""The carriageway."""
SHADES = ("#d6e4f2", "#a9c7e3", "#6f9bc8", "#3a699d")
"""From little to much, in one hue: lightness alone tells them apart."""

VARIABLES: Mapping[str, str] = {
    INK: "ink",
    "#000000": "ink",
    MUTED: "muted",
    GRID: "grid",
    SERIES: "series",
    SECOND: "second",
    FLAG: "flag",
    LIMIT: "limit",
    PAPER: "paper",
    LEFT: "left",
    RIGHT: "right",
    STREET: "street",
    **{shade: f"shade-{number}" for number, shade in enumerate(SHADES, start=1)},
}
"""The CSS custom property that stands for each colour: a page in dark mode gives it another value."""


def paint(colour: str) -> str:
    """A colour as a page paints it: its custom property, itself where the page has none."""
    return f"var(--{VARIABLES[colour]}, {colour})" if colour in VARIABLES else colour
