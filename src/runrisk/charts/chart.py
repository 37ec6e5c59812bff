"""A drawn chart: a Matplotlib figure that shows itself in a notebook and stands in a page as SVG."""

from io import StringIO
from warnings import catch_warnings, filterwarnings

from matplotlib import rc_context
from matplotlib.figure import Figure, SubFigure
from matplotlib.text import Text

from runrisk.charts.svg import page_svg


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
        for text in figure.findobj(Text):
            text.set_parse_math(False)

    def svg(self) -> str:
        """The chart as one `<svg>` element, byte for byte the same each time; of a subfigure, its whole figure."""
        drawn = StringIO()
        root = self.figure.figure
        with (
            rc_context({"svg.hashsalt": self.prefix, "svg.fonttype": "none", "text.parse_math": False}),
            catch_warnings(),
        ):
            # The reader's browser has the glyphs of emoji and of other scripts that Matplotlib's font lacks.
            filterwarnings("ignore", "Glyph .* missing from font", UserWarning)
            root.savefig(drawn, format="svg", metadata=dict.fromkeys(("Creator", "Date", "Format", "Type")))
        return page_svg(drawn.getvalue(), alt=self.alt, prefix=self.prefix)

    def __html__(self) -> str:
        """The chart for a template that escapes everything else (markupsafe's protocol)."""
        return self.svg()

    def _repr_svg_(self) -> str:
        return self.svg()

    def __repr__(self) -> str:
        return f"Chart({self.prefix}: {self.alt})"
