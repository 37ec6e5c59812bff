"""Runalyze's backup: what arrives, shoes and races, effort by either scale, times local or UTC, places as geohashes."""

import gzip
import json

import numpy as np
import pytest

import runrisk as rr
from exports.recorded import recorded_runs
from runrisk.importers.services.geohash import place_of
from runrisk.model import Sport
from runrisk.simulate import made_season
from runrisk.simulate.services.runalyze_files import members


def backup(*lines: object) -> bytes:
    texts = [line if isinstance(line, str) else json.dumps(line) for line in lines]
    return "\n".join(["version=4.3", "", *texts]).encode()


def rows(name: str, **by_id: object) -> list[object]:
    return [{"TABLE": f"runalyze_{name}"}, *({key.strip("_"): row} for key, row in by_id.items())]


TRAINING = {"sportid": "1", "time": "1772433000", "timezone_offset": "60", "distance": "10.00", "s": "3000"}
"""2 March 2026, 6:30 by the clock of Vienna: written as if it were UTC."""


def read(folder, *lines: object):
    (folder / "backup.json").write_bytes(backup(*lines))
    return rr.read(folder)


def test_a_season_arrives_with_its_samples_shoes_and_efforts(tmp_path) -> None:
    made = list(made_season(seed=5, weeks=3))
    (content,) = members(made).values()
    (tmp_path / "backup.json.gz").write_bytes(gzip.compress(content))
    log = rr.read(tmp_path)
    assert len(log.recorded) == len(made)
    by_start = {run.start_utc.replace(microsecond=0): run for run in log.recorded}
    for number, one in enumerate(made, 1):
        run = by_start[one.activity.start_utc.replace(microsecond=0)]
        assert (run.sport, run.local_day) == (one.activity.sport, one.session.day)
        assert run.shoe == (one.activity.shoe if one.activity.sport is Sport.RUNNING else None)
        if one.activity.rpe is not None:
            assert run.rpe == pytest.approx(one.activity.rpe, abs=0.4)  # Borg's steps are 10 / 14
        assert bool(len(log.samples(run.id))) == bool(number % 3)


def test_samples_are_read_again_when_they_are_asked_for(tmp_path) -> None:
    (content,) = members(recorded_runs()[:1]).values()
    (tmp_path / "backup.json").write_bytes(content)
    log = rr.read(tmp_path)
    samples = log.samples(log.recorded[0].id)
    assert samples["heart_rate_bpm"].notna().sum() == len(recorded_runs()[0].samples)


def test_races_and_older_shoes(tmp_path) -> None:
    log = read(
        tmp_path,
        *rows("sport", _1={"name": "Running"}),
        *rows("shoe", _4={"name": "Ghost 15"}),
        *rows("training", _7=TRAINING | {"shoeid": "4", "title": "City", "notes": "windy"}),
        *rows("raceresult", _7={"activity_id": "7", "official_distance": "10.00"}),
    )
    [run] = log.counted
    assert (run.shoe, run.race, run.name, run.note, run.distance_m) == ("Ghost 15", True, "City", "windy", 10_000)
    assert (run.start_utc.hour, run.utc_offset_s) == (5, 3600)  # 6:30 less an hour


@pytest.mark.parametrize(
    ("rpe", "other", "effort"), [("13", "6", 5.0), ("6", "8", 6.0), ("13", "", 5.0), ("0", "8", None)]
)
def test_effort_by_the_scale_of_the_backup(tmp_path, rpe: str, other: str, effort: float | None) -> None:
    """13 of 6-20 is half way: 7 / 14 x 10; where nothing is above 10 it is 0-10."""
    log = read(
        tmp_path,
        *rows("sport", _1={"name": "Running"}),
        *rows("training", _7=TRAINING | {"rpe": rpe}, _8=TRAINING | {"time": "1772700000", "rpe": other}),
    )
    assert log.counted[0].rpe == effort


def test_times_in_utc_are_told_by_the_nights(tmp_path) -> None:
    """Two runs at 3:30, in a zone 4 hours east: as UTC they start at 7:30."""
    early = TRAINING | {"time": "1772422200", "timezone_offset": "240"}  # 2026-03-02 03:30
    log = read(tmp_path, *rows("sport", _1={"name": "Running"}), *rows("training", _7=early))
    [run] = log.counted
    assert run.start_utc.hour == 3
    assert any("taken as UTC" in warning for warning in run.warnings)


def test_a_damaged_line_costs_itself(tmp_path) -> None:
    log = read(
        tmp_path,
        *rows("sport", _1={"name": "Running"}),
        *rows("training", _7=TRAINING),
        '{"8": {"sportid"',
        {"9": [1]},
        {"10": {}},
    )
    assert len(log.counted) == 1


def test_a_geohash_is_a_place() -> None:
    """The examples of the first description: ezs42 is 42.6, -5.6, u4pruydqqvj is 57.64911, 10.40744."""
    assert place_of("ezs42") == pytest.approx((42.605, -5.603), abs=0.001)
    assert place_of("u4pruydqqvj") == pytest.approx((57.64911, 10.40744), abs=1e-5)
    assert np.isnan(place_of("")).all()
    assert np.isnan(place_of("aaa")).all()
    assert np.isnan(place_of("7zzzzzzzzzzz")).all()
