"""What Strava calls sports and columns in the languages of its accounts.

The English words, and those for running in all languages, stand in `sport_words`. Of the rest, German, French, Japanese and Dutch ones were seen in public
files; the others are the words of a dictionary and may be spelled otherwise: a word that is not known is reported.
"""

import unicodedata

from runrisk.importers.formats.sport_words import sport_of_word
from runrisk.model import Sport

_SPORTS: dict[tuple[Sport, str | None], str] = {
    (Sport.RUNNING, None): "course|carrera|забег",
    (Sport.RUNNING, "trail"): (
        "trail|course de trail|carrera de trail|carrera por montaña|trail running"
        "|corsa su sentiero|corrida em trilha|corrida de trilha|trailhardloopsessie|トレイルラン|トレイルランニング|越野跑|트레일 러닝"
    ),
    (Sport.RUNNING, "virtual_activity"): (
        "virtueller lauf|course à pied virtuelle|course virtuelle|carrera virtual|corsa virtuale|corrida virtual"
        "|virtuele hardloopsessie|バーチャルラン"
    ),
    (Sport.WALKING, None): (
        "spaziergang|gehen|marche|marche à pied|caminata|caminar|camminata|caminhada|wandeling|wandelen|promenad|gåtur|kävely"
        "|spacer|chůze|ходьба|ウォーキング|步行|걷기"
    ),
    (Sport.HIKING, None): (
        "wanderung|wandern|randonnée|randonnée pédestre|senderismo|excursión|escursione|escursionismo|trilha|hiken|vandring"
        "|fottur|vaellus|wędrówka|túra|ハイキング|遠足|徒步|하이킹"
    ),
    (Sport.CYCLING, None): (
        "radfahrt|radfahren|fahrrad|mountainbike-fahrt|e-bike-fahrt|gravel-fahrt|vélo|sortie à vélo|sortie vélo|vtt"
        "|bicicleta|ciclismo|vuelta en bici|giro|giro in bici|ciclistica|pedalada|pedal|fietsrit|fietsen|cykeltur|sykkeltur"
        "|pyöräily|jazda na rowerze|ライド|サイクリング|骑行|騎乘|라이딩|mountain bike ride|gravel ride|e-bike ride|handcycle"
    ),
    (
        Sport.CYCLING,
        "virtual_activity",
    ): "virtuelle radfahrt|sortie à vélo virtuelle|バーチャルライド|virtuele fietsrit",
    (
        Sport.SWIMMING,
        None,
    ): "schwimmen|natation|natación|nuoto|natação|zwemmen|simning|svømming|uinti|水泳|スイム|游泳|수영",
    (Sport.ROWING, None): "rudern|aviron|remo|canottaggio|roeien|ローイング|划船",
    (
        Sport.ELLIPTICAL,
        None,
    ): "crosstrainer|ellipsentrainer|vélo elliptique|elliptique|elíptica|ellittica|elíptico|エリプティカル",
    (Sport.STRENGTH, None): (
        "krafttraining|gewichtstraining|musculation|entraînement avec poids|entrenamiento con pesas|pesas|sollevamento pesi"
        "|allenamento con i pesi|treinamento com peso|musculação|krachttraining|gewichtstraining|筋力トレーニング"
        "|ウェイトトレーニング|重量训练|crossfit"
    ),
    (Sport.MOBILITY, None): "ヨガ|瑜伽|ioga|joga",
    (Sport.OTHER, None): (
        "workout|training|entraînement|entrenamiento|allenamento|treino|ワークアウト|alpine ski|nordic ski|backcountry ski"
        "|snowboard|snowshoe|ice skate|inline skate|kayaking|rock climbing|stair stepper|langlauf|skilanglauf|klettern"
    ),
}
_BY_WORD = {word: sport for sport, words in _SPORTS.items() for word in words.split("|")}

RPE = frozenset({"perceived exertion", "empfundene anstrengung", "wahrgenommene anstrengung", "effort perçu"})
RACE = frozenset({"competition", "wettbewerb", "compétition", "competición", "competizione", "competição", "wedstrijd"})
"""Names of columns, a second opinion beside their place."""


def strava_sport(word: str) -> tuple[Sport, str | None]:
    """Sport and finer name of an activity type in any language known here; UNKNOWN otherwise."""
    key = unicodedata.normalize("NFC", word[:100]).strip().lower()
    known = sport_of_word(word)
    return known if known[0] is not Sport.UNKNOWN else _BY_WORD.get(key, known)
