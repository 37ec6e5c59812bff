"""Nike Run Club's JSON: what a run tells of itself, distances told two ways, and what is no run."""

import json

import pytest

from runrisk.errors import NotAnActivityError
from runrisk.importers.services.nike import read_nike
from runrisk.model import Sport

START_MS = 1_772_433_000_000


def summary(metric: str, kind: str, value: float) -> dict[str, object]:
    return {"metric": metric, "summary": kind, "source": "app", "value": value}


RUN = {
    "id": "a",
    "type": "run",
    "app_id": "com.nike.sport.running.ios",
    "start_epoch_ms": START_MS,
    "end_epoch_ms": START_MS + 3_000_000,
    "active_duration_ms": 2_940_000,
    "summaries": [summary("distance", "total", 10.0), summary("distance", "total", 9.0)],
    "tags": {},
    "metrics": [],
}
"""50 minutes, one of them paused; a second program says less."""


def read(**told: object):
    [recording] = read_nike(json.dumps(RUN | told).encode(), "a.json")
    return recording


def test_a_run_tells_all_it_knows() -> None:
    """8820 steps in 49 minutes: 180 a minute."""
    run = read(
        summaries=[
            summary("distance", "total", 10.0), summary("heart_rate", "mean", 151.5), summary("steps", "total", 8820),
            summary("ascent", "total", 80), summary("descent", "total", 70), summary("pace", "mean", 4.9),
        ],
        tags={"com.nike.name": "Tuesday", "note": "windy", "rpe": "7", "shoe_id": "0123456789ab"},
    )  # fmt: skip
    assert (run.session_distance_m, run.elapsed_s, run.timer_s) == (10_000, 3000, 2940)
    assert (run.avg_hr_bpm, run.avg_cadence_spm, run.ascent_m, run.descent_m) == (151.5, 180, 80, 70)
    assert (run.name, run.note, run.rpe, run.shoe) == ("Tuesday", "windy", 7, "Nike shoe 01234567")


@pytest.mark.parametrize(("rpe", "said"), [("0", None), ("1", 1), ("10", 10), ("11", None), ("hard", None)])
def test_effort_is_1_to_10(rpe: str, said: float | None) -> None:
    assert read(tags={"rpe": rpe}).rpe == said


@pytest.mark.parametrize(
    ("told", "sport"),
    [
        ({}, (Sport.RUNNING, None)),
        ({"tags": {"terrain": "trail"}}, (Sport.RUNNING, "trail")),
        ({"tags": {"terrain": "treadmill", "location": "indoors"}}, (Sport.RUNNING, "treadmill")),
        ({"tags": {"location": "indoors"}}, (Sport.RUNNING, "indoor_running")),
        ({"type": "walk", "tags": {"terrain": "trail"}}, (Sport.WALKING, None)),
        ({"app_id": "com.nike.ntc.brand.ios"}, (Sport.OTHER, None)),
        ({"type": "jousting"}, (Sport.UNKNOWN, None)),
    ],
)
def test_what_it_was(told: dict[str, object], sport: tuple[Sport, str | None]) -> None:
    run = read(**told)
    assert (run.sport, run.sub_sport) == sport
    assert bool(run.warnings) == (run.sport is Sport.UNKNOWN)


def distances(*values: float) -> list[dict[str, object]]:
    """A value a minute."""
    rows = [
        {"start_epoch_ms": START_MS + 60_000 * at, "end_epoch_ms": START_MS + 60_000 * (at + 1), "value": value}
        for at, value in enumerate(values)
    ]
    return [{"type": "distance", "unit": "KM", "values": rows}]


@pytest.mark.parametrize(
    ("values", "metres"),
    [
        ((4.0, 3.0, 3.0), [4000, 7000, 10_000]),  # what each added
        ((4.0, 7.0, 10.0), [4000, 7000, 10_000]),  # what it was by then
        ((4.0, 3.0, 4.0), [4000, 7000, 11_000]),  # 10 % from the total
        ((4.0, 3.0, 4.1), None),
    ],
)
def test_distances_are_read_as_the_total_has_them(values: tuple[float, ...], metres: list[float] | None) -> None:
    samples = read(metrics=distances(*values)).samples
    assert ("distance_m" in samples) == (metres is not None)
    if metres is not None:
        assert samples["time_s"].tolist() == [60, 120, 180]
        assert samples["distance_m"] == pytest.approx(metres)


def test_many_in_a_file_and_those_without_a_start() -> None:
    several = [RUN, RUN | {"start_epoch_ms": START_MS + 86_400_000}, RUN | {"start_epoch_ms": None}]
    for content in (several, {"activities": several}):
        assert [run.session for run in read_nike(json.dumps(content).encode(), "a.json")] == [0, 1]
    with pytest.raises(NotAnActivityError):
        read(start_epoch_ms=4_000_000_000_001)
    assert read(start_epoch_ms=4_000_000_000_000).elapsed_s == 2940  # it ended before it began: the timer counts
