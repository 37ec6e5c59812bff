"""Each series of a panel as Matplotlib draws it. None relies on colour alone."""

from dataclasses import dataclass
from functools import singledispatch
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from numpy.typing import NDArray

from runrisk.charts.colours import FLAG, GRID, INK, LIMIT, MUTED, PAPER, SECOND, SERIES, SHADES
from runrisk.charts.marks import limit_line
from runrisk.charts.plot import Panel
from runrisk.charts.series import (
    Band,
    Bars,
    Dots,
    Intervals,
    Limit,
    Line,
    Look,
    Note,
    Rule,
    Series,
    Stay,
    Steps,
    Unknown,
    Values,
)
from runrisk.charts.sheets import limit_text
from runrisk.charts.shown import drawn_at, in_unit
from runrisk.charts.units import Label, text_of
from runrisk.charts.upright_bars import columns
from runrisk.wording import Wording

LINES: dict[Look, dict[str, Any]] = {
    Look.MEASURED: {"color": SERIES, "linewidth": 1.5},
    Look.BESIDE: {"color": SECOND, "linestyle": "-."},
    Look.SMOOTH: {"color": INK, "linewidth": 1.5},
    Look.OTHER: {"color": LIMIT, "linestyle": "--", "linewidth": 1.6},
    Look.LIMIT: {"color": LIMIT, "linestyle": "--", "linewidth": 1},
}
DOTS: dict[Look, dict[str, Any]] = {
    Look.MEASURED: {"markersize": 3, "color": SERIES},
    Look.BESIDE: {"markersize": 3, "color": SECOND},
    Look.RING: {"markersize": 4.5, "markerfacecolor": PAPER, "markeredgecolor": INK, "markeredgewidth": 0.9},
}
LOOKS = ((SHADES[3], ""), (SHADES[0], ""), (SHADES[2], "///"), (SHADES[1], "---"), (SHADES[3], "xxx"))
"""Colour and hatch of each named part of a stack: no two are alike in grey."""
REST_LOOKS = ((PAPER, "\\\\\\"), (PAPER, ""))
HATCHED: dict[str, Any] = {"hatch": "///", "edgecolor": PAPER, "linewidth": 0}
BAR_WIDTH = 0.8
"""Of a bar that stands for no stretch of days [places]: Matplotlib's default."""
LEFT, RIGHT = ("<", SERIES), (">", FLAG)
"""Mark and colour of an offset to the left and to the right."""

Floats = NDArray[np.float64]


@dataclass(frozen=True, kw_only=True, slots=True)
class Canvas:
    """Axes, what they show, and for whom."""

    axes: Axes
    panel: Panel
    wording: Wording

    def points(self, at: Values, value: Values) -> tuple[Floats, Floats]:
        """Places and values in the reader's units, as x and y."""
        places = np.array(drawn_at(self.panel.places, at, self.wording), float)
        amounts = np.array(in_unit(self.panel.amounts, value, self.wording), float)
        return (amounts, places) if self.panel.across else (places, amounts)

    def label(self, name: Label, *, keyed: bool = True) -> str:
        """A name for the key; Matplotlib leaves out what begins with a line below."""
        text = text_of(name, self.wording)
        if not (text and keyed):
            return f"_{text}"
        return f"“{text}”" if text.startswith("_") else text

    def across(self, value: float, *, upright: bool) -> float:
        """A value of x or of y in the reader's unit."""
        axis = self.panel.x if upright else self.panel.y
        return in_unit(axis, (value,), self.wording)[0]

    def dots(self, at: Values, value: Values, here: NDArray[np.bool_], **looks: Any) -> None:
        """Marks at some of the points, if any."""
        x, y = self.points(at, value)
        if here.any():
            self.axes.plot(x[here], y[here], linestyle="none", **looks)


def draw(canvas: Canvas) -> None:
    """Draw all series of a panel into its axes."""
    for one in canvas.panel.series:
        _draw(one, canvas)


@singledispatch
def _draw(one: Series, canvas: Canvas) -> None:
    raise TypeError(f"no series to draw into {canvas.panel.y.name!r}: {one!r}")


@_draw.register
def _(one: Line, canvas: Canvas) -> None:
    canvas.axes.plot(
        *canvas.points(one.at, one.value), label=canvas.label(one.name, keyed=one.keyed), **LINES[one.look]
    )
    _flags(one, canvas)


@_draw.register
def _(one: Steps, canvas: Canvas) -> None:
    """A limit changes half-way between two places: each value stands right above its own."""
    label = canvas.label(one.name, keyed=one.keyed)
    canvas.axes.plot(*canvas.points(one.at, one.value), label=label, drawstyle="steps-mid", **LINES[one.look])
    _flags(one, canvas)


@_draw.register
def _(one: Dots, canvas: Canvas) -> None:
    marked = _marked(one)
    looks: dict[str, Any] = {"color": INK} if one.stems else DOTS[one.look]
    if one.stems:
        x, y = canvas.points(one.at, one.value)
        canvas.axes.vlines(x, 0, y, color=np.where(marked, FLAG, MUTED), linewidth=2)
    canvas.dots(one.at, one.value, ~marked, marker="o", label=canvas.label(one.name, keyed=one.keyed), **looks)
    canvas.dots(one.at, one.value, marked, marker="v", color=FLAG, markersize=7)


@_draw.register
def _(one: Bars, canvas: Canvas) -> None:
    label, marked = canvas.label(one.name, keyed=one.keyed), _marked(one)
    _bars(one, canvas, ~marked, label=label, **_bar_looks(one))
    if marked.any():
        name = canvas.label(one.flag_name)
        _bars(one, canvas, marked, label=name, color=FLAG, **HATCHED)
        canvas.dots(one.at, one.value, marked, marker="v", markersize=5, color=FLAG, clip_on=False)


@_draw.register
def _(one: Intervals, canvas: Canvas) -> None:
    for at, value, low, high in zip(one.at, one.value, one.low, one.high, strict=True):
        canvas.axes.plot(
            *canvas.points((at, at), (low, high)),
            color=INK,
            linewidth=1.5,
            marker="_" if not canvas.panel.across else "|",
        )
        marker, colour = (LEFT if value > 0 else RIGHT) if one.sided else ("s", SERIES)
        canvas.axes.plot(*canvas.points((at,), (value,)), marker=marker, color=colour, linestyle="none", markersize=9)


@_draw.register
def _(one: Limit, canvas: Canvas) -> None:
    value, text = canvas.across(one.value, upright=one.upright), limit_text(one, canvas.panel, canvas.wording)
    if one.upright:
        canvas.axes.axvline(value, color=LIMIT, linestyle="--", linewidth=1, label=f"_{text}")
        canvas.axes.set_title(text, loc="right", fontsize="small", color=LIMIT)
    else:
        limit_line(canvas.axes, value, text)


@_draw.register
def _(one: Rule, canvas: Canvas) -> None:
    line = canvas.axes.axvline if one.upright else canvas.axes.axhline
    value = canvas.across(one.value, upright=one.upright)
    line(value, color=INK, linewidth=0.8, linestyle=":" if one.name else "-", label=canvas.label(one.name))


@_draw.register
def _(one: Band, canvas: Canvas) -> None:
    span = canvas.axes.axvspan if one.upright else canvas.axes.axhspan
    low, high = (canvas.across(end, upright=one.upright) for end in (one.low, one.high))
    span(low, high, color=GRID, linewidth=0, label=canvas.label(one.name))


@_draw.register
def _(one: Unknown, canvas: Canvas) -> None:
    if one.at:
        x, y = canvas.points(one.at, (0.0,) * len(one.at))
        looks: dict[str, Any] = {"marker": "x", "markersize": 3, "color": MUTED, "clip_on": False}
        canvas.axes.plot(x, y, linestyle="none", label=canvas.label(one.name), **looks)


@_draw.register
def _(one: Note, canvas: Canvas) -> None:
    text = text_of(one.text, canvas.wording)
    if one.value is None:
        [x] = drawn_at(canvas.panel.x, (one.at,), canvas.wording)
        frame = canvas.axes.get_xaxis_transform()
        canvas.axes.text(x, one.share, f" {text}", transform=frame, fontsize="x-small", color=MUTED)
    else:
        [x], [y] = canvas.points((one.at,), (one.value,))
        canvas.axes.annotate(text, (x, y), xytext=(3, 1), textcoords="offset points", fontsize="x-small", color=INK)


@_draw.register
def _(one: Stay, canvas: Canvas) -> None:
    ends, height = drawn_at(canvas.panel.x, (one.first, one.last), canvas.wording), 0.02 + 0.06 * (one.row % 3)
    frame = canvas.axes.get_xaxis_transform()
    canvas.axes.plot(ends, [height] * 2, transform=frame, color=(SECOND, LIMIT)[one.row % 2], linewidth=3)
    _draw(Note(at=one.first, text=one.name, share=height + 0.02), canvas)


def _marked(one: Line | Steps | Dots | Bars) -> NDArray[np.bool_]:
    return np.array(one.flagged, bool) if one.flagged else np.zeros(len(one.at), bool)


def _flags(one: Line | Steps, canvas: Canvas) -> None:
    canvas.dots(one.at, one.value, _marked(one), marker="v", markersize=5, color=FLAG)


def _bars(one: Bars, canvas: Canvas, here: NDArray[np.bool_], *, label: str, **looks: Any) -> None:
    foot = one.foot or (0.0,) * len(one.at)
    (x, y), width = canvas.points(one.at, one.value), canvas.panel.places.stretch or BAR_WIDTH
    begin = np.array(in_unit(canvas.panel.amounts, foot, canvas.wording))
    if canvas.panel.across:
        canvas.axes.barh(y[here], x[here], height=width, left=begin[here], label=label, **looks)
    else:
        columns(canvas.axes, x[here], y[here], width=width, foot=begin[here], label=label, **looks)


def _bar_looks(one: Bars) -> dict[str, Any]:
    if one.part is None:
        hatched = HATCHED if one.look is Look.PARTLY else {}
        return {"color": SECOND if one.look in {Look.PARTLY, Look.BESIDE} else SERIES, **hatched}
    colour, hatch = LOOKS[one.part] if one.part >= 0 else REST_LOOKS[-1 - one.part]
    return {"color": colour, "hatch": hatch, "edgecolor": MUTED if colour == PAPER else PAPER, "linewidth": 0.6}
