"""What a question is, and what can be answered to it."""

from dataclasses import dataclass
from enum import StrEnum


class AnswerKind(StrEnum):
    """What an answer is."""

    YES_NO = "yes or no"
    CHOICE = "one of"
    SEVERAL = "any of"
    NUMBER = "a number"
    DAY = "a day"
    PACE = "a pace"
    PLACE = "a body part and side"
    INJURY = "yes, no, or which body part and side"


@dataclass(frozen=True, kw_only=True, slots=True)
class Question:
    """One question.

    Attributes:
        id: the answer's key.
        text: what is asked.
        kind: what an answer is.
        why: why it is asked, in one sentence.
        pages: the pages that show the answer; which rules use it, their classes say.
        choices: the answers of CHOICE and SEVERAL.
        unit: of a NUMBER.
        most: largest NUMBER that can be meant.
        after: a question that must have been answered with anything but no for this one to be asked.
    """

    id: str
    text: str
    kind: AnswerKind
    why: str
    pages: tuple[str, ...] = ()
    choices: tuple[str, ...] = ()
    unit: str = ""
    most: float = 0.0
    after: str = ""

    @property
    def takes(self) -> str:
        """What can be answered, in words."""
        if self.choices:
            return f"{self.kind} {', '.join(self.choices)}"
        if self.kind is AnswerKind.NUMBER:
            return f"a number from 0 to {self.most:g} [{self.unit}]"
        if self.kind is AnswerKind.PACE:
            return "minutes and seconds a kilometre, as 4:45"
        if self.kind is AnswerKind.DAY:
            return "a day, as 2026-10-04"
        if self.kind in {AnswerKind.PLACE, AnswerKind.INJURY}:
            return f'{self.kind}, as "left hip"'
        return self.kind
