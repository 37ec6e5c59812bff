"""What a place along an axis is called: a day, the name that the axis gives it, or a number."""

from datetime import date
from math import floor

from matplotlib.axis import Axis
from matplotlib.category import StrCategoryFormatter
from matplotlib.dates import DateLocator, num2date
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
    formatter, near = axis.get_major_formatter(), float(f"{at:.4g}")
    named = formatter(near, None) if isinstance(formatter, FuncFormatter | StrCategoryFormatter) else ""
    return named or f"{near:g}"


def axis_name(axis: Axis) -> str:
    """What the places along an axis are."""
    return one_line(axis.label.get_text()) or ("day" if counts_days(axis) else "place")


def counts_days(axis: Axis) -> bool:
    """Whether its numbers are days."""
    return isinstance(axis.get_major_locator(), DateLocator)


def one_line(label: str) -> str:
    """A label without its line breaks."""
    return " ".join(label.split())
