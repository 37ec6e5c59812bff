"""Signs that belong before a professional."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from runrisk.analysis.answers_told import nothing_told, said_today, words_plot
from runrisk.analysis.articles import S001, S004
from runrisk.analysis.base import Analyzer
from runrisk.charts import Plot
from runrisk.finding import Confidence, Evidence, Finding, Grade, Level, Measure, NotEnoughData, Occurrence
from runrisk.measures.pain import Pain, days_with_pain, told_pain
from runrisk.model import TrainingLog
from runrisk.model import body_parts as body
from runrisk.wording import Wording, listed

QUESTION = "red_flags"
STOP = "Please stop running and see a medical professional. This tool cannot judge this."
"""All that is said of a red flag."""


@dataclass(frozen=True, kw_only=True, slots=True)
class FlagsTold:
    """The signs told of, as occurrences, and how many days of pain the journal holds."""

    signs: tuple[Occurrence, ...]
    pain_days: int


@dataclass(frozen=True, kw_only=True)
class RedFlags(Analyzer[FlagsTold]):
    """Signs that no program may judge: they belong before a medical professional.

    Looks for:
        Pain at night or at rest, a tender spot on a bone, a leg that bears no weight or cannot hop, pain deep in the
        groin, numbness, swelling, fever, a fall or blow, missed periods, weight loss: told of in the questionnaire, or
        in the journal with an entry of pain.

    Why it matters:
        Two of the articles send severe or lasting pain to a professional. Behind some of these signs stand injuries of
        bone or nerve that get worse when one runs on. A bone under stress hurts at one spot; where too little is eaten
        for the running, periods stay away and weight goes. Women have bone stress injuries more often than men.

    How it is measured:
        Any one of the signs in the answers, or in a journal entry of the period, is a warning. There is no limit. An
        entry of pain without a sign says nothing of the signs: until the question is answered they are unknown, never
        "not seen".

    What it cannot see:
        What is behind a sign, and signs that you did not tell of. It never says that all is well.

    What to do:
        Stop running and see a medical professional.

    Parameters:
        none

    References:
        hollander2021, knobloch2025, johnston2020
    """

    id = "red-flags"
    title = "A sign that a professional should see"
    questions = ("red_flags",)
    grade = Grade.SAFETY
    drawn = False
    asks = True
    articles = (S001, S004)
    needs = "the answer to one question, or a sign in the journal"
    evidence: ClassVar[tuple[Evidence, ...]] = (
        Evidence(
            key="hollander2021",
            says="Review of 38 studies: men had fewer bone stress injuries than women, RR 0.52 (0.36-0.76); all injuries "
            "together came to the same, RR 0.99 (0.90-1.10).",
            supports=True,
        ),
        Evidence(
            key="knobloch2025",
            says="Review of bone stress injuries of endurance athletes: bony pain that grows, above all after a recent change "
            "in training; tenderness on the bone is the sign that counts most when it is examined.",
            supports=True,
        ),
        Evidence(
            key="johnston2020",
            says="20 women runners with stress fractures and 20 without, looked back: changed periods in times of more "
            "training went with the fractures (r = 0.580).",
            supports=True,
        ),
    )

    def measure(self, log: TrainingLog) -> FlagsTold | NotEnoughData:
        """Take the signs told of; who was asked nothing and told of none is not known to have none."""
        pains = told_pain(log)
        answer = log.answers.get(QUESTION)
        told = [
            Occurrence(
                first=pain.day, last=pain.last, level=Level.WARNING, note=str(pain.detail), in_period=pain.current
            )
            for pain in pains
            if pain.detail in body.RED_FLAGS
        ]
        if answer is None and not any(sign.in_period for sign in told):
            return nothing_told((QUESTION,), _not_asked([pain for pain in pains if pain.current]))
        asked = [said_today(log, sign, Level.WARNING) for sign in _signs(answer)]
        return FlagsTold(signs=tuple(dict.fromkeys((*told, *asked))), pain_days=days_with_pain(pains))

    def judge(self, measured: FlagsTold, wording: Wording) -> Finding:
        """Warn of any."""
        signs = listed(sorted({sign.note for sign in measured.signs if sign.in_period}))
        return self.conclude(
            measured.signs,
            summary=f"You told of: {signs}." if signs else "You told of none of these signs in this period.",
            confidence=Confidence.HIGH,
            measures=(
                Measure(name="signs", value=sum(one.in_period for one in measured.signs), unit="signs", limit=1),
            ),
            advice=(STOP,),
            has=f"{wording.counted(len(measured.signs), 'sign')} and {wording.counted(measured.pain_days, 'day')} of pain told of",
        )

    def draw(self, measured: FlagsTold) -> Plot:
        """The signs, a line each."""
        return words_plot([(sign.first, f": {sign.note}") for sign in measured.signs])


def _not_asked(pains: Sequence[Pain]) -> str:
    """What the runner is asked; pain in the groin that makes one limp may be the bone of the hip."""
    if any(pain.place.site == "groin" and pain.detail == body.LIMPING for pain in pains):
        return (
            "You told of pain in the groin with limping. Is it deep, there at night or at rest, or can you not hop on that "
            "leg? Then stop running and see a medical professional; this tool cannot judge it."
        )
    return (
        "You told of pain; you were not asked about these signs." if pains else "You were not asked about these signs."
    )


def _signs(answer: object) -> list[str]:
    """The signs an answer names; an answer that is only "yes" names none of them, and still counts."""
    if isinstance(answer, list | tuple):
        return [str(sign) for sign in answer]
    said = str(answer or "").strip().lower()
    return [] if said in {"", "no", "none", "false"} else [said if said in body.RED_FLAGS else "one of these signs"]
