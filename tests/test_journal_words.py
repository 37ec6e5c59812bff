"""The journal in plain words and as CSV."""

import os
import stat
import unicodedata
from datetime import date, timedelta

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

import runrisk as rr
from library_builders import activity, put
from runrisk.cli import cli
from runrisk.errors import FileError
from runrisk.importers.clean_text import clean_text
from runrisk.model import JournalEntry
from runrisk.model import body_parts as body
from runrisk.workflows.journal.as_csv import COLUMNS, journal_csv, read_journal_csv
from runrisk.workflows.journal.entry_text import KINDS, LARGEST, JournalError, entry_from_words
from runrisk.workflows.journal.keeping import add_from_words, edit_from_words

TODAY = date(2026, 3, 18)
"""A Wednesday."""


@pytest.mark.parametrize(
    ("words", "entry"),
    [
        (["pain", "left hip", "4"], {"kind": "pain", "side": "left", "site": "hip", "score": 4.0}),
        (
            ["pain", "hip", "left", "4/10", "yesterday"],
            {"kind": "pain", "side": "left", "site": "hip", "score": 4.0, "day": date(2026, 3, 17)},
        ),
        (
            ["pain", "right Achilles 2 next morning monday"],
            {
                "kind": "pain",
                "side": "right",
                "site": "Achilles",
                "score": 2.0,
                "timing": "next morning",
                "day": date(2026, 3, 16),
            },
        ),
        (["hurt", "IT band", "limping"], {"kind": "pain", "site": "outer thigh", "detail": "limping"}),
        (["pain", "groin", "3", "at night"], {"kind": "pain", "site": "groin", "score": 3.0, "detail": "night pain"}),
        (
            ["injury", "right", "calf", "2026-03-01"],
            {"kind": "injury", "side": "right", "site": "calf", "day": date(2026, 3, 1)},
        ),
        (["gym", "20", "wed"], {"kind": "strength", "score": 20.0}),
        (["stretching", "15min", "thu"], {"kind": "mobility", "score": 15.0, "day": date(2026, 3, 12)}),
        (["massage"], {"kind": "massage"}),
        (["shoes", "Red Nova 2"], {"kind": "shoe", "note": "Red Nova 2"}),
        (["habit", "rest-day"], {"kind": "habit", "detail": "rest-day"}),
        (["habit", "Rest day"], {"kind": "habit", "detail": "rest-day"}),
        (["pain left hip 4"], {"kind": "pain", "side": "left", "site": "hip", "score": 4.0}),
        (["sleep", "7,5h"], {"kind": "sleep", "score": 7.5}),
        (["note", "felt tired on monday"], {"kind": "note", "note": "felt tired on monday"}),
    ],
)
def test_words_make_entries(words, entry):
    assert entry_from_words(words, TODAY) == JournalEntry(**{"day": TODAY, **entry})


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ([], "what kind"),
        (["strenght", "20"], "Did you mean 'strength'"),
        (["pain", "left", "hpi", "3"], "no body part"),
        (["pain", "4"], "where it hurts"),
        (["pain", "left right hip"], "no body part"),
        (["pain", "hip", "11"], "0 to 10"),
        (["pain", "hip", "3", "4"], "two values for score"),
        (["pain", "hip", "2026-03-19"], "lies in the future"),
        (["sleep"], "hours"),
        (["sleep", "25"], "0 to 24"),
        (["injury", "calf", "3"], "takes no number"),
        (["massage", "calf"], "does not fit"),
        (["shoe"], "name of the pair"),
        (["habit"], "which habit"),
        (["habit", "rest-dya"], "no habit 'rest-dya'. Did you mean 'rest-day'?"),
        (["note"], "what, as"),
    ],
)
def test_words_that_make_no_entry_say_what_would(words, says):
    with pytest.raises(JournalError, match=says):
        entry_from_words(words, TODAY)


def test_fields_named_outright_win_and_are_checked():
    entry = entry_from_words(["injury", "right calf"], TODAY, day="2026-03-01", until="yesterday", note="a\x1b[31mb")
    assert (entry.day, entry.until, entry.note) == (date(2026, 3, 1), date(2026, 3, 17), "a[31mb")
    with pytest.raises(JournalError, match="before it began"):
        entry_from_words(["injury", "calf"], TODAY, day="2026-03-10", until="2026-03-01")
    with pytest.raises(JournalError, match="'soon' is no day"):
        entry_from_words(["note", "x"], TODAY, day="soon")


@given(st.integers(0, 3000))
def test_a_weekday_is_the_last_one_of_that_name(number):
    today = date(2020, 1, 1) + timedelta(days=number)
    day = entry_from_words(["massage", "friday"], today).day
    assert day.weekday() == 4
    assert 0 <= (today - day).days < 7


def entries():
    scores = {kind: st.none() | st.integers(0, int(most)).map(float) for kind, (most, _) in LARGEST.items()}
    text = st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"]), min_size=1, max_size=20)
    text = text.map(clean_text).filter(bool)  # as it comes through the door

    def of(kind):
        placed, pain = kind in {"pain", "injury"}, kind == "pain"
        return st.builds(
            JournalEntry,
            kind=st.just(kind),
            day=st.dates(date(2020, 1, 1), date(2026, 1, 1)),
            until=st.none() | st.dates(date(2026, 1, 2), TODAY),
            site=st.sampled_from(sorted(body.SITES)) if placed else st.none(),
            side=st.sampled_from([None, "left", "right", "both"]) if placed else st.none(),
            score=st.just(7.0) if kind == "sleep" else scores.get(kind, st.none()),
            note=text if kind in {"shoe", "note"} else st.none() | text,
            timing=st.sampled_from([None, *body.TIMINGS]) if pain else st.none(),
            detail=st.sampled_from([None, *body.DETAILS])
            if pain
            else st.just("rest-day")
            if kind == "habit"
            else st.none(),
        )

    return st.sampled_from(sorted(KINDS)).flatmap(of)


@given(st.lists(entries(), max_size=6))
def test_csv_out_and_in_gives_the_same(kept):
    text = journal_csv(kept)
    again = read_journal_csv(text.encode(), TODAY)
    assert [_in_nfc(entry) for entry in again] == [_in_nfc(entry) for entry in kept]


def _in_nfc(entry):
    return (
        entry.day,
        entry.kind,
        entry.site,
        entry.score,
        entry.detail,
        unicodedata.normalize("NFC", entry.note or ""),
    )


def test_a_note_that_is_a_formula_is_harmless_in_a_spreadsheet_and_comes_back():
    entry = JournalEntry(day=TODAY, kind="note", note="=1+1")
    assert "'=1+1" in journal_csv([entry])
    assert read_journal_csv(journal_csv([entry]).encode(), TODAY) == (entry,)


def test_columns_in_another_order_with_semicolons_and_words():
    text = "\ufeffKind;Day;Site;Side;Score\npain;2026-03-01;it band;L;4\n\nsleep;2026-03-02;;;7,5\n"
    first, second = read_journal_csv(text.encode(), TODAY)
    assert (first.site, first.side, first.score) == ("outer thigh", "left", 4.0)
    assert (second.kind, second.score) == ("sleep", 7.5)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "line 1: has no column 'day'"),
        ("day,kind,weather\n2026-01-01,note,\n", "line 1: has the columns day, kind, weather"),
        (
            "day,kind,score\n2026-01-01,pain,4\n2026-13-01,sleep,7\n2026-01-02,sleep,8\n",
            "line 2: the entry does not say where",
        ),
        ("day,kind,score\n2026-01-01,sleep,7\n2026-13-01,sleep,7\n", "line 3: '2026-13-01' is no day"),
        ("day,kind\n2026-01-01,note,much\n", "line 2: it has 3 cells"),
        ('day,kind,note\n2026-01-01,note,"open\n', "is no CSV"),
    ],
)
def test_wrong_lines_are_named_with_their_numbers(text, says):
    with pytest.raises(FileError, match=says):
        read_journal_csv(text.encode(), TODAY, name="diary.csv")


def test_a_file_in_another_encoding_is_refused_in_one_sentence():
    with pytest.raises(FileError, match="not UTF-8"):
        read_journal_csv("day,kind,note\n2026-01-01,note,müde\n".encode("latin-1"), TODAY)


def test_six_wrong_lines_are_five_and_one_more():
    text = "day,kind\n" + "2026-01-01,nothing\n" * 6
    with pytest.raises(FileError, match=r"line 6.*; and 1 more"):
        read_journal_csv(text.encode(), TODAY)


def run(*words):
    return CliRunner().invoke(cli, ["journal", *map(str, words)])


def test_the_commands(tmp_path):
    assert run("add", "pain", "left hip", 4, "--date", "yesterday").exit_code == 0
    run("add", "strength", 20)
    assert "5 of 10" in run("edit", 1, "score=5", "note=after hills").output
    listed = run("list").output
    assert "pain left hip 5 of 10" in listed
    assert "after hills" in listed
    out = tmp_path / "journal.csv"
    assert run("export", "-o", out).exit_code == 0
    assert out.read_text().splitlines()[0] == ",".join(COLUMNS)
    assert "0 entries taken in, 2 were there already" in run("import", out).output
    assert "removed" in run("remove", 1).output
    assert "1 entries taken in, 1 were there already" in run("import", out).output


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such modes")
def test_what_is_exported_is_private(tmp_path):
    run("add", "note", "mine")
    run("export", "-o", tmp_path / "journal.csv")
    assert stat.S_IMODE((tmp_path / "journal.csv").stat().st_mode) == 0o600


def test_a_file_with_one_wrong_line_leaves_the_journal_as_it_is(tmp_path):
    bad = tmp_path / "bad.csv"
    bad.write_text("day,kind,score\n2026-01-01,sleep,7\n2026-01-02,sleep,70\n")
    assert run("import", bad).exit_code == 1
    assert run("list").output == ""


def test_a_shoe_is_bought_worn_and_retired():
    with rr.library() as own:
        library = own.store
        put(library, activity())  # a run on 2026-03-02
        list(add_from_words(library, ["shoe", "Red Nova bought"], TODAY, day="2026-02-20"))
        assert "in Red Nova" in next(add_from_words(library, ["shoe", "Red Nova worn"], TODAY, day="2026-03-02"))
        list(add_from_words(library, ["shoe", "red nova retired"], TODAY))
        [shoe] = library.journal.entries().values()
        assert (shoe.note, shoe.day, shoe.until) == ("Red Nova", date(2026, 2, 20), TODAY)
        assert library.log().recorded[0].shoe == "Red Nova"
        with pytest.raises(JournalError, match="no run on 2026-03-03"):
            list(add_from_words(library, ["shoe", "Red Nova worn"], TODAY, day="2026-03-03"))


def test_a_change_that_cannot_be_changes_nothing():
    with rr.library() as own:
        library = own.store
        number = library.journal.add(entry_from_words(["pain", "left hip", "4"], TODAY))
        for change in ("score=12", "colour=red", "score"):
            with pytest.raises(JournalError):
                edit_from_words(library, number, ["note=x", change], TODAY)
        assert library.journal.entries()[number].note is None
        assert edit_from_words(library, number, ["score=", "side=right"], TODAY).side == "right"
