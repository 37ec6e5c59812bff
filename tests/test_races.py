"""A race is a race by its mark, the journal or its name; training around a race is none."""

from dataclasses import replace

import pytest

from logs import training_log
from runrisk.measures.races import names_race, races

RACES = [
    ("Berlin Marathon", 42_400), ("Maratona di Roma", 42_300), ("Maratón de Valencia", 42_195), ("Półmaraton Warszawski", 21_200),
    ("Halbmarathon Köln", 21_300), ("Semi-marathon de Paris", 21_150), ("Media Maratón", 21_100), ("Mezza maratona", 21_200),
    ("Great North half-marathon", 21_097.5), ("Bushy parkrun #812", 5_020), ("City 10K", 10_100), ("10 km de Lausanne", 10_000),
    ("Silvesterlauf", 8_100), ("Altstadtlauf Ulm", 9_000), ("Corrida de Houilles", 9_900), ("Course des Héros", 6_000),
    ("Carrera Popular Madrid", 7_700), ("San Silvestre", 9_800), ("Corsa di Miguel", 9_000), ("Lidingöloppet", 29_700),
    ("Sentrumsløpet", 9_600), ("Zevenheuvelenloop", 15_000), ("Race", 3_000), ("RACE!", 7_000),
]  # fmt: skip
NONE = [
    ("Race pace", 10_000), ("Pre-race shakeout", 5_000), ("Marathon training", 30_000), ("Marathon", 12_000),
    ("Easy 10k", 10_000), ("10k tempo", 10_000), ("Parkrun and back", 9_000), ("Race week jog", 6_000), ("Morning Run", 5_000),
    ("Lauf am Nachmittag", 10_000), ("Course à pied le matin", 10_000), ("Carrera de mañana", 10_000), ("Corsa mattutina", 9_000),
    ("Poranny bieg", 10_000), ("Corrida matinal", 10_000), ("Laufen", 8_000), ("Halbmarathon-Vorbereitung", 21_100),
    ("Embrace the rain", 8_000), ("", 10_000), ("not a race", 10_000), ("", float("nan")),
]  # fmt: skip


@pytest.mark.parametrize(("name", "distance_m"), RACES)
def test_a_name_that_says_so_is_a_race(name, distance_m):
    assert names_race(name, distance_m)


@pytest.mark.parametrize(("name", "distance_m"), NONE)
def test_training_and_any_run_are_none(name, distance_m):
    assert not names_race(name, distance_m)


@pytest.mark.parametrize(
    ("distance_m", "race"),
    [(9_699, False), (9_700, True), (10_600, True), (10_601, False)],  # 0.97 and 1.06 times 10 km
)
def test_a_named_distance_is_about_run(distance_m, race):
    assert names_race("10K", distance_m) is race


def named(name, mark=None, **more):
    log = training_log(["10 . . . . . ."], **more)
    return replace(log, recorded=tuple(replace(one, name=name, race=mark) for one in log.recorded))


@pytest.mark.parametrize(
    ("name", "mark", "race"),
    [
        (None, None, False),
        (None, True, True),
        ("City 10K", None, True),
        ("City 10K", False, False),
        ("Easy run", True, True),
    ],
)
def test_the_mark_of_file_or_runner_goes_before_the_name(name, mark, race):
    assert list(races(named(name, mark))) == [race]


def test_a_note_in_the_journal_marks_the_longest_run_of_its_day():
    note = [{"day": training_log(["10 . . . . . ."]).as_of, "kind": "note", "note": "race, new best"}]
    log = training_log(["10+2 3 . . . . ."], journal=note)
    assert list(races(log)) == [True, False, False]
