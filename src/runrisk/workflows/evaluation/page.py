"""An evaluation as one HTML page with a forest plot."""

from collections.abc import Mapping, Sequence

from runrisk.charts import Chart, plot_of
from runrisk.charts.plot import Forest, Ratio
from runrisk.report.formats.html import render_page
from runrisk.workflows.evaluation.flag_table import COLUMNS, METHOD, cells, with_interval
from runrisk.workflows.evaluation.statistics import FlagResult
from runrisk.workflows.evaluation.verdicts import NO_SIGN, Said, Word

ROW_IN, EDGE_IN = 0.3, 0.9
"""Height of a row of the plot, and of what stands above and below the rows [inch]. Our choice."""
TABLES = (0, 1, 2, 3, 4, 9), (0, 5, 6, 7, 8)
"""Which columns stand in the first and in the second table: all in one are too wide for a page."""
SIGNS = {Word.SUPPORTED: "▲", Word.REVERSED: "▼", Word.NO_SIGN: "=", Word.CANNOT_TELL: "?"}
"""A sign beside each word: colour is never the only one."""


def page(
    heading: Sequence[str], flags: Sequence[FlagResult], said: Mapping[str, Said], titles: Mapping[str, str]
) -> str:
    """The whole page. All text is escaped."""
    rows = [COLUMNS, *(cells(one, said[one.flag].word) for one in flags)]
    plotted = any(one.interval for one in flags)
    return render_page(
        "evaluation.html",
        heading=heading,
        chart=forest(flags, said) if plotted else None,
        tables=[[[row[at] for at in columns] for row in rows] for columns in TABLES],
        reasons=[(one.flag, titles[one.flag], said[one.flag]) for one in flags],
        signs=SIGNS,
        method=METHOD,
    )


def forest(flags: Sequence[FlagResult], said: Mapping[str, Said]) -> Chart:
    """One line a flag: the ratio of rates and its interval."""
    rows = tuple(
        Ratio(
            label=one.flag,
            ratio=one.ratio,
            interval=one.interval,
            note=f"{with_interval(one.ratio, one.interval)}  {SIGNS[said[one.flag].word]} {said[one.flag].word}",
            marked=said[one.flag].word in {Word.SUPPORTED, Word.REVERSED},
        )
        for one in flags
    )
    shown = Forest(name="rate of injuries on exposed days over other days [ratio]", rows=rows, near=NO_SIGN)
    alt = "Ratio of injury rates after each flag: " + "; ".join(f"{row.label} {row.note}" for row in rows) + "."
    return Chart(plot_of(shown, height_in=EDGE_IN + ROW_IN * len(rows)), alt=alt, prefix="evaluation-forest")
