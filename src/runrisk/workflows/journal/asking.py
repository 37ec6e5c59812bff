"""The questionnaire one question at a time: what is asked next, and what becomes of what was typed."""

from collections.abc import Callable, Mapping
from typing import Any, Protocol

from runrisk.did_you_mean import unknown_word
from runrisk.model import Answers
from runrisk.model.question import Question
from runrisk.model.questions import QUESTIONS
from runrisk.workflows.journal.questionnaire import (
    AnswerError,
    checked_answer,
    is_to_be_asked,
    open_questions,
    shown,
    used_by,
)

ENOUGH, TAKEN_BACK, WHY = "q", "-", "?"
"""Typed in place of an answer: stop here, take the answer back, why is this asked."""


class Terminal(Protocol):
    """Where the questions are asked."""

    def ask(self, prompt: str) -> str:
        """What is typed; empty for Enter."""

    def say(self, line: str) -> None:
        """Show a line."""


def questionnaire(
    terminal: Terminal, kept: Answers, keep: Callable[[Mapping[str, Any]], None], *, among: tuple[str, ...], again: bool
) -> int:
    """Ask, and keep each answer at once, so that stopping loses none; return how many were given.

    Args:
        terminal: where to ask.
        kept: the answers there are; they are shown, and asked anew only with `again`.
        keep: keeps answers; None takes one back.
        among: the questions, in order.
        again: whether to ask the answered ones too.
    """
    answers, given, put = dict(kept.given), 0, 0
    for at, name in enumerate(among):
        question = QUESTIONS[name]
        if not is_to_be_asked(question, Answers(answers)):
            continue
        before = answers.get(name)
        if before is not None and not again:
            terminal.say(f"{question.text}  {shown(before)}")
            continue
        put += 1
        left = _still_to_ask(among[at + 1 :], Answers(answers), again=again)
        typed = _typed(terminal, question, before, f"{put}/{put + left}")
        if typed == ENOUGH:
            break
        if typed is not None:
            answers[name] = None if typed == TAKEN_BACK else checked_answer(question, typed)
            keep({name: answers[name]})
            given += typed != TAKEN_BACK
    return given


def _still_to_ask(names: tuple[str, ...], answers: Answers, *, again: bool) -> int:
    """How many of these questions will be put, as far as the answers so far say."""
    if not again:
        return len(open_questions(answers, names))
    return sum(is_to_be_asked(QUESTIONS[name], answers) for name in names)


def _typed(terminal: Terminal, question: Question, before: Any, place: str) -> str | None:
    """An answer that the question takes, one of the signs above, or None for Enter."""
    terminal.say("")
    terminal.say(f"{place}  {question.text}")
    now = "" if before is None else f" (now: {shown(before)})"
    while True:
        typed = terminal.ask(f"{question.takes}{now}").strip()
        if not typed:
            return None
        if typed in {ENOUGH, TAKEN_BACK}:
            return typed
        if typed == WHY:
            terminal.say(f"{question.why} Used by {', '.join(used_by(question))}.")
            continue
        try:
            checked_answer(question, typed)
        except AnswerError as error:
            terminal.say(f"{error}.")
        else:
            return typed


def questions_named(names: tuple[str, ...]) -> tuple[str, ...]:
    """The questions to ask: those named, else all.

    Raises:
        AnswerError: there is no such question.
    """
    for name in names:
        if name not in QUESTIONS:
            raise AnswerError(unknown_word("question", name, QUESTIONS))
    return names or tuple(QUESTIONS)
