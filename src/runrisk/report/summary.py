"""The report before it has a format: what stands out, what was looked at, what could not be judged, what was read."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from runrisk.analysis.outcome import Outcome
from runrisk.analysis.policy import headline
from runrisk.finding import Level, Verdict
from runrisk.importers.whole_log.unnamed_sports import TAKEN_FOR_RUN
from runrisk.measures.form_trends import form_trends, says_all
from runrisk.model import FileResult, Sport, Status, TrainingLog
from runrisk.report import words
from runrisk.report.glance import glance_numbers
from runrisk.report.guide.parts import GuideParts, guide_parts
from runrisk.report.just_begun import just_begun
from runrisk.report.news import News
from runrisk.report.privacy import public_name, public_text
from runrisk.report.run_days import RunDays
from runrisk.report.runs import RunLine, run_lines
from runrisk.report.section import Section, section
from runrisk.report.sides.as_text import SidesWords
from runrisk.report.sides.result import Sides, sides_words
from runrisk.report.sides.sides import sides_of
from runrisk.wording import Decimal, Wording

MAX_FILES = 200
"""So many unread files are named; the rest is counted. Our choice."""

MAX_UNDATED = 3
"""So many impossible dates are named. Our choice."""

NOTHING_STANDS_OUT = "Nothing stands out in this period."
NOTHING_ELSE = "Nothing stands out in this period beside what you acknowledged."
NOTHING_JUDGED = "Nothing could be judged from this log."
CLEAR_MEANS = "“Not seen” means that the pattern is not in this log. It never means that there is no risk."
CLOSING = (
    (
        "This report describes patterns in a training log. It gives no diagnosis and no probability of injury: no study "
        "supports a percentage for one runner. If something hurts, ask a physiotherapist or a doctor."
    ),
    CLEAR_MEANS,
    (
        "Online advice to runners has been tried. In two trials (2,378 and 741 runners) those who got it were injured about "
        "as often as those who did not; in a small one (232 trail runners, advice every two weeks) fewer were. So read this "
        "as something to notice, not as protection, and change one thing at a time."
    ),
    (
        "Made on your own computer; nothing was sent anywhere and nothing is loaded when you open it. It holds no "
        "positions, maps or serial numbers. Names of runs and files stand as your watch or service wrote them, without folders and e-mail addresses."
    ),
)
"""What every report says in the end. The trials: fokkema2019, vanderdoes2023, hespanhol2018."""

QUOTED = (
    "Figures of studies, and what a rule's manual says of its limits, are quoted with the decimal point that they were printed with: "
    "5,205 runners are five thousand."
)
"""What a report with a decimal comma says besides: nothing that is quoted is written anew."""


@dataclass(frozen=True, kw_only=True, slots=True)
class FilesRead:
    """How many files were read and how many were not; `unread` names those, with the reason."""

    counts: tuple[tuple[str, int], ...]
    unread: tuple[tuple[str, str], ...]
    more: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Hint:
    """What the reader can do so that the next report says more, and the option that does it."""

    text: str
    option: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Summary:
    """All texts of a report; each format only arranges them."""

    period: str
    logged: str
    head: str
    headline: tuple[Section, ...]
    hints: tuple[Hint, ...]
    numbers: tuple[tuple[str, str], ...]
    sections: tuple[Section, ...]
    changed: tuple[str, ...]
    files: FilesRead
    wording: Wording
    form: str = ""
    sides: Sides | None = None
    guide_parts: GuideParts | None = None
    news: News = field(default_factory=News)
    runs: tuple[RunLine, ...] = ()

    def of(self, verdict: Verdict) -> tuple[Section, ...]:
        """The sections with this verdict, in the report's order."""
        return tuple(part for part in self.sections if part.finding.verdict == verdict)

    @property
    def new(self) -> tuple[tuple[Section, str], ...]:
        """What is new since the last report, with why, in the report's order."""
        return tuple((part, why) for part in self.sections if (why := self.news.new.get(part.finding.rule)))

    @property
    def gone(self) -> tuple[Section, ...]:
        """What the last report saw and this one does not."""
        return tuple(part for part in self.sections if part.finding.rule in self.news.gone)

    @property
    def one_thing(self) -> str:
        """The one thing to do: what the manual page of the first thing that stands out advises; empty where nothing does."""
        return self.headline[0].to_do if self.headline else ""

    @property
    def loud(self) -> tuple[Section, ...]:
        """What was seen at caution or above and is not acknowledged."""
        return tuple(part for part in self.of(Verdict.FLAGGED) if part not in self.quiet)

    @property
    def quiet(self) -> tuple[Section, ...]:
        """What was seen and is only worth knowing, or acknowledged."""
        known = self.news.quiet
        return tuple(
            part for part in self.of(Verdict.FLAGGED) if part.finding.level is Level.INFO or part.finding.rule in known
        )

    @property
    def unasked(self) -> tuple[Section, ...]:
        """What could not be judged because the runner told nothing of it."""
        return tuple(part for part in self.of(Verdict.UNKNOWN) if part.outcome.analyzer.asks)

    @property
    def unmeasured(self) -> tuple[Section, ...]:
        """What could not be judged because the watch told too little."""
        return tuple(part for part in self.of(Verdict.UNKNOWN) if not part.outcome.analyzer.asks)

    @property
    def sides_words(self) -> SidesWords | None:
        """Left and right in words; None where the log tells nothing of sides."""
        return None if self.sides is None else sides_words(self.sides, self.wording)

    @property
    def closing(self) -> tuple[str, ...]:
        """What stands in the end."""
        return CLOSING if self.wording.decimal is Decimal.POINT else (*CLOSING, QUOTED)

    @property
    def calm(self) -> str:
        """What is said where nothing stands out; empty where something does."""
        if self.headline:
            return ""
        if self.news.quiet:
            return NOTHING_ELSE
        return NOTHING_STANDS_OUT if self.of(Verdict.FLAGGED) or self.of(Verdict.CLEAR) else NOTHING_JUDGED

    @property
    def not_judged(self) -> str:
        """One line on what could not be judged; empty where all was."""
        unknown = self.of(Verdict.UNKNOWN)
        return f"{self.wording.counted(len(unknown), 'pattern')} could not be judged from this log." if unknown else ""


def summarize(
    log: TrainingLog,
    outcomes: Sequence[Outcome],
    changed: Sequence[str],
    *,
    wording: Wording,
    made_on: date | None = None,
    head: str = "",
    news: News = News(),  # noqa: B008 - a frozen value without anything in it
) -> Summary:
    """Put a report into words.

    Args:
        log: what was read.
        outcomes: one for each rule, in the order they are to be shown.
        changed: the limits that differ from the defaults, a line each.
        wording: that of the outcomes, and of everything else.
        made_on: today, to say how long ago the log ends.
        head: a line on how far next, in this wording.
        news: what is new, and what was acknowledged.
    """
    said, runs = news.acknowledged, RunDays.of(log)
    sections = tuple(section(outcome, log, runs, wording, said.get(outcome.finding.rule, "")) for outcome in outcomes)
    loud = [outcome.finding for outcome in outcomes if outcome.finding.rule not in news.quiet]
    top = [finding.rule for finding in headline(loud)]
    return Summary(
        period=wording.days(log.period.since, log.period.until) if log.counted else "",
        logged=" ".join(filter(None, (_logged(log, made_on, wording), just_begun(log)))),
        head=head,
        headline=tuple(part for rule in top for part in sections if part.finding.rule == rule),
        hints=_hints(log, wording),
        numbers=glance_numbers(log, wording),
        sections=sections,
        changed=tuple(changed),
        files=_files(log.files),
        wording=wording,
        form=says_all(form_trends(log), wording),
        sides=sides_of(log, outcomes),
        guide_parts=guide_parts(log, [outcome.finding for outcome in outcomes], wording) if log.counted else None,
        news=news,
        runs=run_lines(log, sections, runs, wording),
    )


def _logged(log: TrainingLog, made_on: date | None, wording: Wording) -> str:
    if not log.counted:
        return "The log is empty."
    first, last = log.counted[0].local_day, max(activity.local_day for activity in log.counted)
    ago = f", {wording.counted((made_on - last).days, 'day')} before this report" if made_on and made_on >= last else ""
    reaches = f"reaches from {wording.day(first)} to {wording.day(last)}{ago}."
    since, until = log.period.since, log.period.until
    runs = log.runs.loc[log.runs["day"].between(str(since), str(until))]
    if len(runs) == len(log.runs):
        return f"The log holds {wording.counted(len(log.runs), 'run')} and {reaches}"
    of, days = wording.number(len(log.runs), 0), wording.counted((until - since).days + 1, "day")
    far = wording.distance(float(runs["distance_m"].sum()), 0)
    return f"{wording.number(len(runs), 0)} of {of} runs and {far} in these {days}. The log {reaches}"


def _hints(log: TrainingLog, wording: Wording) -> tuple[Hint, ...]:
    return tuple(
        hint
        for hint in (_unnamed(log, wording), _taken(log, wording), _asked(log, wording), _undated(log, wording))
        if hint is not None
    )


def _unnamed(log: TrainingLog, wording: Wording) -> Hint | None:
    unknown = sum(activity.sport is Sport.UNKNOWN for activity in log.counted)
    text = (
        f"{wording.number(unknown, 0)} activities name no sport and are not counted as runs. If they were runs, say so:"
    )
    if unknown == 1:
        text = "1 activity names no sport and is not counted as a run. If it was one, say so:"
    return Hint(text=text, option="--sport running") if unknown else None


def _taken(log: TrainingLog, wording: Wording) -> Hint | None:
    taken = sum(TAKEN_FOR_RUN in activity.warnings for activity in log.counted)
    text = f"{wording.number(taken, 0)} activities name no sport and are taken for runs by their speed. If they were not, say what:"
    if taken == 1:
        text = "1 activity names no sport and is taken for a run by its speed. If it was not, say what:"
    return Hint(text=text, option="--sport cycling") if taken else None


def _asked(log: TrainingLog, wording: Wording) -> Hint | None:
    asked = len(log.asked)
    overlaps = "1 recording overlaps another in time without agreeing with it, and counts"
    if asked != 1:
        overlaps = f"{wording.number(asked, 0)} recordings overlap others in time without agreeing with them, and count"
    text = f"{overlaps} only when you say so. Listed by:"
    return Hint(text=text, option="runrisk duplicates") if asked else None


def _undated(log: TrainingLog, wording: Wording) -> Hint | None:
    days = ", ".join(wording.day(activity.local_day) for activity in log.undated[:MAX_UNDATED])
    those = wording.counted(len(log.undated), "activity", "activities")
    text = f"{those} dated more than a year from all others ({days}): left out, the clock may be wrong. Listed by:"
    return Hint(text=text, option="runrisk activities --csv") if log.undated else None


def _files(results: Sequence[FileResult]) -> FilesRead:
    counts = [(words.STATUSES[status], sum(result.status is status for result in results)) for status in Status]
    lost = [result for result in results if result.status in {Status.SKIPPED, Status.FAILED}]
    lost.sort(key=lambda result: (result.status is Status.SKIPPED, result.name))
    return FilesRead(
        counts=tuple((word, number) for word, number in counts if number),
        unread=tuple((public_name(result.name), public_text(result.reason)) for result in lost[:MAX_FILES]),
        more=max(len(lost) - MAX_FILES, 0),
    )
