"""Running on with pain."""

import itertools
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import ClassVar

from matplotlib.figure import Figure, SubFigure

from runrisk.analysis.answers_told import ASK, draw_days
from runrisk.analysis.articles import S001, S002, S004
from runrisk.analysis.base import Analyzer
from runrisk.charts.marks import limit_line
from runrisk.finding import Confidence, Evidence, Finding, Grade, Level, Measure, NotEnoughData, Occurrence
from runrisk.measures.pain import Pain, pain_is_known, told_pain
from runrisk.measures.words import counted
from runrisk.model import TrainingLog
from runrisk.model import body_parts as body

NEXT_MORNING = "next morning"
RISING_RUNS = 3
"""Pain that rose from run to run over so many runs. Our choice."""


@dataclass(frozen=True, kw_only=True, slots=True)
class PainAndRuns:
    """Pain told of, and the days with a run, both oldest first."""

    pains: tuple[Pain, ...]
    run_days: tuple[date, ...]
    entries: int
    as_of: date

    def runs_between(self, after: date, until: date) -> int:
        """On how many days after the one and up to the other there was a run."""
        return bisect_right(self.run_days, until) - bisect_right(self.run_days, after)

    def before(self, pain: Pain, days: int) -> list[Pain]:
        """The pain of the `days` days up to this one, at the same place, on days with a run; itself included."""
        since = pain.day - timedelta(days=days - 1)
        return [
            other
            for other in self.pains
            if since <= other.day <= pain.day and other.place == pain.place and self._ran_on(other)
        ]

    def _ran_on(self, pain: Pain) -> bool:
        """Whether there was a run on its days, or the day before where it is felt the next morning."""
        eve = pain.day - timedelta(days=1 + (pain.timing == NEXT_MORNING))
        return self.runs_between(eve, pain.last) > 0


@dataclass(frozen=True, kw_only=True)
class RunningThroughPain(Analyzer[PainAndRuns]):
    """Pain while the running goes on.

    Looks for:
        Pain that is strong, that is still there the next morning, that comes back on several runs, that makes you limp
        or that rises from run to run, while you keep running.

    Why it matters:
        Three of the articles say the same: listen to your body, take a break if pain persists, and have it looked at.
        There is no cohort on it; whoever treats runners works by such limits. In a trial of 38 people with Achilles
        pain, running on under a rule for pain did no harm: pain is no ban, but it needs a rule.

    How it is measured:
        Pain from 0 to 10 as told. Caution: 4 or more, or felt the next morning, or any pain at the same place on 3 or
        more runs within 14 days. Warning: 6 or more, or limping, or rising over three runs within 14 days. It counts
        while running goes on: a run in the 7 days after, or those 7 days are not over yet.

    What it cannot see:
        Pain that you did not tell of, and what is behind it. It gives no diagnosis.

    What to do:
        Reduce or pause. If it persists or grows, have it examined.

    Parameters:
        caution_score [0-10]: from here on pain is a caution. Our choice, after expert convention.
        warning_score [0-10]: from here on a warning. Our choice, after expert convention.
        pain_runs [runs]: so many runs with any pain at one place are a caution. Our choice.
        window_days [days]: within so many days. Our choice.
        continue_days [days]: a run within so many days after means that running goes on. Our choice.

    References:
        silbernagel2007
    """

    id = "running-through-pain"
    nested = (("caution_score", "warning_score"),)
    title = "Running on with pain"
    grade = Grade.SAFETY
    asks = True
    articles = (S001, S002, S004)
    needs = "one journal entry of any kind, or the question about pain answered"
    evidence: ClassVar[tuple[Evidence, ...]] = (
        Evidence(
            key="silbernagel2007",
            says="Trial of 38 people with Achilles tendinopathy: keeping on running under a pain-monitoring rule gave the "
            "same recovery as 6 weeks without, with no negative effect.",
            supports=False,
        ),
    )

    caution_score: float = 4.0
    warning_score: float = 6.0
    pain_runs: int = 3
    window_days: int = 14
    continue_days: int = 7

    def measure(self, log: TrainingLog) -> PainAndRuns | NotEnoughData:
        """Take the pain told of and the days with a run."""
        if not pain_is_known(log):
            return NotEnoughData(
                has="0 journal entries",
                missing=f"You told nothing about pain. {ASK} `runrisk journal add pain left hip 4` tells of a run.",
            )
        return PainAndRuns(
            pains=told_pain(log),
            run_days=tuple(sorted({stamp.date() for stamp in log.runs["day"]})),
            entries=len(log.told.entries),
            as_of=log.as_of,
        )

    def judge(self, measured: PainAndRuns) -> Finding:
        """Flag pain above the limits while running goes on."""
        seen = [one for pain in measured.pains if (one := self._occurrence(pain, measured)) is not None]
        current = [pain for pain in measured.pains if pain.current]
        strongest = max((pain.score for pain in current if pain.score is not None), default=None)
        return self.conclude(
            seen,
            summary=self._summary(current, sum(one.in_period for one in seen), strongest),
            confidence=Confidence.HIGH,
            measures=(
                Measure(name="strongest_pain", value=strongest, unit="of 10", limit=self.caution_score),
                Measure(name="days_with_pain", value=len(current), unit="days"),
            ),
            advice=(
                (
                    "You kept running with pain. Reduce or pause, and if it persists or grows have it examined by a "
                    "physiotherapist or doctor."
                ),
            ),
            has=f"{counted(len(measured.pains), 'day')} of pain among {measured.entries} journal entries",
        )

    def _summary(self, current: Sequence[Pain], flagged: int, strongest: float | None) -> str:
        if not current:
            return "You told of no pain in this period."
        most = "" if strongest is None else f", the strongest {strongest:g} of 10"
        said = f"You told of pain on {counted(len(current), 'day')}{most}"
        return f"{said}; {flagged or 'none'} of them above the limits while you kept running."

    def _occurrence(self, pain: Pain, measured: PainAndRuns) -> Occurrence | None:
        reasons = self._reasons(pain, measured)
        if not reasons or not self._goes_on(pain, measured):
            return None
        after = measured.runs_between(pain.last, pain.last + timedelta(days=self.continue_days))
        return Occurrence(
            first=pain.day,
            last=pain.last,
            level=max(reasons.values(), key=lambda level: level.rank),
            note=f"{pain}: {', '.join(reasons)}; {counted(after, 'day')} with a run in the {self.continue_days} days after",
            in_period=pain.current,
        )

    def _reasons(self, pain: Pain, measured: PainAndRuns) -> dict[str, Level]:
        """Why the pain is above the limits, each with its level."""
        score = -1.0 if pain.score is None else pain.score
        before = measured.before(pain, self.window_days)
        scores = [other.score for other in before if other.score is not None][-RISING_RUNS:]
        rising = len(scores) == RISING_RUNS and all(a < b for a, b in itertools.pairwise(scores))
        reasons = {
            f"{self.warning_score:g} or more": (score >= self.warning_score, Level.WARNING),
            body.LIMPING: (pain.detail == body.LIMPING, Level.WARNING),
            f"rising over {RISING_RUNS} runs": (rising, Level.WARNING),
            f"{self.caution_score:g} or more": (self.caution_score <= score < self.warning_score, Level.CAUTION),
            "still there the next morning": (pain.timing == NEXT_MORNING, Level.CAUTION),
            f"on {len(before)} runs in {self.window_days} days": (len(before) >= self.pain_runs, Level.CAUTION),
        }
        return {reason: level for reason, (holds, level) in reasons.items() if holds}

    def _goes_on(self, pain: Pain, measured: PainAndRuns) -> bool:
        """Whether there was a run in the days after, or it is too early to say and there was one in the days before."""
        week = timedelta(days=self.continue_days)
        if measured.runs_between(pain.last, pain.last + week):
            return True
        return measured.as_of < pain.last + week and measured.runs_between(pain.day - week, pain.last) > 0

    def draw(self, measured: PainAndRuns, figure: Figure | SubFigure) -> None:
        """Pain by day, against the two limits."""
        days = [
            (pain.day, pain.score or 0.0, self._occurrence(pain, measured) is not None)
            for pain in measured.pains
            if pain.current
        ]
        draw_days(figure, days, ylabel="pain [0-10]", most=10.5)
        limit_line(figure.axes[0], self.caution_score, f"caution {self.caution_score:g}")
        limit_line(figure.axes[0], self.warning_score, f"warning {self.warning_score:g}")
