"""Bag, phone and seat always on the same side."""

from dataclasses import dataclass
from typing import ClassVar

from runrisk.analysis.answers_told import AnswersTold, answers_told, nothing_told, words_plot
from runrisk.analysis.articles import S000, S002
from runrisk.analysis.base import Analyzer
from runrisk.charts import Plot
from runrisk.finding import Confidence, Evidence, Finding, Grade, Measure, NotEnoughData
from runrisk.measures.answers import said_yes
from runrisk.model import TrainingLog
from runrisk.wording import Wording, listed

QUESTIONS = ("carry_side", "phone_side", "sitting_one_sided")
SIDED = frozenset({"left", "right"})


@dataclass(frozen=True, kw_only=True)
class OneSidedHabits(Analyzer[AnswersTold]):
    """Loads and postures that are always on the same side.

    Looks for:
        A bag on one side, the phone at one ear, sitting askew: as you answered.

    Why it matters:
        Two of the articles say that such habits pull the hip out of line. No study was found that ties any of them to
        running injuries.

    How it is measured:
        Each of three answers that names one side, or sitting askew, is one habit. There is no limit.

    What it cannot see:
        Everything that you did not answer, and whether it matters at all.

    What to do:
        Swap the side now and then: it costs nothing.

    Parameters:
        none

    References:
        none
    """

    id = "one-sided-habits"
    title = "Bag, phone or seat always on one side"
    habits = ("swap-side",)
    questions = QUESTIONS
    grade = Grade.ARTICLE_ONLY
    drawn = False
    asks = True
    articles = (S000, S002)
    needs = "one of three questions answered"
    evidence: ClassVar[tuple[Evidence, ...]] = ()

    def measure(self, log: TrainingLog) -> AnswersTold | NotEnoughData:
        """Take the answers."""
        if all(log.answers.get(question) is None for question in QUESTIONS):
            return nothing_told(QUESTIONS, "You told nothing about such habits.")
        carry, phone = (str(log.answers.get(question)) for question in QUESTIONS[:2])
        habits = (
            *([f"a bag on the {carry}"] if carry in SIDED else []),
            *([f"the phone at the {phone} ear"] if phone in SIDED else []),
            *(["sitting askew"] if said_yes(log.answers, QUESTIONS[2]) else []),
        )
        return answers_told(log, QUESTIONS, habits)

    def judge(self, measured: AnswersTold, wording: Wording) -> Finding:  # noqa: ARG002 (answers are words)
        """Name the habits."""
        habits = measured.told
        return self.conclude(
            measured.seen,
            summary=f"You told of {listed(habits)}." if habits else "You told of no habit that is always on one side.",
            confidence=Confidence.HIGH,
            measures=(Measure(name="one_sided_habits", value=len(habits), unit="habits"),),
            advice=(
                (
                    "Swap the carrying side, change the sitting position; no study ties this to running injury, but it costs "
                    "nothing."
                ),
            ),
            has=measured.has,
        )

    def draw(self, measured: AnswersTold) -> Plot:
        """The habits, a line each."""
        return words_plot(measured.told)
