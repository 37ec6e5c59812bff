"""Recordings that are put together from several files, or cut out of one: bytes that travel like a file's."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exports.recorded import put_folder, put_zip
from runrisk.errors import FileError, NotAnActivityError
from runrisk.importers.containers.walk import read_again, walk
from runrisk.importers.formats.head import Head
from runrisk.importers.formats.piece_parts import joined, parts_of, piece_of
from runrisk.importers.services.pieces import cut_out, put_together
from runrisk.importers.services.recognised import Export

MEMBERS = {"x/live.json": b"[1]", "x/place.json": b"[2, 3]", "x/other.json": b"[]"}
PARTS = {"live": b"[1]", "place": b"[2, 3]"}


def entries(path):
    return {entry.inner: entry for container in walk(path) for entry in container.entries}


@pytest.mark.parametrize("put", [put_zip, put_folder])
def test_files_are_put_together_and_read_again_later(tmp_path, put) -> None:
    path = put(tmp_path / "a", MEMBERS)
    for container in walk(path):
        by_path = {entry.inner: entry for entry in container.entries}
        if not by_path:
            continue  # the file around the zip
        piece = put_together("made", "x/#7", {"live": by_path["x/live.json"], "place": by_path["x/place.json"]})
        assert parts_of(piece.entry.read(), "a") == PARTS
        assert piece.entry.name == by_path["x/live.json"].name
    assert read_again(piece.entry.place) == joined("made", PARTS)  # the zip is closed by now


def test_the_files_of_a_piece_are_not_read_by_themselves(tmp_path) -> None:
    found = entries(put_folder(tmp_path / "a", MEMBERS))
    piece = put_together("made", "x/#7", {"live": found["x/live.json"], "place": found["x/place.json"]})
    export = Export(service="Made", prefix="x/", tables=(), pieces=[piece])
    assert [export.is_part(path) for path in MEMBERS] == [True, True, False]
    assert export.nearness("x/live.json") > export.nearness("x/other.json")


def test_what_is_cut_out_says_where_it_stood(tmp_path) -> None:
    table = entries(put_folder(tmp_path / "a", MEMBERS))["x/other.json"]
    piece = cut_out("made", "x/#7", table, "activity 7", PARTS)
    assert piece.entry.name == "x/other.json, activity 7"
    assert piece.entry.open().read() == piece.entry.read() == read_again(piece.entry.place) == joined("made", PARTS)


def test_a_piece_is_known_by_its_service() -> None:
    head = Head(joined("made", PARTS))
    assert piece_of("made")(head)
    assert not piece_of("mad")(head)


@given(st.dictionaries(st.text(max_size=5), st.binary(max_size=9), min_size=1, max_size=3))
def test_any_parts_come_back(parts) -> None:
    assert parts_of(joined("made", parts), "a") == parts


@given(st.data())
def test_any_damage_is_said(picked) -> None:
    content = joined("made", PARTS)
    at = picked.draw(st.integers(0, len(content)))
    damaged = content[:at] + picked.draw(st.binary(max_size=4)) + content[at + picked.draw(st.integers(0, 4)) :]
    with suppress(FileError):
        parts_of(damaged, "a")


def test_another_file_is_no_piece() -> None:
    with pytest.raises(NotAnActivityError):
        parts_of(b"{}\n{}\n", "a")
