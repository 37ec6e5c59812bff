"""Whatever the bytes are, nothing but a RunriskError leaves the XML readers."""

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from runrisk.errors import RunriskError
from runrisk.importers.formats.gpx import read_gpx
from runrisk.importers.formats.tcx import read_tcx
from runrisk.importers.recording import Recording

CORPUS = Path(__file__).resolve().parents[2] / "shared" / "corpus"
REAL = sorted(path for path in [*CORPUS.rglob("*.gpx"), *CORPUS.rglob("*.tcx")] if path.stat().st_size < 100_000)

Read = Callable[[bytes, str], list[Recording]]

GPX = """<?xml version="1.0"?><gpx creator="x"><trk><name>n</name><type>running</type><trkseg>
<trkpt lat="48.1" lon="11.5"><ele>5</ele><time>2026-05-01T06:00:00Z</time><extensions><hr>150</hr></extensions></trkpt>
<trkpt lat="48.2" lon="11.5"><ele>5</ele><time>2026-05-01T06:00:09Z</time><extensions><cad>80</cad></extensions></trkpt>
</trkseg></trk></gpx>"""
TCX = """<?xml version="1.0"?><TrainingCenterDatabase><Activities><Activity Sport="Running"><Id>2026-05-01T06:00:00Z</Id>
<Lap StartTime="2026-05-01T06:00:00Z"><TotalTimeSeconds>9</TotalTimeSeconds><DistanceMeters>20</DistanceMeters><Track>
<Trackpoint><Time>2026-05-01T06:00:00Z</Time><DistanceMeters>1</DistanceMeters></Trackpoint>
<Trackpoint><Time>2026-05-01T06:00:09Z</Time><Extensions><TPX><RunCadence>80</RunCadence></TPX></Extensions></Trackpoint>
</Track></Lap><Creator><Name>W</Name><UnitId>7</UnitId></Creator></Activity></Activities></TrainingCenterDatabase>"""

ODD = [
    "",
    "nan",
    "-inf",
    "1e999",
    "9" * 400,
    "0001-01-01T00:00:00+14:00",
    "9999-12-31T23:59:59-14:00",
    "<a>",
    "</",
    "&#0;",
    "\ud7ff",
    "]]>",
]


def assert_harmless(read: Read, content: bytes) -> None:
    recordings: list[Recording] = []
    with suppress(RunriskError):
        recordings = read(content, "any.xml")
    for recording in recordings:
        assert recording.elapsed_s >= 0
        assert recording.start_utc.tzinfo is not None
        assert (recording.samples["time_s"] >= 0).all()


@given(pick=st.data())
@pytest.mark.parametrize(("read", "text"), [(read_gpx, GPX), (read_tcx, TCX)], ids=["gpx", "tcx"])
def test_any_piece_replaced(read: Read, text: str, pick: st.DataObject) -> None:
    for _ in range(pick.draw(st.integers(1, 3))):
        at = pick.draw(st.integers(0, len(text)))
        end = pick.draw(st.integers(at, min(at + 40, len(text))))
        text = text[:at] + pick.draw(st.sampled_from(ODD) | st.text(max_size=8)) + text[end:]
    assert_harmless(read, text.encode(pick.draw(st.sampled_from(["utf-8", "utf-16", "utf-7"])), "replace"))


@pytest.mark.parametrize("value", ODD)
@pytest.mark.parametrize(("read", "text"), [(read_gpx, GPX), (read_tcx, TCX)], ids=["gpx", "tcx"])
def test_each_value_replaced(read: Read, text: str, value: str) -> None:
    for old in (
        "48.1",
        "11.5",
        "2026-05-01T06:00:00Z",
        "2026-05-01T06:00:09Z",
        ">5<",
        ">150<",
        ">80<",
        ">9<",
        ">20<",
        ">7<",
    ):
        new = f">{value}<" if old.startswith(">") else value
        assert_harmless(read, text.replace(old, new).encode("utf-8", "replace"))


@pytest.mark.skipif(not REAL, reason="the folder with real files is not beside the project")
@settings(max_examples=150)
@given(pick=st.data())
def test_real_files_changed_anywhere(pick: st.DataObject) -> None:
    path = pick.draw(st.sampled_from(REAL))
    content = bytearray(path.read_bytes())
    for _ in range(pick.draw(st.integers(1, 4))):
        at = pick.draw(st.integers(0, len(content) - 1))
        content[at : at + pick.draw(st.integers(0, 3))] = pick.draw(st.binary(max_size=3))
    cut = pick.draw(st.integers(0, len(content)))
    assert_harmless(read_gpx if path.suffix == ".gpx" else read_tcx, bytes(content[:cut]))
