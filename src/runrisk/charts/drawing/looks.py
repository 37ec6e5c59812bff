"""How each look of a series is painted: a colour and a second sign, never a colour alone."""

from dataclasses import dataclass

from runrisk.charts.colours import FLAG, INK, LIMIT, MUTED, PAPER, SECOND, SERIES, SHADES
from runrisk.charts.drawing.elements import hatch
from runrisk.charts.series import Bars, Look


@dataclass(frozen=True, kw_only=True, slots=True)
class Stroke:
    """A line: its colour, width [px] and dashes."""

    colour: str
    width: float
    dash: str | None = None


STROKES = {
    Look.MEASURED: Stroke(colour=SERIES, width=1.75),
    Look.BESIDE: Stroke(colour=SECOND, width=1.75, dash="7 3 2 3"),
    Look.SMOOTH: Stroke(colour=INK, width=1.75),
    Look.OTHER: Stroke(colour=LIMIT, width=1.75, dash="7 3"),
    Look.LIMIT: Stroke(colour=LIMIT, width=1.5, dash="6 3"),
}

PARTS = ((SHADES[3], ""), (SHADES[0], ""), (SHADES[2], "up"), (SHADES[1], "level"), (SHADES[3], "across"))
"""Colour and hatch of each named part of a stack: no two are alike in grey."""
RESTS = ((PAPER, "down"), (PAPER, ""))
TURNS = {"up": 45, "down": -45, "level": 90, "across": 0}
"""How far the lines of a hatch are turned from upright [degrees]."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Fill:
    """What bars are filled with: a colour, and the hatch drawn over it."""

    colour: str
    lines: str = ""

    @property
    def name(self) -> str:
        """The name of its pattern; empty where it needs none."""
        return f"{self.lines}-{self.colour[1:]}" if self.lines else ""

    def reference(self, prefix: str) -> str:
        """What stands in a fill attribute."""
        return f"url(#{prefix}-{self.name})" if self.lines else self.colour

    def pattern(self, prefix: str) -> str:
        """Its definition; empty where it needs none."""
        ink = MUTED if self.colour == PAPER else PAPER
        return hatch(f"{prefix}-{self.name}", ink, self.colour, TURNS[self.lines]) if self.lines else ""


FLAGGED = Fill(colour=FLAG, lines="up")
BARS = {Look.PARTLY: Fill(colour=SECOND, lines="up"), Look.BESIDE: Fill(colour=SECOND)}
"""What bars are filled with that are not simply what was measured."""


def fill_of(bars: Bars) -> Fill:
    """What the bars that are not flagged are filled with."""
    if bars.part is None:
        return BARS.get(bars.look, Fill(colour=SERIES))
    colour, lines = PARTS[bars.part] if bars.part >= 0 else RESTS[-1 - bars.part]
    return Fill(colour=colour, lines=lines)
