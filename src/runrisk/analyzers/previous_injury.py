"""An injury in the last twelve months."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from runrisk.analysis.answers_told import nothing_told, words_plot
from runrisk.analysis.articles import S002, S003
from runrisk.analysis.base import Analyzer
from runrisk.charts import Plot
from runrisk.finding import Confidence, Evidence, Finding, Grade, Level, Measure, NotEnoughData, Occurrence
from runrisk.measures.injury import Injury, told_injuries
from runrisk.model import TrainingLog
from runrisk.wording import Wording, listed

QUESTIONS = ("previous_injury", "previous_injury_days")


@dataclass(frozen=True, kw_only=True, slots=True)
class InjuriesTold:
    """The injuries told of, and the day the log is looked at from."""

    injuries: tuple[Injury, ...]
    as_of: date


@dataclass(frozen=True, kw_only=True)
class PreviousInjury(Analyzer[InjuriesTold]):
    """An injury of leg, hip or back in the last twelve months.

    Looks for:
        Injuries that you told of: in the questionnaire, or in the journal with their days.

    Why it matters:
        An earlier injury is the most consistent factor in studies of runners, and two of the articles name it. No watch
        records it.

    How it is measured:
        It counts if it stopped you from running for 7 days or more within the 365 days before the last day of the log,
        and if it was not of arm, shoulder, chest or head. It raises low-base by one level, never above what the
        evidence allows: one study saw the two together (malisoux2015jsams). It raises nothing else.

    What it cannot see:
        Injuries that you did not tell of; whether an old one has healed.

    What to do:
        Finish the exercises of the rehabilitation; low-base is the one hint that is stricter for you.

    Parameters:
        none

    References:
        vangent2007, vanderworp2015, hespanhol2013, desai2021, malisoux2015shoes, theisen2014
    """

    id = "previous-injury"
    title = "An injury in the last twelve months"
    habits = ("hip-and-core",)
    questions = QUESTIONS
    grade = Grade.STRONG
    drawn = False
    asks = True
    articles = (S002, S003)
    needs = "the answer to one question, or an injury in the journal"
    evidence: ClassVar[tuple[Evidence, ...]] = (
        Evidence(
            key="vangent2007",
            says="Systematic review: strong evidence that an earlier injury goes with a new one.",
            supports=True,
        ),
        Evidence(key="vanderworp2015", says="Systematic review of 15 longitudinal studies: the same.", supports=True),
        Evidence(
            key="hespanhol2013",
            says="200 runners, 12 weeks: earlier injury OR 1.88 (1.01-3.51).",
            supports=True,
        ),
        Evidence(key="desai2021", says="224 runners, 1 year: earlier injury HRR 1.9 (1.2-3.2).", supports=True),
        Evidence(
            key="malisoux2015shoes", says="264 runners, 22 weeks: earlier injury HR 1.722 (1.114-2.661).", supports=True
        ),
        Evidence(key="theisen2014", says="247 runners: earlier injury HR 1.735 (1.037-2.902).", supports=True),
        Evidence(
            key="hespanhol2013",
            says="Observational: what followed the earlier injury (rest, haste, shoes) is not told apart from it.",
            supports=False,
        ),
    )

    def measure(self, log: TrainingLog) -> InjuriesTold | NotEnoughData:
        """Take the injuries told of."""
        injuries = told_injuries(log)
        if not injuries and log.answers.get("previous_injury") is None and not log.told.of_kind("injury"):
            return nothing_told(QUESTIONS, "You told nothing about injuries of the last 12 months.")
        return InjuriesTold(injuries=injuries, as_of=log.as_of)

    def judge(self, measured: InjuriesTold, wording: Wording) -> Finding:
        """Name them."""
        found = measured.injuries
        said = (
            f"You told of {listed([one.said(wording) for one in found])}." if found else "You told of no such injury."
        )
        return self.conclude(
            [self._occurrence(one, measured.as_of, wording) for one in found],
            summary=f"{said} Counted are injuries of leg, hip or back of 7 days or more in the last 12 months.",
            confidence=Confidence.HIGH,
            measures=(Measure(name="injuries", value=len(found), unit="injuries"),),
            advice=(
                (
                    "An earlier injury is the best-proven risk factor. One hint is stricter for you here, low-base; finish the "
                    "strength work of the rehabilitation."
                ),
            ),
            has=f"{len(found)} told of",
        )

    def _occurrence(self, injury: Injury, as_of: date, wording: Wording) -> Occurrence:
        first = injury.first or as_of
        return Occurrence(
            first=first,
            last=injury.last or first,
            level=Level.INFO,
            note=injury.said(wording),
            standing=injury.first is None,
        )

    def draw(self, measured: InjuriesTold) -> Plot:
        """The injuries, a line each."""
        return words_plot([one.said(Wording()) for one in measured.injuries])
