"""What stands along the axes of a figure, and all its texts."""

from collections.abc import Iterator

from matplotlib.artist import Artist
from matplotlib.axis import Axis
from matplotlib.category import StrCategoryFormatter
from matplotlib.dates import DateLocator
from matplotlib.figure import Figure, SubFigure
from matplotlib.text import Text
from matplotlib.ticker import FuncFormatter


def has_names(axis: Axis) -> bool:
    """Whether its places have names, not numbers or days."""
    return isinstance(axis.get_major_formatter(), FuncFormatter | StrCategoryFormatter)


def counts_days(axis: Axis) -> bool:
    """Whether its numbers are days."""
    return isinstance(axis.get_major_locator(), DateLocator)


def texts_of(artist: Artist) -> Iterator[Text]:
    """All texts that say something of their own; ticks of numbers and days would only be made in order to be asked."""
    if isinstance(artist, Text):
        yield artist
    elif isinstance(artist, Axis) and not has_names(artist):
        yield artist.label
    else:
        for child in artist.get_children():
            yield from texts_of(child)


def without_formulas(figure: Figure | SubFigure) -> Figure | SubFigure:
    r"""A figure none of whose texts is set as a formula: a name such as "$\frac{1$" must neither raise nor be one."""
    for text in texts_of(figure):
        text.set_parse_math(False)
    return figure
