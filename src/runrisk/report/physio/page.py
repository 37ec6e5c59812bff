"""One page for a physiotherapist: what they ask first, from the log and from what the runner told. No place is named."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import isnan
from statistics import median
from textwrap import shorten

import pandas as pd

from runrisk.analysis.base import Side
from runrisk.analysis.policy import in_order
from runrisk.analyzers import analyzer_classes
from runrisk.charts import Chart, days_at, values
from runrisk.charts.pain import weeks_and_pain_plot
from runrisk.charts.plot import Axis, Panel, Plot
from runrisk.charts.series import Bars, from_zero
from runrisk.charts.units import ROAD
from runrisk.charts.weeks import BAR_DAYS
from runrisk.finding import Finding, Level, Verdict
from runrisk.measures.injury import told_injuries
from runrisk.measures.pain import Pain, told_pain
from runrisk.model import DEFAULT_DAYS, Period, Sport, TrainingLog
from runrisk.model import body_parts as body
from runrisk.model.questions import QUESTIONS
from runrisk.report import words
from runrisk.report.formats.html import render_page
from runrisk.report.guide.lookback import precursors
from runrisk.report.physio.body_figure import BodyFigure, body_figure
from runrisk.report.privacy import public_text
from runrisk.wording import NOT_KNOWN, Wording

LATEST_DAYS, BEFORE_DAYS = 28, 56
"""The last four weeks are held against the eight before. Our choice."""
MAX_TEXT = 150
"""Longer sentences are cut [characters]. Our choice: they fill four lines."""
MAX_SHOES = 3
MAX_SIDES = 2
PAGE_WEEKS = DEFAULT_DAYS // 7
LONGEST_DAYS = 30
"""As the rule session-spike has it."""
MAX_LINES = 5
"""So many lines a list: the page is one page. Our choice."""
MAX_CHANGES = 4
"""Of changes, whose lines are long. Our choice."""
CHART_HEIGHT_IN = 1.3
YEAR_HEIGHT_IN = 0.85
YEAR_DAYS = 365
LETTER_DAYS = 3
"""A letter of a side takes the room of so many days on the printed chart."""
ASKED = ("usual_longest_km", "running_years", "leg_length_told", "orthotics", "carry_side", "log_complete")
"""Answers that stand on the page as they are."""

Row = tuple[str, str]


@dataclass(frozen=True, kw_only=True, slots=True)
class PhysioPage:
    """The page: headings with rows of name and value, the chart, and what was told of pain.

    Attributes:
        period: first and last day.
        complaint: the latest pain in one line.
        changed: what changed and when, newest first.
        load: name, last four weeks, eight weeks before.
        blocks: heading and rows.
        pains: what keeps one from running first, then the strongest, one line a day and place: day, place, score, and when it hurts with what else was told.
        figure: where it hurts, on a drawing of the body; None where no place that it shows was told.
        chart: weeks and pain.
        year: distance of the weeks of twelve months.
        year_caption: how many weeks these are.
        note: what the log does not hold.
    """

    period: str
    complaint: str
    changed: tuple[Row, ...]
    load: tuple[tuple[str, str, str], ...]
    blocks: tuple[tuple[str, tuple[Row, ...]], ...]
    pains: tuple[tuple[str, str, str, str, str], ...]
    figure: BodyFigure | None
    chart: Chart
    year: Chart
    year_caption: str
    note: str


def physio_page(log: TrainingLog, findings: Sequence[Finding], wording: Wording) -> PhysioPage:
    """The page of the 84 days up to the end of the period; the findings are in its wording."""
    seen = Period.ending(log.period.until)
    pains = tuple(reversed(page_pain(log, seen)))
    worst = _worst_first(pains)
    more = (("", f"and {len(worst) - MAX_LINES} more", "", "", ""),) if len(worst) > MAX_LINES else ()
    blocks = (
        ("Longest run", _longest(log, seen, wording)),
        ("Ground", _ground(log, seen, wording)),
        ("Side and direction", _sides(findings)),
        ("Shoes", _shoes(log, seen, wording)),
        ("Strength and other training", _beside(log, seen, wording)),
        ("Injuries in the last 12 months", _injuries(log, wording)),
        ("Goals and background", _background(log, wording)),
    )
    return PhysioPage(
        period=wording.days(*_shown_days(log, seen)),
        complaint=f"{wording.day(pains[0].day)}: {pains[0].said(wording)}"
        if pains
        else "No pain told of in these weeks.",
        changed=_changed(findings, seen, wording),
        load=_load(log, seen, wording),
        blocks=tuple((heading, rows) for heading, rows in blocks if rows),
        pains=(*(_pain(pain, wording) for pain in worst[:MAX_LINES]), *more),
        figure=body_figure(pains, wording),
        year=_year(log, seen, wording),
        year_caption=_year_caption(log, seen, wording),
        chart=_chart(log, seen, pains, wording),
        note=_note(log, seen, wording),
    )


def _shown_days(log: TrainingLog, seen: Period) -> tuple[date, date]:
    """First and last day of the page: of a log that has just begun, its own first day."""
    begun = log.days.index[0].date() if len(log.days) else seen.since
    return min(max(seen.since, begun), seen.until), seen.until


def page_pain(log: TrainingLog, seen: Period) -> list[Pain]:
    """The pain of the page's weeks, and what was told after the last of them; oldest first."""
    return [p for p in told_pain(log) if seen.holds(p.day, p.last) or (p.current and p.day > seen.until)]


def physio_html(page: PhysioPage) -> str:
    """The page as one HTML file that prints on one sheet of A4."""
    return render_page("physio.html", sheet="physio.css", page=page)


def _pain(pain: Pain, wording: Wording) -> tuple[str, str, str, str, str]:
    score = "–" if pain.score is None else wording.exact(pain.score)
    return wording.day(pain.day), str(pain.place), score, pain.timing or "", pain.detail or ""


def _worst_first(pains: Sequence[Pain]) -> list[Pain]:
    """The strongest pain of each day and place; limping and red flags first, then by score, then the newest."""
    strength = {pain: (pain.detail is not None, -1.0 if pain.score is None else pain.score, pain.day) for pain in pains}
    found: dict[tuple[date, body.Place], Pain] = {}
    for pain in pains:
        before = found.setdefault((pain.day, pain.place), pain)
        found[pain.day, pain.place] = max(before, pain, key=strength.__getitem__)
    return sorted(found.values(), key=strength.__getitem__, reverse=True)


def _changed(findings: Sequence[Finding], seen: Period, wording: Wording) -> tuple[Row, ...]:
    found = [
        (one.last, f"{finding.title}: {one.note}")
        for finding in in_order(findings)
        if finding.rule in precursors()
        for one in finding.occurrences
        # What is no news to the runner any more may be what a pain of today began with.
        if seen.holds(one.first, one.last) and (one.level.rank >= Level.CAUTION.rank or not one.in_period)
    ]
    newest = sorted(found, key=lambda one: one[0], reverse=True)
    more = [("", f"and {len(newest) - MAX_CHANGES} more")] if len(newest) > MAX_CHANGES else []
    rows = [(wording.day(day), shorten(text, MAX_TEXT, placeholder=" …")) for day, text in newest[:MAX_CHANGES]] + more
    return tuple(rows) or (("", "Nothing at level caution or above."),)


def _load(log: TrainingLog, seen: Period, wording: Wording) -> tuple[tuple[str, str, str], ...]:
    last = seen.until - timedelta(days=LATEST_DAYS)
    latest_span = Period(since=last + timedelta(days=1), until=seen.until)
    before_span = Period(since=last - timedelta(days=BEFORE_DAYS - 1), until=last)
    latest, before = _weekly(log, latest_span, wording), _weekly(log, before_span, wording)
    rows = [(name, latest[name], before[name]) for name in latest]
    steps = _steps(log, latest_span, wording), _steps(log, before_span, wording)
    return (*rows, ("Steps a minute", *steps)) if set(steps) != {"–"} else tuple(rows)


def _steps(log: TrainingLog, span: Period, wording: Wording) -> str:
    """The median cadence of the runs of a span that hold one [steps of both feet a minute]; a dash where none does."""
    told = [
        run.avg_cadence_spm
        for run in log.counted
        if run.sport is Sport.RUNNING and run.avg_cadence_spm and span.holds(run.local_day)
    ]
    return wording.number(median(told), 0) if told else "–"


def _weekly(log: TrainingLog, span: Period, wording: Wording) -> dict[str, str]:
    """Means a week over the known days of a span; a dash where there are none."""
    days = log.days.loc[pd.Timestamp(span.since) : pd.Timestamp(span.until)]
    known = days[days["known"]]
    weeks = len(known) / 7
    if not weeks:
        return dict.fromkeys(("Runs", "Distance", "Run-free days", "Days without training", "Climb", "Descent"), "–")
    free = known["runs"] == 0
    return {
        "Runs": wording.number(known["runs"].sum() / weeks, 1),
        "Distance": wording.distance(known["distance_m"].sum() / weeks),
        "Run-free days": wording.number(free.sum() / weeks, 1),
        "Days without training": wording.number((free & (known["other_s"] == 0)).sum() / weeks, 1),
        "Climb": _metres(log, span, "ascent_m", weeks, wording),
        "Descent": _metres(log, span, "descent_m", weeks, wording),
    }


def _metres(log: TrainingLog, span: Period, column: str, weeks: float, wording: Wording) -> str:
    """Metres a week of a column that not every run knows."""
    total = float(_inside(log.runs, span)[column].sum(min_count=1))
    return NOT_KNOWN if isnan(total) else wording.metres(total / weeks)


def _longest(log: TrainingLog, seen: Period, wording: Wording) -> tuple[Row, ...]:
    """The longest run of the last 30 days against the longest of the 30 days before it."""
    runs = log.runs.dropna(subset=["distance_m"])
    days = runs["day"].dt.date
    since = seen.until - timedelta(days=LONGEST_DAYS - 1)
    latest = runs[(days >= since) & (days <= seen.until)]
    if latest.empty:
        return (("Last 30 days", "no run with a distance"),)
    top = latest.loc[latest["distance_m"].idxmax()]
    day = top["day"].date()
    before = runs[(days >= day - timedelta(days=LONGEST_DAYS)) & (days < day)]["distance_m"].max()
    rows = [("Last 30 days", f"{wording.distance(top['distance_m'])} on {wording.day(day)}")]
    if before > 0:
        rows.append(
            ("30 days before it", f"{wording.distance(before)} ({wording.ratio(top['distance_m'] / before)} times)")
        )
    return tuple(rows)


def _ground(log: TrainingLog, seen: Period, wording: Wording) -> tuple[Row, ...]:
    runs = _inside(log.runs, seen)
    named = runs.dropna(subset=["sub_sport"])
    by_kind = named.groupby("sub_sport")["distance_m"].sum().sort_values(ascending=False)
    total = runs["distance_m"].sum()
    if not by_kind.sum():
        return ()
    return tuple(
        (str(name).replace("_", " "), f"{wording.percent(m / total)}, {wording.distance(m)}")
        for name, m in by_kind[:4].items()
    )


def _inside(table: pd.DataFrame, seen: Period) -> pd.DataFrame:
    return table[table["day"].between(pd.Timestamp(seen.since), pd.Timestamp(seen.until))]


def _sides(findings: Sequence[Finding]) -> tuple[Row, ...]:
    """What was judged of side and direction, the road first; the feet and where it hurts stand elsewhere."""
    rules = analyzer_classes()
    found = {rules[finding.rule].side: finding for finding in findings if finding.rule in rules}
    spoken = [found[side] for side in Side if side <= Side.ROUTES and side in found]
    told = [one for one in spoken if one.verdict in {Verdict.FLAGGED, Verdict.CLEAR}]
    rows = [(one.title, words.VERDICTS[one.verdict] if rules[one.rule].names_places else one.summary) for one in told]
    return tuple(rows[:MAX_SIDES])


def _shoes(log: TrainingLog, seen: Period, wording: Wording) -> tuple[Row, ...]:
    metres: Counter[str] = Counter()
    for run in log.counted:
        if run.sport is Sport.RUNNING and run.shoe and seen.holds(run.local_day):
            metres[run.shoe] += int(run.distance_m or 0)
    rows = [(public_text(name), wording.distance(m)) for name, m in metres.most_common(MAX_SHOES)]
    return (*rows, *_answers(log, ("shoe_pairs", "minimalist"), wording))


def _beside(log: TrainingLog, seen: Period, wording: Wording) -> tuple[Row, ...]:
    seconds: Counter[str] = Counter()
    for one in log.counted:
        if one.sport is not Sport.RUNNING and seen.holds(one.local_day):
            seconds[one.sport.value] += int(one.spent_s)
    rows = [
        (name, f"{wording.number(spent / 3600, 1)} h in {PAGE_WEEKS} weeks") for name, spent in seconds.most_common(3)
    ]
    told = [
        (kind, sum(seen.holds(one.day) for one in log.told.of_kind(kind)))
        for kind in ("strength", "mobility", "massage")
    ]
    rows += [(f"{kind} (journal)", wording.counted(number, "time")) for kind, number in told if number]
    asked = _answers(log, ("strength_per_week", "strength_guided", "cross_training_elsewhere"), wording)
    return (*rows, *asked)


def _injuries(log: TrainingLog, wording: Wording) -> tuple[Row, ...]:
    found = told_injuries(log)
    if found:
        return tuple((one.place, one.more(wording).strip(", ")) for one in found[:4])
    return () if log.answers.get("previous_injury") is None else (("", "none"),)


def _background(log: TrainingLog, wording: Wording) -> tuple[Row, ...]:
    race, distance_km = log.answers.get("race_date"), log.answers.get("race_distance_km")
    long = f", {wording.distance(1000 * distance_km)}" if isinstance(distance_km, float | int) else ""
    goal = [("Next race", f"{race}{long}")] if race else []
    return (*goal, *_answers(log, ASKED, wording))


LABELS = {
    "shoe_pairs": "Pairs in turn, as told",
    "minimalist": "Newest pair much lower",
    "strength_per_week": "Strength a week not in the log",
    "strength_guided": "Taught by a professional",
    "cross_training_elsewhere": "Rides, swims or the like not in the log",
    "usual_longest_km": "Usual longest run",
    "running_years": "Years of running",
    "leg_length_told": "Told of a leg-length difference",
    "orthotics": "Orthotics or lift",
    "carry_side": "Carries bags on",
    "log_complete": "Log complete, as told",
}
"""Question -> its name on the page."""


def _answers(log: TrainingLog, questions: Iterable[str], wording: Wording) -> tuple[Row, ...]:
    given = [(name, log.answers.get(name)) for name in questions if name in QUESTIONS]
    return tuple((LABELS[name], _shown(name, answer, wording)) for name, answer in given if answer is not None)


def _shown(question: str, answer: object, wording: Wording) -> str:
    if question.endswith("_km") and isinstance(answer, float | int):
        return wording.distance(1000 * answer)
    if isinstance(answer, bool):
        return "yes" if answer else "no"
    return wording.exact(answer) if isinstance(answer, float) else public_text(str(answer))


def page_weeks(log: TrainingLog, seen: Period) -> pd.DataFrame:
    """The weeks of `log.weeks` that the page shows."""
    monday = pd.Timestamp(seen.since - timedelta(days=seen.since.weekday()))
    return log.weeks.loc[monday : pd.Timestamp(seen.until)]


def _chart(log: TrainingLog, seen: Period, pains: Sequence[Pain], wording: Wording) -> Chart:
    weeks = page_weeks(log, seen)
    scored = lettered(pains)
    plot = weeks_and_pain_plot(
        days_at(weeks.index),
        values(weeks["distance_m"]),
        values(weeks["longest_m"]),
        scored,
        height_in=CHART_HEIGHT_IN,
    )
    alt = f"Distance of {wording.counted(len(weeks), 'week')}, and below {wording.counted(len(scored), 'day')} with pain from 0 to 10."
    return Chart(plot, alt=alt, prefix="physio", wording=wording)


def lettered(pains: Sequence[Pain]) -> list[tuple[date, float, str]]:
    """The strongest pain of each day with its side; no side where its letter would stand on the next mark."""
    by_day: dict[date, list[Pain]] = {}
    for pain in sorted(pains, key=lambda pain: pain.day):
        if pain.score is not None:
            by_day.setdefault(pain.day, []).append(pain)
    found: list[tuple[date, float, str]] = []
    for (day, told), following in zip(by_day.items(), [*list(by_day)[1:], date.max], strict=False):
        sides = {pain.place.side for pain in told if pain.place.side}
        side = "both" if len(sides) > 1 else next(iter(sides), "")
        room = (following - day).days >= LETTER_DAYS
        found.append((day, max(pain.score for pain in told if pain.score is not None), side if room else ""))
    return found


def _year(log: TrainingLog, seen: Period, wording: Wording) -> Chart:
    """The distance of each week of the twelve months up to the end of the page."""
    weeks = _year_weeks(log, seen)
    bars = Bars(name="distance in the week", at=days_at(weeks.index), value=values(weeks["distance_m"]))
    panel = Panel(
        x=Axis(days=True, begins="week from", stretch=BAR_DAYS),
        y=Axis(name="week", unit=ROAD, ends=from_zero((bars,))),
        series=(bars,),
    )
    alt = f"Distance of {wording.counted(len(weeks), 'week')}, the twelve months up to {wording.day(seen.until)}."
    return Chart(Plot(panels=(panel,), height_in=YEAR_HEIGHT_IN), alt=alt, prefix="physio-year", wording=wording)


def _year_weeks(log: TrainingLog, seen: Period) -> pd.DataFrame:
    return page_weeks(log, Period(since=seen.until - timedelta(days=YEAR_DAYS - 1), until=seen.until))


def _year_caption(log: TrainingLog, seen: Period, wording: Wording) -> str:
    """Twelve months where the log holds them, else its weeks."""
    weeks = _year_weeks(log, seen)
    whole = len(weeks) and weeks.index[0].date() <= seen.until - timedelta(days=YEAR_DAYS - 7)
    span = "twelve months" if whole else f"all {wording.counted(len(weeks), 'week')} of the log"
    return f"Distance by week, {span}."


def _note(log: TrainingLog, seen: Period, wording: Wording) -> str:
    days = log.days.loc[pd.Timestamp(seen.since) : pd.Timestamp(seen.until)]
    unknown = int((~days["known"]).sum())
    hole = f" {wording.counted(unknown, 'day')} of these weeks hold no record at all." if unknown else ""
    return f"The log begins on {wording.day(log.days.index[0])}.{hole}" if len(log.days) else "The log is empty."
