"""Containers that lie, explode, lead elsewhere or break: each costs itself and nothing else."""

import contextlib
import gzip
import io
import os
import struct
import subprocess
import tracemalloc
import zipfile
import zlib
from zipfile import ZIP_BZIP2, ZIP_DEFLATED, ZIP_LZMA, ZIP_STORED, ZipFile

import pytest

from runrisk.errors import FileError, UnsafeFileError
from runrisk.importers.containers import limits
from runrisk.importers.containers.gzips import gunzip
from runrisk.importers.containers.limits import BytesLeft
from runrisk.importers.containers.walk import walk
from runrisk.importers.containers.zips import open_zip, read_member

MB = 1 << 20
DECOMPRESSOBJ = zlib.decompressobj


def read_all(path):
    return {entry.inner: entry.read() for container in walk(path) for entry in container.entries}


def write_zip(path, members, method=zipfile.ZIP_DEFLATED):
    with zipfile.ZipFile(path, "w", method) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return path


def patched(path, old, new):
    content = path.read_bytes()
    assert old in content
    path.write_bytes(content.replace(old, new))


def lines(path):
    """(name, bytes or reason) of everything in a path."""
    found = []
    for container in walk(path):
        found += [(line.name, f"{line.status}: {line.reason}") for line in container.refused]
        for entry in container.entries:
            try:
                found.append((entry.name, entry.read()))
            except FileError as error:
                found.append((entry.name, type(error).__name__ + ": " + error.problem))
    return dict(found)


def test_a_zip_bomb_is_refused_before_it_is_unpacked(tmp_path):
    bomb = write_zip(tmp_path / "bomb.zip", {"bomb.fit": bytes(60 * MB), "run.fit": b"a run"})
    assert lines(bomb) == {
        "bomb.zip: bomb.fit": "UnsafeFileError: unpacks to more than 200 times its size",
        "bomb.zip: run.fit": b"a run",
    }


def test_a_gzip_bomb_is_given_up_on_the_way():
    with pytest.raises(UnsafeFileError, match="200 times"):
        gunzip(gzip.compress(bytes(80 * MB)))


def test_a_nested_bomb_is_refused(tmp_path):
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w") as archive:
        archive.writestr("zeros", bytes(60 * MB))
    outer = write_zip(tmp_path / "outer.zip", {"inner.zip": inner.getvalue()})
    assert lines(outer) == {
        "outer.zip: inner.zip": "failed: unpacks to more than 200 times its size. "
        "If you trust it, unpack it and give the folder"
    }


def test_the_budget_of_a_path_ends(tmp_path):
    path = write_zip(tmp_path / "a.zip", {"a": os.urandom(600), "b": os.urandom(600)})
    with path.open("rb") as file, open_zip(file) as archive:
        bytes_left = BytesLeft(1000)
        one, other = archive.infolist()
        assert len(read_member(archive, one, bytes_left)) == 600
        with pytest.raises(UnsafeFileError, match="200 times its size, or to more than 20 GB"):
            read_member(archive, other, bytes_left)


def test_a_member_larger_than_allowed_is_refused_by_its_stated_size(tmp_path):
    path = write_zip(tmp_path / "a.zip", {"a": b"x" * 10}, zipfile.ZIP_STORED)
    huge = struct.pack("<I", limits.MEMBER_BYTES + 1)
    # Stored: both sizes are 10, one after the other, in the local header and in the table of contents.
    patched(path, struct.pack("<II", 10, 10), huge + huge)
    assert lines(path) == {"a.zip: a": "UnsafeFileError: is larger than 128 MB"}


def test_a_lying_size_is_damage(tmp_path):
    path = write_zip(tmp_path / "a.zip", {"a": os.urandom(5000), "b": b"fine"})
    patched(path, struct.pack("<I", 5000), struct.pack("<I", 50))
    assert lines(path) == {"a.zip: a": "FileError: is damaged in the zip", "a.zip: b": b"fine"}


def test_names_that_climb_out_are_only_names(tmp_path):
    path = write_zip(tmp_path / "a.zip", {"../../evil.fit": b"1", "/abs.fit": b"2", "C:\\x\\y.fit": b"3"})
    assert lines(path) == {"a.zip: evil.fit": b"1", "a.zip: abs.fit": b"2", "a.zip: y.fit": b"3"}
    assert sorted(file.name for file in tmp_path.rglob("*")) == ["a.zip"]


def test_a_link_inside_a_zip_is_its_own_text(tmp_path):
    link = zipfile.ZipInfo("link.fit")
    link.external_attr = 0o120777 << 16
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr(link, "/etc/passwd")
    assert lines(tmp_path / "a.zip") == {"a.zip: link.fit": b"/etc/passwd"}


def test_links_are_not_followed(tmp_path):
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "secret.fit").write_bytes(b"secret")
    inside = tmp_path / "inside"
    inside.mkdir()
    (inside / "file.fit").symlink_to(outside / "secret.fit")
    (inside / "folder").symlink_to(outside)
    (inside / "loop").symlink_to(inside)
    (inside / "broken.fit").symlink_to(tmp_path / "nowhere")
    assert lines(inside) == {
        "broken.fit": "skipped: a link: give the file it leads to",
        "file.fit": "skipped: a link: give the file it leads to",
        "folder": "skipped: a link to a folder: give the folder it leads to",
        "loop": "skipped: a link to a folder: give the folder it leads to",
    }


def test_a_pipe_does_not_hang(tmp_path):
    os.mkfifo(tmp_path / "pipe.fit")
    assert lines(tmp_path) == {"pipe.fit": "skipped: not a file"}


def test_one_line_says_that_a_zip_needs_a_password(tmp_path):
    path = write_zip(tmp_path / "zepp.zip", {"a.csv": b"1", "b.csv": b"2"}, zipfile.ZIP_STORED)
    content = bytearray(path.read_bytes())
    for signature, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):  # the flags; bit 0 means encrypted
        start = content.find(signature)
        while start >= 0:
            content[start + at] |= 1
            start = content.find(signature, start + 1)
    path.write_bytes(content)
    assert lines(path) == {
        "zepp.zip": "failed: 2 of its files are protected by a password. "
        "Put the password into a file and give that with --password-file, or unpack it with the password, for example in 7-Zip, and give the folder"
    }


def test_a_strange_packing_method_costs_that_file(tmp_path):
    path = write_zip(tmp_path / "a.zip", {"a": b"1"}, zipfile.ZIP_STORED)
    content = bytearray(path.read_bytes())
    content[content.find(b"PK\x01\x02") + 10] = 9  # Deflate64
    path.write_bytes(content)
    assert lines(path) == {"a.zip: a": "FileError: is packed in a way that cannot be read here (Deflate64)"}


CUT = (
    "failed: has no end: the download broke off, or it is one of several parts. "
    "Download it again, or join the parts with 7-Zip and give the folder"
)


@pytest.mark.parametrize("keep", [4, 30, 60, 100])
def test_a_cut_zip_is_damaged_and_the_rest_of_the_folder_is_read(tmp_path, keep):
    whole = write_zip(tmp_path / "a.zip", {"a": b"1" * 100}, zipfile.ZIP_STORED)
    whole.write_bytes(whole.read_bytes()[:keep])
    (tmp_path / "b.fit").write_bytes(b"fine")
    assert lines(tmp_path) == {"b.fit": b"fine", "a.zip": CUT}


def test_a_table_of_contents_too_long_is_not_loaded(tmp_path):
    end = b"PK\x05\x06" + struct.pack("<HHHHIIH", 0, 0, 9, 9, limits.DIRECTORY_BYTES + 1, 0, 0)
    (tmp_path / "a.zip").write_bytes(end)
    [line] = lines(tmp_path / "a.zip").values()
    assert "more than 50,000 files" in line


def test_too_many_members_are_refused(tmp_path, monkeypatch):
    monkeypatch.setattr("runrisk.importers.containers.zips.MEMBERS", 3)
    path = write_zip(tmp_path / "a.zip", {str(number): b"" for number in range(4)})
    [line] = lines(path).values()
    assert "has more than" in line


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_without_permission_is_a_line(tmp_path):
    (tmp_path / "a.fit").write_bytes(b"1")
    (tmp_path / "a.fit").chmod(0)
    assert "cannot be opened" in lines(tmp_path)["a.fit"]


@pytest.mark.parametrize("method", [ZIP_STORED, ZIP_DEFLATED, ZIP_BZIP2, ZIP_LZMA])
def test_every_way_of_packing_gives_the_bytes_back(tmp_path, method):
    content = bytes(range(256)) * 4000 + bytes(3 * MB)
    with ZipFile(tmp_path / "a.zip", "w", compression=method) as archive:
        archive.writestr("a.bin", content)
        archive.writestr("empty", b"")
    assert read_all(tmp_path / "a.zip") == {"a.bin": content, "empty": b""}


@pytest.mark.parametrize("method", [ZIP_DEFLATED, ZIP_BZIP2, ZIP_LZMA])
def test_what_is_made_counts_and_not_what_is_declared(tmp_path, method):
    # 64 MB of zeros behind a declared size of 1,000 bytes
    file = zip_of(tmp_path, method, bytes(64 * MB))
    file.write_bytes(declaring(file.read_bytes(), 64 * MB, 1000))
    tracemalloc.start()
    with pytest.raises(FileError, match=r"more than it states|damaged"):
        read_all(file)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 16 * MB  # of which LZMA's dictionary is 8


def declaring(content, true, stated):
    """A zip whose entries state another size."""
    return content.replace(true.to_bytes(4, "little"), stated.to_bytes(4, "little"))


def zip_of(folder, method, content):
    file = folder / "one.zip"
    with ZipFile(file, "w", compression=method) as archive:
        archive.writestr("a.fit", content)
    return file


@pytest.mark.parametrize("method", [ZIP_DEFLATED, ZIP_BZIP2, ZIP_LZMA])
def test_any_flipped_byte_is_damage_or_nothing(tmp_path, method):
    whole = zip_of(tmp_path, method, b"running " * 5000).read_bytes()
    end = whole.rfind(b"PK\x01\x02")
    for at in range(30, end):
        (tmp_path / "one.zip").write_bytes(whole[:at] + bytes([whole[at] ^ 0x40]) + whole[at + 1 :])
        with contextlib.suppress(FileError):
            assert list(read_all(tmp_path / "one.zip").values()) in ([], [b"running " * 5000])


def test_a_gzip_of_many_empty_parts_is_linear(monkeypatch):
    part, fed = gzip.compress(b"", mtime=0), []

    class Counted:
        def __init__(self, window):
            self._unpacker = DECOMPRESSOBJ(window)

        def decompress(self, packed, most):
            fed.append(len(packed))
            return self._unpacker.decompress(packed, most)

        def __getattr__(self, name):
            return getattr(self._unpacker, name)

    monkeypatch.setattr(zlib, "decompressobj", Counted)
    assert gunzip(part * 2000) == (b"", ())
    assert sum(fed) <= 2000 * 512  # 512 bytes a part, not what is left of the file: 40 MB


def test_a_folder_without_end_is_one_line(tmp_path):
    (tmp_path / "a.gpx").write_bytes(b"<gpx/>")
    here = tmp_path
    descriptor = os.open(here, os.O_RDONLY)
    for _ in range(1800):
        os.mkdir("d", dir_fd=descriptor)
        deeper = os.open("d", os.O_RDONLY, dir_fd=descriptor)
        os.close(descriptor)
        descriptor = deeper
    os.close(descriptor)
    [container] = walk(tmp_path)
    assert [entry.inner for entry in container.entries] == ["a.gpx"]
    [line] = container.refused
    assert (line.status, "64 deep" in line.reason) == ("failed", True)
    remove_deep(tmp_path / "d")


def remove_deep(folder):
    """Pytest's own cleaning up would recurse."""
    subprocess.run(["rm", "-rf", folder], check=True)


def test_a_link_to_a_folder_is_named(tmp_path):
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "a.gpx").write_bytes(b"<gpx/>")
    (tmp_path / "given").mkdir()
    (tmp_path / "given" / "linked").symlink_to(elsewhere, target_is_directory=True)
    [container] = walk(tmp_path / "given")
    assert container.entries == ()
    assert [(line.name, line.status) for line in container.refused] == [("linked", "skipped")]
    assert "link to a folder" in container.refused[0].reason
