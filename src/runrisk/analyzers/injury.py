"""Earlier injuries that the runner told of, in the questionnaire or in the journal."""

from datetime import timedelta

from runrisk.analyzers.answers import said_yes
from runrisk.model import JournalEntry, TrainingLog

RECENT = timedelta(days=365)
"""Twelve months: the span that studies of earlier injuries ask about (hespanhol2013 and others)."""
SHORTEST = timedelta(days=7)
"""An injury that stopped running for less is not counted. Our choice: a blister is no history."""
UPPER_BODY = frozenset({"head", "neck", "shoulder", "arm", "elbow", "wrist", "hand", "finger", "rib"})
"""Sites that say nothing of running; every other site, or none named, is taken for leg, hip or back."""


def recently_injured(log: TrainingLog) -> bool:
    """Whether the runner told of an injury of leg, hip or back in the twelve months up to `as_of`."""
    return said_yes(log.answers, "previous_injury") or any(_counts(entry, log) for entry in log.told.of_kind("injury"))


def _counts(injury: JournalEntry, log: TrainingLog) -> bool:
    if UPPER_BODY & set((injury.site or "").lower().split()):
        return False
    last = injury.until or injury.day
    short = injury.until is not None and injury.until - injury.day < SHORTEST
    return not short and log.as_of - RECENT <= last and injury.day <= log.as_of
