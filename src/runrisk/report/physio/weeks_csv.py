"""The weeks of the physiotherapist's page as CSV."""

import csv
import io
from datetime import timedelta

import pandas as pd

from runrisk.measures.pain import told_pain
from runrisk.model import Period, TrainingLog
from runrisk.report.physio.page import page_weeks

COLUMNS = (
    "week",
    "runs",
    "distance_km",
    "longest_km",
    "ascent_m",
    "descent_m",
    "run_free_days",
    "days_without_record",
    "other_training_h",
    "strongest_pain",
    "pain_places",
)
"""`week` is its Monday; days inside a hole of the log are counted apart from run-free ones."""


def physio_csv(log: TrainingLog) -> str:
    """One line a week: its load, the strongest pain told of (0-10) and where it was."""
    written = io.StringIO()
    writer = csv.writer(written, lineterminator="\n")
    writer.writerow(COLUMNS)
    for monday, *cells in page_weeks(log, Period.ending(log.period.until)).loc[:, list(SUMMED)].itertuples():
        writer.writerow([monday.date(), *_load(log, monday, cells), *_pain(log, monday)])
    return written.getvalue()


SUMMED = {"runs": 1, "distance_m": 1000, "longest_m": 1000, "ascent_m": 1, "descent_m": 1}
"""Column of `log.weeks` -> what it is divided by."""


def _load(log: TrainingLog, monday: pd.Timestamp, cells: list[float]) -> list[str]:
    days = log.days.loc[monday : monday + pd.Timedelta(days=6)]
    summed = [f"{cell / by:.{2 if by > 1 else 0}f}" for cell, by in zip(cells, SUMMED.values(), strict=True)]
    free = int(((days["runs"] == 0) & days["known"]).sum())
    return [*summed, str(free), str(int((~days["known"]).sum())), f"{days['other_s'].sum() / 3600:.2f}"]


def _pain(log: TrainingLog, monday: pd.Timestamp) -> list[str]:
    first = monday.date()
    inside = [pain for pain in told_pain(log) if first <= pain.day < first + timedelta(days=7)]
    strongest = max((pain.score for pain in inside if pain.score is not None), default=None)
    places = dict.fromkeys(str(pain.place) for pain in inside)
    return ["" if strongest is None else f"{strongest:g}", "; ".join(places)]
