"""A forest of ratios as SVG: a line each, on a logarithmic axis."""

from collections.abc import Iterator
from math import log

from runrisk.charts.colours import FLAG, GRID, INK, LIMIT, MUTED, SERIES
from runrisk.charts.drawing import elements as svg
from runrisk.charts.drawing.places_to_point import field, group
from runrisk.charts.drawing.scales import Scale
from runrisk.charts.drawing.text_widths import cut_to, width_px
from runrisk.charts.plot import Forest, Ratio
from runrisk.charts.ratio_axis import TICKS, forest_span
from runrisk.charts.sheets import sheet_of
from runrisk.wording import Wording

ROW_PX = 22.0
SIDE_SHARE = 0.3
"""Labels and notes take so much of the width each, at most. Our choice."""


def draw_rows(forest: Forest, width: float, top: float, wording: Wording) -> tuple[str, float]:
    """The rows with fields to point at, and their height [px]."""
    left = min(max((width_px(row.label) for row in forest.rows), default=0), SIDE_SHARE * width) + 10
    right = min(max((width_px(row.note) for row in forest.rows), default=0), SIDE_SHARE * width) + 10
    low, high = forest_span(forest.rows)
    scale = Scale(low=log(low), high=log(high), start=left, stop=width - right)
    floor = top + ROW_PX * len(forest.rows)
    drawn = [*_ground(forest, scale, top, floor)]
    for number, row in enumerate(forest.rows):
        drawn += _row(row, scale, top + ROW_PX * (number + 0.5), (left - 10, right - 10))
    drawn.append(svg.words(scale.stop, floor + 34, forest.name, anchor="end"))
    sheet = sheet_of(forest, wording)
    if sheet is not None:
        rows = range(len(forest.rows))
        drawn.append(group([field(0, top + ROW_PX * row, width, ROW_PX, sheet.says([row], wording)) for row in rows]))
    return "".join(drawn), floor + 40 - top


def _ground(forest: Forest, scale: Scale, top: float, floor: float) -> Iterator[str]:
    near = [min(max(scale(log(end)), scale.start), scale.stop) for end in forest.near]
    yield svg.path(svg.box(near[0], top, near[1] - near[0], floor - top), fill=GRID)
    yield svg.line((scale(0.0), top), (scale(0.0), floor), LIMIT, 1.5, "6 3")
    yield svg.line((scale.start, floor), (scale.stop, floor), MUTED)
    ends = 0.0
    for tick in TICKS:
        x, half = scale(log(tick)), width_px(f"{tick:g}") / 2
        if scale.holds(log(tick)) and x - half > ends:
            yield svg.line((x, floor), (x, floor + 4), MUTED)
            yield svg.words(x, floor + 16, f"{tick:g}", anchor="middle")
            ends = x + half + 6


def _row(row: Ratio, scale: Scale, y: float, room: tuple[float, float]) -> Iterator[str]:
    colour = FLAG if row.marked else SERIES
    yield svg.words(scale.start - 10, y + 4, cut_to(row.label, room[0]), anchor="end", colour=INK)
    yield svg.words(scale.stop + 10, y + 4, cut_to(row.note, room[1]), colour=INK if row.marked else MUTED)
    if not (row.interval and row.ratio):
        return
    shown = [min(max(end, 1e-9), 1e9) for end in row.interval]
    ends = [min(max(scale(log(end)), scale.start), scale.stop) for end in shown]
    yield svg.line((ends[0], y), (ends[1], y), colour, 2.5 if row.marked else 1.75)
    for x, true, side in zip(ends, shown, (-1, 1), strict=True):
        cut = not scale.holds(log(true))
        mark = svg.pointing_aside([(x, y, 7.0)], side) if cut else svg.through([(x, y - 4), (x, y + 4)])
        yield svg.path(mark, fill=colour if cut else "none", stroke=None if cut else colour, width=1.75)
    x = scale(log(row.ratio))
    yield svg.path(svg.box(x - 4, y - 4, 8, 8), fill=colour if row.marked else "#ffffff", stroke=colour, width=1.5)
