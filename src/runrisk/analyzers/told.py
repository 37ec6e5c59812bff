"""What the rules share that judge only what the runner told: how they conclude, and a chart of days and words."""

from collections.abc import Sequence
from datetime import date

from matplotlib.dates import date2num
from matplotlib.figure import Figure, SubFigure

from runrisk.analyzers.words import counted
from runrisk.charts.marks import date_axis
from runrisk.charts.style import FLAG, INK, MUTED, new_axes
from runrisk.finding import Level, Occurrence
from runrisk.model import TrainingLog

ASK = "`runrisk ask` asks it, in a minute."


def said_today(log: TrainingLog, note: str, level: Level = Level.INFO) -> Occurrence:
    """What an answer tells: it holds until it is changed, so it stands on the last day of the log."""
    return Occurrence(first=log.as_of, last=log.as_of, level=level, note=note)


def not_told(answered: int, questions: Sequence[str]) -> str:
    """What is there where too little was told: how many of the questions are answered."""
    return f"{answered} of {counted(len(questions), 'question')} answered ({', '.join(questions)})"


def draw_words(figure: Figure | SubFigure, lines: Sequence[str]) -> None:
    """What was told, a line each: there is no number to draw."""
    axes = figure.add_subplot()
    axes.set_axis_off()
    for number, line in enumerate(lines or ["Nothing was told."]):
        axes.text(0.01, 0.95 - 0.14 * number, line, va="top", color=INK if lines else MUTED, parse_math=False)


def draw_days(
    figure: Figure | SubFigure, days: Sequence[tuple[date, float, bool]], *, ylabel: str, most: float
) -> None:
    """A stem for each day with a number; flagged ones are triangles."""
    axes = new_axes(figure, ylabel=ylabel)
    x = date2num([day for day, _, _ in days])
    for at, (_, value, flagged) in zip(x, days, strict=True):
        axes.vlines(at, 0, value, color=FLAG if flagged else MUTED, linewidth=2)
        axes.plot([at], [value], linestyle="none", marker="v" if flagged else "o", color=FLAG if flagged else INK)
    axes.set_ylim(0, most)
    date_axis(axes)
