"""A leg-length difference that was told, orthotics worn or planned."""

from dataclasses import dataclass
from typing import ClassVar

from runrisk.analysis.answers_told import AnswersTold, answers_told, nothing_told, words_plot
from runrisk.analysis.articles import S003
from runrisk.analysis.base import Analyzer
from runrisk.charts import Plot
from runrisk.finding import Confidence, Evidence, Finding, Grade, Measure, NotEnoughData
from runrisk.measures.answers import said_yes
from runrisk.model import TrainingLog
from runrisk.wording import Wording, listed

QUESTIONS = ("leg_length_told", "orthotics")


@dataclass(frozen=True, kw_only=True)
class LegLengthOrthotics(Analyzer[AnswersTold]):
    """A leg-length difference that somebody told you of, or orthotics or a lift.

    Looks for:
        Your answers: whether somebody said that one leg is longer, and whether you wear or plan orthotics.

    Why it matters:
        One article says that such a difference may come from the position of the pelvis and pass, and warns of taking
        it for permanent and reaching for orthotics at once. Studies of runners found little: small differences are
        common and mostly went with no more injuries. Orthotics helped in trials that were mostly with soldiers.

    How it is measured:
        Either answer is named. There is no limit.

    What it cannot see:
        Whether the difference is there, how large it is, and what it comes from.

    What to do:
        Let a professional measure, and test strength and mobility, before buying anything.

    Parameters:
        none

    References:
        rauh2018, gross1983, bonanno2017, mccaw1992, vanderworp2015
    """

    id = "leg-length-orthotics"
    title = "A leg-length difference, orthotics or a lift"
    questions = QUESTIONS
    grade = Grade.CONFLICTING
    drawn = False
    asks = True
    articles = (S003,)
    needs = "one of two questions answered"
    evidence: ClassVar[tuple[Evidence, ...]] = (
        Evidence(
            key="rauh2018",
            says="393 high-school runners: no association with injury in general, and the side of the injury was not that "
            "of the longer leg.",
            supports=False,
        ),
        Evidence(
            key="rauh2018",
            says="Boys with more than 1.5 cm had more lower-leg injuries than those below 0.5 cm: OR 7.47 (1.5-36.9).",
            supports=True,
        ),
        Evidence(
            key="gross1983",
            says="35 marathon runners: differences of 5-25 mm were not necessarily a detriment; lifts brought no "
            "consistent benefit.",
            supports=False,
        ),
        Evidence(
            key="mccaw1992",
            says="Review: differences have been linked with stress fractures, back and hip pain; lifts were not rigorously "
            "evaluated.",
            supports=True,
        ),
        Evidence(
            key="bonanno2017",
            says="Meta-analysis, 11 trials of foot orthoses: any injury RR 0.72 (0.55-0.94), soft tissue 0.79 (0.55-1.14).",
            supports=True,
        ),
        Evidence(
            key="vanderworp2015",
            says="Review: those who had used orthotics or inserts had more injuries, perhaps because they got them for one.",
            supports=False,
        ),
    )

    def measure(self, log: TrainingLog) -> AnswersTold | NotEnoughData:
        """Take the answers."""
        if all(log.answers.get(question) is None for question in QUESTIONS):
            return nothing_told(QUESTIONS, "You told nothing about leg length.")
        told = (
            *(["a leg-length difference"] if said_yes(log.answers, "leg_length_told") else []),
            *([f"orthotics or a lift ({log.answers.get('orthotics')})"] if said_yes(log.answers, "orthotics") else []),
        )
        return answers_told(log, QUESTIONS, told)

    def judge(self, measured: AnswersTold, wording: Wording) -> Finding:  # noqa: ARG002 (answers are words)
        """Name what was told."""
        told = measured.told
        return self.conclude(
            measured.seen,
            summary=f"You told of {listed(told)}."
            if told
            else "You told of no leg-length difference and no orthotics.",
            confidence=Confidence.HIGH,
            measures=(Measure(name="told", value=len(told), unit="answers"),),
            advice=(
                (
                    "An apparent difference may come from the position of the pelvis and may be temporary. Let a professional "
                    "measure, and test strength and mobility, before buying orthotics; small differences rarely matter."
                ),
            ),
            has=measured.has,
        )

    def draw(self, measured: AnswersTold) -> Plot:
        """What was told, a line each."""
        return words_plot(measured.told)
