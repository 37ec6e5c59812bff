"""Dates as services write them for people: in the account's language, without a zone, sometimes ambiguous.

A whole column is read at once, for only the column tells whether 5/6 is in May or in June.
"""

import re
import unicodedata
from collections.abc import Sequence
from datetime import datetime

_MONTHS = (
    "jan january januar janner janvier janv enero ene gennaio gen januari janeiro janv stycznia sty leden ledna",
    "feb february februar febr fevrier fevr fev febrero febbraio februari fevereiro lutego lut unora",
    "mar march marz mrz mars marzo marco maart mrt marca brezna",
    "apr april avril avr abril abr aprile kwietnia kwi dubna",
    "may mai mayo maggio mag mei maio maj maja kvetna",
    "jun june juni juin junio giugno giu junho czerwca cze cervna",
    "jul july juli juillet juil julio luglio lug julho lipca lip cervence",
    "aug august aout agosto ago augustus augusti sierpnia sie srpna",
    "sep sept september septembre septiembre settembre set setembro wrzesnia wrz zari",
    "oct october oktober okt octobre octubre ottobre ott outubro out pazdziernika paz rijna",
    "nov november novembre noviembre novembro listopada lis",
    "dec december dezember dez decembre diciembre dic dicembre dezembro des desember grudnia gru prosince",
)
"""Names and abbreviations, without accents and dots: the words of a dictionary."""
_MONTH_OF = {name: number for number, names in enumerate(_MONTHS, 1) for name in names.split()}

_TIME = re.compile(r"(\d{1,2}):(\d{2})(?::(\d{2}))?(?:\.\d+)?")
_AFTERNOON = re.compile(r"\bp\.?\s?m\b|午後|下午|오후")
_MORNING = re.compile(r"\ba\.?\s?m\b|午前|上午|오전")
_WORD = re.compile(r"[^\W\d_]+")
_NUMBER = re.compile(r"\d+")
_NUMERIC = re.compile(r"(\d{1,2})([./-])\s?(\d{1,2})\2\s?(\d{4})")
_NOON = 12

AMBIGUOUS = "day and month cannot be told apart"
UNREADABLE = "the date cannot be read"


def dates(cells: Sequence[str]) -> list[datetime | str]:
    """Return what each cell says, naive, or why it cannot be told: AMBIGUOUS or UNREADABLE."""
    plain = [_plain(cell) for cell in cells]
    day_first = _day_first(plain)
    return [_date(text, day_first=day_first) for text in plain]


def _plain(cell: str) -> str:
    """Lower case without accents, narrow spaces and full-width digits; Korean stays composed."""
    split = unicodedata.normalize("NFKD", cell[:100]).lower()
    return unicodedata.normalize("NFKC", "".join(sign for sign in split if not unicodedata.combining(sign))).strip()


def _day_first(texts: Sequence[str]) -> bool | None:
    """Whether the day stands first in dates with strokes; None where no date tells, or they contradict."""
    found = [(int(date[1]), int(date[3])) for date in map(_NUMERIC.search, texts) if date and date[2] != "."]
    first, second = any(one > _NOON for one, _ in found), any(two > _NOON for _, two in found)
    return None if first is second else first


def _date(text: str, *, day_first: bool | None) -> datetime | str:
    time = _TIME.search(text)
    rest = text if time is None else text[: time.start()] + " " + text[time.end() :]
    hour, minute, second = (int(part or 0) for part in time.groups()) if time else (0, 0, 0)
    if _AFTERNOON.search(rest) or _MORNING.search(rest):
        hour = hour % _NOON + (_NOON if _AFTERNOON.search(rest) else 0)
    day = _day(rest, day_first=day_first)
    if isinstance(day, str):
        return day
    try:
        return datetime(*day, hour, minute, second)  # noqa: DTZ001 - the caller knows the zone
    except ValueError:
        return UNREADABLE


def _day(text: str, *, day_first: bool | None) -> tuple[int, int, int] | str:
    """Year, month, day."""
    numbers = [int(found) for found in _NUMBER.findall(text)]
    months = [_MONTH_OF[word] for word in _WORD.findall(text) if word in _MONTH_OF]
    numeric = _NUMERIC.search(text)
    if len(months) == 1 and len(numbers) == 2:  # noqa: PLR2004 - day and year
        return max(numbers), months[0], min(numbers)
    if len(numbers) != 3 or months:  # noqa: PLR2004 - year, month and day
        return UNREADABLE
    if numeric is None:
        return (numbers[0], numbers[1], numbers[2]) if numbers[0] > 31 else UNREADABLE  # noqa: PLR2004 - no day
    one, two, year = int(numeric[1]), int(numeric[3]), int(numeric[4])
    if numeric[2] == "." or day_first or one > _NOON:
        return year, two, one
    if day_first is None and two <= _NOON and one != two:
        return AMBIGUOUS
    return year, one, two
