"""Each kind of panel as SVG, from a top on and as high as it needs."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import singledispatch

from runrisk.charts.colours import INK, MUTED
from runrisk.charts.drawing import elements as svg
from runrisk.charts.drawing.calendar_cells import calendar_key, draw_days, offset_of, strips_of
from runrisk.charts.drawing.forest_rows import draw_rows
from runrisk.charts.drawing.keys import entries, set_key
from runrisk.charts.drawing.map_marks import draw_map, map_key
from runrisk.charts.drawing.panel_frame import (
    RIGHT_PX,
    AxesFrame,
    Ruler,
    amount_span,
    below_px,
    draw_axes,
    names_px,
    place_span,
    ruler,
    title_px,
)
from runrisk.charts.drawing.places_to_point import field, group, hits
from runrisk.charts.drawing.road_section import draw_section
from runrisk.charts.drawing.scales import Scale
from runrisk.charts.drawing.series_marks import SeriesGround, draw
from runrisk.charts.drawing.text_widths import lines_of
from runrisk.charts.drawing.year_strip import draw_years
from runrisk.charts.outliers import in_reach
from runrisk.charts.plot import AnyPanel, Calendar, Forest, Panel, RoadSection, StreetMap, Words, Years
from runrisk.charts.sheets import sheet_of
from runrisk.charts.units import text_of
from runrisk.wording import Wording

LEAST_AXES_PX = 60.0
"""Axes are so high at least, whatever stands around them. Our choice."""
LINE_PX = 20.0


@dataclass(frozen=True, kw_only=True, slots=True)
class PanelPlace:
    """Where a panel is drawn, and for whom.

    Attributes:
        top: from where on [px].
        width: how wide [px].
        height: how high it is wanted [px].
        beside: the room beside the axes for numbers or names, the same for all panels of a column [px].
        last: whether no panel below shares its places.
        x_span: the ends of the shared axis of places; None: the panel's own.
        wording: how the reader sees numbers.
        prefix: what the ids of the picture begin with.
    """

    top: float
    width: float
    height: float
    beside: float = 0.0
    last: bool = True
    x_span: tuple[float, float] | None = None
    wording: Wording
    prefix: str


Drawn = tuple[str, float]
"""SVG, and its height [px]."""


@singledispatch
def draw_panel(panel: AnyPanel, place: PanelPlace) -> Drawn:
    """A panel as SVG."""
    raise TypeError(f"no panel to draw at {place.top}: {panel!r}")


@draw_panel.register
def _(panel: Panel, place: PanelPlace) -> Drawn:
    wording, top = place.wording, place.top
    key, key_px = "", 0.0
    if panel.key:
        key, key_px = set_key(entries([panel], place.prefix, wording), 0, top, place.width)
    seen = in_reach(panel)
    frame = _frame(seen, place, top + key_px)
    ground = SeriesGround(frame=frame, wording=wording, prefix=place.prefix)
    series = "".join(draw(one, ground) for one in seen.series)
    below = below_px(panel, place.width, wording) if place.last else 8.0
    return f"{key}{draw_axes(frame, wording)}{series}{_fields(panel, frame, wording)}", frame.floor + below - top


def _frame(panel: Panel, place: PanelPlace, top: float) -> AxesFrame:
    wording = place.wording
    roof = top + title_px(panel, wording)
    below = below_px(panel, place.width, wording) if place.last else 8.0
    floor = max(place.top + place.height - below, roof + LEAST_AXES_PX)
    places, amounts = place.x_span or place_span(panel, wording), amount_span(panel, wording)
    across, upwards = (amounts, places) if panel.across else (places, amounts)
    x = Scale(low=across[0], high=across[1], start=place.beside, stop=place.width - RIGHT_PX)
    y = Scale(low=upwards[0], high=upwards[1], start=floor, stop=roof)
    return AxesFrame(
        panel=panel,
        x=ruler(panel.x, x, wording, upwards=False),
        y=ruler(panel.y, y, wording, upwards=True),
        top=top,
        last=place.last,
    )


def beside_px(panels: Sequence[AnyPanel], height: float, width: float, wording: Wording) -> float:
    """The room beside the axes that panels upon each other need."""
    return max((names_px(panel, wording, height, width) for panel in panels if isinstance(panel, Panel)), default=0.0)


def shared_span(panels: Sequence[AnyPanel], wording: Wording) -> tuple[float, float] | None:
    """The ends of the axis that panels upon each other share; None for one panel."""
    spans = [place_span(panel, wording) for panel in panels if isinstance(panel, Panel)]
    return (min(low for low, _ in spans), max(high for _, high in spans)) if len(spans) > 1 else None


def _fields(panel: Panel, frame: AxesFrame, wording: Wording) -> str:
    sheet = sheet_of(panel, wording)
    if sheet is None:
        return ""
    along: Ruler = frame.y if sheet.across else frame.x
    box = (frame.left, frame.roof, frame.right, frame.floor)
    return hits(sheet, [along.scale(at) for at in sheet.places], box, wording)


@draw_panel.register
def _(panel: Words, place: PanelPlace) -> Drawn:
    lines = [text_of(line, place.wording) for line in panel.lines]
    shown = (
        lines_of(" ".join(lines), place.width)
        if panel.quiet
        else [part for line in lines for part in lines_of(line, place.width)]
    )
    colour = MUTED if panel.quiet else INK
    drawn = [
        svg.words(0, place.top + LINE_PX * (number + 0.8), line, colour=colour) for number, line in enumerate(shown)
    ]
    return "".join(drawn), LINE_PX * len(shown) + 4


@draw_panel.register
def _(panel: Forest, place: PanelPlace) -> Drawn:
    return draw_rows(panel, place.width, place.top + 4, place.wording)


@draw_panel.register
def _(panel: Calendar, place: PanelPlace) -> Drawn:
    strips = strips_of(panel, place.width, place.top)
    end = strips[-1].top + strips[-1].height
    key, key_px = set_key(list(calendar_key(panel, place.wording)), 0, end, place.width)
    sheet = sheet_of(panel, place.wording)
    assert sheet is not None  # noqa: S101 - a calendar has days
    offset, side = offset_of(panel), strips[0].side
    fields = []
    for row in range(len(sheet.names)):
        strip = strips[(offset + row) // (7 * strips[0].weeks)]
        x, y = strip.middle(offset + row)
        fields.append(field(x - side / 2, y - side / 2, side, side, sheet.says([row], place.wording)))
    return f"{draw_days(panel, strips)}{key}{group(fields)}", end + key_px - place.top


@draw_panel.register
def _(panel: Years, place: PanelPlace) -> Drawn:
    return draw_years(panel, place.width, place.top, place.wording, place.prefix)


@draw_panel.register
def _(panel: StreetMap, place: PanelPlace) -> Drawn:
    key, key_px = set_key(list(map_key()), 0, place.top, place.width)
    height = max(place.height, 200.0)
    return f"{key}{draw_map(panel, place.width, place.top + key_px, height)}", key_px + height


@draw_panel.register
def _(panel: RoadSection, place: PanelPlace) -> Drawn:
    return draw_section(panel, place.width, place.top, place.wording)
