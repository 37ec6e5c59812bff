"""The committed sample logs are what the simulator makes today."""

import gzip
import tomllib
import zipfile

import numpy as np
import pytest

from runrisk.fit_crc import checksum
from runrisk.importers.formats.file_formats import read_recordings
from runrisk.model import SAMPLES
from runrisk.simulate import PLANTS, sample_logs
from runrisk.simulate.sample_truth import PLANT, planted_truths

HEADER_AND_CRC = 14 + 2

STEP = {
    "lat_deg": 2e-7,
    "lon_deg": 2e-7,
    "altitude_m": 0.2,
    "distance_m": 0.01,
    "speed_mps": 0.001,
    "cadence_spm": 2 / 128,
    "contact_ms": 0.1,
    "contact_left_pct": 0.01,
    "oscillation_mm": 0.1,
    "vertical_ratio_pct": 0.01,
    "step_length_mm": 0.1,
}
"""One step of each column's scale in a FIT file; 1 for the others."""


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    folder = tmp_path_factory.mktemp("made")
    sample_logs(folder)
    return folder


def contents(folder):
    """Bytes of every file by name, those in the zip and in .gz unpacked: compressors differ, what they pack does not."""
    found = {path.name: path.read_bytes() for path in folder.iterdir() if path.suffix != ".zip"}
    for path in folder.glob("*.zip"):
        with zipfile.ZipFile(path) as archive:
            for member in archive.namelist():
                packed = archive.read(member)
                found[f"{path.name}: {member}"] = gzip.decompress(packed) if member.endswith(".gz") else packed
    return found


def assert_nearly_equal(name, content, again):
    """Equal but for roundings that tip: sines differ in their last digit between machines."""
    for one, other in zip(read_recordings(content, name), read_recordings(again, name), strict=True):
        assert (one.start_utc, one.sport, one.elapsed_s) == (other.start_utc, other.sport, other.elapsed_s)
        for column in SAMPLES:
            left, right = one.samples[column], other.samples[column]
            assert np.allclose(left, right, rtol=1e-6, atol=1.01 * STEP.get(column, 1), equal_nan=True), (name, column)


def test_the_committed_files_are_what_is_made(sample_logs, made):
    """Byte for byte on the machine that made them; elsewhere within a step of each field's scale."""
    committed, again = contents(sample_logs), contents(made)
    assert committed.keys() == again.keys()
    for name, content in committed.items():
        if content != again[name]:
            assert ".fit" in name or ".gpx" in name, name
            assert_nearly_equal(name, content, again[name])


def test_a_changed_season_is_not_nearly_equal(sample_logs):
    first, second = (sample_logs / f"{name}.fit" for name in ("2025-05-15-17-28-00", "2025-05-22-17-40-00"))
    assert_nearly_equal(first.name, first.read_bytes(), first.read_bytes())
    with pytest.raises((AssertionError, ValueError)):
        assert_nearly_equal(first.name, first.read_bytes(), second.read_bytes())


def test_they_are_small_enough_to_ship(sample_logs):
    assert sum(path.stat().st_size for path in sample_logs.iterdir()) < 8_000_000


def test_the_truth_is_written_down(sample_logs):
    told = tomllib.loads((sample_logs / "planted.toml").read_text(encoding="utf-8"))["planted"]
    truths = list(planted_truths())
    assert [(t["rule"], t["first"], t["last"], t["level"]) for t in told] == [
        (t.rule, t.first, t.last, str(t.level)) for t in truths
    ]
    planted = {name.partition("@")[0] for name in PLANT}
    assert {t.rule for t in truths if not t.follows_from} == planted <= set(PLANTS)
    readme = (sample_logs / "README.md").read_text(encoding="utf-8")
    assert all(t.rule in readme and t.says in readme for t in truths)


def test_every_fit_file_but_the_one_cut_short_is_whole(sample_logs):
    def whole(content):
        # a checksum over a file and its own checksum is 0
        return int.from_bytes(content[4:8], "little") + HEADER_AND_CRC == len(content) and checksum(content) == 0

    files = {name: content for name, content in contents(sample_logs).items() if ".fit" in name}
    assert len(files) > 90
    (broken,) = (name for name, content in files.items() if not whole(content))
    assert f"{broken[:10]}: the run's file is cut short" in (sample_logs / "README.md").read_text(encoding="utf-8")
