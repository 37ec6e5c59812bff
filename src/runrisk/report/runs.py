"""The runs that findings jump to, as a table."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from runrisk.charts.day_marks import WEEKDAYS
from runrisk.model import Activity, TrainingLog
from runrisk.report.privacy import public_text
from runrisk.report.run_days import RunDays
from runrisk.report.section import Section
from runrisk.wording import Wording

NOT_KNOWN = "–"

RUNS_NOTE = (
    "Time is that of the watch's timer, or from start to end where it kept none. Pace counts the time in motion where "
    "the recording tells it, and the time shown where it does not."
)
"""Stands once beside the table."""


@dataclass(frozen=True, kw_only=True, slots=True)
class RunLine:
    """One run as text.

    Attributes:
        id: its id, which is safe in an HTML id: hexadecimal digits, a hyphen and the number of the session.
        day: local day of the start.
        date: the same in words.
        weekday: three letters.
        name: what the runner or the service called it; empty for none. Not ours: `dir="auto"`.
        distance: with its unit; NOT_KNOWN for none, as in `pace`.
        time: hours, minutes and seconds; what it measures stands in RUNS_NOTE.
        pace: minutes and seconds a km or mile.
        shoe: the pair of shoes; empty for none. Not ours: `dir="auto"`.
        rules: ids of the rules with an occurrence that is about this run or holds its day, in the order of the report.
    """

    id: str
    day: date
    date: str
    weekday: str
    name: str
    distance: str
    time: str
    pace: str
    shoe: str
    rules: tuple[str, ...]


MOST_RUNS = 500
"""So many runs of the period are listed, the newest [runs]: 400 bytes of the page each. Our choice: two years."""


def run_lines(log: TrainingLog, sections: Sequence[Section], runs: RunDays, wording: Wording) -> tuple[RunLine, ...]:
    """The newest runs of the period and those that a row of a section names, the newest first."""
    newest = runs.between(log.period.since, log.period.until)[:MOST_RUNS]
    rows = (row for part in sections for rows in (part.current, part.earlier) for row in rows.shown)
    listed = {*newest, *(run for row in rows for run in row.run_ids)}
    rules = _rules(sections, runs)
    recorded = {activity.id: activity for activity in log.counted}
    return tuple(
        _line(run, [recorded[part] for part in parts], tuple(rules.get(run, ())), wording)
        for run, parts in reversed(list(log.runs["parts"].items()))
        if run in listed
    )


def _rules(sections: Sequence[Section], runs: RunDays) -> dict[str, list[str]]:
    """The rules of each run that has any."""
    rules: dict[str, list[str]] = {}
    for part in sections:
        for run in {run for seen in part.finding.occurrences for run in runs.named_by(seen)}:
            rules.setdefault(run, []).append(part.finding.rule)
    return rules


def _line(run: str, parts: Sequence[Activity], rules: tuple[str, ...], wording: Wording) -> RunLine:
    day = parts[0].local_day
    distances_m = [part.distance_m for part in parts if part.distance_m is not None]
    return RunLine(
        id=run,
        day=day,
        date=wording.day(day),
        weekday=WEEKDAYS[day.weekday()][:3],
        name=public_text(parts[0].name or ""),
        distance=wording.distance(sum(distances_m)) if distances_m else NOT_KNOWN,
        time=wording.clock(sum(part.spent_s for part in parts)),
        pace=_pace(parts, wording),
        shoe=public_text(next((part.shoe for part in parts if part.shoe), "")),
        rules=rules,
    )


def _pace(parts: Sequence[Activity], wording: Wording) -> str:
    """Over the parts whose distance is known, each by the time that RUNS_NOTE says."""
    known = [(part.moving_s or part.spent_s, part.distance_m) for part in parts if part.distance_m]
    seconds, distance_m = sum(spent for spent, _ in known), sum(way for _, way in known)
    return wording.pace(seconds, distance_m) if seconds and distance_m else NOT_KNOWN
