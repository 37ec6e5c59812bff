"""What a FIT file says beside its records: feeling, means, the runner's zones, run and walk told apart, both feet."""

import numpy as np
import pytest

from fit_builder import (
    DEVELOPER_DATA_ID,
    ENUM,
    FIELD_DESCRIPTION,
    FLOAT32,
    NOON,
    RECORD,
    SESSION,
    STRING,
    UINT8,
    UINT16,
    UINT32,
    Fit,
    run,
    session,
)
from runrisk.importers.formats.fit import read_fit
from runrisk.importers.formats.fit.later_products import GARMIN_PRODUCTS
from runrisk.importers.formats.fit.later_profile import FIELDS, numbered
from runrisk.importers.recording import Recording

SPLIT, TIME_IN_ZONE = 312, 216


def only(fit: Fit) -> Recording:
    [recording] = read_fit(fit.done(), "extras.fit")
    return recording


def bare_session() -> dict:
    return {(2, UINT32): NOON, (7, UINT32): 60_000, (5, ENUM): 1}


def test_feeling_and_means_of_the_session() -> None:
    """Feel 75; 85 + 64/128 strides a minute = 171 steps; 245.0 ms; 85.3 mm; 1050.0 mm; 250 W; 31.5 breaths."""
    stated = bare_session() | {
        (192, UINT8): 75,
        (18, UINT8): 85,
        (92, UINT8): 64,
        (91, UINT16): 2450,
        (89, UINT16): 853,
        (134, UINT16): 10500,
        (20, UINT16): 250,
        (169, UINT16): 3150,
    }
    found = only(Fit().file_id().row(2, SESSION, stated))
    assert (found.feel_pct, found.avg_cadence_spm, found.avg_contact_ms) == (75, 171, 245)
    assert (found.avg_oscillation_mm, found.avg_step_length_mm, found.avg_power_w) == (85.3, 1050, 250)
    assert found.avg_respiration_per_min == 31.5
    whole = only(Fit().file_id().row(2, SESSION, bare_session() | {(147, UINT8): 30, (192, UINT8): 0}))
    assert (whole.avg_respiration_per_min, whole.feel_pct, whole.avg_power_w) == (30, 0, None)


@pytest.mark.parametrize(("feel", "kept"), [(100, 100), (101, None)])
def test_a_feeling_above_its_scale_is_none(feel: int, kept: float | None) -> None:
    assert only(Fit().file_id().row(2, SESSION, bare_session() | {(192, UINT8): feel})).feel_pct == kept


@pytest.mark.parametrize(("told", "feel_pct"), [(1.0, 0.0), (3.0, 50.0), (5.0, 100.0), (0.0, None), (5.5, None)])
def test_suuntos_own_field_of_the_feeling(told: float, feel_pct: float | None) -> None:
    fit = described(run(), [(b"Feeling\0", b"\0")])
    fit.define(3, SESSION, [(2, 4, UINT32), (7, 4, UINT32), (5, 1, ENUM)], developer=[(0, 4, 0)])
    fit.write(3, "<IIBf", NOON, 9000, 1, told)
    assert only(fit).feel_pct == feel_pct


def described(fit: Fit, named: list[tuple[bytes, bytes]]) -> Fit:
    """Developer fields 0, 1, ... of these names and units, float32."""
    fit.row(4, DEVELOPER_DATA_ID, {(3, UINT8): 0})
    for number, (name, unit) in enumerate(named):
        fit.row(
            5,
            FIELD_DESCRIPTION,
            {(0, UINT8): 0, (1, UINT8): number, (2, UINT8): FLOAT32, (3, STRING): name, (8, STRING): unit},
        )
    return fit


def zones(
    fit: Fit, *, message: int = SESSION, index: int = 0, high=(95, 114, 133, 152, 171, 190), top: int = 190
) -> Fit:
    fit.define(6, TIME_IN_ZONE, [(0, 2, UINT16), (1, 2, UINT16), (6, len(high), UINT8), (11, 1, UINT8), (13, 1, UINT8)])
    return fit.write(6, f"<HH{len(high)}BBB", message, index, *high, top, 168)


def test_the_runners_own_zones_and_highest_heart_rate() -> None:
    """The upper end of what lies below zone 1 is where it begins."""
    found = only(zones(session(run())))
    assert (found.hr_max_bpm, found.hr_threshold_bpm) == (190, 168)
    assert found.hr_zones_bpm == (95, 114, 133, 152, 171)


@pytest.mark.parametrize(
    ("changed", "kept"),
    [
        ({"message": 19}, (None, None)),  # of a lap
        ({"index": 1}, (None, None)),  # of another session
        ({"top": 241}, (None, (95, 114, 133, 152, 171))),
        ({"top": 240}, (240, (95, 114, 133, 152, 171))),
        ({"high": (95, 114, 114, 152, 171, 190)}, (190, None)),
        ({"high": (95, 114, 133, 152)}, (190, None)),
        ({"high": (39, 114, 133, 152, 171)}, (190, None)),
        ({"high": (40, 114, 133, 152, 171)}, (190, (40, 114, 133, 152, 171))),
        ({"high": (95, 114, 133, 152, 255, 190)}, (190, None)),  # 255 is "not known"
    ],
)
def test_zones_that_cannot_be_are_none(changed: dict, kept: tuple) -> None:
    found = only(zones(session(run()), **changed))
    assert (found.hr_max_bpm, found.hr_zones_bpm) == kept


def splits(fit: Fit, *rows: tuple[int, int, int]) -> Fit:
    """Kind, start [s after noon], timer time [s]."""
    fit.define(6, SPLIT, [(0, 1, ENUM), (9, 4, UINT32), (2, 4, UINT32)])
    for kind, start, seconds in rows:
        fit.write(6, "<BII", kind, NOON + start, seconds * 1000)
    return fit


def test_running_walking_and_standing_are_told_apart() -> None:
    """4 + 2 s run, 3 s walked, none stood; an interval (3) is another division; what begins after the end is not its own."""
    found = only(splits(session(run()), (17, 0, 4), (18, 4, 3), (17, 7, 2), (3, 0, 9), (17, 500, 60)))
    assert (found.running_s, found.walking_s, found.standing_s) == (6, 3, 0)
    none = only(splits(session(run()), (3, 0, 9)))
    assert (none.running_s, none.walking_s, none.standing_s) == (None, None, None)


def feet(left: float, right: float, *, own_pct: float | None = None, unit: bytes = b"ms\0") -> Recording:
    """Records with each foot's contact time as RunScribe tells it, and the watch's own balance where it has one."""
    fit = described(Fit().file_id(), [(b"RS_ContactTime_L\0", unit), (b"RS_ContactTime_R\0", unit)])
    own = [] if own_pct is None else [(84, 2, UINT16)]
    fit.define(1, RECORD, [(253, 4, UINT32), *own], developer=[(0, 4, 0), (1, 4, 0)])
    for second in range(10):
        stated = () if own_pct is None else (round(own_pct * 100),)
        fit.write(1, f"<I{'H' * len(own)}ff", NOON + second, *stated, left, right)
    return only(session(fit))


def test_two_pods_tell_both_feet() -> None:
    """253 and 247 ms: a mean of 250, and 253 / 500 = 50.6 % on the left."""
    found = feet(253, 247)
    assert found.samples["contact_ms"].tolist() == [250] * 10
    assert found.samples["contact_left_pct"] == pytest.approx([50.6] * 10)
    assert found.second_contact_left_pct is None
    assert feet(0.253, 0.247, unit=b"s\0").samples["contact_ms"] == pytest.approx([250] * 10)
    assert "contact_ms" not in feet(253, 247, unit=b"G\0").samples


def test_a_foot_off_the_ground_is_no_reading() -> None:
    assert np.isnan(feet(0, 247).samples["contact_left_pct"]).all()


def test_the_watchs_own_balance_stays_and_the_pods_are_a_second_sensor() -> None:
    found = feet(253, 247, own_pct=49.4)
    assert found.samples["contact_left_pct"] == pytest.approx([49.4] * 10)
    assert found.second_contact_left_pct == pytest.approx(50.6)
    # 37.5 is what a watch without a strap writes: then the pods are the only ones that measured.
    alone = feet(253, 247, own_pct=37.5)
    assert alone.samples["contact_left_pct"] == pytest.approx([50.6] * 10)
    assert alone.second_contact_left_pct is None


@pytest.mark.parametrize(
    ("maker", "product", "device"),
    [
        (1, 2988, "garmin vivoactive3m_w"),
        (1, 4315, "garmin fr965"),
        (1, 3145, "garmin fr245"),  # its Asian twin
        (1, 1765, "garmin fr920xt"),
        (1, 60_000, "garmin (model not known)"),
        (294, 811, "coros (model not known)"),
        (305, 1, "whoop (model not known)"),
        (4000, 7, None),
    ],
)
def test_devices_are_named_or_said_to_be_unknown_never_numbered(maker: int, product: int, device: str | None) -> None:
    assert only(session(Fit().file_id(maker=maker, product=product))).device == device


def test_the_product_number_still_tells_two_watches_apart() -> None:
    recorder = only(session(Fit().file_id(product=4315))).recorder
    assert recorder is not None
    assert recorder.product == "4315"


@pytest.mark.parametrize(("sub_sport", "name"), [(67, "ultra"), (81, "swim_run"), (82, "adventure_race"), (255, None)])
def test_younger_sub_sports_have_names(sub_sport: int, name: str | None) -> None:
    assert only(session(run(), sub_sport=sub_sport)).sub_sport == name


def test_the_tables_of_later_numbers_are_whole() -> None:
    assert numbered("62 hiit 84 jump_rope") == {62: "hiit", 84: "jump_rope"}
    assert all(name.isidentifier() for name, _ in FIELDS.values())
    assert all(name and not name.isdecimal() for name in GARMIN_PRODUCTS.values())
