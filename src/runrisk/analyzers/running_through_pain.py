"""Running on with pain."""

import itertools
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import ClassVar

from runrisk.analysis.answers_told import ASK
from runrisk.analysis.articles import S001, S002, S004
from runrisk.analysis.base import Analyzer, sentence
from runrisk.analysis.day_charts import day_plot
from runrisk.charts import Dots, Plot, Unit, days_at, flags, limit_at, values
from runrisk.finding import Confidence, Evidence, Finding, Grade, Level, Measure, NotEnoughData, Occurrence
from runrisk.measures.pain import Pain, days_with_pain, pain_is_known, told_pain
from runrisk.model import TrainingLog
from runrisk.model import body_parts as body
from runrisk.wording import Said, Wording, said

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

    def before(self, pain: Pain, days: int) -> list[float | None]:
        """The strongest pain of each run of the `days` days up to this pain, at the same place, oldest first.

        What was felt before, during and after one run is one run, and so is what is felt the morning after; a day with
        two runs counts once. None where a run has no number.
        """
        since = pain.day - timedelta(days=days - 1)
        by_run: dict[date, list[float]] = {}
        for other in self.pains:
            if since <= other.day <= pain.day and other.place == pain.place:
                for run in self._runs_of(other):
                    by_run.setdefault(run, []).extend([] if other.score is None else [other.score])
        return [max(scores, default=None) for _, scores in sorted(by_run.items())]

    def _runs_of(self, pain: Pain) -> Sequence[date]:
        """The days with a run on its days, or on those before where it is felt the next morning."""
        eve = timedelta(days=pain.timing == NEXT_MORNING)
        return self.run_days[bisect_left(self.run_days, pain.day - eve) : bisect_right(self.run_days, pain.last - eve)]


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
        more runs within 14 days (what is told before, during and after one run is one run). Warning: 6 or more, or limping, or rising over three runs within 14 days. It counts
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
    questions = ("pain_now", "pain_place", "pain_timing", "pain_day")
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

    def judge(self, measured: PainAndRuns, wording: Wording) -> Finding:
        """Flag pain above the limits while running goes on."""
        seen = [one for pain in _by_day_and_place(measured.pains) if (one := self._worst(pain, measured, wording))]
        current = [pain for pain in measured.pains if pain.current]
        strongest = max((pain.score for pain in current if pain.score is not None), default=None)
        return self.conclude(
            seen,
            summary=sentence(
                seen,
                wording,
                now=self._now(current, strongest, wording),
                clear=self._clear(current, strongest, wording),
            ),
            confidence=Confidence.HIGH,
            measures=(
                Measure(name="strongest_pain", value=strongest, unit="of 10", limit=self.caution_score),
                Measure(name="days_with_pain", value=days_with_pain(current), unit="days"),
            ),
            advice=(
                (
                    "You kept running with pain. Reduce or pause, and if it persists or grows have it examined by a "
                    "physiotherapist or doctor."
                ),
            ),
            has=f"{wording.counted(days_with_pain(measured.pains), 'day')} of pain among {wording.number(measured.entries, 0)} journal entries",
        )

    def _now(self, current: Sequence[Pain], strongest: float | None, wording: Wording) -> str:
        return (
            f"{_told(current, strongest, wording)}; while you run the limits are {wording.exact(self.caution_score)} and "
            f"{wording.exact(self.warning_score)} of 10."
        )

    def _clear(self, current: Sequence[Pain], strongest: float | None, wording: Wording) -> str:
        if not current:
            return "You told of no pain in this period."
        return f"{_told(current, strongest, wording)}; none of them above the limits while you kept running."

    def _worst(self, told: Sequence[Pain], measured: PainAndRuns, wording: Wording) -> Occurrence | None:
        """The strongest of what was told of one place on one day."""
        found = [one for pain in told if (one := self._occurrence(pain, measured, wording)) is not None]
        return max(found, key=lambda one: one.level.rank, default=None)

    def _occurrence(self, pain: Pain, measured: PainAndRuns, wording: Wording) -> Occurrence | None:
        reasons = self._reasons(pain, measured)
        if not self._flags(pain, measured):
            return None
        after = measured.runs_between(pain.last, pain.last + timedelta(days=self.continue_days))
        return Occurrence(
            first=pain.day,
            last=pain.last,
            level=max(reasons.values(), key=lambda level: level.rank),
            note=f"{pain.said(wording)}: {', '.join(said(reason, wording) for reason in reasons)}; {wording.counted(after, 'day')} with a run in the {self.continue_days} days after",
            in_period=pain.current,
        )

    def _flags(self, pain: Pain, measured: PainAndRuns) -> bool:
        return bool(self._reasons(pain, measured)) and self._goes_on(pain, measured)

    def _reasons(self, pain: Pain, measured: PainAndRuns) -> dict[Said, Level]:
        """Why the pain is above the limits, each with its level."""
        score = -1.0 if pain.score is None else pain.score
        before = measured.before(pain, self.window_days)
        scores = [strongest for strongest in before if strongest is not None][-RISING_RUNS:]
        rising = len(scores) == RISING_RUNS and all(a < b for a, b in itertools.pairwise(scores))
        reasons: dict[Said, tuple[bool, Level]] = {
            lambda wording: f"{wording.exact(self.warning_score)} or more": (
                score >= self.warning_score,
                Level.WARNING,
            ),
            body.LIMPING: (pain.detail == body.LIMPING, Level.WARNING),
            f"rising over {RISING_RUNS} runs": (rising, Level.WARNING),
            lambda wording: f"{wording.exact(self.caution_score)} or more": (
                self.caution_score <= score < self.warning_score,
                Level.CAUTION,
            ),
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

    def draw(self, measured: PainAndRuns) -> Plot:
        """Pain by day, against the two limits."""
        pains = [pain for pain in measured.pains if pain.current]
        return day_plot(
            Dots(
                at=days_at(pain.day for pain in pains),
                value=values([pain.score or 0.0 for pain in pains]),
                flagged=flags([self._flags(pain, measured) for pain in pains]),
                stems=True,
            ),
            limit_at(self.caution_score, what="caution "),
            limit_at(self.warning_score, what="warning "),
            name="pain",
            unit=Unit(name="0-10"),
            ends=(0, 10.5),
        )


def _by_day_and_place(pains: Sequence[Pain]) -> list[list[Pain]]:
    """What was told of the same days and place, together."""
    together: dict[tuple[date, body.Place], list[Pain]] = {}
    for pain in pains:
        together.setdefault((pain.day, pain.place), []).append(pain)
    return list(together.values())


def _told(current: Sequence[Pain], strongest: float | None, wording: Wording) -> str:
    most = "" if strongest is None else f", the strongest {wording.exact(strongest)} of 10"
    return f"You told of pain on {wording.counted(days_with_pain(current), 'day')} of the period{most}"
