"""Training logs from a compact notation: one text a week, Monday first, one token a day.

"8 . 6 c60 . 10+4 21.1r"   8 km, nothing, 6 km, a ride of 60 min, nothing, two runs, a race of 21.1 km
"3 x 8 . 6 . . 10 ."       the same week three times
"5~5"                      one run stopped for ten minutes in between      "?" a run of unknown distance
"8!5"                      perceived exertion 5                            "c60" ride, "s30" strength, "w40" walk
"4 x -"                    four weeks without any record
"8v120"                    120 m of descent        "8/trail" sub-sport trail        "8@easy" with the minutes named "easy"
"8#blue"                   in the blue pair of shoes        "8%loop" along the path named "loop"

Minutes are named in `minutes`: {easy: "40x140", tempo: "10x140 20x172:3.4:176"}: so many minutes of a heart rate [1/min],
a speed [m/s], a cadence [1/min], a contact time [ms], a grade [%], a left share of contact [%]; "-" or nothing where
it was not measured. Paths are named in `paths`, in the notation of `walked_paths`.
"""

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import numpy as np

from runrisk.model import Activity, Answers, Day, Gear, Journal, JournalEntry, Period, Source, Sport, TrainingLog
from runrisk.model.features import RunMinutes
from walked_paths import walked

FIRST_MONDAY = date(2026, 1, 5)
OTHERS = {"c": Sport.CYCLING, "s": Sport.STRENGTH, "w": Sport.WALKING}
PACE_S_PER_KM = 360
TOKEN = re.compile(
    r"(?P<kind>[csw]?)(?P<amount>\?|[\d.]+)(?P<race>r?)(?P<timeless>n?)(?:!(?P<rpe>\d+))?"
    r"(?:v(?P<descent>\d+))?(?:/(?P<surface>\w+))?(?:@(?P<minutes>\w+))?(?:#(?P<shoe>\w+))?(?:%(?P<path>\w+))?"
)
MORNING_H, EVENING_H = 7, 17
STOP = timedelta(minutes=10)
CHANNELS = ("heart_rate_bpm", "speed_mps", "cadence_spm", "contact_ms", "grade", "contact_left_pct")


def training_log(
    weeks: Sequence[str],
    *,
    start: date = FIRST_MONDAY,
    answers: Mapping[str, Any] | None = None,
    journal: Iterable[Mapping[str, Any]] = (),
    today: date | None = None,
    period: Sequence[date] | None = None,
    minutes: Mapping[str, str] | None = None,
    paths: Mapping[str, str] | None = None,
    device_days: Iterable[Mapping[str, Any]] = (),
    gear: Iterable[Mapping[str, Any]] = (),
) -> TrainingLog:
    named = {name: run_minutes(text) for name, text in (minutes or {}).items()}
    ways = {name: walked(text) for name, text in (paths or {}).items()}
    recorded = tuple(activities(weeks, start))
    return TrainingLog(
        recorded=recorded,
        read_minutes={run.id: named.get(run.name or "") for run in recorded}.__getitem__,
        read_path={run.id: ways.get(run.note or "") for run in recorded}.__getitem__,
        told=Journal(tuple(JournalEntry(**entry) for entry in journal)),
        answers=Answers(answers or {}),
        gear=tuple(Gear(**one) for one in gear),
        device_days=tuple(Day(**{"source": "Garmin", **one}) for one in device_days),
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
        shoe=match["shoe"],
        descent_m=float(match["descent"]) if match["descent"] else None,
        sub_sport=match["surface"],
        name=match["minutes"],
        note=match["path"],
    )


def run_minutes(text: str) -> RunMinutes:
    rows = []
    for part in text.split():
        times, _, values = part.rpartition("x")
        cells = [np.nan if value in {"", "-"} else float(value) for value in values.split(":")]
        rows += [(cells + [np.nan] * len(CHANNELS))[: len(CHANNELS)]] * int(times or 1)
    known = dict(zip(CHANNELS, np.array(rows, np.float32).T, strict=True))
    known |= {"seconds": np.full(len(rows), 60, np.float32), "grade": known["grade"] / 100}
    missing = np.full(len(rows), np.nan, np.float32)
    return RunMinutes(**{name: known.get(name, missing) for name in RunMinutes.__dataclass_fields__})


def shuffled(log: TrainingLog, order: Sequence[int]) -> TrainingLog:
    return replace(log, recorded=tuple(log.recorded[number] for number in order))
