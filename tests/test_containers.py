"""Folders, zips and gzip files: what is found, in which order, under which name."""

import gzip
import io
import os
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from runrisk.errors import FileError
from runrisk.importers.containers.gzips import CUT_SHORT, gunzip
from runrisk.importers.containers.shown_names import shown_name, without_folders
from runrisk.importers.containers.walk import read_again, walk
from runrisk.importers.formats.file_formats import APPLE, FIT, FORMATS, GPX, GZIP, HTML, TCX, UNKNOWN, ZIP, sniff


def zipped(**members: bytes) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return made.getvalue()


def found(path: Path) -> dict[str, bytes]:
    return {entry.name: entry.read() for container in walk(path) for entry in container.entries}


@pytest.mark.parametrize(
    ("head", "kind"),
    [
        (b"\x0e\x10\x43\x08\x78\x06\x09\x00.FIT\x96\x85", FIT),
        (b"\x1f\x8b\x08\x00", GZIP),
        (b"PK\x03\x04rest", ZIP),
        (b"PK\x05\x06" + bytes(18), ZIP),
        (b"<gpx version='1.1'>", GPX),
        (b"\n\n  <?xml version='1.0'?><!-- made by x --><ns3:gpx>", GPX),
        (b"\xef\xbb\xbf<?xml version='1.0'?>\n<gpx>", GPX),
        ("<?xml version='1.0' encoding='UTF-16'?><gpx>".encode("utf-16"), GPX),
        ("<gpx>".encode("utf-16-le"), GPX),
        (b"          <?xml version='1.0'?><TrainingCenterDatabase xmlns='x'>", TCX),
        (b"<?xml version='1.0'?><!DOCTYPE HealthData [<!ELEMENT", APPLE),
        (b"<!doctype html><title>Log in</title>", HTML),
        (b"<HTML>", HTML),
        (b"<html5>", UNKNOWN),
        (b"<svg>", UNKNOWN),
        (b"", UNKNOWN),
    ],
)
def test_content_tells_what_a_file_is(head, kind):
    assert sniff(head) is kind


@given(st.binary(max_size=200))
def test_any_bytes_are_something(head):
    assert sniff(head) in FORMATS


def test_a_folder_is_walked_in_order_and_named_without_itself(tmp_path):
    (tmp_path / "b").mkdir()
    for name in ("b/2.fit", "b/1.fit", "a.gpx"):
        (tmp_path / name).write_bytes(name.encode())
    assert list(found(tmp_path).items()) == [("a.gpx", b"a.gpx"), ("b/1.fit", b"b/1.fit"), ("b/2.fit", b"b/2.fit")]


def test_litter_is_not_even_mentioned(tmp_path):
    for name in ("__MACOSX/._a.fit", "._b.fit", ".DS_Store", "$Recycle.bin/c.fit", "sub/Thumbs.db"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(b"litter")
    (tmp_path / "litter.zip").write_bytes(zipped(**{"__MACOSX/._a.fit": b"x", "run.fit": b"y"}))
    assert found(tmp_path) == {"litter.zip: run.fit": b"y"}


def test_zips_in_zips_are_opened_twice_deep_and_no_deeper(tmp_path):
    third = zipped(deepest=b"3")
    second = zipped(**{"c.zip": third, "deeper": b"2"})
    (tmp_path / "a.bin").write_bytes(zipped(**{"b.fit": second, "deep": b"1"}))
    containers = list(walk(tmp_path))
    assert [entry.name for container in containers for entry in container.entries] == [
        "a.bin: deep",
        "a.bin: b.fit: deeper",
    ]
    refused = [line for container in containers for line in container.refused]
    assert [(line.name, line.status) for line in refused] == [("a.bin: b.fit: c.zip", "failed")]
    assert "zip inside a zip inside a zip" in refused[0].reason


def test_a_nested_zip_knows_the_listing_around_it(tmp_path):
    (tmp_path / "export.zip").write_bytes(zipped(**{"facts.json": b"{}", "part.zip": zipped(run=b"1")}))
    folder, export, part = walk(tmp_path)
    assert (folder.name, export.name, part.name) == ("", "export.zip", "export.zip: part.zip")
    assert part.parent is export
    assert [entry.inner for entry in export.entries] == ["facts.json"]


def test_every_file_is_found_again(tmp_path):
    (tmp_path / "plain").write_bytes(b"0")
    (tmp_path / "a.zip").write_bytes(zipped(**{"b.zip": zipped(x=b"2", y=b"3"), "z": b"1"}))
    first = [(entry.place, entry.read()) for container in walk(tmp_path) for entry in container.entries]
    assert [read_again(place) for place, _ in first] == [content for _, content in first] == [b"0", b"1", b"2", b"3"]


def test_a_file_that_is_gone_says_so(tmp_path):
    (tmp_path / "a.zip").write_bytes(zipped(x=b"1", y=b"2"))
    *_, container = walk(tmp_path)
    place = container.entries[1].place
    (tmp_path / "a.zip").write_bytes(zipped(x=b"1"))
    with pytest.raises(FileError, match="changed since"):
        read_again(place)
    (tmp_path / "a.zip").unlink()
    with pytest.raises(FileError, match="cannot be opened"):
        read_again(place)


def test_stamps_tell_contents_apart_without_unpacking(tmp_path):
    (tmp_path / "a.zip").write_bytes(zipped(x=b"one", y=b"two", z=b"one"))
    *_, container = walk(tmp_path)
    one, two, again = (entry.stamp for entry in container.entries)
    assert one == again != two


def test_gzip_parts_are_joined_and_a_cut_keeps_what_came_before():
    content = os.urandom(300_000)
    assert gunzip(gzip.compress(content[:7]) + gzip.compress(content[7:])) == (content, ())
    front, warnings = gunzip(gzip.compress(content)[:-20_000])
    assert warnings == (CUT_SHORT,)
    assert len(front) > 200_000
    assert content.startswith(front)
    with pytest.raises(FileError, match="damaged"):
        gunzip(b"\x1f\x8b\x08garbage")


@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        ("sub/run.fit", "sub/run.fit"),
        ("../../etc/passwd", "etc/passwd"),
        ("/media/card/run.fit", "run.fit"),
        ("C:\\Users\\jane\\run.fit", "run.fit"),
        ("jane.doe@example.org_123.fit", "(e-mail)_123.fit"),
        ("DI/jane%40example.org_1.fit", "DI/(e-mail)_1.fit"),
        ("jane@läufer.example_1.fit", "(e-mail)_1.fit"),
        ("a\x1b]0;evil\x07\n\tb.fit", "a]0;evil b.fit"),
        ("Lauf \udcff.fit", "Lauf ?.fit"),
        ("///", "(no name)"),
    ],
)
def test_names_show_no_folder_no_address_and_no_control_character(raw, shown):
    assert shown_name(raw) == shown


@given(st.text())
def test_any_name_can_be_shown(raw):
    name = shown_name(raw)
    assert name
    assert name.encode()
    assert not name.startswith("/")
    assert ".." not in name.split("/")
    assert "/" not in without_folders(name)
