"""A chart that shows itself in a notebook and stands in a page as SVG. Matplotlib is loaded where its figure is asked for."""

from functools import cached_property
from typing import TYPE_CHECKING

from runrisk.charts.describe import alt_text
from runrisk.charts.drawing.page_svg import PHONE_PX, svg_of
from runrisk.charts.plot import Plot
from runrisk.charts.sheet import Numbers
from runrisk.charts.sheets import sheet_of
from runrisk.charts.units import PLAIN
from runrisk.wording import Wording

if TYPE_CHECKING:
    from matplotlib.figure import Figure, SubFigure


class Chart:
    """A plot as one reader sees it, and the sentence that says what it shows.

    Attributes:
        plot: what is shown, as values.
        wording: how the reader sees numbers: km or miles, decimal mark, days.
        alt: the finding in one sentence, for those who do not see the chart; made from the plot where none is given.
        prefix: a name of letters, digits and hyphens that no other chart of the same page has.
    """

    def __init__(
        self,
        plot: Plot,
        *,
        alt: str = "",
        prefix: str,
        wording: Wording = PLAIN,
        figure: "Figure | SubFigure | None" = None,
    ) -> None:
        self.plot = plot
        self.wording = wording
        self.alt = alt or alt_text(plot, wording)
        self.prefix = prefix
        self._into = figure
        if figure is not None:
            _ = self.figure  # whoever gives a figure wants it drawn into now

    @cached_property
    def figure(self) -> "Figure | SubFigure":
        """What was drawn into: a Matplotlib figure, yours to change or to save in another format."""
        from runrisk.charts.render import render  # noqa: PLC0415 (loads Matplotlib)

        return render(self.plot, self.wording, self._into)

    @property
    def numbers(self) -> tuple[Numbers, ...]:
        """What each panel shows, as a table of the newest rows."""
        sheets = (sheet_of(panel, self.wording) for panel in self.plot.panels)
        return tuple(sheet.numbers(self.wording).newest() for sheet in sheets if sheet)

    def shown(self, wording: Wording, *, alt: str = "") -> "Chart":
        """The same plot as another reader sees it, in a figure of its own; `alt` is its sentence, if that differs too."""
        return Chart(self.plot, alt=alt or self.alt, prefix=self.prefix, wording=wording)

    def svg(self) -> str:
        """The plot as one `<svg>` element as wide as a page, byte for byte the same each time."""
        return svg_of(self.plot, self.wording, alt=self.alt, prefix=self.prefix)

    def narrow(self) -> str:
        """The same laid out for a phone."""
        return svg_of(self.plot, self.wording, alt=self.alt, prefix=f"{self.prefix}-narrow", width=PHONE_PX)

    def __html__(self) -> str:
        """The chart for a template that escapes everything else (markupsafe's protocol)."""
        return self.svg()

    def _repr_svg_(self) -> str:
        return self.svg()

    def __repr__(self) -> str:
        return f"Chart({self.prefix}: {self.alt})"
