"""Whatever the bytes are: nothing but a RunriskError leaves the reader, and what was whole before damage stays."""

import contextlib
import random
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fit_builder import EVENT, NOON, RECORD, UINT8, UINT16, UINT32, Fit, run, session
from runrisk.errors import RunriskError
from runrisk.importers.formats.fit import decode, read_fit

CORPUS = Path(__file__).resolve().parents[2] / "shared" / "corpus"
SMALL_BYTES = 12_000
MUTATIONS = 40


def rich_file() -> bytes:
    """A file with a bit of everything."""
    fit = session(run(20), distance_m=27)
    fit.define(8, 207, [(3, 1, UINT8)]).write(8, "<B", 0)
    fit.define(9, 206, [(0, 1, UINT8), (1, 1, UINT8), (2, 1, UINT8), (3, 6, 7)]).write(
        9, "<BBB6s", 0, 5, UINT16, b"Power"
    )
    fit.define(3, RECORD, [(253, 4, UINT32), (8, 3, 13)], order=">", developer=[(5, 2, 0)])
    fit.write(3, ">I3sH", NOON + 30, b"\1\2\3", 250)
    fit.define(2, EVENT, [(0, 1, 0), (1, 1, 0), (2, 2, UINT16), (3, 4, UINT32)])
    fit.write(2, "<BBHI", 0, 4, 0, 0).write(0xC5, "<BBHI", 0, 0, 0, 0)
    return fit.done() + session(run(3)).done(size=0)


def read_everything(content: bytes) -> None:
    """Every column of every table, and the activities."""
    with contextlib.suppress(RunriskError):
        for part in decode(content).parts:
            for table in part.tables.values():
                for field in table.fields:
                    assert len(table.numbers(field)) == len(table.values(field)) == len(table)
    with contextlib.suppress(RunriskError):
        for recording in read_fit(content, "a.fit"):
            times = recording.samples["time_s"]
            assert (times >= 0).all()
            assert (times[1:] >= times[:-1]).all()


@given(st.binary(max_size=400))
def test_any_bytes(content: bytes) -> None:
    read_everything(content)


@given(st.binary(max_size=400), st.integers(0, 500), st.sampled_from([0, 12, 13, 14, 255]))
def test_any_bytes_behind_a_header(body: bytes, size: int, header: int) -> None:
    fit = Fit()
    fit.body = bytearray(body)
    content = bytearray(fit.done(size=size))
    content[0] = header
    read_everything(bytes(content))


@settings(max_examples=300)
@given(st.lists(st.tuples(st.integers(0, 10_000), st.integers(0, 255)), max_size=12), st.integers(0, 10_000))
def test_a_file_with_wrong_bytes_and_a_cut(changes: list[tuple[int, int]], cut: int) -> None:
    content = bytearray(rich_file())
    for place, value in changes:
        content[place % len(content)] = value
    read_everything(bytes(content[: cut % (2 * len(content))]))


@settings(max_examples=200)
@given(st.binary(min_size=1, max_size=40), st.integers(14, 10_000))
def test_a_file_with_bytes_put_in(inserted: bytes, place: int) -> None:
    content = rich_file()
    at = place % len(content)
    read_everything(content[:at] + inserted + content[at:])


@pytest.mark.skipif(not CORPUS.is_dir(), reason="no folder ../shared/corpus beside the repository")
def test_real_files_with_wrong_bytes() -> None:
    chance = random.Random(20261122)  # noqa: S311 - a seeded test, no secret
    for path in sorted(CORPUS.glob("*/*.fit")):
        if path.stat().st_size > SMALL_BYTES:
            continue
        for _ in range(MUTATIONS):
            content = bytearray(path.read_bytes())
            for _ in range(chance.randint(1, 8)):
                content[chance.randrange(len(content))] = chance.randrange(256)
            read_everything(bytes(content[: chance.choice([None, chance.randrange(len(content))])]))


def test_a_damaged_byte_costs_no_record_before_it() -> None:
    content = run(50).done()
    size = 1 + 4 + 1 + 4
    first = len(content) - 2 - 50 * size
    for number in range(0, 50, 7):
        damaged = bytearray(content)
        damaged[first + number * size] = 0x0F  # the header of a type that is not defined
        records = decode(bytes(damaged)).parts[0].tables.get("record")
        assert (len(records) if records else 0) == number
