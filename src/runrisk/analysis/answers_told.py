"""What the rules share that judge only what the runner told: the answers, where there are none, and their charts."""

from collections.abc import Sequence
from dataclasses import dataclass

from runrisk.charts import Label, Plot, Words, plot_of
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


def words_plot(lines: Sequence[Label]) -> Plot:
    """What was told, a line each, where there is no number to show."""
    return plot_of(Words(lines=tuple(lines)) if lines else Words(lines=("Nothing was told.",), quiet=True))
