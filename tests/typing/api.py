"""A user's code, type-checked as such; never run."""

from datetime import date
from io import StringIO
from pathlib import Path
from typing import Any

import pandas as pd
from matplotlib.figure import Figure, SubFigure

import runrisk as rr
from runrisk.analysis.base import Analyzer
from runrisk.analysis.outcome import Outcome
from runrisk.analyzers.session_spike import SessionSpike
from runrisk.charts import Chart, Plot, Words, plot_of
from runrisk.finding import Finding, Grade, Level, NotEnoughData
from runrisk.model import Answers, Journal
from runrisk.wording import Wording
from runrisk.workflows.files.import_files import ImportResult
from runrisk.workflows.library import OwnLibrary

log: rr.TrainingLog = rr.read("sample_logs", Path("more.zip"), tz="Europe/Vienna", sport="running")
tables: list[pd.DataFrame] = [log.activities, log.runs, log.days, log.weeks, log.minutes, log.journal, log.columns()]
samples: pd.DataFrame = log.samples(str(log.runs.index[0]))
spring: rr.TrainingLog = log.looking_at(rr.Period(since=date(2026, 3, 1), until=date(2026, 5, 31)))
told: rr.TrainingLog = log.with_journal(Journal(), rr.ask({"pain_now": 3}))
untold: rr.TrainingLog = told.without_journal()

report: rr.Report = rr.analyze(log, analyzers=[SessionSpike(max_ratio=1.2)])
same: rr.Report = rr.analyze(log, settings=rr.Settings({"session-spike": {"max_ratio": 1.2}}))
pages: list[str] = [report.to_html("mi"), report.to_markdown(), report.to_text()]
numbers: dict[str, Any] = report.to_json()
frame: pd.DataFrame = report.to_frame()
spike: Outcome = report["session-spike"]
finding: Finding = spike.finding
verdict: str = finding.verdict
level: Level | None = finding.level
chart: Chart = spike.plot()
drawn: Figure | SubFigure = chart.figure
svg: str = chart._repr_svg_()
rules: list[str] = [outcome.finding.rule for outcome in report]
ratio: "pd.Series[float]" = rr.load.acwr(log.days["distance_m"], kind="uncoupled")

with rr.library("me") as library:
    own: OwnLibrary = library
    imported: ImportResult = library.add("my-exports", tz="Europe/Vienna")
    counts: dict[str, int] = imported.counts
    lines: tuple[str, ...] = library.tell("pain left hip 4", day="yesterday", note="after the hill")
    answers: Answers = library.journal.answers()
    seen: rr.Report = library.report(library.log(), rr.Settings())
    library.mark_seen(seen)
    news: dict[str, str] = dict(library.acknowledge("road-side").news.new)
    library.unacknowledge("road-side")

ahead: str = rr.budget(log, first=date(2026, 6, 1)).to_text("mi")
crossing: date | None = rr.check_plan("plan.csv", log).first_crossing
left_and_right: str = rr.sides(log).to_text()
written: tuple[Path, ...] = rr.write_physio(report, "physio.html")
judged: pd.DataFrame = pd.read_csv(StringIO(rr.cohort("club").to_csv()))
evaluated: dict[str, Any] = rr.evaluate("DAYS.csv", "OUTCOMES.csv", seed=1).to_json()
made: tuple[str, ...] = rr.simulate.season(Path("season"), seed=3, plant=("session-spike@20",))


class Weeks(Analyzer[int]):
    """A rule of one's own."""

    id = "weeks"
    title = "Weeks"
    grade = Grade.ARTICLE_ONLY
    needs = "nothing"

    def measure(self, log: rr.TrainingLog) -> int | NotEnoughData:
        """Count them."""
        return len(log.weeks) or NotEnoughData(has="no week", missing="It needs a week.")

    def judge(self, measured: int, wording: Wording) -> Finding:
        """Say how many."""
        return self.conclude((), summary=f"{wording.counted(measured, 'week')}.", confidence=finding.confidence)

    def draw(self, measured: int) -> Plot:
        """Say nothing but a word."""
        return plot_of(Words(lines=(f"{measured} weeks",)))


try:
    rr.read("nothing")
except rr.RunriskError as error:
    said: str = str(error)
