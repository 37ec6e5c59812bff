"""A made-up Strava bulk export in seven dialects: layouts of four ages, six languages, and the dirt of real ones."""

import csv
import gzip
import io
from dataclasses import dataclass
from datetime import UTC, datetime

from exports.recorded import SHOE, fit, gpx, recorded_runs
from runrisk.simulate import Made
from runrisk.simulate.services.strava_files import COLUMNS

EN = "|".join(COLUMNS[:22])
DE = (
    "Aktivitäts-ID|Aktivitätsdatum|Name der Aktivität|Aktivitätsart|Aktivitätsbeschreibung|Verstrichene Zeit|"
    "Distanz|Max. Herzfrequenz|Relative Leistung|Pendeln|Private Notiz|Aktivitätsausrüstung|Dateiname|"
    "Gewicht|Fahrradgewicht|Verstrichene Zeit|Bewegungszeit|Distanz|Höchstgeschw.|"
    "Durchschnittliche Geschwindigkeit|Höhenzunahme|Höhenunterschied"
)
FR = (
    "ID de l'activité|Date de l'activité|Nom de l'activité|Type d'activité|Description de l'activité|"
    "Temps écoulé|Distance|Fréquence cardiaque max.|Effort relatif|Trajet|Note privée|"
    "Matériel utilisé pour l'activité|Nom du fichier|Poids|Poids du vélo|Temps écoulé|Durée de déplacement|"
    "Distance|Vitesse max.|Vitesse moyenne|Dénivelé positif|Dénivelé négatif"
)
ES = (
    "ID de actividad|Fecha de la actividad|Nombre de la actividad|Tipo de actividad|Descripción|"
    "Tiempo transcurrido|Distancia|FC máx.|Esfuerzo|Trayecto|Nota privada|Equipamiento|Nombre del archivo|"
    "Peso|Peso de la bicicleta|Tiempo transcurrido|Tiempo en movimiento|Distancia|Velocidad máx.|"
    "Velocidad media|Desnivel positivo|Desnivel negativo"
)
NL = (
    "Activiteits-ID|Datum van activiteit|Naam activiteit|Activiteitstype|Beschrijving|Verstreken tijd|"
    "Afstand|Max. hartslag|Relatieve inspanning|Woon-werk|Privénotitie|Uitrusting|Bestandsnaam|Gewicht|"
    "Fietsgewicht|Verstreken tijd|Beweegtijd|Afstand|Max. snelheid|Gemiddelde snelheid|Stijging|Daling"
)
JA = (
    "アクティビティID|アクティビティ実行日|アクティビティ名|アクティビティタイプ|説明|経過時間|距離|最大心拍数|相対的エフォート|通勤|非公開メモ|アクティビティギア|ファイル名|体重|自転車の重量|"
    "経過時間|移動時間|距離|最高速度|平均速度|獲得標高|下降高度"
)
OLD = "id|date|name|type|description|elapsed_time|distance|commute|gear|filename"

MANUAL_START = datetime(2025, 6, 21, 17, 5, 9, tzinfo=UTC)
ERROR_START = datetime(2025, 6, 22, 6, 0, 0, tzinfo=UTC)


@dataclass(frozen=True, kw_only=True)
class Dialect:
    """How an account's language writes things.

    `rpe` and `race` are the places of these columns; names of theirs stand only in the English header.
    """

    header: str
    run: str
    ride: str
    date: str
    columns: int
    comma: bool = False
    rpe: int | None = 43
    race: int | None = None


def months(*names: str) -> dict[int, str]:
    return dict(enumerate(names, 1))


_EN = months(*["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"])
_FR = months(*["janv.", "févr.", "mars", "avr.", "mai", "juin", "juil.", "août", "sept.", "oct.", "nov.", "déc."])
_ES = months(*["ene", "feb", "mar", "abr", "may", "jun", "jul", "ago", "sept", "oct", "nov", "dic"])
_NL = months(*["jan.", "feb.", "mrt.", "apr.", "mei", "jun.", "jul.", "aug.", "sep.", "okt.", "nov.", "dec."])

DIALECTS = {
    "english": Dialect(header=EN, run="Run", ride="Ride", date="en", columns=94, race=92),
    "german": Dialect(header=DE, run="Lauf", ride="Radfahrt", date="de", columns=87, comma=True),
    "french": Dialect(header=FR, run="Course à pied", ride="Sortie à vélo", date="fr", columns=92),
    "spanish": Dialect(header=ES, run="Carrera", ride="Bicicleta", date="es", columns=94, comma=True),
    "dutch": Dialect(header=NL, run="Hardloopsessie", ride="Fietsrit", date="nl", columns=94),
    "japanese": Dialect(header=JA, run="ランニング", ride="ライド", date="ja", columns=101, race=95),
    "of 2019": Dialect(header=OLD, run="Run", ride="Ride", date="old", columns=10, rpe=None),
}


def date_text(kind: str, at: datetime) -> str:
    twelve = f"{at:%I}".lstrip("0")
    return {
        "en": f"{_EN[at.month]} {at.day}, {at.year}, {twelve}:{at:%M:%S}\u202f{at:%p}",
        "de": f"{at:%d.%m.%Y, %H:%M:%S}",
        "fr": f"{at.day} {_FR[at.month]} {at.year} à {at:%H:%M:%S}",
        "es": f"{at.day} {_ES[at.month]} {at.year}, {at:%H:%M:%S}",
        "nl": f"{at.day} {_NL[at.month]} {at.year} {at:%H:%M:%S}",
        "ja": f"{at:%Y/%m/%d %H:%M:%S}",
        "old": f"{at:%Y-%m-%d %H:%M:%S}",
    }[kind]


def export(dialect: Dialect, prefix: str = "") -> dict[str, bytes]:
    """Three recorded runs (a race, one without a sport in its file), a typed-in run, one without its file, a ride."""
    one, two, three, _ = recorded_runs()
    rows = [
        row(dialect, 1, one, file="activities/901.fit.gz", rpe=7, note='He said "go",\nthen rain', private="knee ok"),
        row(dialect, 2, two, file="activities/902.gpx", race=True),
        row(dialect, 3, three, file="activities/903.fit.gz"),
        plain_row(dialect, 4, MANUAL_START, "Track session", metres=8046.72, seconds=2712),
        plain_row(dialect, 5, ERROR_START, "=HYPERLINK(1)", metres=5000.0, seconds=1500, file="#error#"),
        plain_row(dialect, 6, ERROR_START.replace(hour=15), "To work", metres=9000.0, seconds=1800, ride=True),
    ]
    members = {
        "activities.csv": table(dialect, rows),
        "shoes.csv": f"Shoe Name,Shoe Brand,Shoe Model,Types\nred ones,{SHOE.split()[0]},Ghost 15,\n".encode(),
        "activities/901.fit.gz": gzip.compress(fit(one)),
        "activities/902.gpx": gpx(two),
        "activities/903.fit.gz": gzip.compress(fit(three)),
        "contacts.csv": b"Name,Email\nA Friend,friend@example.org\n",
        "logins.csv": b"IP,When\n192.0.2.1,2025-01-01\n",
        "messaging.json": b"{}",
        "media/1.jpg": b"\xff\xd8\xff",
    }
    return {prefix + name: content for name, content in members.items()}


def table(dialect: Dialect, rows: list[list[str]]) -> bytes:
    header = dialect.header.split("|")
    header += [f"column {place}" for place in range(len(header), dialect.columns)]
    if dialect.header is EN:
        header[43], header[92] = "Perceived Exertion", "Competition"
    text = io.StringIO()
    csv.writer(text).writerows([header, *rows])
    return text.getvalue().encode("utf-8-sig")


def row(dialect: Dialect, number: int, one: Made, *, file: str, **more: object) -> list[str]:
    activity = one.activity
    return plain_row(
        dialect, number, activity.start_utc, f"Run {number}",
        metres=activity.distance_m or 0, seconds=activity.elapsed_s, file=file, **more,
    )  # fmt: skip


def plain_row(
    dialect: Dialect, number: int, start: datetime, name: str, *, metres: float, seconds: float, file: str = "",
    rpe: float | None = None, race: bool = False, note: str = "", private: str = "", ride: bool = False,
) -> list[str]:  # fmt: skip
    def shown(value: float) -> str:
        return f"{value:.2f}".replace(".", ",") if dialect.comma else f"{value:.2f}"

    old = dialect.header is OLD
    gear, kind = ("Canyon", dialect.ride) if ride else (SHOE, dialect.run)
    date = date_text(dialect.date, start)
    first = [str(number), date, name, kind, note, str(round(seconds)), shown(metres if old else metres / 1000)]
    if old:
        return [*first, "false", gear, file]
    cells = [*first, "", "", "false", private, gear, file, "", "", shown(seconds), shown(seconds - 3), shown(metres)]
    cells += [""] * (dialect.columns - len(cells))
    cells[20] = shown(31)
    if rpe is not None and dialect.rpe is not None:
        cells[dialect.rpe] = shown(rpe)
    if race and dialect.race is not None:
        cells[dialect.race] = "1.0"
    return cells
