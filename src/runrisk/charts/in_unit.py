"""A drawn chart whose kilometres become another unit: what was judged is drawn in kilometres, what is read need not be."""

import re
from collections.abc import Callable
from functools import singledispatch
from itertools import chain

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.collections import Collection, PathCollection
from matplotlib.figure import Figure, SubFigure
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle, StepPatch
from matplotlib.text import Annotation, Text
from numpy.typing import NDArray

from runrisk.charts.places import texts_of

Factors = NDArray[np.float64]
"""What x and y are multiplied by."""

_KM = re.compile(r"\bkm\b(?!/)")


def in_unit(figure: Figure | SubFigure, *, unit: str, factor: float, sentence: Callable[[str], str]) -> None:
    """Let every axis that counts kilometres count another unit.

    Args:
        figure: a drawn figure whose axis labels name their units; changed in place.
        unit: what stands in place of "km" in these labels.
        factor: how many of it a kilometre is.
        sentence: puts the distances in a text into the unit.
    """
    for axes in figure.axes:
        scale = np.array([_relabelled(axis.label, unit, factor) for axis in (axes.xaxis, axes.yaxis)])
        limits = np.array([axes.get_xlim(), axes.get_ylim()]) * scale[:, None]
        for artist in (*axes.lines, *axes.patches, *axes.collections, *axes.texts):
            _scale(artist, _in_the_data(artist, axes, scale))
        axes.set(xlim=limits[0], ylim=limits[1])
    for text in texts_of(figure):
        text.set_text(sentence(text.get_text()))
    for artist in chain.from_iterable((*axes.lines, *axes.patches, *axes.collections) for axes in figure.axes):
        artist.set_label(sentence(str(artist.get_label())))


def _relabelled(label: Text, unit: str, factor: float) -> float:
    """The factor of an axis, whose label now names the unit; 1 where it counts something else."""
    said = _KM.sub(unit, label.get_text())
    changed = said != label.get_text()
    label.set_text(said)
    return factor if changed else 1.0


def _in_the_data(artist: Artist, axes: Axes, scale: Factors) -> Factors:
    """The factors of an artist's x and y: 1 where it does not stand in the coordinates of the axes, as a line across."""
    if isinstance(artist, Annotation):
        kinds = artist.xycoords if isinstance(artist.xycoords, tuple) else (artist.xycoords, artist.xycoords)
        return np.where([kind == "data" for kind in kinds], scale, 1.0)
    transform = artist.get_offset_transform() if isinstance(artist, PathCollection) else artist.get_transform()
    return np.where(transform.contains_branch_seperately(axes.transData), scale, 1.0)


@singledispatch
def _scale(artist: Artist, factors: Factors) -> None:
    if (factors != 1.0).any():
        raise NotImplementedError(f"a {type(artist).__name__} is not drawn in another unit yet")


@_scale.register
def _(line: Line2D, factors: Factors) -> None:
    line.set_data(
        *(np.asarray(at, float) * factor for at, factor in zip(line.get_data(orig=False), factors, strict=True))
    )


@_scale.register
def _(bar: Rectangle, factors: Factors) -> None:
    across, up = factors
    bar.set_bounds(bar.get_x() * across, bar.get_y() * up, bar.get_width() * across, bar.get_height() * up)


@_scale.register
def _(steps: StepPatch, factors: Factors) -> None:
    values, edges, baseline = steps.get_data()
    steps.set_data(np.asarray(values) * factors[1], np.asarray(edges) * factors[0], baseline)


@_scale.register
def _(dots: PathCollection, factors: Factors) -> None:
    dots.set_offsets(np.asarray(dots.get_offsets()) * factors)


@_scale.register
def _(area: Collection, factors: Factors) -> None:
    for path in area.get_paths():
        path.vertices = np.asarray(path.vertices) * factors


@_scale.register
def _(words: Text, factors: Factors) -> None:
    x, y = words.get_position()
    words.set_position((x * factors[0], y * factors[1]))


@_scale.register
def _(words: Annotation, factors: Factors) -> None:
    x, y = words.xy
    words.xy = (x * factors[0], y * factors[1])
