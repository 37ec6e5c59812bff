"""What the rules share that judge only what the runner told: the answers, where there are none, and their charts."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from matplotlib.dates import date2num
from matplotlib.figure import Figure, SubFigure

from runrisk.charts.marks import date_axis
from runrisk.charts.style import FLAG, INK, MUTED, new_axes
from runrisk.finding import Level, NotEnoughData, Occurrence
from runrisk.model import TrainingLog
from runrisk.wording import listed

ASK = "`runrisk ask` asks it, in a minute."


def said_today(log: TrainingLog, note: str, level: Level = Level.INFO) -> Occurrence:
    """What an answer tells: it holds until it is changed, so it stands on the last day of the log."""
    return Occurrence(first=log.as_of, last=log.as_of, level=level, note=note, standing=True)


def nothing_told(questions: Sequence[str], missing: str) -> NotEnoughData:
    """None of the questions is answered; `missing` says so to the runner."""
    has = f"0 of {_questions(questions)} answered ({', '.join(questions)})"
    return NotEnoughData(has=has, missing=f"{missing} {ASK}")


@dataclass(frozen=True, kw_only=True, slots=True)
class AnswersTold:
    """What the answers to some questions tell.

    Attributes:
        told: what they name, in words.
        has: how many of the questions are answered.
        seen: what they name as one occurrence; none where they name nothing.
    """

    told: tuple[str, ...]
    has: str
    seen: tuple[Occurrence, ...]


def answers_told(log: TrainingLog, questions: Sequence[str], told: Sequence[str]) -> AnswersTold:
    """What answers tell, together: it holds until they are changed."""
    answered = sum(log.answers.get(question) is not None for question in questions)
    return AnswersTold(
        told=tuple(told),
        has=f"{answered} of {_questions(questions)} answered",
        seen=(said_today(log, listed(told)),) if told else (),
    )


def _questions(questions: Sequence[str]) -> str:
    return "1 question" if len(questions) == 1 else f"{len(questions)} questions"


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
    y, marked = np.array([value for _, value, _ in days]), np.array([flagged for *_, flagged in days], bool)
    axes.vlines(x, 0, y, color=np.where(marked, FLAG, MUTED), linewidth=2)
    axes.plot(x[~marked], y[~marked], linestyle="none", marker="o", color=INK)
    axes.plot(x[marked], y[marked], linestyle="none", marker="v", color=FLAG)
    axes.set_ylim(0, most)
    date_axis(axes)
