"""Answers to the questionnaire as rules need them: yes, a number, a day. What cannot be read counts as not answered."""

from datetime import date, datetime
from math import isfinite

from runrisk.model import Answers

NO = frozenset({"", "no", "none", "false", "0", "[]"})


def said_yes(answers: Answers, question: str) -> bool:
    """Whether the answer is anything but no; for questions such as "earlier injuries?" naming one is a yes."""
    return str(answers.get(question) or "").strip().lower() not in NO


def told_number(answers: Answers, question: str) -> float | None:
    """The answer as a number, or None."""
    try:
        number = float(answers.get(question))
    except (TypeError, ValueError):
        return None
    return number if isfinite(number) else None


def told_day(answers: Answers, question: str) -> date | None:
    """The answer as a day, or None."""
    answer = answers.get(question)
    if isinstance(answer, datetime):
        return answer.date()
    if isinstance(answer, date):
        return answer
    try:
        return date.fromisoformat(str(answer))
    except ValueError:
        return None
