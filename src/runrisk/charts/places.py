"""What a place along an axis is called: a day, the name that the axis gives it, or a number."""

from collections.abc import Iterator
from datetime import date
from math import floor

from matplotlib.artist import Artist
from matplotlib.axis import Axis
from matplotlib.category import StrCategoryFormatter
from matplotlib.dates import DateLocator, num2date
from matplotlib.figure import Figure, SubFigure
from matplotlib.text import Text
from matplotlib.ticker import FuncFormatter

EPOCH = num2date(0).toordinal()
"""The day that Matplotlib counts from."""
MIDNIGHT = 1e-6
"""A bar that begins so little before a day begins with it [days]."""


def iso_day(at: float) -> str:
    """The day of one of Matplotlib's dates."""
    return date.fromordinal(EPOCH + floor(at + MIDNIGHT)).isoformat()


def place_name(axis: Axis, at: float) -> str:
    """What a reader of the axis would call this place."""
    if counts_days(axis):
        return iso_day(at)
    near = float(f"{at:.4g}")
    named = axis.get_major_formatter()(near, None) if has_names(axis) else ""
    return named or f"{near:g}"


def axis_name(axis: Axis) -> str:
    """What the places along an axis are."""
    return one_line(axis.label.get_text()) or ("day" if counts_days(axis) else "place")


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


def one_line(label: str) -> str:
    """A label without its line breaks."""
    return " ".join(label.split())


def without_formulas(figure: Figure | SubFigure) -> Figure | SubFigure:
    r"""A figure none of whose texts is set as a formula: a name such as "$\frac{1$" must neither raise nor be one."""
    for text in texts_of(figure):
        text.set_parse_math(False)
    return figure
