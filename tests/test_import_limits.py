"""Who reads a file: what is small is read in place, anything else by a worker with a limit of memory and time."""

import gzip
import hashlib
import sys
import time
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

import runrisk as rr
from exports import strava_export
from exports.recorded import put_zip
from fit_builder import ENUM, FILE_ID, NOON, RECORD, UINT8, UINT32, Fit
from one_run import WRITERS, OneRun
from runrisk.errors import FileError, UnsafeFileError
from runrisk.importers.containers.entries import FilePlace
from runrisk.importers.containers.limits import FREE_BYTES, RATIO, TOTAL_BYTES, BytesLeft
from runrisk.importers.containers.small import SMALL_BYTES, is_small
from runrisk.importers.containers.walk import walk
from runrisk.importers.read_file import ReadDefaults
from runrisk.model import Status
from runrisk.workflows.files import readers as reading
from runrisk.workflows.files.file_stream import read_lean
from runrisk.workflows.files.file_to_read import FileToRead
from runrisk.workflows.files.workers import NoWorkers, Worker, WorkerLimits, Workers

CAPS = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux limits the memory of a process")
MB = 1 << 20


def to_read(content, order=0, sha256=""):
    return FileToRead(order=order, name="a", content=content, defaults=ReadDefaults(), sha256=sha256)


@pytest.mark.parametrize(
    ("content", "small"),
    [
        (b"", True),
        (bytes(SMALL_BYTES), True),
        (bytes(SMALL_BYTES + 1), False),
        (gzip.compress(bytes(SMALL_BYTES), mtime=0), True),
        (gzip.compress(bytes(SMALL_BYTES + 1), mtime=0), False),
        (gzip.compress(b"", mtime=0) * 2, False),  # what its second part makes is not known
        (b"\x1f\x8b damaged", True),  # nothing comes out of it
    ],
)
def test_small_is_what_makes_few_bytes(content, small):
    assert is_small(content) is small


@pytest.mark.parametrize(
    ("sizes", "here"),
    [
        ([1, SMALL_BYTES, 1], [True, True, True]),
        ([1, SMALL_BYTES + 1, 1], [True, False, False]),  # once there are workers, they read whatever comes
        ([MB, MB, MB], [True, True, False]),  # with the third, all that may be read here is used up
    ],
)
def test_small_files_start_no_worker(sizes, here):
    with reading.Readers(workers=Elsewhere(), here_bytes=3 * MB) as readers:
        work = [(to_read(bytes(size), order),) for order, size in enumerate(sizes)]
        done = {file.order: future.result() for (file,), future in readers.each(work, read_lean)}
    assert sorted(done) == [0, 1, 2]
    assert [order not in readers.workers.read for order in range(3)] == here


class Elsewhere(NoWorkers):
    """Takes note of what it reads."""

    def __init__(self):
        self.read = []

    def each(self, work, function, weigh=None):
        for arguments, done in super().each(work, function, weigh):
            self.read.append(arguments[0].order)
            yield arguments, done


@CAPS
def test_a_worker_that_wants_too_much_memory_says_so_and_works_on():
    worker = Worker(WorkerLimits(seconds=60, memory_bytes=64 * MB))
    try:
        assert worker.call(abs, -1) == 1
        with pytest.raises(MemoryError):
            worker.call(bytearray, 65 * MB)
        assert len(worker.call(bytearray, 40 * MB)) == 40 * MB
    finally:
        worker.close()


@CAPS
def test_a_file_that_takes_too_much_memory_is_a_line():
    second = bytes(byte for second in range(32) for byte in (0xA0 | second, 150))  # two bytes a record
    fit = Fit().row(0, FILE_ID, {(0, ENUM): 4, (4, UINT32): NOON}).row(2, RECORD, {(253, UINT32): NOON})
    fit.define(1, RECORD, [(3, 1, UINT8)])
    fit.body += second * 10_000
    worker = Worker(WorkerLimits(seconds=60, memory_bytes=8 * MB))
    try:
        result = worker.call(read_lean, to_read(fit.done())).result
    finally:
        worker.close()
    assert (result.status, result.reason) == (
        Status.FAILED,
        "takes more memory than any recording: leave it out, or split it",
    )


def test_little_waits_for_workers():
    taken = []

    def work():
        for number in range(4):
            taken.append(number)
            yield (number,)

    with Workers(2, WorkerLimits(seconds=60)) as workers:
        stream = workers.each(work(), abs, lambda _: 20 * MB)
        next(stream)
        assert taken == [0, 1]  # together 40 MB, above 32
        assert len(list(stream)) == 3


@pytest.mark.parametrize(
    ("function", "argument", "error", "said"),
    [
        (time.sleep, 5, FileError, "took longer than 0.3 s"),
        pytest.param(bytearray, 1 << 40, UnsafeFileError, "more memory than any table", marks=CAPS),
    ],
)
def test_a_table_that_takes_too_much_is_an_error(monkeypatch, function, argument, error, said):
    monkeypatch.setattr(reading, "READER_LIMITS", WorkerLimits(seconds=0.3, memory_bytes=64 * MB))
    with pytest.raises(error, match=said):
        reading.read_apart(function, argument)


def test_a_large_member_is_given_by_its_place_and_read_from_there(tmp_path):
    gpx = WRITERS["gpx"](OneRun(seconds=600))
    long = gpx.replace(b"</gpx>", b"<a/>\n" * (SMALL_BYTES // 5 + 1) + b"</gpx>")
    with ZipFile(tmp_path / "a.zip", "w", ZIP_DEFLATED) as archive:
        archive.writestr("long.gpx", long)
        archive.writestr("short.gpx", gpx)
    loaded = {entry.inner: entry.load() for container in walk(tmp_path / "a.zip") for entry in container.entries}
    assert loaded == {"long.gpx": FilePlace(path=tmp_path / "a.zip", numbers=(0,), passwords=(None,)), "short.gpx": gpx}
    assert to_read(loaded["long.gpx"]).read().activities == to_read(long).read().activities
    file = tmp_path / "long.gpx"
    file.write_bytes(long)
    assert to_read(FilePlace(path=file), sha256=hashlib.sha256(long).hexdigest()).read().activities
    assert "was changed while it was read" in to_read(FilePlace(path=file), sha256="0" * 64).read().problem.reason


def test_a_large_table_is_read_apart_and_gives_the_same(tmp_path):
    members = strava_export.export(strava_export.DIALECTS["english"])
    [table] = [name for name in members if name.endswith("activities.csv")]
    members[table] += b"\n" * SMALL_BYTES
    file = put_zip(tmp_path / "export.zip", members)
    assert rr.read(file).activities.equals(rr.read(file, jobs=0).activities)


def test_a_zip_unpacks_to_so_many_times_its_size():
    assert BytesLeft().of_zip(1000).left == FREE_BYTES + 1000 * RATIO
    assert BytesLeft().of_zip(1 << 40).left == TOTAL_BYTES
    path = BytesLeft(1000)
    zip_left = path.of_zip(10)
    assert zip_left.spend(600)
    assert (path.left, zip_left.left) == (400, 400)  # what a zip makes is taken off its path as well
    assert not path.of_zip(10).spend(401)
