"""FIT files whose times are wrong, or missing, in more than one place."""

from datetime import timedelta

import numpy as np
import pytest

from fit_builder import ACTIVITY, ENUM, EVENT, LAP, NOON, RECORD, UINT16, UINT32, Fit, session
from runrisk.errors import FileError
from runrisk.importers.formats.fit.moment import moment
from runrisk.importers.formats.fit.reader import read_fit
from runrisk.importers.read_file import ReadDefaults, read_content
from runrisk.importers.recording import Recording

TIMESTAMP_CORRELATION = 162
NOBODY_KNOWS = 0xFFFFFFFF


def records(fit: Fit, times: list[int]) -> Fit:
    """One record at each of these times, 3 m apart."""
    fit.define(1, RECORD, [(253, 4, UINT32), (5, 4, UINT32)])
    for number, time in enumerate(times):
        fit.write(1, "<II", time, 300 * number)
    return fit


def run(seconds: int, start: int = NOON, *, created: int = NOON) -> Fit:
    return records(Fit().file_id(created=created), list(range(start, start + seconds + 1)))


def only(fit: Fit) -> Recording:
    (recording,) = read_fit(fit.done(), "a.fit")
    return recording


def timer(fit: Fit, time: int, *, starts: bool) -> Fit:
    return fit.row(3, EVENT, {(253, UINT32): time, (0, ENUM): 0, (1, ENUM): 0 if starts else 4})


# A session that ends before its records


@pytest.mark.parametrize("facts", [{}, {"timer_s": 2760}])
def test_an_elapsed_time_that_is_too_short_costs_no_record(facts: dict[str, float]) -> None:
    recording = only(session(run(2760), elapsed_s=1632, **facts))
    assert len(recording.samples) == 2761
    assert recording.elapsed_s == 1632  # what the file says; it is weighed later


def test_it_is_weighed_and_said() -> None:
    content = session(run(4961), elapsed_s=4034, timer_s=4961, distance_m=14_883).done()
    (activity,) = read_content("a.fit", content, ReadDefaults()).activities
    assert (activity.elapsed_s, activity.timer_s, activity.distance_m) == (4961, 4961, 14_883)
    assert activity.warnings[0] == "Duration: the session says 67 min, the samples say 83 min, which was taken."


@pytest.mark.parametrize(("hole_s", "kept"), [(3500, 700), (3700, 600)])
def test_records_go_on_behind_the_stated_end_up_to_a_hole_of_an_hour(hole_s: int, kept: int) -> None:
    # Ten minutes, a minute of slack, then a hole; 100 records behind it.
    times = [*range(NOON, NOON + 600), *range(NOON + 599 + hole_s, NOON + 699 + hole_s)]
    fit = session(records(Fit().file_id(), times), elapsed_s=600)
    assert len(only(fit).samples) == kept


def test_what_the_next_session_has_is_not_taken() -> None:
    fit = session(session(run(2000), elapsed_s=500), start=NOON + 1000, elapsed_s=500, sport=2)
    first, second = read_fit(fit.done(), "a.fit")
    assert (len(first.samples), len(second.samples)) == (1000, 1001)


def test_each_part_of_the_file_is_a_witness() -> None:
    fit = timer(timer(run(900), NOON + 300, starts=False), NOON + 400, starts=True)
    for start, elapsed_s, timer_s in ((0, 450, 350), (450, 450, 440)):
        times = {(7, UINT32): elapsed_s * 1000, (8, UINT32): timer_s * 1000}
        fit.row(4, LAP, {(2, UINT32): NOON + start, (9, UINT32): 100_000} | times)
    told = {(253, UINT32): NOON + 905, (2, UINT32): NOON, (7, UINT32): 900_000, (5, ENUM): 1}
    recording = only(fit.row(2, 18, told))
    assert (recording.lap_elapsed_s, recording.lap_timer_s, recording.lap_distance_m) == (900, 790, 2000)
    assert recording.stated_end_s == 905
    assert recording.stops_s == (300,)
    assert recording.written_utc == moment(NOON)


def test_a_stated_end_at_the_start_says_nothing() -> None:
    told = {(253, UINT32): NOON, (2, UINT32): NOON, (7, UINT32): 900_000, (5, ENUM): 1}
    assert only(run(900).row(2, 18, told)).stated_end_s is None


# A clock that was set, and one that was not


def test_a_pause_of_a_night_makes_two_runs_a_clock_that_was_set_one() -> None:
    times = [*range(NOON, NOON + 900), *range(NOON + 94_500, NOON + 95_700)]
    told = timer(timer(records(Fit().file_id(), times), NOON + 900, starts=False), NOON + 94_499, starts=True)
    for fit, starts in ((told, [0, 94_500]), (records(Fit().file_id(), times), [94_500 - 900])):
        content = session(fit, elapsed_s=95_700, timer_s=2100, distance_m=6300).done()
        found = read_content("a.fit", content, ReadDefaults()).activities
        assert [activity.start_utc for activity in found] == [moment(NOON + start) for start in starts]
        assert sum(activity.distance_m or 0 for activity in found) == pytest.approx(6300, abs=6)
        assert sum(activity.timer_s or 0 for activity in found) == pytest.approx(2100, abs=2)


def test_a_sparse_clock_is_refused_before_it_fills_the_memory() -> None:
    times = list(range(NOON, NOON + 11 * 86_400, 120))
    reading = read_content("a.fit", session(records(Fit().file_id(), times)).done(), ReadDefaults())
    assert reading.problem is not None
    assert reading.problem.reason == "its samples span 11 days: no activity lasts so long"


# No date


def undated(*, created: int = NOBODY_KNOWS, **ends: int) -> Fit:
    """A run of ten minutes whose times count from when the watch was switched on."""
    return session(run(600, start=6, created=created), start=6, elapsed_s=600, **ends)


def test_by_the_time_correlation_first() -> None:
    fit = undated(created=NOON + 9000)
    fit.row(5, TIMESTAMP_CORRELATION, {(253, UINT32): NOON + 100, (1, UINT32): 106})
    fit.row(6, ACTIVITY, {(253, UINT32): 606, (5, UINT32): NOON + 7200 + 600})
    recording = only(fit)
    assert recording.start_utc == moment(NOON)
    assert recording.samples["time_s"].tolist() == list(range(601))
    assert "both clocks" in recording.warnings[0]


def test_then_by_the_local_time() -> None:
    fit = undated(created=NOON + 9000).row(6, ACTIVITY, {(253, UINT32): 606, (5, UINT32): NOON + 7200 + 600})
    recording = only(fit)
    assert recording.start_utc == moment(NOON + 7200)
    assert "the hour may be off by the zone" in recording.warnings[0]


def test_then_by_the_date_of_the_file() -> None:
    # A local time reckoned from "not known" is none.
    fit = undated(created=NOON).row(6, ACTIVITY, {(253, UINT32): 606, (5, UINT32): NOBODY_KNOWS - 4096})
    recording = only(fit)
    assert recording.start_utc == moment(NOON)
    assert recording.warnings == (
        "The watch had no date when it recorded this; dated all the same: the file was made on 2021-09-08.",
    )
    (activity,) = read_content("a.fit", fit.done(), ReadDefaults()).activities
    assert (activity.start_utc, activity.elapsed_s, activity.distance_m) == (moment(NOON), 600, 1800)


@pytest.mark.parametrize(("last", "placed"), [(0x7FFFFFFF, True), (0x80000000, False)])
def test_a_date_of_the_file_ends_in_2058(last: int, placed: bool) -> None:  # noqa: FBT001 - test
    fit = undated(created=last)
    if placed:
        assert only(fit).start_utc == moment(last)
    else:
        with pytest.raises(FileError, match="no date"):
            read_fit(fit.done(), "a.fit")


def test_what_was_recorded_before_the_date_was_known_is_kept() -> None:
    fit = records(Fit().file_id(), [*range(50, 111), *range(NOON, NOON + 541)])
    recording = only(session(fit, start=NOON, elapsed_s=540))
    assert recording.start_utc == moment(NOON) - timedelta(seconds=61)
    assert recording.samples["time_s"].tolist() == list(range(602))
    np.testing.assert_array_equal(recording.samples["distance_m"], 3.0 * np.arange(602))
    text = "The watch knew the date only after 1 min: what it recorded before was placed right before."
    assert recording.warnings == (text,)


def test_pauses_and_laps_are_dated_too() -> None:
    fit = timer(timer(undated(created=NOON), 300, starts=False), 350, starts=True)
    fit.row(4, LAP, {(2, UINT32): 6, (9, UINT32): 180_000, (254, UINT16): 0})
    recording = only(fit)
    assert recording.stops_s == (294,)
    assert recording.lap_distance_m == 1800
    assert recording.samples["segment"][[293, 296, 345]].tolist() == [0, 1, 2]
