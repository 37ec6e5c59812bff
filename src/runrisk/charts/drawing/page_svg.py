"""A plot as one `<svg>` element, laid out for a width."""

from html import escape

from runrisk.charts.colours import INK, paint
from runrisk.charts.drawing import elements as svg
from runrisk.charts.drawing.keys import entries, set_key
from runrisk.charts.drawing.looks import FLAGGED, Fill, fill_of
from runrisk.charts.drawing.panel_drawing import Drawn, PanelPlace, beside_px, draw_panel, shared_span
from runrisk.charts.plot import Panel, Plot
from runrisk.charts.series import Bars
from runrisk.wording import Wording

WIDE_PX, PHONE_PX = 720.0, 328.0
"""The widths that a page shows: a column of text, and a phone of 360 px without its margins."""
INCH_PX = 96.0
HEIGHT_IN = 2.7
"""The height of a plot that asks for none."""
BETWEEN_PX = 10.0
ABREAST_PX = 28.0
"""Between panels side by side."""


def svg_of(plot: Plot, wording: Wording, *, alt: str, prefix: str, width: float = WIDE_PX) -> str:
    """The picture of a plot, byte for byte the same each time; `alt` is its accessible name, ids begin with `prefix`."""
    body, height = _whole(plot, wording, prefix, width)
    size = f'width="{svg.px(width)}" height="{svg.px(height)}" viewBox="0 0 {svg.px(width)} {svg.px(height)}"'
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} role="img" aria-labelledby="{prefix}-alt" '
        f'font-family="system-ui, sans-serif" font-size="{svg.WORDS_PX}" fill="{paint(INK)}">'
        f'<title id="{prefix}-alt">{escape(alt, quote=False)}</title>{_patterns(plot, prefix)}{body}</svg>'
    )


def _whole(plot: Plot, wording: Wording, prefix: str, width: float) -> Drawn:
    """The key and all panels; panels side by side stand upon each other where there is no room."""
    room = (plot.height_in or HEIGHT_IN) * INCH_PX
    key, key_px = set_key(entries(plot.panels, prefix, wording), 0, 0, width) if plot.key_columns else ("", 0.0)
    start = PanelPlace(top=key_px + 4 if key else 0.0, width=width, height=room, wording=wording, prefix=prefix)
    if plot.abreast and len(plot.panels) > 1:
        drawn, bottom = _abreast(plot, start) if width >= WIDE_PX else _upon(plot, start, shared=False)
    else:
        drawn, bottom = _upon(plot, start, shared=True)
    return key + drawn, bottom


def _upon(plot: Plot, start: PanelPlace, *, shared: bool) -> Drawn:
    """Panels upon each other, upon one axis if it is shared; and where they end."""
    shares = [panel.height if isinstance(panel, Panel) else 1.0 for panel in plot.panels]
    wording, drawn, top = start.wording, [], start.top
    whole = start.height / sum(shares)
    for number, (panel, share) in enumerate(zip(plot.panels, shares, strict=True)):
        column = plot.panels if shared else (panel,)
        height = whole * share if shared else start.height
        place = PanelPlace(
            top=top,
            width=start.width,
            height=height,
            beside=beside_px(column, height, start.width, wording),
            last=not shared or number == len(plot.panels) - 1,
            x_span=shared_span(column, wording),
            wording=wording,
            prefix=start.prefix,
        )
        part, used = draw_panel(panel, place)
        drawn.append(part)
        top += used + BETWEEN_PX
    return "".join(drawn), top - BETWEEN_PX


def _abreast(plot: Plot, start: PanelPlace) -> Drawn:
    """Panels side by side."""
    count = len(plot.panels)
    each = (start.width - ABREAST_PX * (count - 1)) / count
    drawn, bottom = [], start.top
    for number, panel in enumerate(plot.panels):
        place = PanelPlace(
            top=start.top,
            width=each,
            height=start.height,
            beside=beside_px((panel,), start.height, each, start.wording),
            wording=start.wording,
            prefix=start.prefix,
        )
        part, used = draw_panel(panel, place)
        drawn.append(f'<g transform="translate({svg.px(number * (each + ABREAST_PX))} 0)">{part}</g>')
        bottom = max(bottom, start.top + used)
    return "".join(drawn), bottom


def _patterns(plot: Plot, prefix: str) -> str:
    """The hatches that its bars use, each once."""
    fills: dict[Fill, None] = {}
    for panel in plot.panels:
        for one in panel.series if isinstance(panel, Panel) else ():
            if isinstance(one, Bars):
                fills[fill_of(one)] = None
                if any(one.flagged):
                    fills[FLAGGED] = None
    patterns = "".join(fill.pattern(prefix) for fill in fills)
    return f"<defs>{patterns}</defs>" if patterns else ""
