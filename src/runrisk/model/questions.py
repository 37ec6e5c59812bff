"""The questions a runner can answer: the one list of answer keys that rules read. None has to be answered."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from runrisk.model.body import RED_FLAGS, TIMINGS


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
        used_by: rules and pages that use the answer.
        choices: the answers of CHOICE and SEVERAL.
        unit: of a NUMBER.
        most: largest NUMBER that can be meant.
        after: a question that must have been answered with anything but no for this one to be asked.
    """

    id: str
    text: str
    kind: AnswerKind
    why: str
    used_by: tuple[str, ...]
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


_TABLE = (
    Question(
        id="previous_injury",
        text="Did an injury of leg, hip or back stop you from running for 7 days or more in the last 12 months?",
        kind=AnswerKind.INJURY,
        why="An earlier injury is the best-proven risk factor, and no watch records it.",
        used_by=("previous-injury", "physio"),
    ),
    Question(
        id="previous_injury_days",
        text="For how many days did it stop you?",
        kind=AnswerKind.NUMBER,
        unit="days",
        most=366,
        why="Less than a week is not counted.",
        used_by=("previous-injury", "physio"),
        after="previous_injury",
    ),
    Question(
        id="red_flags",
        text="Do you have any of these now?",
        kind=AnswerKind.SEVERAL,
        choices=tuple(RED_FLAGS),
        why="These belong before a professional, not before a program.",
        used_by=("red-flags",),
    ),
    Question(
        id="pain_now",
        text="How strong is the pain on your last runs, 0 (none) to 10?",
        kind=AnswerKind.NUMBER,
        unit="0-10",
        most=10,
        why="Pain matters more than any number of the log.",
        used_by=("running-through-pain", "physio"),
    ),
    Question(
        id="pain_place",
        text="Where?",
        kind=AnswerKind.PLACE,
        why="The articles name symptoms by place and leg.",
        used_by=("pain-site-list", "running-through-pain", "physio"),
        after="pain_now",
    ),
    Question(
        id="pain_timing",
        text="When is it worst?",
        kind=AnswerKind.CHOICE,
        choices=tuple(TIMINGS),
        why="Pain that is still there the next morning counts for more.",
        used_by=("running-through-pain", "physio"),
        after="pain_now",
    ),
    Question(
        id="pain_day",
        text="On which day did it hurt last?",
        kind=AnswerKind.DAY,
        why="To compare it with the runs of these days, and to know when the answer is old.",
        used_by=("running-through-pain", "physio"),
        after="pain_now",
    ),
    Question(
        id="driving_side",
        text="On which side does traffic drive where you run?",
        kind=AnswerKind.CHOICE,
        choices=("left", "right"),
        why="It tells which foot is at the edge when you face traffic.",
        used_by=("road-side-asked", "pain-site-list"),
    ),
    Question(
        id="usual_side",
        text="Where on the road do you usually run?",
        kind=AnswerKind.CHOICE,
        choices=("facing", "with", "pavement", "mixed"),
        why="Roads slope to the edge; tracks cannot always tell the side. (facing traffic, with traffic)",
        used_by=("road-side", "road-side-asked"),
    ),
    Question(
        id="running_years",
        text="For how many years have you been running regularly?",
        kind=AnswerKind.NUMBER,
        unit="years",
        most=90,
        why="Some hints hold for beginners only.",
        used_by=("two-week-ramp", "physio"),
    ),
    Question(
        id="usual_longest_km",
        text="How long is your usual longest run?",
        kind=AnswerKind.NUMBER,
        unit="km",
        most=500,
        why="A log that has just begun does not know.",
        used_by=("physio",),
    ),
    Question(
        id="race_date",
        text="When is your next race?",
        kind=AnswerKind.DAY,
        why="A long race on little running is worth a word in time.",
        used_by=("low-base", "physio"),
    ),
    Question(
        id="race_distance_km",
        text="How long is it?",
        kind=AnswerKind.NUMBER,
        unit="km",
        most=500,
        why="Only long races matter here.",
        used_by=("low-base", "physio"),
        after="race_date",
    ),
    Question(
        id="hr_max_bpm",
        text="What is your highest heart rate, if you know it?",
        kind=AnswerKind.NUMBER,
        unit="1/min",
        most=230,
        why="Hard minutes are told from it; without it, it is looked for in the log.",
        used_by=("hard-days-in-a-row", "intensity-jump", "cold-start-hard"),
    ),
    Question(
        id="threshold_pace_s_per_km",
        text="At what pace could you race for an hour, if you know it?",
        kind=AnswerKind.PACE,
        why="Hard minutes are told from it where there is no heart rate.",
        used_by=("hard-days-in-a-row", "intensity-jump", "cold-start-hard"),
    ),
    Question(
        id="strength_per_week",
        text="How many strength sessions a week do you do that are not in the log?",
        kind=AnswerKind.NUMBER,
        unit="sessions per week",
        most=21,
        why="All articles name it; few watches record it.",
        used_by=("strength-work-missing", "physio"),
    ),
    Question(
        id="strength_guided",
        text="Did a physiotherapist or coach teach you these exercises?",
        kind=AnswerKind.YES_NO,
        why="Guided work went with fewer injuries, unguided plans did not.",
        used_by=("strength-work-missing", "physio"),
        after="strength_per_week",
    ),
    Question(
        id="cross_training_elsewhere",
        text="Do you cycle, swim, row or the like without recording it?",
        kind=AnswerKind.YES_NO,
        why="Otherwise the log looks as if you only ran.",
        used_by=("no-cross-training", "physio"),
    ),
    Question(
        id="shoe_pairs",
        text="How many pairs of running shoes do you use in turn?",
        kind=AnswerKind.NUMBER,
        unit="pairs",
        most=50,
        why="Two pairs in turn went with fewer injuries in one study.",
        used_by=("single-shoe", "physio"),
    ),
    Question(
        id="minimalist",
        text="Is your newest pair much lower or thinner than the one before?",
        kind=AnswerKind.YES_NO,
        why="Calf and Achilles need time for lower shoes.",
        used_by=("new-shoe-jump", "physio"),
    ),
    Question(
        id="warm_up",
        text="Do you run easy for ten minutes before hard parts?",
        kind=AnswerKind.YES_NO,
        why="An article asks for a warm-up.",
        used_by=("hip",),
    ),
    Question(
        id="carry_side",
        text="On which side do you usually carry a bag?",
        kind=AnswerKind.CHOICE,
        choices=("left", "right", "both", "none"),
        why="Two articles name one-sided loads.",
        used_by=("one-sided-habits",),
    ),
    Question(
        id="phone_side",
        text="At which ear do you hold the phone, with the shoulder?",
        kind=AnswerKind.CHOICE,
        choices=("left", "right", "both", "none"),
        why="One article names it.",
        used_by=("one-sided-habits",),
    ),
    Question(
        id="sitting_one_sided",
        text="Do you sit for hours leaning or with the same leg crossed?",
        kind=AnswerKind.YES_NO,
        why="Two articles name posture.",
        used_by=("one-sided-habits",),
    ),
    Question(
        id="leg_length_told",
        text="Has anybody told you that one leg is longer?",
        kind=AnswerKind.YES_NO,
        why="An article warns of taking a passing difference for a permanent one.",
        used_by=("leg-length-orthotics", "physio"),
    ),
    Question(
        id="orthotics",
        text="Orthotics or a heel lift: do you wear or plan any?",
        kind=AnswerKind.CHOICE,
        choices=("none", "planned", "worn"),
        why="An article advises exercises before orthotics.",
        used_by=("leg-length-orthotics", "physio"),
    ),
    Question(
        id="sleep_hours",
        text="How many hours do you usually sleep?",
        kind=AnswerKind.NUMBER,
        unit="h",
        most=24,
        why="Only for the rule low-sleep, which is off unless you turn it on.",
        used_by=("low-sleep",),
    ),
    Question(
        id="log_complete",
        text="Is every run and every other training in the log?",
        kind=AnswerKind.YES_NO,
        why="A day without a record is a rest day only if the log is complete.",
        used_by=("rest-days", "return-after-break"),
    ),
)

QUESTIONS: Mapping[str, Question] = MappingProxyType({question.id: question for question in _TABLE})
"""Answer key -> question, in the order they are asked."""
