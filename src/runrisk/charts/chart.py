"""A drawn chart: a Matplotlib figure that shows itself in a notebook and stands in a page as SVG."""

from io import StringIO
from warnings import catch_warnings, filterwarnings

from matplotlib import rc_context
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.figure import Figure, SubFigure

from runrisk.charts.hits import hit_fields
from runrisk.charts.numbers import Numbers, read_numbers
from runrisk.charts.places import texts_of
from runrisk.charts.svg import page_svg

FONT = "DejaVu Sans"
"""The font that Matplotlib brings along, first of its list; it would look for all the others at every word."""


class Chart:
    """A figure and the sentence that says what it shows.

    Attributes:
        figure: what was drawn into: a Matplotlib figure, yours to change or to save in another format.
        alt: the finding in one sentence, for those who do not see the chart.
        prefix: a name of letters, digits and hyphens that no other chart of the same page has.
    """

    def __init__(self, figure: Figure | SubFigure, *, alt: str, prefix: str) -> None:
        self.figure = figure
        self.alt = alt
        self.prefix = prefix
        # A name such as "$\frac{1$" is no formula: it must neither raise nor be set as one.
        for text in texts_of(figure):
            text.set_parse_math(False)

    @property
    def numbers(self) -> tuple[Numbers, ...]:
        """What each set of axes shows, as a table of the newest rows; of a subfigure, of its whole figure."""
        read = (read_numbers(axes) for axes in self.figure.figure.axes)
        return tuple(numbers.newest() for numbers in read if numbers)

    def svg(self) -> str:
        """The chart as one `<svg>` element, byte for byte the same each time; of a subfigure, its whole figure."""
        with (
            rc_context(
                {
                    "svg.hashsalt": self.prefix,
                    "svg.fonttype": "none",
                    "text.parse_math": False,
                    "font.sans-serif": [FONT],
                }
            ),
            catch_warnings(),
        ):
            # The reader's browser has the glyphs of emoji and of other scripts that Matplotlib's font lacks.
            filterwarnings("ignore", "Glyph .* missing from font", UserWarning)
            drawn, fields = _draw(self.figure.figure)
        return page_svg(drawn, alt=self.alt, prefix=self.prefix, fields=fields)

    def __html__(self) -> str:
        """The chart for a template that escapes everything else (markupsafe's protocol)."""
        return self.svg()

    def _repr_svg_(self) -> str:
        return self.svg()

    def __repr__(self) -> str:
        return f"Chart({self.prefix}: {self.alt})"


def _draw(figure: Figure) -> tuple[str, str]:
    """The figure as SVG and the fields to hover over. `savefig` would draw it twice to lay it out once."""
    drawn, canvas, dpi = StringIO(), figure.canvas, figure.dpi
    try:
        FigureCanvasSVG(figure).print_svg(drawn, metadata=dict.fromkeys(("Creator", "Date", "Format", "Type")))
        return drawn.getvalue(), hit_fields(figure)
    finally:
        figure.set_canvas(canvas)
        figure.dpi = dpi
