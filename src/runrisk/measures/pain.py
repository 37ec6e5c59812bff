"""Pain that the runner told of, in the journal or in the questionnaire."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from runrisk.measures.answers import told_day, told_number
from runrisk.model import JournalEntry, TrainingLog
from runrisk.model import body_parts as body
from runrisk.wording import Wording


@dataclass(frozen=True, kw_only=True, slots=True)
class Pain:
    """Pain on a day, or on the days up to `last`.

    Attributes:
        day: first day.
        last: last day.
        score: 0-10; None where no number was given.
        place: side and body part, each None where not named.
        timing: before, during, after or next morning.
        detail: limping or a red flag.
        current: whether it lies in the period, or after the last day of a log that is looked at to its end: who hurts
            runs less, and the newest pain often has no run after it.
    """

    day: date
    last: date
    score: float | None
    place: body.Place
    timing: str | None = None
    detail: str | None = None
    current: bool = True

    def said(self, wording: Wording) -> str:
        """Place, score, when it hurts and what else was told."""
        score = "" if self.score is None else f"{wording.exact(self.score)} of 10"
        return ", ".join(filter(None, (str(self.place), score, self.timing, self.detail)))


def hurting(log: TrainingLog, days: pd.DatetimeIndex) -> NDArray[np.bool_]:
    """On which of some days the runner told of pain, shape (days,)."""
    hurt = np.zeros(len(days), bool)
    for told in told_pain(log):
        hurt |= (days >= pd.Timestamp(told.day)) & (days <= pd.Timestamp(told.last))
    return hurt


def told_pain(log: TrainingLog) -> tuple[Pain, ...]:
    """All pain told of, oldest first; entries that say 0 are no pain."""
    told = [_of_entry(entry, log) for entry in log.told.of_kind("pain") if entry.score != 0]
    return tuple(sorted([*told, *_asked(log)], key=lambda pain: (pain.day, pain.last)))


def days_with_pain(pains: Iterable[Pain]) -> int:
    """On how many days pain was told of: three entries of one day are one day, an entry over a week is seven."""
    return len({pain.day + timedelta(days=n) for pain in pains for n in range((pain.last - pain.day).days + 1)})


def pain_is_known(log: TrainingLog) -> bool:
    """Whether the runner told of pain or of none; who keeps a journal of anything would tell of pain there."""
    return bool(log.told) or log.answers.get("pain_now") is not None


def _current(log: TrainingLog, first: date, last: date) -> bool:
    return log.period.holds(first, last) or log.period.until >= log.as_of < first


def _of_entry(entry: JournalEntry, log: TrainingLog) -> Pain:
    last = entry.until or entry.day
    return Pain(
        day=entry.day,
        last=last,
        current=_current(log, entry.day, last),
        score=entry.score,
        place=_place(entry.side, entry.site),
        timing=entry.timing,
        detail=entry.detail,
    )


def _place(side: str | None, site: str | None) -> body.Place:
    """The place in our own words; a site that is not known here keeps the runner's."""
    found = body.place(site or "")
    return body.Place(side or (found and found.side), found.site if found else site)


def _asked(log: TrainingLog) -> tuple[Pain, ...]:
    """The pain of the questionnaire, unless the journal tells of the same day."""
    score, day = told_number(log.answers, "pain_now"), told_day(log.answers, "pain_day") or log.as_of
    if not score or any(entry.day == day for entry in log.told.of_kind("pain")):
        return ()
    return (
        Pain(
            day=day,
            last=day,
            score=score,
            place=_place(None, log.answers.get("pain_place")),
            timing=log.answers.get("pain_timing"),
            current=_current(log, day, day),
        ),
    )
