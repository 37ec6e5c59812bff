"""A made-up runner's three months with a journal, as a hip begins to hurt after a jump."""

from datetime import date

from logs import training_log

WEEKS = [
    "3 x 6 . 8 . . 11 .",
    "4 x 6 . 8/trail . 6 12v150 .",
    "6 . 8/trail c60 6 13 .",
    "7 . 8 . 7 14 .",
    "8 . 9 8 8 22v500 5",
    "8 7 9 8 6 16 6",
    "6 . 6 . . 8 .",
    "6 . 8 s30 6 12 .",
    "6#blue . 8#red . 6#blue 13#red .",
    "7#blue . 8#red c90 6#blue 13 .",
]
ANSWERS = {
    "previous_injury": "right calf",
    "previous_injury_days": 21.0,
    "red_flags": [],
    "driving_side": "right",
    "usual_side": "facing",
    "running_years": 3.0,
    "race_date": "2026-05-17",
    "race_distance_km": 21.1,
    "carry_side": "left",
    "orthotics": "planned",
    "strength_per_week": 0.0,
    "shoe_pairs": 2.0,
}
PRIVATE = "by the mill in Oakham Lane"
JOURNAL = [
    {"day": date(2026, 3, 10), "kind": "pain", "site": "hip", "side": "left", "score": 2.0, "note": PRIVATE},
    {"day": date(2026, 3, 14), "kind": "pain", "site": "hip", "side": "left", "score": 3.0},
    {"day": date(2026, 3, 17), "kind": "pain", "site": "hip", "side": "left", "score": 5.0, "timing": "next morning"},
    {"day": date(2026, 3, 20), "kind": "massage", "score": 30.0},
    {"day": date(2026, 3, 25), "kind": "pain", "site": "Achilles", "side": "right", "score": 2.0},
    {"day": date(2026, 3, 26), "kind": "habit", "detail": "hip-and-core"},
    {"day": date(2026, 3, 29), "kind": "habit", "detail": "hip-and-core"},
]


def season(**answers):
    return training_log(WEEKS, answers=ANSWERS | answers, journal=JOURNAL)
