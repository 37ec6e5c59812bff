"""Which runs were races: by the file or the service, by the runner's own word, else by a name that says so.

A name that says a distance (half marathon, 10K, parkrun) is believed only where the run is about so long.
"""

import re
import unicodedata
from collections.abc import Mapping
from types import MappingProxyType

import numpy as np
import pandas as pd

from runrisk.model import TrainingLog

DISTANCES_M: Mapping[str, float] = MappingProxyType(
    {
        r"(half|semi|halb|halve|halv|media|mezza|meia|pol|puoli)[\s-]?(de\s)?mara(th|t)ona?\w*|\bhalbmarathon": 21_097.5,
        r"mara(th|t)on\w*": 42_195.0,
        r"\bpark\s?run\b": 5_000.0,
        r"\b5\s?k\b|\b5\s?km\b": 5_000.0,
        r"\b10\s?k\b|\b10\s?km\b": 10_000.0,
        r"\b15\s?k\b": 15_000.0,
    }
)
"""Words that name a race of a known distance [m], after `plain`; the first that matches counts."""
SHORT, LONG = 0.97, 1.06
"""A run of such a race measures so much of its distance [ratio]. Our choice: watches read races some per cent long, and
a start pressed late costs a few hundred metres."""
EVENTS = re.compile(
    r"\brace\b|\b(fun|color|mud)\s?run\b|\bturkey trot\b|\brelay\b|\bchampionships?\b|\bgrand prix\b"
    r"|\bwettkampf\b|\b\w*(stadt|city|volks|silvester|neujahrs|firmen|berg|strassen|frauen|benefiz|nacht|altstadt)lauf\b"
    r"|\bcorrida (de|du|des)\b|\bcourse (de|du|des)\b|\bfoulees\b|\bcross (de|du)\b"
    r"|\bgara\b|\bcorsa (di|del|della|dei)\b|\bstracittadina\b"
    r"|\bcarrera (popular|solidaria|nocturna|del|de la|de los)\b|\bsan silvestre\b|\bcursa\b|\bprova de\b"
    r"|\b\w+(loppet|varvet|lopet|lobet)\b|\b\w+(loop)\b|\bwedstrijd\b|\bzawody\b|\bbieg (o|uliczny|niepodleglosci)\b"
)
"""Words that name a race of any distance, after `plain`. A bare Lauf, course, corsa, carrera or bieg is what services call
any run, and is none."""
TRAINING = re.compile(
    r"\b(training|train|trainieren|prep|preparation|practice|vorbereitung|entrainement|allenamento|entrenamiento|traning)\b"
    r"|\b(easy|recovery|regen\w*|locker\w*|shake\s?-?out|warm\w*|cool\w*|einlaufen|auslaufen|footing|long run|langer lauf)\b"
    r"|\b(pace|tempo|intervals?|reps|repeats?|workout|simulation|progression|test|week|woche|plan|build\w*|block)\b"
    r"|\b(pre|post|before|after|vor|nach|avant|apres|antes|dopo)\b|\bnot a race\b|\bno race\b"
)
"""Words of training around a race, after `plain`: "race pace", "pre-race shakeout", "marathon training" are none."""
_LETTERS = str.maketrans({"ø": "o", "ł": "l", "æ": "ae", "đ": "d"})


def races(log: TrainingLog) -> pd.Series:
    """Whether each run of `log.runs` was a race."""
    activities = {activity.id: activity for activity in log.counted}
    noted = {entry.day for entry in log.told.of_kind("note") if names_race(entry.note or "")}
    runs = log.runs
    found = []
    for parts, day, distance_m in zip(runs["parts"], runs["day"].dt.date, runs["distance_m"], strict=True):
        marks = [activities[part].race for part in parts]
        named = any(names_race(activities[part].name or "", distance_m) for part in parts)
        longest = (
            distance_m == runs.loc[runs["day"] == pd.Timestamp(day), "distance_m"].max() if day in noted else False
        )
        found.append(any(marks) or (False not in marks and bool(named or longest)))
    return pd.Series(found, index=runs.index, dtype=bool)


def names_race(name: str, distance_m: float = float("nan")) -> bool:
    """Whether a name says that it was a race; NaN stands for a distance that is not known."""
    text = plain(name)
    if TRAINING.search(text):
        return False
    for words, race_m in DISTANCES_M.items():
        if re.search(words, text):
            return bool(np.isnan(distance_m) or SHORT * race_m <= distance_m <= LONG * race_m)
    return bool(EVENTS.search(text))


def plain(name: str) -> str:
    """Small letters without accents."""
    decomposed = unicodedata.normalize("NFKD", name.casefold().translate(_LETTERS))
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))
