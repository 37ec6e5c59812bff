"""The table of flags: its columns, its rows, what each word means, what it cannot show."""

from collections.abc import Iterator, Sequence
from textwrap import fill

from runrisk.wording import Wording
from runrisk.workflows.evaluation.exposure import EXPOSED_DAYS
from runrisk.workflows.evaluation.statistics import FlagResult, Interval

PLAIN = Wording()
"""An evaluation is written as its JSON: it is read beside its tables."""
WIDTH = 110
"""Characters a line: the table needs them. Our choice."""
COLUMNS = (
    "flag",
    "days exposed",
    "injuries",
    "per 1,000 days",
    "ratio (95 %)",
    "within athletes",
    "alarms/month",
    "precision",
    "AUC",
    "verdict",
)
METHOD = (
    f"A day at risk is exposed if the flag was up in the {EXPOSED_DAYS} days before it; the day itself never counts.",
    "Days within an injury are not at risk.",
    "Ratio = rate on exposed days / rate on other days; its interval comes from drawing whole athletes anew.",
    "Within athletes = the same ratio, each athlete compared with himself or herself (Mantel-Haenszel).",
    "Precision = share of alarms with an injury in the days after.",
    "AUC = how well the number behind the flag ranks the days; 0.5 tells nothing.",
    "Supported / reversed = the interval lies above / below 1, after Holm over the flags.",
    "No sign = the interval covers 1 and reaches neither 0.67 nor 1.5. Cannot tell = anything else.",
    "A relation in such data is no cause: what makes runners run more may make them report more, and flags go together.",
)


def cells(one: FlagResult, word: str) -> tuple[str, ...]:
    """The row of one flag, which ends with its word."""
    return (
        one.flag,
        f"{PLAIN.number(one.days_exposed, 0)} of {PLAIN.number(one.days, 0)}",
        f"{one.injuries_exposed} of {one.injuries}",
        f"{number(one.rate_exposed)} / {number(one.rate_other)}",
        with_interval(one.ratio, one.interval),
        with_interval(one.within_ratio, one.within_interval),
        number(one.alarms_a_month),
        "–" if one.precision is None else f"{PLAIN.number(100 * one.precision, 1)} %",
        number(one.auc),
        word,
    )


def number(value: float | None) -> str:
    """Two decimals, or a dash."""
    return "–" if value is None else PLAIN.number(value, 2)


def with_interval(value: float | None, interval: Interval | None) -> str:
    """`1.80 (1.32–2.41)`."""
    ends = f" ({number(interval[0])}–{number(interval[1])})" if interval else ""
    return f"{number(value)}{ends}"


def aligned(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """Rows as lines of a terminal: names to the left, numbers to the right."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        padded = [
            cell.ljust(width) if at in {0, len(row) - 1} else cell.rjust(width)
            for at, (cell, width) in enumerate(zip(row, widths, strict=True))
        ]
        yield "  ".join(padded).rstrip()


def wrapped(line: str) -> str:
    """A line of prose below the table."""
    return fill(line, WIDTH, subsequent_indent="  ", break_long_words=False, break_on_hyphens=False)
