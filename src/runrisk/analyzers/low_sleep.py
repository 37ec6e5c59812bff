"""Short sleep."""

from dataclasses import dataclass
from datetime import date, timedelta
from statistics import fmean
from typing import ClassVar

from runrisk.analysis.base import Analyzer
from runrisk.analysis.day_charts import day_plot
from runrisk.charts import HOURS, Dots, Plot, days_at, flags, limit_at, values
from runrisk.finding import Confidence, Evidence, Finding, Grade, Level, Measure, NotEnoughData, Occurrence
from runrisk.measures.answers import told_number
from runrisk.measures.other_training import SECONDS_PER_HOUR
from runrisk.model import TrainingLog
from runrisk.model.day import one_source_a_day
from runrisk.wording import Wording

QUESTION = "sleep_hours"


@dataclass(frozen=True, kw_only=True, slots=True)
class SleepTold:
    """Mean hours of sleep, the nights they come from (none where the questionnaire tells them), and the days.

    Of the nights, `recorded` are as a device recorded them; the others stand in the journal.
    """

    mean_hours: float
    nights: tuple[tuple[date, float], ...]
    recorded: int
    first: date
    last: date


@dataclass(frozen=True, kw_only=True)
class LowSleep(Analyzer[SleepTold]):
    """Less sleep than most adults need.

    Looks for:
        Nights in the journal or as recorded by a device, or your answer to how long you usually sleep.

    Why it matters:
        In a survey of adult runners poor sleepers reported more injuries, and so did young athletes who slept less than
        8 h; changes of sleep did not go with injuries in a cohort of young runners. The articles do not name it.
        Therefore this rule is off unless you turn it on.

    How it is measured:
        Mean hours over the nights of the last 14 days of the log that the journal or a device tells, at least 7 of them;
        of a night both tell, the journal counts. Else the answer. Below 7 h it is flagged.

    What it cannot see:
        How well you slept. Watches count quiet waking as sleep: what one recorded is mostly a little too long.

    What to do:
        Look at the weeks with little sleep before you add running.

    Parameters:
        min_hours [hours]: below it sleep is short. Our choice: usual advice for adults.
        window_days [days]: nights of so many days count. Our choice.
        min_nights [nights]: so many of them must be told of. Our choice.

    References:
        dejonge2025, milewski2014, joachim2023
    """

    id = "low-sleep"
    title = "Short sleep"
    questions = ("sleep_hours",)
    grade = Grade.CONFLICTING
    needs = "7 nights in the journal or from a device within 14 days, or the answer to one question"
    evidence: ClassVar[tuple[Evidence, ...]] = (
        Evidence(
            key="dejonge2025",
            says="425 adult runners, asked once: poor sleepers reported injuries more often than steady ones (read at "
            "second hand).",
            supports=True,
        ),
        Evidence(
            key="milewski2014",
            says="112 adolescent athletes: injury 1.7 times as frequent under 8 h of sleep (1.0-3.0).",
            supports=True,
        ),
        Evidence(
            key="joachim2023",
            says="161 high-school runners: week-to-week change of sleep was not associated with injury.",
            supports=False,
        ),
    )

    enabled: bool = False
    min_hours: float = 7.0
    window_days: int = 14
    min_nights: int = 7

    def measure(self, log: TrainingLog) -> SleepTold | NotEnoughData:
        """Take the nights told of or recorded, else the answer."""
        since = log.as_of - timedelta(days=self.window_days - 1)
        told = {entry.day: entry.score for entry in log.told.of_kind("sleep") if entry.score is not None}
        recorded = {day: s / SECONDS_PER_HOUR for day, s in one_source_a_day(log.device_days, "sleep_s").items()}
        nights = tuple((day, hours) for day, hours in sorted({**recorded, **told}.items()) if since <= day <= log.as_of)
        if len(nights) >= self.min_nights:
            return SleepTold(
                mean_hours=fmean(hours for _, hours in nights),
                nights=nights,
                recorded=sum(day not in told for day, _ in nights),
                first=since,
                last=log.as_of,
            )
        answer = told_number(log.answers, QUESTION)
        if answer is None:
            return NotEnoughData(
                has=lambda wording: wording.counted(len(nights), "night"),
                missing=lambda wording: (
                    f"There are {wording.counted(len(nights), 'night')} of the last {self.window_days}; it takes {self.needs}."
                ),
            )
        return SleepTold(mean_hours=answer, nights=(), recorded=0, first=log.as_of, last=log.as_of)

    def judge(self, measured: SleepTold, wording: Wording) -> Finding:
        """Flag a mean below the limit."""
        how = f"over {wording.counted(len(measured.nights), 'night')}" if measured.nights else "as you answered"
        how += f" ({measured.recorded} as recorded by a device)" if measured.recorded else ""
        said = f"{wording.number(measured.mean_hours, 1, limit=self.min_hours)} h of sleep {how}"
        short = measured.mean_hours < self.min_hours
        seen = Occurrence(
            first=measured.first, last=measured.last, level=Level.INFO, note=said, standing=not measured.nights
        )
        return self.conclude(
            [seen] if short else [],
            summary=f"You sleep {said}; the limit is {wording.exact(self.min_hours)} h.",
            confidence=Confidence.MEDIUM if measured.nights else Confidence.LOW,
            measures=(Measure(name="mean_hours", value=measured.mean_hours, unit="h", limit=self.min_hours),),
            advice=("Studies disagree on sleep and running injuries. More of it is a fair wish all the same.",),
            has=f"{wording.counted(len(measured.nights), 'night')} told or recorded",
        )

    def draw(self, measured: SleepTold) -> Plot:
        """Hours by night, or the one answer, against the limit."""
        nights = measured.nights or ((measured.last, measured.mean_hours),)
        return day_plot(
            Dots(
                at=days_at(day for day, _ in nights),
                value=values([SECONDS_PER_HOUR * hours for _, hours in nights]),
                flagged=flags([hours < self.min_hours for _, hours in nights]),
                stems=True,
            ),
            limit_at(SECONDS_PER_HOUR * self.min_hours, HOURS),
            name="sleep",
            unit=HOURS,
            ends=(0, SECONDS_PER_HOUR * 12),
        )
