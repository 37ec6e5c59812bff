"""What GPX, TCX and services call a sport, as one table."""

import re
from unicodedata import combining, normalize

from runrisk.model import Sport

_WORDS: dict[Sport, str] = {
    Sport.RUNNING: (
        "running run jogging jog 9 lauf laufen laufsport laufeinheit joggen course_à_pied footing correr corsa corrida "
        "carrera_a_pie correr_al_aire_libre corrida_de_rua corrida_ao_ar_livre corsa_a_piedi corsa_all'aperto "
        "hardlopen hardloopsessie hardloop löpning löprunda løping løpetur løb løbetur juoksu juoksulenkki bieg bieganie "
        "běh beh futás koşu alergare trčanje tek бег біг ランニング 跑步 跑步活動 户外跑步 달리기 러닝"
    ),
    Sport.WALKING: "walking walk 10",
    Sport.HIKING: "hiking hike trekking mountaineering 4",
    Sport.CYCLING: "cycling biking bike ride bicycle bicycling 1",
    Sport.SWIMMING: "swimming swim 16",
    Sport.ROWING: "rowing row",
    Sport.ELLIPTICAL: "elliptical elliptical_trainer",
    Sport.STRENGTH: "strength strength_training weight_training weights",
    Sport.MOBILITY: "mobility yoga pilates stretching flexibility",
    Sport.OTHER: (
        "other skiing cross_country_skiing alpine_skiing backcountry_skiing snowboarding snowshoeing skating "
        "ice_skating inline_skating kayaking canoeing sailing surfing stand_up_paddleboarding paddling climbing golf "
        "soccer tennis driving flying horseback_riding hiit cardio"
    ),
}
"""The bare words; the numbers are Strava's. Running also in the languages of the services, as they write it into files;
words that mean something else as well ("course") are left out. A word that is not here names nothing that we know: UNKNOWN."""

_FINER: dict[str, tuple[Sport, str]] = {
    "trail_running": (Sport.RUNNING, "trail"),
    "trail_run": (Sport.RUNNING, "trail"),
    "trailrun": (Sport.RUNNING, "trail"),
    "trailrunning": (Sport.RUNNING, "trail"),
    "traillauf": (Sport.RUNNING, "trail"),
    "trail_laufen": (Sport.RUNNING, "trail"),
    "carrera_de_montaña": (Sport.RUNNING, "trail"),
    "laufband": (Sport.RUNNING, "treadmill"),
    "treadmill": (Sport.RUNNING, "treadmill"),
    "tapis_de_course": (Sport.RUNNING, "treadmill"),
    "cinta_de_correr": (Sport.RUNNING, "treadmill"),
    "tapis_roulant": (Sport.RUNNING, "treadmill"),
    "course_à_pied_sur_tapis_roulant": (Sport.RUNNING, "treadmill"),
    "course_à_pied_en_salle": (Sport.RUNNING, "indoor_running"),
    "laufen_indoor": (Sport.RUNNING, "indoor_running"),
    "carrera_en_cinta": (Sport.RUNNING, "treadmill"),
    "corsa_su_tapis_roulant": (Sport.RUNNING, "treadmill"),
    "corrida_na_esteira": (Sport.RUNNING, "treadmill"),
    "loopband": (Sport.RUNNING, "treadmill"),
    "löpband": (Sport.RUNNING, "treadmill"),
    "løbebånd": (Sport.RUNNING, "treadmill"),
    "bieżnia": (Sport.RUNNING, "treadmill"),
    "ランニングマシン": (Sport.RUNNING, "treadmill"),
    "跑步机": (Sport.RUNNING, "treadmill"),
    "室内跑步": (Sport.RUNNING, "indoor_running"),
    "treadmill_running": (Sport.RUNNING, "treadmill"),
    "indoor_running": (Sport.RUNNING, "indoor_running"),
    "track_running": (Sport.RUNNING, "track"),
    "street_running": (Sport.RUNNING, "street"),
    "road_running": (Sport.RUNNING, "street"),
    "ultra_run": (Sport.RUNNING, "ultra"),
    "obstacle_run": (Sport.RUNNING, "obstacle"),
    "virtual_run": (Sport.RUNNING, "virtual_activity"),
    "virtual_running": (Sport.RUNNING, "virtual_activity"),
    "indoor_walking": (Sport.WALKING, "indoor_walking"),
    "casual_walking": (Sport.WALKING, "casual_walking"),
    "speed_walking": (Sport.WALKING, "speed_walking"),
    "road_biking": (Sport.CYCLING, "road"),
    "road_cycling": (Sport.CYCLING, "road"),
    "mountain_biking": (Sport.CYCLING, "mountain"),
    "gravel_cycling": (Sport.CYCLING, "gravel_cycling"),
    "indoor_cycling": (Sport.CYCLING, "indoor_cycling"),
    "virtual_ride": (Sport.CYCLING, "virtual_activity"),
    "17": (Sport.CYCLING, "virtual_activity"),
    "lap_swimming": (Sport.SWIMMING, "lap_swimming"),
    "open_water_swimming": (Sport.SWIMMING, "open_water"),
    "indoor_rowing": (Sport.ROWING, "indoor_rowing"),
}
"""Words that also say how: with FIT's name of the sub-sport."""

_BY_WORD: dict[str, tuple[Sport, str | None]] = {
    **{word: (sport, None) for sport, words in _WORDS.items() for word in words.split()},
    **_FINER,
}


def _without_accents(word: str) -> str:
    return "".join(sign for sign in normalize("NFD", word) if not combining(sign))


_WITHOUT_ACCENTS = {_without_accents(word): sport for word, sport in _BY_WORD.items()}
"""The same words as a program writes them that knows no accents: "course a pied"."""


def sport_of_word(word: str | None) -> tuple[Sport, str | None]:
    """Return sport and sub-sport (FIT's name) of a word like "Trail Running", or Strava's number; UNKNOWN if not known."""
    key = re.sub(r"[\s_-]+", "_", normalize("NFC", (word or "")[:100]).strip().lower())
    return _BY_WORD.get(key) or _WITHOUT_ACCENTS.get(key, (Sport.UNKNOWN, None))
