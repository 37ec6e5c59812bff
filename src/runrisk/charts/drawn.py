"""What was drawn, read back from a set of axes: which value stands where, under which name.

It holds for any Matplotlib axes. Whoever draws helps by labels: "_label" names a series that the legend leaves out, a
cross ("x") with a label says in words why there is no value, and the gid of bars names what begins at their left edge
("week from"); bars without one stand for their middle.
"""

from collections import defaultdict
from collections.abc import Iterator

import numpy as np
from matplotlib.axes import Axes
from matplotlib.axis import Axis
from matplotlib.collections import LineCollection, PathCollection
from matplotlib.colors import same_color
from matplotlib.container import BarContainer
from matplotlib.lines import Line2D
from matplotlib.patches import StepPatch
from numpy.typing import ArrayLike, NDArray

from runrisk.charts.places import one_line, place_name
from runrisk.charts.style import FLAG, LIMIT

FLAGGED = "flagged"
NAMELESS = ("_child", "_container", "_nolegend_")
"""How labels begin that Matplotlib made up."""
NUMBER = "{:.9g}"
"""Places that agree to nine digits are one place: a date to within seconds."""
CAPS = ("_", "|")
"""Markers at the ends of an interval."""
LEAST_OF_A_LIMIT = 3
"""A dashed line of one value over so many places is a limit, not a series. Our choice."""


class Drawn:
    """The values of one set of axes, by name and place.

    Attributes:
        across: whether the places lie along y, as with horizontal bars.
        series: values by name and place; several where several were drawn at one place; limits come last.
        notes: words on a place, such as "flagged".
        begins: where a bar begins that stands for the days from there on, by place.
        begin_name: what that beginning is called, e.g. "week from"; empty where there is no such bar.
        limits: lines across the axes, each in words with its value.
    """

    def __init__(self, axes: Axes) -> None:
        bars = [one for one in axes.containers if isinstance(one, BarContainer)]
        self.axes = axes
        self.across = any(one.orientation == "horizontal" for one in bars)
        self.series: dict[str, dict[float, list[float]]] = {}
        self.notes: dict[float, list[str]] = defaultdict(list)
        self.begins: dict[float, float] = {}
        self.begin_name = ""
        self.limits: list[str] = []
        self._barred: set[str] = set()
        self._moving: set[str] = set()
        for one in bars:
            self._bars(one)
        for line in axes.lines:
            self._line(line)
        for patch in axes.patches:
            if isinstance(patch, StepPatch):
                values, edges, _ = patch.get_data()
                self._add(patch.get_label(), (edges[1:] + edges[:-1]) / 2, values)
        for collection in axes.collections:
            self._collection(collection)
        self.series = dict(sorted(self.series.items(), key=lambda one: one[0] in self._moving))

    @property
    def value_label(self) -> str:
        """What the values are, with their unit."""
        return one_line(self.axes.get_xlabel() if self.across else self.axes.get_ylabel()) or "value"

    @property
    def places(self) -> list[float]:
        """Every place with a value, in ascending order."""
        return sorted({at for values in self.series.values() for at in values} | set(self.notes))

    def _add(self, label: object, at: ArrayLike, value: ArrayLike) -> None:
        values = self._values(self._name(label))  # empty ones as well: what is flagged may belong to them
        for place, amount in _points(at, value):
            values[place].append(amount)

    def _values(self, name: str) -> dict[float, list[float]]:
        return self.series.setdefault(name, defaultdict(list))

    def _name(self, label: object) -> str:
        return said(label) or self.value_label

    def _bars(self, bars: BarContainer) -> None:
        """Bars; hatched ones in the flags' colour are the flagged ones of the series before them."""
        boxes = np.array([(bar.get_x(), bar.get_width(), bar.get_y(), bar.get_height()) for bar in bars]).reshape(-1, 4)
        begin, width, _, length = np.roll(boxes, 2 if self.across else 0, axis=1).T
        at = begin + width / 2
        flagged = any(bar.get_hatch() and same_color(bar.get_facecolor(), FLAG) for bar in bars)
        label = list(self.series)[-1] if flagged and self.series else bars.get_label()
        self._add(label, at, length)
        self._barred.add(self._name(label))
        if flagged:
            self._note(at, FLAGGED)
        named = {str(bar.get_gid()) for bar in bars if bar.get_gid()}
        if named:
            self.begin_name = min(named)
            self.begins |= {place: float(first) for (place, _), first in zip(_points(at, begin), begin, strict=True)}

    def _note(self, at: ArrayLike, words: str) -> None:
        for place, _ in _points(at, at):
            if words not in self.notes[place]:
                self.notes[place].append(words)

    def _line(self, line: Line2D) -> None:
        x, y = (np.asarray(data, float) for data in (line.get_xdata(orig=False), line.get_ydata(orig=False)))
        at, value, dashed = (y, x, False) if self.across else (x, y, line.get_linestyle() == "--")
        if line.get_transform() is not self.axes.transData:
            self._reference(line, x, y)
        elif _is_flag(line):
            self._flag(at, value)
        elif line.get_marker() in CAPS and not said(line.get_label()):
            return
        elif line.get_marker() == "x" and said(line.get_label()):
            self._note(at, said(line.get_label()))
        elif dashed and len(y) >= LEAST_OF_A_LIMIT and (y == y[0]).all():
            self._limit(line, self.axes.yaxis, y[0])
        else:
            self._add(line.get_label(), at, value)
            if dashed and same_color(line.get_color(), LIMIT):
                self._moving.add(self._name(line.get_label()))

    def _reference(self, line: Line2D, x: NDArray[np.float64], y: NDArray[np.float64]) -> None:
        """A line right across the axes: a limit if it is dashed, worth a word if it has a label."""
        if line.get_linestyle() != "--" and not said(line.get_label()):
            return
        if line.get_transform() is self.axes.get_yaxis_transform("grid") and y[0] == y[-1]:
            self._limit(line, self.axes.yaxis, y[0])
        elif line.get_transform() is self.axes.get_xaxis_transform("grid") and x[0] == x[-1]:
            self._limit(line, self.axes.xaxis, x[0])

    def _limit(self, line: Line2D, axis: Axis, value: float) -> None:
        name = said(line.get_label()) or "limit"
        self.limits.append(name if any(sign.isdigit() for sign in name) else f"{name} {place_name(axis, value)}")

    def _flag(self, at: ArrayLike, value: ArrayLike) -> None:
        """Flags upon what was drawn last; where that has no such value, the flag itself is one, but above a bar."""
        name = list(self.series)[-1] if self.series else self.value_label
        values = self._values(name)
        self._note(at, FLAGGED)
        for place, amount in _points(at, value):
            if name not in self._barred and amount not in values[place]:
                values[place].append(amount)

    def _collection(self, collection: object) -> None:
        """Dots of a scatter plot; stems from 0 that bear no dot."""
        if isinstance(collection, PathCollection):
            self._add(collection.get_label(), *np.ma.filled(collection.get_offsets(), np.nan).T)
        elif isinstance(collection, LineCollection) and collection.get_transform() is self.axes.transData:
            dotted = set(self.places)
            stems = [(stem[0], stem[-1]) for stem in collection.get_segments() if len(stem)]
            ends = [end for foot, end in stems if foot[1] == 0 and foot[0] == end[0] and _place(end[0]) not in dotted]
            self._add(collection.get_label(), *np.reshape(ends, (-1, 2)).T)


def said(label: object) -> str:
    """The words of a label; empty where Matplotlib made it up."""
    text = str(label or "")
    return "" if text.startswith(NAMELESS) else text.removeprefix("_")


def _is_flag(line: Line2D) -> bool:
    """The house style's flag: a triangle pointing down in the flags' colour, with no name of its own."""
    return line.get_marker() == "v" and same_color(line.get_color(), FLAG) and not said(line.get_label())


def _points(at: ArrayLike, value: ArrayLike) -> Iterator[tuple[float, float]]:
    for place, amount in zip(np.asarray(at, float), np.asarray(value, float), strict=True):
        if np.isfinite(place) and np.isfinite(amount):
            yield _place(place), float(amount)


def _place(at: float) -> float:
    return float(NUMBER.format(at))
