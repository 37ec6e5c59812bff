"""Earlier injuries that the runner told of, in the questionnaire or in the journal."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from runrisk.measures.answers import NO, said_yes, told_number
from runrisk.model import JournalEntry, TrainingLog
from runrisk.model import body_parts as body
from runrisk.wording import Wording

RECENT = timedelta(days=365)
"""Twelve months: the span that studies of earlier injuries ask about (hespanhol2013 and others)."""
SHORTEST = timedelta(days=7)
"""An injury that stopped running for less is not counted. Our choice: a blister is no history."""
NAMELESS = frozenset({"yes", "true", "1"})
"""Answers that tell of an injury, but not where."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Injury:
    """One injury.

    Attributes:
        place: as told ("left knee"); "place not told" where it was not.
        days: days without running, None where not told.
        first: first day, None from the questionnaire.
        last: last day, None where it is not told.
    """

    place: str
    days: float | None
    first: date | None = None
    last: date | None = None

    def said(self, wording: Wording) -> str:
        """Place, days, and how long there was no running."""
        return f"{self.place}{self.more(wording)}"

    def more(self, wording: Wording) -> str:
        """The same without the place; empty, or beginning with a comma."""
        when = "" if self.first is None else f", {wording.days(self.first, self.last or self.first)}"
        return when + ("" if self.days is None else f", {wording.exact(self.days)} days without running")


def told_injuries(log: TrainingLog) -> tuple[Injury, ...]:
    """The injuries of leg, hip or back in the twelve months up to `as_of` that stopped running for a week or more."""
    return (*_asked(log), *(_of_entry(entry) for entry in log.told.of_kind("injury") if _counts(entry, log)))


def recently_injured(log: TrainingLog) -> bool:
    """Whether the runner told of an injury of leg, hip or back in the twelve months up to `as_of`."""
    return bool(told_injuries(log))


def _asked(log: TrainingLog) -> Iterator[Injury]:
    days = told_number(log.answers, "previous_injury_days")
    if not said_yes(log.answers, "previous_injury") or (days is not None and days < SHORTEST.days):
        return
    for part in str(log.answers.get("previous_injury")).split(","):
        place = part.strip()
        if place.lower() not in NO and not _upper_body(place):
            yield Injury(place="place not told" if place.lower() in NAMELESS else place, days=days)


def _counts(injury: JournalEntry, log: TrainingLog) -> bool:
    if _upper_body(injury.site or ""):
        return False
    last = injury.until or injury.day
    short = injury.until is not None and injury.until - injury.day < SHORTEST
    return not short and log.as_of - RECENT <= last and injury.day <= log.as_of


def _upper_body(site: str) -> bool:
    return bool(body.UPPER_BODY & set(site.lower().split()))


def _of_entry(entry: JournalEntry) -> Injury:
    place = " ".join(filter(None, (entry.side, entry.site))) or "place not told"
    days = None if entry.until is None else float((entry.until - entry.day).days)
    return Injury(place=place, days=days, first=entry.day, last=entry.until)
