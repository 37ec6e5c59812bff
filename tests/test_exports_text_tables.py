"""Tables as people's programs save them: code pages, byte order marks, delimiters, decimal commas, titles, local words."""

import pytest

import runrisk as rr
from exports import strava_export
from exports.recorded import put_folder
from runrisk.importers.formats.sport_words import sport_of_word
from runrisk.importers.services.text_tables import below_titles, csv_rows, decoded
from runrisk.model import Sport

NOTE = "Früh müde – Knie „zwickt“"
"""With an umlaut, a dash and quotes: Windows-1252 has them all."""
TABLE = f"Datum;Strecke;Dauer;Notiz\r\n01.06.2025;12,5;1:05:12;{NOTE}\r\n02.06.2025;8,25;45:00;ok\r\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le", "utf-16-be"])
def test_a_note_survives_every_code_page(encoding: str) -> None:
    assert decoded(TABLE.encode(encoding)) == TABLE


def test_a_strange_line_harms_no_other() -> None:
    """A table in UTF-8 to which a program of Windows added a line."""
    mixed = "für\n".encode() + "für\n".encode("cp1252") + "跑步\n".encode()
    assert decoded(mixed) == "für\nfür\n跑步\n"


def test_a_file_cut_in_the_middle_of_a_letter_keeps_its_other_lines() -> None:
    assert decoded("für\nmüde".encode()[:-3]).splitlines()[0] == "für"


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_is_told_by_the_header(delimiter: str) -> None:
    """Three commas stand in each row of numbers, two delimiters in the header: words count, not signs."""
    head = delimiter.join(["Datum", "Strecke", "Notiz"])
    row = delimiter.join(["1.6.2025", '"12,5"', '"a, b, c, d"'])
    assert [cells for _, cells in csv_rows(f"{head}\n{row}\n".encode())][1] == ["1.6.2025", "12,5", "a, b, c, d"]


def test_titles_above_the_header_are_passed_over() -> None:
    rows = [*csv_rows(b"Activities of Jane\n\nExported 2012\nDatum;Strecke\n1.6.2025;5\n")]
    assert below_titles(rows, {"datum", "strecke"})[0] == (4, ["Datum", "Strecke"])
    assert below_titles(rows, {"date"}) == rows


@pytest.mark.parametrize("encoding", ["utf-8", "cp1252", "utf-16"])
def test_a_map_needs_to_say_neither_delimiter_nor_decimal_sign_nor_titles(tmp_path, encoding: str) -> None:
    (tmp_path / "map.toml").write_text(
        '[columns]\ndate = "Datum"\ndistance = "Strecke"\nduration = "Dauer"\nnote = "Notiz"\n[sports]\ndefault="running"\n'
    )
    (tmp_path / "runs.csv").write_bytes(f"Meine Läufe;;;\r\n{TABLE}".encode(encoding))
    first, second = rr.read(tmp_path / "runs.csv", csv_map=tmp_path / "map.toml").counted
    assert (first.distance_m, first.elapsed_s, first.note) == (12_500, 3912, NOTE)  # 1:05:12 = 3600 + 312
    assert second.distance_m == 8250


def test_a_missing_column_is_named_with_the_line_of_the_header(tmp_path) -> None:
    (tmp_path / "map.toml").write_text('[columns]\ndate = "Tag"\ndistance = "Strecke"\n')
    (tmp_path / "runs.csv").write_text(TABLE)
    with pytest.raises(rr.errors.NothingToReadError, match="line 1: has no column 'Tag'"):
        rr.read(tmp_path / "runs.csv", csv_map=tmp_path / "map.toml")


@pytest.mark.parametrize("encoding", ["cp1252", "utf-16"])
def test_a_table_of_strava_saved_by_a_spreadsheet_is_the_same(tmp_path, encoding: str) -> None:
    members = strava_export.export(strava_export.DIALECTS["german"])
    saved = members | {"activities.csv": members["activities.csv"].decode("utf-8-sig").encode(encoding)}
    plain, again = (rr.read(put_folder(tmp_path / name, files)) for name, files in (("a", members), ("b", saved)))
    told = [[(run.id, run.name, run.note, run.shoe) for run in log.recorded] for log in (plain, again)]
    assert told[0] == told[1]


@pytest.mark.parametrize(
    ("date", "km"), [("2025-06-02 06:30:00", "5.25"), ("02.06.2025 06:30", "5,25"), ("02.06.2025 06:30:00", "5,25")]
)
def test_runkeeper_saved_by_a_german_spreadsheet(tmp_path, date: str, km: str) -> None:
    head = "Activity Id;Date;Type;Distance (km);Duration;Notes"
    (tmp_path / "cardioActivities.csv").write_bytes(f"{head}\n1;{date};Running;{km};30:00;müde\n".encode("cp1252"))
    [run] = rr.read(tmp_path, tz="Europe/Vienna").counted
    assert (run.distance_m, run.note, str(run.local_day)) == (5250, "müde", "2025-06-02")


@pytest.mark.parametrize(
    "word",
    [
        "Laufen", "Course à pied", "course a pied", "COURSE_A_PIED", "Carrera a pie", "Corsa", "Hardlopen", "Corrida",
        "Löpning", "Løb", "Bieg", "Juoksu", "Běh", "Futás", "Koşu", "ランニング", "跑步", "달리기",
    ],
)  # fmt: skip
def test_running_in_the_languages_of_the_services(word: str) -> None:
    assert sport_of_word(word) == (Sport.RUNNING, None)


@pytest.mark.parametrize("word", ["Lauf band", "Course", "Training", "", "走"])
def test_a_word_that_means_more_or_nothing_is_no_run(word: str) -> None:
    assert sport_of_word(word)[0] is Sport.UNKNOWN
