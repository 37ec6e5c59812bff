"""Training logs from a compact notation: one text a week, Monday first, one token a day.

"8 . 6 c60 . 10+4 21.1r"   8 km, nothing, 6 km, a ride of 60 min, nothing, two runs, a race of 21.1 km
"3 x 8 . 6 . . 10 ."       the same week three times
"5~5"                      one run stopped for ten minutes in between      "?" a run of unknown distance
"8!5"                      perceived exertion 5                            "c60" ride, "s30" strength, "w40" walk
"4 x -"                    four weeks without any record
"""

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from runrisk.model import Activity, Answers, Journal, JournalEntry, Period, Source, Sport, TrainingLog

FIRST_MONDAY = date(2026, 1, 5)
OTHERS = {"c": Sport.CYCLING, "s": Sport.STRENGTH, "w": Sport.WALKING}
PACE_S_PER_KM = 360
TOKEN = re.compile(r"(?P<kind>[csw]?)(?P<amount>\?|[\d.]+)(?P<race>r?)(?P<timeless>n?)(?:!(?P<rpe>\d+))?")
MORNING_H, EVENING_H = 7, 17
STOP = timedelta(minutes=10)


def training_log(
    weeks: Sequence[str],
    *,
    start: date = FIRST_MONDAY,
    answers: Mapping[str, Any] | None = None,
    journal: Iterable[Mapping[str, Any]] = (),
    today: date | None = None,
    period: Sequence[date] | None = None,
) -> TrainingLog:
    return TrainingLog(
        recorded=tuple(activities(weeks, start)),
        told=Journal(tuple(JournalEntry(**entry) for entry in journal)),
        answers=Answers(answers or {}),
        today=today,
        looked_at=Period(since=period[0], until=period[1]) if period else None,
    )


def activities(weeks: Sequence[str], start: date) -> Iterator[Activity]:
    days = [token for week in weeks for token in _days(week)]
    for number, token in enumerate(days):
        yield from _day(token, start + timedelta(days=number))


def _days(week: str) -> list[str]:
    times, _, tokens = week.rpartition(" x ")
    days = ["."] * 7 if tokens.strip() == "-" else tokens.split()
    assert len(days) <= 7, week
    return days * int(times or 1)


def _day(token: str, day: date) -> Iterator[Activity]:
    if token in {".", "0"}:
        return
    for part, hour in zip(token.split("+"), (MORNING_H, EVENING_H), strict=False):
        start = datetime(day.year, day.month, day.day, hour, tzinfo=UTC)
        for piece in part.split("~"):
            made = activity(piece, start)
            yield made
            start = made.end_utc + STOP


def activity(token: str, start: datetime) -> Activity:
    match = TOKEN.fullmatch(token)
    assert match, token
    kind, amount, race, rpe = match["kind"], match["amount"], match["race"], match["rpe"]
    sport = OTHERS.get(kind, Sport.RUNNING)
    distance_m = None if kind or amount == "?" else 1000 * float(amount)
    seconds = 60 * float(amount) if kind else PACE_S_PER_KM * (distance_m or 5000) / 1000
    digest = hashlib.sha256(f"{start:%Y%m%d%H%M} {token}".encode()).hexdigest()
    return Activity(
        source=Source(name=f"{start:%Y-%m-%d-%H%M}.fit", format="fit", sha256=digest),
        start_utc=start,
        elapsed_s=seconds,
        timer_s=seconds,
        moving_s=None if match["timeless"] else seconds,
        sport=sport,
        race=bool(race) or None,
        distance_m=distance_m,
        rpe=float(rpe) if rpe else None,
    )


def shuffled(log: TrainingLog, order: Sequence[int]) -> TrainingLog:
    return replace(log, recorded=tuple(log.recorded[number] for number in order))
