"""What the program speaks of: sports, activities, samples, what the runner tells, and the log."""

from runrisk.model.activity import Activity, Recorder, Source, TzSource
from runrisk.model.columns import SAMPLES
from runrisk.model.day import Day
from runrisk.model.file_result import FileResult, Status
from runrisk.model.gear import Gear
from runrisk.model.journal import Answers, Journal, JournalEntry
from runrisk.model.log import TrainingLog
from runrisk.model.period import DEFAULT_DAYS, HOLE_DAYS, Period
from runrisk.model.samples import Samples
from runrisk.model.sport import LOW_IMPACT, Sport

__all__ = [
    "DEFAULT_DAYS",
    "HOLE_DAYS",
    "LOW_IMPACT",
    "SAMPLES",
    "Activity",
    "Answers",
    "Day",
    "FileResult",
    "Gear",
    "Journal",
    "JournalEntry",
    "Period",
    "Recorder",
    "Samples",
    "Source",
    "Sport",
    "Status",
    "TrainingLog",
    "TzSource",
]
