"""What was forgotten is in no byte of the library: no id, name, note or day, in no table, copy, log or quarantine."""

import shutil
from datetime import date

import pytest

from library_builders import activity, put
from runrisk.finding import Level
from runrisk.model import FileResult, JournalEntry, Status
from runrisk.report_memory import Acknowledged, Sighting
from runrisk.store import Gear, Library, LoggedFile

DAY = date(2026, 3, 2)
NAME, NOTE, SHOE = "Secret hill loop", "left knee after the wedding", "red pair of Anna"


def fill(folder):
    """A library that holds something of everything, an older run that stays and one that was damaged."""
    with Library(folder) as library:
        put(library, activity(1, name=NAME, note=NOTE, shoe=SHOE), activity(2, days=-700, name="an older run"))
        library.edit(activity(1).id, shoe=SHOE)
        library.journal.add(JournalEntry(day=DAY, kind="note", note=NOTE))
        library.journal.answer({"sites": [NOTE]})
        library.gear.put(Gear(name=SHOE, since=DAY, note=NOTE))
        line = FileResult(name=f"{NAME}.fit", status=Status.IMPORTED, activities=(activity(1).id,))
        library.import_log.write(library.import_log.begin(), [LoggedFile(found_key="k", sha256=None, result=line)])
        library.cache.put("sides", "key", f"{DAY} {activity(1).id}".encode())
        library.report_memory.keep_report(DAY, {"hip": Sighting(level=Level.CAUTION, newest=DAY, times=3)})
        library.report_memory.acknowledge("hip", Acknowledged(day=DAY, level=Level.CAUTION, times=3))
        library.database.copy_once_a_day()
        library.shelf.quarantine.mkdir()
        [file] = (folder / "samples" / "2026").iterdir()
        shutil.copy(file, library.shelf.quarantine / f"{activity(1).id}.1.parquet")
        shutil.copy(folder / "library.sqlite", library.shelf.quarantine / "library.sqlite.0-damaged")
        (folder / "copies" / "library-x.unfinished").write_bytes(NOTE.encode())
        (folder / "incoming" / f"{activity(1).id}.1.parquet").write_bytes(NOTE.encode())
    return folder


def traces(folder, *words):
    """Which of some words stand in a name or a byte below a folder."""
    files = [path for path in folder.rglob("*") if path.is_file()]
    held = b"\n".join([path.read_bytes() for path in files] + [str(path).encode() for path in folder.rglob("*")])
    return {word for word in words if word.encode() in held}


ALL = (activity(1).id, activity(2).id, activity(1).source.sha256, NAME, NOTE, SHOE, "2026-03-02", "2024-", "wedding")


def test_the_words_are_there_before(tmp_path):
    assert traces(fill(tmp_path), *ALL) == set(ALL)


def test_after_forgetting_everything_nothing_is_left(tmp_path):
    with Library(fill(tmp_path)) as library:
        library.forget_all()
        assert traces(tmp_path, *ALL) == set()  # the write-ahead log is still open
    assert traces(tmp_path, *ALL) == set()
    left = {str(path.relative_to(tmp_path)) for path in tmp_path.rglob("*")}
    assert left == {"copies", "import.lock", "incoming", "library.sqlite", "quarantine", "samples"}
    with Library(tmp_path) as library:
        assert library.log().recorded == ()


def test_of_a_forgotten_run_only_its_id_is_left(tmp_path):
    """What was told of the day stays: journal, shoes and what the last report saw are not of one run."""
    with Library(fill(tmp_path)) as library:
        library.journal.remove(1)
        library.journal.answer({"sites": None})
        library.gear.remove(SHOE)
        library.report_memory.unacknowledge("hip")
        library.report_memory.keep_report(date(2024, 1, 1), {})
        library.database.write("DELETE FROM reports")
        library.forget(activity(1).id)
    assert traces(tmp_path, *ALL) == {activity(1).id, activity(2).id, "2024-"}


@pytest.mark.parametrize("stopped_after", ["the tables", "the samples"])
def test_a_forgetting_that_was_stopped_is_finished_by_the_next_import(tmp_path, stopped_after, monkeypatch):
    """Killed in between, what is left is known as forgotten: no rebuild brings it back, and the next import removes it."""

    class StoppedError(BaseException):
        pass

    def stop(*_):
        raise StoppedError

    with Library(fill(tmp_path)) as library:
        target, name = (library.shelf, "forget_all") if stopped_after == "the tables" else (library.database, "shrink")
        monkeypatch.setattr(target, name, stop)
        with pytest.raises(StoppedError):
            library.forget_all()
    with Library(tmp_path) as library, library.importing():
        assert library.ids() == frozenset()
        assert library.shelf.files() == []
        assert [path.name for path in library.shelf.aside()] == []
