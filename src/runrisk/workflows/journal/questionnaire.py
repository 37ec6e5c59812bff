"""The questionnaire: answers checked, read from a file, and which questions are still open."""

import re
import tomllib
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from math import isfinite
from pathlib import Path
from types import MappingProxyType
from typing import Any

from runrisk.analyzers import analyzer_classes
from runrisk.did_you_mean import unknown_word
from runrisk.errors import FileError, WrongUseError
from runrisk.importers.clean_text import clean_text
from runrisk.model import Answers
from runrisk.model import body_parts as body
from runrisk.model.question import AnswerKind, Question
from runrisk.model.questions import QUESTIONS

YES, NO = frozenset({"yes", "y", "true", "1"}), frozenset({"no", "n", "false", "0", "none"})


class AnswerError(WrongUseError):
    """An answer that cannot be, or to a question that does not exist."""


def ask(answers: Mapping[str, Any]) -> Answers:
    """The answers to the questionnaire, checked: `runrisk.ask({"running_years": 2, "pain_place": "left hip"})`.

    Args:
        answers: question -> answer; None or an empty text leaves a question open. `QUESTIONS` lists them.

    Raises:
        AnswerError: there is no such question, or it does not take this answer.
    """
    given = {}
    for name, answer in answers.items():
        if name not in QUESTIONS:
            raise AnswerError(unknown_word("question", name, QUESTIONS))
        checked = checked_answer(QUESTIONS[name], answer)
        if checked is not None:
            given[name] = checked
    return Answers(MappingProxyType(given))


def checked_answer(question: Question, answer: Any) -> Any:
    """An answer as it is kept (text, number, yes or no, list, day as ISO text); None where it is empty.

    Raises:
        AnswerError: the question does not take it; says what it takes.
    """
    text = _plain(answer)
    if text is None:
        return None
    kept = _KEPT[question.kind](question, text)
    if kept is None:
        raise AnswerError(f"{question.id} cannot be {text!r}; it takes {question.takes}")
    return kept


def _plain(answer: Any) -> str | None:
    """Any answer as text; None where it is empty. An empty list is "none"."""
    if isinstance(answer, bool):
        return "yes" if answer else "no"
    if isinstance(answer, datetime):
        return answer.date().isoformat()
    if isinstance(answer, list | tuple | set | frozenset):
        return ", ".join(map(str, answer)) or "none"
    return clean_text(None if answer is None else str(answer))


def _yes_no(question: Question, text: str) -> bool | None:  # noqa: ARG001 - one signature for all kinds
    word = text.casefold()
    return True if word in YES else False if word in NO else None


def _choice(question: Question, text: str) -> str | None:
    found = [choice for choice in question.choices if choice.startswith(text.casefold())]
    return text.casefold() if text.casefold() in found else found[0] if len(found) == 1 else None


def _several(question: Question, text: str) -> list[str] | None:
    if text.casefold() in NO:
        return []
    choices = {choice: body.RED_FLAGS.get(choice, ()) for choice in question.choices}
    found = [body.named(choices, part) for part in text.split(",")]
    return None if None in found else [choice for choice in question.choices if choice in found]


def _number(question: Question, text: str) -> float | None:
    try:
        number = float(text.replace(",", "."))
    except ValueError:
        return None
    return number if isfinite(number) and 0 <= number <= question.most else None


def _day(question: Question, text: str) -> str | None:  # noqa: ARG001 - one signature for all kinds
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        return None


def _pace(question: Question, text: str) -> str | None:  # noqa: ARG001 - one signature for all kinds
    return text if re.fullmatch(r"\d{1,2}:[0-5]\d", text) else None


def _place(question: Question, text: str) -> str | None:  # noqa: ARG001 - one signature for all kinds
    found = body.place(text)
    return str(found) if found and found.site else None


def _injury(question: Question, text: str) -> str | bool | None:
    plain = _yes_no(question, text)
    if plain is not None:
        return plain
    places = [_place(question, part) for part in text.split(",")]
    return None if None in places else ", ".join(filter(None, places))


_KEPT = MappingProxyType(
    {
        AnswerKind.YES_NO: _yes_no,
        AnswerKind.CHOICE: _choice,
        AnswerKind.SEVERAL: _several,
        AnswerKind.NUMBER: _number,
        AnswerKind.DAY: _day,
        AnswerKind.PACE: _pace,
        AnswerKind.PLACE: _place,
        AnswerKind.INJURY: _injury,
    }
)


def read_answers(file: Path) -> Answers:
    """The answers of a TOML file, `question = answer` on each line.

    Raises:
        FileError: the file is no such TOML, or an answer cannot be.
    """
    try:
        return ask(tomllib.loads(file.read_text(encoding="utf-8-sig")))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise FileError(
            f"cannot be read: {error}", file=file.name, cure="Write question = answer on each line"
        ) from error
    except AnswerError as error:
        raise FileError(str(error), file=file.name, cure="Nothing was kept") from error


def used_by(question: Question) -> tuple[str, ...]:
    """The rules, and then the pages, that use the answer to a question."""
    rules = (rule for rule, kind in analyzer_classes().items() if question.id in kind.questions)
    return (*rules, *question.pages)


def open_questions(answers: Answers, among: Iterable[str] = QUESTIONS) -> tuple[Question, ...]:
    """The questions that are still to be asked, in order: not answered, and not made pointless by another answer."""
    return tuple(
        QUESTIONS[name] for name in among if answers.get(name) is None and is_to_be_asked(QUESTIONS[name], answers)
    )


def is_to_be_asked(question: Question, answers: Answers) -> bool:
    """Whether the answer that this question follows from was given, and was not no or 0."""
    return not question.after or answers.get(question.after) not in {None, False, "no"}  # 0 == False


def shown(answer: Any) -> str:
    """A kept answer in words."""
    if isinstance(answer, bool):
        return "yes" if answer else "no"
    if isinstance(answer, float):
        return f"{answer:g}"
    return (", ".join(map(str, answer)) or "none") if isinstance(answer, list) else str(answer)
