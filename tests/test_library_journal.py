"""The journal, the answers, the shoes and the import log are kept."""

from datetime import date

import pytest

from runrisk.model import FileResult, JournalEntry, Status
from runrisk.store import Gear, Library, LibraryError, LoggedFile


@pytest.fixture
def library(tmp_path):
    with Library(tmp_path / "library") as opened:
        yield opened


PAIN = JournalEntry(day=date(2026, 3, 4), kind="pain", site="knee", side="left", score=3.0, note="after the hills")
STRENGTH = JournalEntry(day=date(2026, 3, 1), kind="strength", until=date(2026, 3, 31), score=20.0)


def test_entries_are_kept_oldest_first(library):
    assert [library.journal.add(PAIN), library.journal.add(STRENGTH)] == [1, 2]
    assert library.journal.entries() == {2: STRENGTH, 1: PAIN}
    assert library.log().told.entries == (STRENGTH, PAIN)


def test_an_entry_is_changed_and_removed_by_its_number(library):
    number = library.journal.add(PAIN)
    changed = library.journal.edit(number, score=5.0, until=date(2026, 3, 6))
    assert library.journal.entries() == {number: changed}
    assert (changed.score, changed.until, changed.note) == (5.0, date(2026, 3, 6), "after the hills")
    assert library.journal.remove(number) == changed
    assert not library.journal.journal()


def test_a_number_that_does_not_exist_is_one_sentence(library):
    for call in (library.journal.remove, library.journal.edit):
        with pytest.raises(LibraryError, match="no entry 7"):
            call(7)


def test_answers_replace_older_ones_and_are_taken_back(library):
    library.journal.answer({"born": 1984, "injured": ["knee", "hip"], "road": None})
    library.journal.answer({"born": 1985})
    assert dict(library.log().answers.given) == {"born": 1985, "injured": ["knee", "hip"]}
    library.journal.answer({"injured": None})
    assert dict(library.journal.answers().given) == {"born": 1985}


def test_shoes_are_kept_by_name(library):
    library.gear.put(Gear(name="red", since=date(2026, 1, 1)))
    library.gear.put(Gear(name="blue", until=date(2026, 2, 1), start_m=300_000.0, note="from a friend"))
    library.gear.put(Gear(name="red", since=date(2026, 1, 2)))
    blue, red = library.gear.all()
    assert (blue.start_m, blue.until, blue.note) == (300_000.0, date(2026, 2, 1), "from a friend")
    assert red == Gear(name="red", since=date(2026, 1, 2))
    library.gear.remove("red")
    assert library.gear.all() == (blue,)


def _line(status, *, key="k", name="a.fit", reason="", ids=()):
    return LoggedFile(
        found_key=key, sha256=None, result=FileResult(name=name, status=status, reason=reason, activities=ids)
    )


def _results(library):
    return [(result.name, result.status, result.reason) for result in library.import_log.results()]


def test_a_file_keeps_its_line_when_it_is_met_again(library):
    for status, reason in [(Status.FAILED, "cut"), (Status.IMPORTED, ""), (Status.DUPLICATE, "known")]:
        library.import_log.write(library.import_log.begin(), [_line(status, reason=reason)])
    assert _results(library) == [("a.fit", Status.IMPORTED, "")]


def test_the_same_bytes_under_another_name_have_a_line_of_their_own(library):
    number = library.import_log.begin()
    library.import_log.write(number, [_line(Status.IMPORTED), _line(Status.DUPLICATE, name="b.fit", reason="known")])
    library.import_log.finish(number)
    assert _results(library) == [("a.fit", Status.IMPORTED, ""), ("b.fit", Status.DUPLICATE, "known")]
    assert library.log().files == library.import_log.results()


def test_settled_is_what_is_stored_with_its_samples_or_was_skipped_by_this_very_version(library):
    lines = [
        _line(Status.IMPORTED, key="there", ids=("x-0",)),
        _line(Status.IMPORTED, key="lost", ids=("x-0", "y-0")),
        _line(Status.SKIPPED, key="settings", reason="holds settings"),
        _line(Status.FAILED, key="cut", reason="cut short"),
    ]
    library.import_log.write(library.import_log.begin(), lines)
    stored = {"x-0"}

    def settled():
        fate = library.import_log.settled(stored.issuperset)
        return {key for key in ("there", "lost", "settings", "cut", "never seen") if fate(key) is not None}

    assert settled() == {"there", "settings"}
    library.database.write("UPDATE files SET program = '0.0.1'")
    assert settled() == {"there"}


def test_forgetting_an_activity_removes_the_line_of_its_file_only(library):
    lines = [
        _line(Status.IMPORTED, key="1", ids=("ab-1",)),
        _line(Status.IMPORTED, key="2", name="b.fit", ids=("ab-11",)),
    ]
    library.import_log.write(library.import_log.begin(), lines)
    library.import_log.forget("ab-1")
    assert [result.name for result in library.import_log.results()] == ["b.fit"]
