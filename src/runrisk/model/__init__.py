"""What the program speaks of: sports, activities, samples, what the runner tells, and the log."""

from runrisk.model.activity import Activity, Recorder, Source, TzSource
from runrisk.model.columns import SAMPLES, samples_frame
from runrisk.model.file_result import FileResult, Status
from runrisk.model.journal import Answers, Journal, JournalEntry
from runrisk.model.log import TrainingLog
from runrisk.model.period import DEFAULT_DAYS, Period
from runrisk.model.sport import LOW_IMPACT, Sport
from runrisk.model.tables import HOLE_DAYS

__all__ = [
    "DEFAULT_DAYS",
    "HOLE_DAYS",
    "LOW_IMPACT",
    "SAMPLES",
    "Activity",
    "Answers",
    "FileResult",
    "Journal",
    "JournalEntry",
    "Period",
    "Recorder",
    "Source",
    "Sport",
    "Status",
    "TrainingLog",
    "TzSource",
    "samples_frame",
]
