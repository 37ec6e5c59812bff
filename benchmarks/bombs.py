"""Files made to fill the memory or to take for ever: what `runrisk check` and `runrisk import` say, take and leave.

    python benchmarks/bombs.py [NAME ...] [--keep FOLDER]

Each bomb lies in a folder beside one honest run. Printed are its size, what the run beside it became, the largest
process [MB], the time [s] and the line on the bomb. Wanted: the run is read, no process above 1.2 GB (a worker's limit
and what it has before), none above 400 MB where few bytes are made, a line that says the cure, no traceback.
"""

import argparse
import bz2
import gzip
import json
import lzma
import os
import shutil
import struct
import subprocess
import sys
import tempfile
import time
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple
from zipfile import ZIP_DEFLATED, ZipFile

HONEST = Path(__file__).parents[1] / "sample_logs" / "2025-05-13-16-43-00.gpx"
MB = 1 << 20
ZEROS = bytes(MB)
FIT_EPOCH_2021 = 1_000_000_000
DEFLATE, BZIP2, LZMA, DEFLATE64 = 8, 12, 14, 9


def deflated_zeros(megabytes: int, window: int = -15) -> bytes:
    """Zeros deflated, made in no time: the same megabyte again and again."""
    packer = zlib.compressobj(9, zlib.DEFLATED, window)
    first = packer.compress(ZEROS) + packer.flush(zlib.Z_FULL_FLUSH)
    again = zlib.compressobj(9, zlib.DEFLATED, -15)
    block = again.compress(ZEROS) + again.flush(zlib.Z_FULL_FLUSH)
    return first + block * (megabytes - 1) + packer.flush()


def bzipped_zeros(megabytes: int) -> bytes:
    packer = bz2.BZ2Compressor(9)
    return b"".join(packer.compress(ZEROS) for _ in range(megabytes)) + packer.flush()


def lzma_zeros(megabytes: int, dictionary: int = 8 * MB) -> bytes:
    chain = [{"id": lzma.FILTER_LZMA1, "dict_size": 8 * MB, "lc": 3, "lp": 0, "pb": 2}]
    packer = lzma.LZMACompressor(lzma.FORMAT_RAW, filters=chain)
    packed = b"".join(packer.compress(ZEROS) for _ in range(megabytes)) + packer.flush()
    return struct.pack("<BBHBI", 9, 4, 5, 93, dictionary) + packed


def zip_of(members: list[tuple[str, int, bytes, int]], *, overlapping: int = 0) -> bytes:
    """A zip by hand, of (name, method, packed bytes, stated size); the last member stands `overlapping` times in the list."""
    body, listed = bytearray(), []
    for name, method, packed, stated in members:
        crc = zlib.crc32(bytes(stated))
        listed.append((name, method, crc, len(packed), stated, len(body)))
        body += struct.pack("<4sHHHHHIIIHH", b"PK\3\4", 46, 0, method, 0, 33, crc, len(packed), stated, len(name), 0)
        body += name.encode() + packed
    listed += [listed[-1]] * overlapping
    table = b"".join(
        struct.pack(
            "<4sHHHHHHIIIHHHHHII", b"PK\1\2", 46, 46, 0, method, 0, 33, crc, size, stated, len(name), 0, 0, 0, 0, 0, at
        )
        + name.encode()
        for name, method, crc, size, stated, at in listed
    )
    return (
        bytes(body)
        + table
        + struct.pack("<4sHHHHIIH", b"PK\5\6", 0, 0, len(listed), len(listed), len(table), len(body), 0)
    )


def fit(records: bytes, fields: list[tuple[int, int, int]]) -> bytes:
    """A FIT file of records of some fields, unsealed."""
    head = struct.pack("<BBBHB", 0x40, 0, 0, 0, 2) + bytes([0, 1, 0, 4, 4, 0x86])
    body = head + struct.pack("<BBI", 0, 4, FIT_EPOCH_2021)
    body += struct.pack("<BBBHB", 0x41, 0, 0, 20, len(fields)) + bytes(number for field in fields for number in field)
    body += records
    return struct.pack("<BBHI4s", 12, 16, 2000, len(body), b".FIT") + body + b"\0\0"


def sparse_clock(count: int) -> bytes:
    """Records two minutes apart: a small file, a long clock."""
    packing = struct.Struct("<BIHI")
    rows = b"".join(packing.pack(1, FIT_EPOCH_2021 + 120 * n, 3000 + n % 200 * 5, 300 * n) for n in range(count))
    return fit(rows, [(253, 4, 0x86), (2, 2, 0x84), (5, 4, 0x86)])


def smallest_records(megabytes: int) -> bytes:
    """Records of one byte and a second in their header: as many rows as a file can hold."""
    dated = struct.pack("<BBBHB", 0x42, 0, 0, 20, 1) + bytes([253, 4, 0x86]) + struct.pack("<BI", 2, FIT_EPOCH_2021)
    seconds = bytes(byte for second in range(32) for byte in (0xA0 | second, 150))
    return fit(dated + seconds * (megabytes * MB // 64 - 2), [(3, 1, 2)])


def gpx_of(megabytes: int) -> bytes:
    """The shortest track points there are."""
    point = b'<trkpt lat="1" lon="1"/>'
    head = b'<gpx version="1.1" creator="x" xmlns="http://www.topografix.com/GPX/1/1"><trk><trkseg>'
    return head + point * (megabytes * MB // len(point)) + b"</trkseg></trk></gpx>"


def laughs() -> bytes:
    """The billion laughs, in a GPX."""
    entities = "".join(f'<!ENTITY l{n + 1} "{f"&l{n};" * 10}">' for n in range(9))
    return f'<?xml version="1.0"?><!DOCTYPE gpx [<!ENTITY l0 "ha">{entities}]><gpx>&l9;</gpx>'.encode()


def many_members(count: int) -> bytes:
    return deflated_zip("{}.txt", b"", count)


def deflated_zip(name: str, content: bytes, times: int = 1) -> bytes:
    with tempfile.TemporaryFile() as file:
        with ZipFile(file, "w", ZIP_DEFLATED) as archive:
            for number in range(times):
                archive.writestr(name.format(number), content)
        file.seek(0)
        return file.read()


def zip_in_zip() -> bytes:
    inner = zip_of([(f"{n}.fit", DEFLATE, packed, 49 * MB) for n, packed in enumerate([deflated_zeros(49)] * 40)])
    return deflated_zip("{}.zip", inner, 20)


BOMBS: dict[str, tuple[str, Callable[[], bytes]]] = {
    "zip-bz2-4gb": ("a.zip", lambda: zip_of([("a.fit", BZIP2, bzipped_zeros(4096), 1000)])),
    "zip-deflate-4gb": ("a.zip", lambda: zip_of([("a.fit", DEFLATE, deflated_zeros(4096), 1000)])),
    "zip-lzma-1gb": ("a.zip", lambda: zip_of([("a.fit", LZMA, lzma_zeros(1024), 1000)])),
    "zip-lzma-dictionary-4gb": ("a.zip", lambda: zip_of([("a.fit", LZMA, lzma_zeros(1, 0xFFFFFFFF), MB)])),
    "zip-lzma-damaged": ("a.zip", lambda: zip_of([("a.fit", LZMA, lzma_zeros(1)[:60] + b"\xff" * 90, MB)])),
    "zip-deflate64": ("a.zip", lambda: zip_of([("a.fit", DEFLATE64, b"x" * 99, 99)])),
    "zip-overlapping": (
        "a.zip",
        lambda: zip_of([("a.fit", DEFLATE, deflated_zeros(49), 49 * MB)], overlapping=2000),
    ),
    "zip-in-zip-40gb": ("a.zip", zip_in_zip),
    "zip-49000-members": ("a.zip", lambda: many_members(49_000)),
    "zip-12-times-120mb": ("a.zip", lambda: deflated_zip("{}.fit", os.urandom(MB) + smallest_records(119), 12)),
    "gzip-10gb": ("a.fit.gz", lambda: deflated_zeros(10_000, 31)),
    "gzip-400000-parts": ("a.gz", lambda: gzip.compress(b"", mtime=0) * 400_000),
    "fit-sparse-clock": ("a.fit", lambda: sparse_clock(400_000)),
    "fit-sparse-ten-days": ("a.fit", lambda: sparse_clock(7_000)),
    "fit-small-1mb": ("a.fit", lambda: smallest_records(1)),
    "fit-small-100mb": ("a.fit", lambda: smallest_records(100)),
    "gpx-100mb": ("a.gpx", lambda: gpx_of(100)),
    "gpx-laughs": ("a.gpx", laughs),
    "gpx-deep": ("a.gpx", lambda: b"<gpx>" + b"<a>" * (30 * MB)),
    "csv-100mb-of-commas": ("activities.csv", lambda: b"Activity ID,Activity Date\n" + b"," * (100 * MB)),
    "json-100mb-of-lists": ("0_summarizedActivities.json", lambda: b"[" + b"[]," * (33 * MB) + b"[]]"),
}
"""The name of the file, and its bytes."""


def main(names: list[str], keep: Path) -> None:
    """Make each bomb, give it to both commands, and print a line each."""
    print(f"{'bomb':24} {'size':>11}  {'command':7} {'the run':7} {'MB':>5} {'s':>5}  line")
    for name in names or BOMBS:
        folder = keep / name
        folder.mkdir(parents=True, exist_ok=True)
        file, _ = BOMBS[name]
        subprocess.run([sys.executable, __file__, "--make", name, folder / file], check=True)  # its memory is not ours
        shutil.copy(HONEST, folder / "honest.gpx")
        for command in ("check", "import"):
            answer = result_of(command, folder, keep / f"{name}-home")
            run = "read" if answer.honest else "LOST"
            size = (folder / file).stat().st_size
            print(
                f"{name:24} {size:11,}  {command:7} {run:7} {answer.peak_mb:5.0f} {answer.spent_s:5.1f}  {answer.line}"
            )


class Answer(NamedTuple):
    """Whether the run beside the bomb was read, the largest process [MB], the time [s], the line on the bomb."""

    honest: bool
    peak_mb: float
    spent_s: float
    line: str


def result_of(command: str, folder: Path, home: Path) -> Answer:
    """Run the whole command; its largest process is itself or one of its workers."""
    started = time.perf_counter()
    words = [sys.executable, "-m", "runrisk", command, folder, "--json"]
    with tempfile.TemporaryFile("w+") as out, tempfile.TemporaryFile("w+") as told:
        process = subprocess.Popen(words, stdout=out, stderr=told, env=os.environ | {"RUNRISK_HOME": str(home)})
        _, _, used = os.wait4(process.pid, 0)
        spent_s = time.perf_counter() - started
        out.seek(0)
        told.seek(0)
        said, lines = out.read(), told.read()
    found = json.loads(said) if said else {}
    files = {file["name"]: file for file in found.get("files", [])}
    honest = files.pop("honest.gpx", {}).get("status") == "imported" if files else found.get("log", {}).get("runs") == 1
    reasons = [f"{name}: {file['reason']}" for name, file in files.items()] or lines.splitlines()
    line = reasons[0] + (f" (and {len(reasons) - 1:,} more)" if len(reasons) > 1 else "") if reasons else ""
    return Answer(honest, used.ru_maxrss / 1024, spent_s, "TRACEBACK" if "Traceback" in lines else line[:150])


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"default all: {', '.join(BOMBS)}")
    parser.add_argument("--make", nargs=2, metavar=("NAME", "FILE"), help="make one bomb and nothing else")
    parser.add_argument("--keep", type=Path, metavar="FOLDER", help="keep the bombs there")
    given = parser.parse_args()
    if given.make is not None:
        Path(given.make[1]).write_bytes(BOMBS[given.make[0]][1]())
        sys.exit()
    with tempfile.TemporaryDirectory() as passing:
        main(given.names, (given.keep or Path(passing)).resolve())
