"""A chart as values: what is seen, in SI units. Figure, table, hover, miles and alt text are made from it, elsewhere.

All of it is plain: frozen fields of numbers, words and tuples, so that it can be compared, hashed and written as JSON.
"""

from dataclasses import dataclass, replace
from datetime import date

from runrisk.charts.series import Flags, Series, Values, days_at, flags_from
from runrisk.charts.units import NONE, Label, Unit


@dataclass(frozen=True, kw_only=True, slots=True)
class Axis:
    """What is counted along one side of a panel.

    Attributes:
        name: what it is.
        unit: what its values are shown in.
        days: whether its places are days since 1970-01-01.
        begins: what begins at a place, such as "week from", where each place stands for the days from there on.
        stretch: how many days are drawn for such a place; marks stand in their middle.
        names: what the places 0, 1, 2 ... are called, where they have names.
        sides: what lies below and above 0, where a sign would say nothing.
        ends: the first and the last value shown, larger first to turn the axis round; None: as far as there are values.
        ticks: where numbers stand; empty: at round ones.
        labels_most: so many labelled days at most.
        each_month: whether every month of an axis of months is named.
        hidden: whether neither numbers nor its name are shown.
    """

    name: str = ""
    unit: Unit = NONE
    days: bool = False
    begins: str = ""
    stretch: float = 0.0
    names: tuple[str, ...] = ()
    sides: tuple[str, str] | None = None
    ends: tuple[float, float] | None = None
    ticks: Values = ()
    labels_most: int = 8
    each_month: bool = False
    hidden: bool = False

    @property
    def turned(self) -> bool:
        """Whether the larger values come first."""
        return self.ends is not None and self.ends[0] > self.ends[1]


DAY_AXIS = Axis(days=True)
WEEK_AXIS = Axis(days=True, begins="week from", stretch=5.6)
"""A gap stays between the bars of two weeks. Our choice."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Panel:
    """One set of axes.

    Attributes:
        y: what is counted upwards.
        x: what is counted to the right.
        series: what is drawn, in this order.
        title: words above, at the left.
        key: whether a key above the panel names the series.
        across: whether places lie along y and values along x, as with lying bars.
        height: its share of the plot's height, against the other panels.
    """

    y: Axis
    x: Axis = DAY_AXIS
    series: tuple[Series, ...]
    title: Label = ""
    key: bool = False
    across: bool = False
    height: float = 1.0

    @property
    def places(self) -> Axis:
        """The axis of the places."""
        return self.y if self.across else self.x

    @property
    def amounts(self) -> Axis:
        """The axis of the values."""
        return self.x if self.across else self.y


@dataclass(frozen=True, kw_only=True, slots=True)
class Calendar:
    """A cell for each day from `first` on, a column for each week.

    Attributes:
        first: the first day; every tuple holds one entry for each day from there on.
        distance_m: distance run [m]; 0 on a day without a run, NaN where a run's distance is not known.
        other: whether another sport was done.
        known: False inside a hole of the log.
        flagged: whether a flagged run was on this day.
        pain: whether the runner told of pain on this day.
        first_weekday: the weekday on top, 0 = Monday.
    """

    first: date
    distance_m: Values
    other: Flags
    known: Flags
    flagged: Flags
    pain: Flags
    first_weekday: int = 0


@dataclass(frozen=True, kw_only=True, slots=True)
class Years:
    """A whole log, each calendar year a row of its weeks.

    Attributes:
        days: of the whole log.
        race: whether a race was run on this day.
        period: number of the first and the last day that the report speaks of.
    """

    days: Calendar
    race: Flags
    period: tuple[int, int]


@dataclass(frozen=True, kw_only=True, slots=True)
class Ratio:
    """A line of a forest: its name, the ratio, its interval, what is written at its end, and whether it stands out."""

    label: str
    ratio: float | None
    interval: tuple[float, float] | None
    note: str
    marked: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class Forest:
    """Ratios with their intervals on a logarithmic axis; `near`: the ratios between which nothing is seen."""

    name: str
    rows: tuple[Ratio, ...]
    near: tuple[float, float]


@dataclass(frozen=True, kw_only=True, slots=True)
class Words:
    """Lines of words, where there is no number to draw; quiet ones stand in the middle."""

    lines: tuple[Label, ...]
    quiet: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class StreetMap:
    """Places of streets, to the left or right of whose middle was run.

    Attributes:
        east_m: of each place, from the middle of the map [m].
        north_m: the same [m].
        left_m: offset to the left of travel [m].
        km_seen: how far it was run both ways: the evidence, 0 where in one direction only [km].
        middle_deg: latitude and longitude of the middle; None: the map says no place, and may be turned.
    """

    east_m: Values
    north_m: Values
    left_m: Values
    km_seen: Values
    middle_deg: tuple[float, float] | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class RoadSection:
    """A street in section, seen from behind, with where its runner's tracks lie; left of travel is on the left.

    Attributes:
        left_m: mean offset to the left of travel [m]; None where nothing can be told.
        low_m: lower end of its interval [m].
        high_m: upper end [m].
        zone_m: so far from the middle no side is named [m].
        side: "left" or "right" where a side is named, else empty.
        bins_m: middles of the bins of `one` and `other`, rising, to the left of travel [m].
        one: distance run in each bin, one way [m].
        other: the other way [m].
        says: what stands beside the estimate, such as "1.6 m left, between 1.2 and 2.0".
    """

    left_m: float | None
    low_m: float = 0.0
    high_m: float = 0.0
    zone_m: float
    side: str = ""
    bins_m: Values = ()
    one: Values = ()
    other: Values = ()
    says: Label = ""


AnyPanel = Panel | Calendar | Years | Forest | Words | StreetMap | RoadSection


@dataclass(frozen=True, kw_only=True, slots=True)
class Plot:
    """A whole chart.

    Attributes:
        panels: what it holds, the topmost first.
        height_in: its height [inch]; None: as high as all charts.
        abreast: whether its panels stand side by side, not above each other upon one axis.
        key_columns: how many names stand side by side in the key above all panels; 0: there is none.
    """

    panels: tuple[AnyPanel, ...]
    height_in: float | None = None
    abreast: bool = False
    key_columns: int = 0


def plot_of(panel: AnyPanel, *, height_in: float | None = None, key_columns: int = 0) -> Plot:
    """A plot of one panel."""
    return Plot(panels=(panel,), height_in=height_in, key_columns=key_columns)


def unmarked_before(plot: Plot, day: date) -> Plot:
    """The same plot without the marks of what lies before a day; panels whose places are no days stay as they are."""
    [at] = days_at([day])
    return replace(plot, panels=tuple(_unmarked(panel, at) for panel in plot.panels))


def _unmarked(panel: AnyPanel, since: float) -> AnyPanel:
    if not isinstance(panel, Panel) or not panel.places.days:
        return panel
    return replace(panel, series=tuple(flags_from(one, since) for one in panel.series))
