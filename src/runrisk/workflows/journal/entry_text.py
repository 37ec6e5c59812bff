"""Plain words into journal entries: `pain "left hip" 4 yesterday`. Everything is checked; nothing is guessed."""

import re
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from types import MappingProxyType

from runrisk.did_you_mean import unknown_word
from runrisk.errors import WrongUseError
from runrisk.importers.clean_text import clean_text
from runrisk.model import JournalEntry
from runrisk.model import body_parts as body
from runrisk.report.guide.habits import CATALOGUE

KINDS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "pain": ("hurt", "ache", "soreness"),
        "injury": ("injured",),
        "strength": ("gym", "weights", "strengthening"),
        "mobility": ("stretching", "stretch", "yoga"),
        "massage": (),
        "shoe": ("shoes",),
        "habit": ("tick",),
        "sleep": ("slept",),
        "note": (),
    }
)
"""Kind of entry -> other words for it."""

LARGEST: Mapping[str, tuple[float, str]] = MappingProxyType(
    {
        "pain": (10, "0 to 10"),
        "sleep": (24, "hours"),
        "strength": (600, "minutes"),
        "mobility": (600, "minutes"),
        "massage": (600, "minutes"),
        "shoe": (5000, "km before the log"),
    }
)
"""Kind -> the largest number it takes, and what that number is."""

PLACED = frozenset({"pain", "injury"})
"""Kinds that are about a body part."""

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_NUMBER = re.compile(r"(\d+(?:[.,]\d+)?)(?:/10|min|h|km)?", re.IGNORECASE)
_NOTE = "Put free text into --note."


class JournalError(WrongUseError):
    """Words that make no journal entry; says which and what would."""


def entry_from_words(words: Sequence[str], today: date, **given: str | None) -> JournalEntry:
    """The entry that words tell of: kind first, then in any order place, side, number, time, sign and day.

    Args:
        words: as typed, each may hold several: `["pain", "left hip", "4", "yesterday"]` or `["pain left hip 4"]`.
        today: what "today" means.
        given: fields that are named outright (`day`, `until`, `note` ...), which win.

    Raises:
        JournalError: a word that is none of these, or a value that cannot be.
    """
    said_words = [word for text in words for word in text.split()]
    if not said_words:
        raise JournalError(f"say what kind of entry: {', '.join(KINDS)}")
    kind, loose = kind_named(said_words[0]), said_words[1:]
    found: dict[str, str | None] = {"kind": kind}
    if kind in {"shoe", "habit", "note"}:
        found["detail" if kind == "habit" else "note"] = " ".join(loose) or None
    else:
        found |= _taken_apart(kind, loose, today)
    return checked_entry({**found, **{name: value for name, value in given.items() if value is not None}}, today)


def _taken_apart(kind: str, words: Sequence[str], today: date) -> dict[str, str | None]:
    """The words by what they are: longest known phrases first, what is left names the place."""
    found: dict[str, str | None] = {}
    place, at = [], 0
    while at < len(words):
        name, value, used = _phrase(kind, words[at:], today)
        if name == "place":
            place.append(value)
        elif name in found:
            raise JournalError(f"{' '.join(words)!r} names two values for {name}. Write one entry for each")
        else:
            found[name] = value
        at += used
    if place:
        found["place"] = " ".join(place)
    return found


def _phrase(kind: str, words: Sequence[str], today: date) -> tuple[str, str, int]:
    """What the next words are, their value, and how many of them it takes; a word that is nothing else is a place."""
    for length in range(min(4, len(words)), 0, -1):
        text = " ".join(words[:length]).casefold().strip(",")
        if kind == "pain" and (timing := body.named(body.TIMINGS, text)):
            return "timing", timing, length
        if kind == "pain" and (detail := body.named(body.DETAILS, text)):
            return "detail", detail, length
    if day_named(words[0], today):
        return "day", words[0], 1
    if _NUMBER.fullmatch(words[0]):
        return "score", words[0], 1
    return "place", words[0], 1


def checked_entry(given: Mapping[str, str | None], today: date) -> JournalEntry:
    """An entry from texts by field; `place` may stand for site and side together.

    Raises:
        JournalError: a value that cannot be; says which would.
    """
    texts = {name: cleaned for name, value in given.items() if (cleaned := clean_text(value))}
    kind = kind_named(texts.get("kind", ""))
    where = _place(kind, texts)
    day = _past_day(texts.get("day", "today"), today)
    until = _past_day(texts["until"], today) if "until" in texts else None
    if until is not None and until < day:
        raise JournalError(f"it would end on {until}, before it began on {day}")
    entry = JournalEntry(
        kind=kind,
        day=day,
        until=until,
        site=where.site,
        side=where.side,
        score=_score(kind, texts.get("score")),
        note=texts.get("note"),
        timing=_known("timing", body.TIMINGS, texts.get("timing"), kind),
        detail=_detail(kind, texts.get("detail")),
    )
    return _told_enough(entry)


def _told_enough(entry: JournalEntry) -> JournalEntry:
    missing = {
        "pain": entry.site is None and "where it hurts, as: pain left hip 4",
        "injury": entry.site is None and "which body part, as: injury right calf --date 2026-03-01 --until 2026-03-20",
        "shoe": entry.note is None and "the name of the pair, as: shoe Red Nova",
        "habit": entry.detail is None and "which habit, as: habit rest-day",
        "sleep": entry.score is None and "hours, as: sleep 7.5",
        "note": entry.note is None and "what, as: note felt tired",
    }.get(entry.kind)
    if missing:
        raise JournalError(f"the entry does not say {missing}")
    return entry


def kind_named(word: str) -> str:
    """The kind of entry that a word names.

    Raises:
        JournalError: there is none.
    """
    kind = body.named(KINDS, word)
    if kind is None:
        raise JournalError(unknown_word("kind of entry", word, KINDS))
    return kind


def _place(kind: str, texts: Mapping[str, str]) -> body.Place:
    text = texts.get("place") or " ".join(filter(None, (texts.get("side"), texts.get("site"))))
    if kind not in PLACED:
        if text:
            raise JournalError(f"{text!r} does not fit an entry of {kind}. {_NOTE}")
        return body.Place(None, None)
    found = body.place(text)
    if found is None:
        strange = " ".join(word for word in text.split() if body.place(word) is None)
        raise JournalError(f"{unknown_word('body part', strange or text, body.SITES)}. {_NOTE}")
    return found


def _score(kind: str, text: str | None) -> float | None:
    if text is None:
        return None
    if kind not in LARGEST:
        raise JournalError(f"an entry of {kind} takes no number ({text!r}). {_NOTE}")
    most, what = LARGEST[kind]
    match = _NUMBER.fullmatch(text)
    number = float(match[1].replace(",", ".")) if match else -1.0
    if not 0 <= number <= most:
        raise JournalError(f"{text!r} cannot be: {kind} takes a number from 0 to {most:g} ({what})")
    return number


def _known(what: str, table: Mapping[str, tuple[str, ...]], text: str | None, kind: str) -> str | None:
    if text is None:
        return None
    found = body.named(table, text)
    if kind != "pain" or found is None:
        raise JournalError(unknown_word(f"{what} of {kind}", text, table if kind == "pain" else ()))
    return found


def _detail(kind: str, text: str | None) -> str | None:
    if kind != "habit" or text is None:
        return _known("detail", body.DETAILS, text, kind)
    known = [habit.id for habit in CATALOGUE]
    found = "-".join(text.casefold().split())
    if found not in known:
        raise JournalError(f"{unknown_word('habit', text, known)}. {_NOTE}")
    return found


def _past_day(text: str, today: date) -> date:
    found = day_named(text, today)
    if found is None:
        raise JournalError(f"{text!r} is no day. Write today, yesterday, a weekday or a date as {today.isoformat()}")
    if found > today:
        raise JournalError(f"{found} lies in the future")
    return found


def day_named(text: str, today: date) -> date | None:
    """The day a word names; a weekday is the last one of that name, today included."""
    word = text.casefold().strip(",")
    if word in {"today", "yesterday"}:
        return today - timedelta(days=word == "yesterday")
    for number, name in enumerate(WEEKDAYS):
        if word in {name, name[:3]}:
            return today - timedelta(days=(today.weekday() - number) % 7)
    try:
        return date.fromisoformat(word)
    except ValueError:
        return None


def said(entry: JournalEntry) -> str:
    """An entry in one line: day, kind, place, number, the rest."""
    until = f" to {entry.until}" if entry.until else ""
    unit = LARGEST.get(entry.kind, (0, ""))[1]
    score = None if entry.score is None else f"{entry.score:g} {'of 10' if entry.kind == 'pain' else unit}"
    parts = (entry.kind, entry.side, entry.site, score, entry.timing, entry.detail, entry.note and f'"{entry.note}"')
    return f"{entry.day}{until}  {' '.join(filter(None, parts))}"
