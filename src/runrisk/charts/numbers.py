"""Old path, to be deleted with `drawn.py`: the numbers of a chart read back from what was drawn."""

import re
from collections.abc import Mapping, Sequence

from matplotlib.artist import Artist
from matplotlib.axes import Axes

from runrisk.charts.drawn import Drawn
from runrisk.charts.places import axis_name, iso_day, place_name
from runrisk.charts.sheet import BETWEEN, DECIMALS, MOST_ROWS, NOTE, Numbers, decimals_of

__all__ = ["BETWEEN", "DECIMALS", "MOST_ROWS", "NOTE", "UNIT", "Numbers", "decimals_of", "read_numbers", "tell_numbers"]

UNIT = re.compile(r"\s*\[([^\]]+)\]$")
SHORT_UNIT = re.compile(r"(?!ratio|value)[A-Za-z%°]{1,5}")
"""A unit that may stand behind every number; longer ones only name the axis."""


class Told(Artist):
    """Numbers that cannot be read back, such as those of a calendar: an artist that draws nothing and holds them."""

    def __init__(self, numbers: Numbers) -> None:
        super().__init__()
        self.numbers = numbers
        self.set_visible(False)
        self.set_in_layout(False)


def tell_numbers(axes: Axes, numbers: Numbers) -> None:
    """Say what axes show, where it cannot be read back from them."""
    axes.add_artist(Told(numbers))


def read_numbers(axes: Axes) -> Numbers | None:
    """The numbers of one set of axes; None of words and of a map, which must not say where it is."""
    told = [artist.numbers for artist in axes.artists if isinstance(artist, Told)]
    if told:
        return told[-1]
    if not axes.axison or axes.get_aspect() != "auto" or axes.name != "rectilinear":
        return None
    return _table(Drawn(axes), axes)


def _table(drawn: Drawn, axes: Axes) -> Numbers | None:
    axis = axes.yaxis if drawn.across else axes.xaxis
    on_page = sorted(drawn.places, reverse=bool(axis.get_inverted()) != drawn.across)
    columns = _columns(drawn, on_page)
    if not set(columns) - {NOTE}:
        return None
    firsts = [iso_day(drawn.begins[at]) if at in drawn.begins else place_name(axis, at) for at in on_page]
    return Numbers(
        title=drawn.value_label,
        columns=(drawn.begin_name or axis_name(axis), *columns),
        rows=tuple(zip(firsts, *columns.values(), strict=True)),
        limits=tuple(drawn.limits),
        places=tuple(on_page),
        across=drawn.across,
    )


def _columns(drawn: Drawn, places: Sequence[float]) -> dict[str, tuple[str, ...]]:
    """The cells of each series that has any, and the words."""
    series = {name: values for name, values in drawn.series.items() if values}
    decimals = decimals_of(amount for values in series.values() for amounts in values.values() for amount in amounts)
    columns = {_with_unit(name, drawn.value_label): _cells(values, places, decimals) for name, values in series.items()}
    if drawn.notes:
        columns[NOTE] = tuple(", ".join(drawn.notes.get(at, ())) for at in places)
    return columns


def _cells(values: Mapping[float, Sequence[float]], places: Sequence[float], decimals: int) -> tuple[str, ...]:
    """The values at each place; a column of whole numbers has no decimals."""
    kept = decimals if any(amount % 1 for amounts in values.values() for amount in amounts) else 0
    return tuple(BETWEEN.join(f"{amount:.{kept}f}" for amount in values.get(at, ())) for at in places)


def _with_unit(name: str, value_label: str) -> str:
    unit = unit_of(value_label)
    return f"{name} [{unit}]" if SHORT_UNIT.fullmatch(unit) and "[" not in name else name


def unit_of(label: str) -> str:
    """The unit at the end of a label: "sleep [h]" -> "h"; nothing where there is none."""
    unit = UNIT.search(label)
    return unit[1] if unit else ""
