"""Which shoes carried how much of the last year, by month."""

import pandas as pd

from runrisk.charts import Chart, days_at, values
from runrisk.charts.stacks import MAX_PARTS, stacks_plot
from runrisk.measures.shoe_wear import Wear, wear
from runrisk.report.glance.glance_chart import GlanceChart, Shown
from runrisk.report.privacy import public_text
from runrisk.wording import Wording

MONTHS = 12
NAME_LENGTH = 20
"""Longer names of shoes are cut: they would push the key out of the chart [characters]. Our choice."""
NAMED_PAIRS = 8
"""So many pairs are told of by name. Our choice: a full shoe rack."""

Part = tuple[str, pd.Series]
"""A name, and distance by month [m]."""


def shoe_charts(shown: Shown) -> tuple[GlanceChart, ...]:
    """Distance by month and pair, the most worn at the bottom; nothing where no run of these months names its shoe."""
    worn, last = wear(shown.log), pd.Timestamp(shown.last)
    first = last.to_period("M").to_timestamp() - pd.DateOffset(months=MONTHS - 1)
    year = Wear(by_pair=worn.by_pair.loc[first:last], total_m=worn.total_m.loc[first:last])
    worn_m = year.by_pair.sum()
    pairs = worn_m[worn_m > 0].sort_values(ascending=False, kind="stable").index
    if pairs.empty:
        return ()
    named, rest = _parts(year, pairs, shown.wording)
    plot = stacks_plot(
        days_at(named[0][1].index),
        [(name, values(metres)) for name, metres in named],
        [(name, values(metres)) for name, metres in rest],
        name="distance a month",
    )
    said = ", ".join(
        f"{name} {shown.wording.distance(metres.sum())}" for name, metres in (*named, *rest) if metres.any()
    )
    begin = pd.DatetimeIndex(year.total_m.index)[0].date()
    alt = f"Distance by month and pair of shoes from {shown.wording.day(begin)} to {shown.wording.day(shown.last)}: {said}."
    chart = Chart(plot, alt=alt, prefix="glance-shoes", wording=shown.wording)
    return (GlanceChart(heading="Shoes", chart=chart, note=_note(worn.by_pair.loc[:last].sum(), pairs, shown)),)


def _parts(year: Wear, pairs: pd.Index, wording: Wording) -> tuple[list[Part], list[Part]]:
    """The pairs worn most, and what remains: the other pairs together, and runs that name none."""
    month = pd.DatetimeIndex(year.total_m.index).to_period("M").to_timestamp()
    by_pair, total_m = year.by_pair[pairs].groupby(month).sum(), year.total_m.groupby(month).sum()
    others = pairs[MAX_PARTS:]
    nameless_m = (total_m - by_pair.sum(axis=1)).round()  # less than a metre is what adding up leaves
    return [(_name(pair), by_pair[pair]) for pair in pairs[:MAX_PARTS]], [
        (wording.counted(len(others), "other pair"), by_pair[others].sum(axis=1)),
        ("no shoe named", nameless_m),
    ]


def _name(pair: str) -> str:
    """A pair's name as it may be shown."""
    name = public_text(pair)
    return name if len(name) <= NAME_LENGTH else f"{name[: NAME_LENGTH - 1]}…"


def _note(so_far_m: pd.Series, pairs: pd.Index, shown: Shown) -> str:
    """How far the pairs of the year went in the whole log, and how many others there are."""
    named = so_far_m[pairs].sort_values(ascending=False, kind="stable").iloc[:NAMED_PAIRS]
    told = [f"{_name(str(pair))} {shown.wording.distance(metres)}" for pair, metres in named.items()]
    more = int((so_far_m > 0).sum()) - len(named)
    told += [shown.wording.counted(more, "more pair")] if more else []
    return f"In the whole log up to {shown.wording.day(shown.last)}: {', '.join(told)}."
