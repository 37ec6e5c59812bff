"""A figure as SVG with its fields to hover over."""

from io import StringIO
from warnings import catch_warnings, filterwarnings

from matplotlib import rc_context
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.figure import Figure, SubFigure

from runrisk.charts.hover import sheet_fields
from runrisk.charts.plot import Plot
from runrisk.charts.sheets import sheet_of
from runrisk.charts.svg import page_svg
from runrisk.wording import Wording

FONT = "DejaVu Sans"
"""The font that Matplotlib brings along, first of its list; it would look for all the others at every word."""


def picture(figure: Figure | SubFigure, plot: Plot, wording: Wording, *, alt: str, prefix: str) -> str:
    """The figure that was drawn from a plot as one `<svg>` element, byte for byte the same each time."""
    with (
        rc_context(
            {"svg.hashsalt": prefix, "svg.fonttype": "none", "text.parse_math": False, "font.sans-serif": [FONT]}
        ),
        catch_warnings(),
    ):
        # The reader's browser has the glyphs of emoji and of other scripts that Matplotlib's font lacks.
        filterwarnings("ignore", "Glyph .* missing from font", UserWarning)
        drawn, fields = _draw(figure, plot, wording)
    return page_svg(drawn, alt=alt, prefix=prefix, fields=fields)


def _draw(part: Figure | SubFigure, plot: Plot, wording: Wording) -> tuple[str, str]:
    """The whole figure as SVG and the fields to hover over. `savefig` would draw it twice to lay it out once."""
    figure = part.figure
    drawn, canvas, dpi = StringIO(), figure.canvas, figure.dpi
    try:
        FigureCanvasSVG(figure).print_svg(drawn, metadata=dict.fromkeys(("Creator", "Date", "Format", "Type")))
        return drawn.getvalue(), _fields(part, plot, wording)
    finally:
        figure.set_canvas(canvas)
        figure.dpi = dpi


def _fields(part: Figure | SubFigure, plot: Plot, wording: Wording) -> str:
    """The fields of each panel over its axes; axes that somebody added have none."""
    sheets = (sheet_of(panel, wording) for panel in plot.panels)
    return "".join(
        sheet_fields(axes, sheet, wording, part.figure.bbox.height)
        for axes, sheet in zip(part.axes, sheets, strict=False)
        if sheet
    )
