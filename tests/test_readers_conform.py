"""What holds for every reader of a file, whatever its format: one sweep over the table of formats.

A reader that is not in it fails the first test; how a run is written in its format stands in one_run.py.
"""

import gzip
import math
from contextlib import suppress
from dataclasses import fields
from datetime import datetime, timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from one_run import START, WRITERS, OneRun
from runrisk.errors import FileError, RunriskError
from runrisk.importers.clean_text import clean_text
from runrisk.importers.formats.file_formats import FORMATS, read_recordings, sniff
from runrisk.importers.formats.head import Head
from runrisk.importers.read_file import ReadDefaults, read_content
from runrisk.importers.recording import Recording
from runrisk.model import SAMPLES, Sport, TzSource

READ = {one.name: one for one in FORMATS if one.read is not None}
XML = ("gpx", "tcx", "sml", "pwx", "fitlog", "kml")
JSON = ("polar", "suunto", "goldencheetah", "endomondo", "health_auto_export", "nike")
TEXT = (*XML, *JSON)
ENCODED = [(name, "utf-8-sig") for name in TEXT]
ENCODED += [(name, encoding) for name in XML for encoding in ("utf-16", "utf-16-be", "iso-8859-1")]
"""JSON is UTF-8 by its standard."""
NO_ZONE = {"goldencheetah", "endomondo", "nike", "stryd"}
"""They write UTC, and name no zone."""
NO_TOTAL = {"kml", "stryd", "opentracks"}
"""They have no word for the distance of the whole."""
NO_SPORT = {"stryd": Sport.RUNNING, "opentracks": Sport.UNKNOWN}
"""They have no word for a sport: what every recording of theirs is."""
WALL_CLOCK = {"pwx"}
"""They write the time of the wall clock, and name no zone."""
WHOLE = frozenset({*JSON, "runalyze", "samsung", "fitbit", "runtastic", "huawei"})
"""They say what they are only as a whole: nothing is read of what is cut off."""
NEPAL_S = 20_700
"""UTC+05:45: no mistake for an hour, and another day than in Vienna, where the run was."""
FOREIGN = {"zip": b"PK\x03\x04" + bytes(60), "html": b"<!doctype html><title>Log in</title>", "nothing": b""}

every_format = pytest.mark.parametrize("name", READ)


def written(name: str, **facts: object) -> bytes:
    return WRITERS[name](OneRun(**facts))


def only(content: bytes) -> Recording:
    recordings = read_recordings(content, "any.bin")
    assert_sound(recordings)
    [recording] = recordings
    return recording


def cleaned(content: bytes, defaults: ReadDefaults | None = None):
    reading = read_content("any.bin", content, defaults or ReadDefaults())
    assert reading.problem is None
    [activity] = reading.activities
    return activity, reading.samples[activity.id]


def assert_sound(recordings: list[Recording]) -> None:
    """What every list of recordings is like, whatever it was read from."""
    assert recordings
    assert len({recording.session for recording in recordings}) == len(recordings)
    for recording in recordings:
        assert recording.format in READ
        assert recording.start_utc.utcoffset() == timedelta(0)
        numbers = {one.name: getattr(recording, one.name) for one in fields(recording)}
        for name, value in numbers.items():
            if isinstance(value, float):
                assert math.isfinite(value), name
            texts = value if isinstance(value, tuple) else (value,) if isinstance(value, str) else ()
            assert all(text == clean_text(text) for text in texts if isinstance(text, str)), name
        spans = [
            recording.elapsed_s,
            recording.timer_s or 0,
            recording.moving_s or 0,
            recording.session_distance_m or 0,
        ]
        assert min(spans) >= 0
        samples = recording.samples
        assert set(samples.recorded) <= set(SAMPLES)
        assert np.isfinite(samples["time_s"]).all()
        assert (samples["time_s"] >= 0).all()
        assert (np.diff(samples["segment"]) >= 0).all()
        assert not np.isinf([samples[name] for name in SAMPLES]).any()


def assert_harmless(name: str, content: bytes) -> list[Recording]:
    """Read what may be damaged: nothing but a RunriskError leaves a reader, and what it gives is sound."""
    recordings: list[Recording] = []
    with suppress(RunriskError):
        recordings = READ[name].read(content, "any.bin")
        assert_sound(recordings)
    return recordings


def test_every_reader_is_in_the_sweep() -> None:
    assert WRITERS.keys() == READ.keys()
    assert len({one.name for one in FORMATS}) == len(FORMATS)
    assert all(one.not_read for one in FORMATS if one.read is None)


@every_format
def test_a_plain_run_says_the_same_in_every_format(name: str) -> None:
    recording = only(written(name))
    samples = recording.samples
    assert (recording.start_utc, recording.elapsed_s) == (START, 60)
    assert recording.sport is NO_SPORT.get(name, Sport.RUNNING)
    assert samples["time_s"].tolist() == list(range(61))
    assert samples["heart_rate_bpm"].tolist() == [140] * 61
    assert samples["lat_deg"] == pytest.approx([OneRun().lat_deg(s) for s in range(61)], abs=1e-6)
    assert set(samples["segment"].tolist()) == {0}
    assert recording.warnings == ()
    activity, _ = cleaned(written(name))
    assert activity.distance_m == pytest.approx(180, abs=0.5)  # 60 s x 3 m/s
    assert activity.moving_s == 60
    assert activity.avg_hr_bpm == 140


@every_format
def test_what_is_not_in_the_file_is_missing_and_not_zero(name: str) -> None:
    recording = only(written(name))
    for column in ("power_w", "contact_left_pct", "cadence_spm", "temperature_c", "altitude_m"):
        assert np.isnan(recording.samples[column]).all()
    for fact in ("moving_s", "ascent_m", "contact_left_pct", "rpe", "race", "shoe"):
        assert getattr(recording, fact) is None


@every_format
@pytest.mark.parametrize("suffix", ["fit", "gpx", "tcx", "json", "gz", "zip", "txt"])
def test_content_alone_says_what_a_file_is(name: str, suffix: str) -> None:
    content = written(name)
    assert sniff(content).name == sniff(content[:4096]).name == name
    kinds = [one.name for one in FORMATS if one.begins(Head(content)) and one.name != "table"]  # which is any of them
    assert kinds == [name, "unknown"]
    plain, packed = (read_content(f"run.{suffix}", one, ReadDefaults()) for one in (content, gzip.compress(content)))
    assert plain.activities == packed.activities
    assert plain.activities[0].source.format == name
    assert plain.sha256 == packed.sha256


@pytest.mark.parametrize(("name", "other"), [(a, b) for a in READ for b in (*READ, *FOREIGN) if a != b])
def test_a_reader_refuses_the_files_of_the_others(name: str, other: str) -> None:
    content = FOREIGN[other] if other in FOREIGN else written(other)
    with pytest.raises(FileError) as error:
        READ[name].read(content, "any.bin")
    assert error.value.problem


@pytest.mark.parametrize("head", [b"PK\x03\x04", b"\x1f\x8b\x08", b"<html>", b"<HealthData>", b"%PDF", b"{}", b""])
def test_what_no_reader_takes_is_said(head: bytes) -> None:
    with pytest.raises(RunriskError) as error:
        read_recordings(head, "any.bin")
    assert "any.bin" in str(error.value)


@every_format
@given(content=st.binary(max_size=400), kept=st.integers(0, 400))
def test_any_bytes(name: str, content: bytes, kept: int) -> None:
    assert_harmless(name, content)
    assert_harmless(name, written(name, seconds=3)[:kept] + content)


@every_format
@settings(max_examples=150)
@given(pick=st.data())
def test_any_piece_replaced(name: str, pick: st.DataObject) -> None:
    content = written(name, seconds=3, pause=(1, 2))
    for _ in range(pick.draw(st.integers(1, 3))):
        at = pick.draw(st.integers(0, len(content)))
        end = pick.draw(st.integers(at, min(at + 40, len(content))))
        content = content[:at] + pick.draw(st.binary(max_size=8)) + content[end:]
    assert_harmless(name, content)


@every_format
def test_cut_off_anywhere_what_came_before_stays(name: str) -> None:
    content, whole = written(name), only(written(name)).samples
    given_back = []
    for cut in range(0, len(content), max(len(content) // 97, 1)):
        recordings = assert_harmless(name, content[:cut])
        rows = [len(recording.samples) for recording in recordings]
        given_back.append(sum(rows))
        if not recordings:
            continue
        times = recordings[0].samples["time_s"]
        np.testing.assert_array_equal(times, whole["time_s"][: len(times)])
        assert any(recording.warnings for recording in recordings) or name in NO_SPORT  # rows have no last one
    if name not in WHOLE:
        assert max(given_back) >= 55
        assert given_back == sorted(given_back)


@pytest.mark.parametrize(("name", "encoding"), ENCODED)
def test_encodings(name: str, encoding: str) -> None:
    text = written(name, note="früh, müde").decode()
    if encoding in {"iso-8859-1", "utf-16-be"}:
        text = text.replace('version="1.0"', f'version="1.0" encoding="{encoding}"')
    assert only(text.encode(encoding)).note == "früh, müde"


@pytest.mark.parametrize("name", TEXT)
def test_a_text_is_cleaned_at_the_door(name: str) -> None:
    hostile = "a\u202eb\u2028\u200b\U000e0041\ufe01c" + "x" * 900
    note = only(written(name, note=hostile)).note
    assert note is not None
    assert note.startswith("abcx")
    assert len(note) == 500


@every_format
@pytest.mark.parametrize("offset_s", [0, 3600, NEPAL_S, -12_600])
def test_a_zone_moves_the_clock_and_not_the_run(name: str, offset_s: int) -> None:
    recording = only(written(name, offset_s=offset_s))
    assert recording.start_utc == START
    assert recording.samples["time_s"].tolist() == list(range(61))
    stated = recording.file_offset_s if recording.file_offset_s is not None else recording.summary_offset_s
    assert (stated or 0) == (0 if name in NO_ZONE else offset_s)


@every_format
def test_without_a_zone_the_place_says_it(name: str) -> None:
    activity, _ = cleaned(written(name, offset_s=None))
    start = START - timedelta(hours=1) if name in WALL_CLOCK else START  # Vienna, in winter: an hour before UTC
    assert (activity.start_utc, activity.utc_offset_s, activity.tz_source) == (start, 3600, TzSource.POSITION)
    assert activity.local_day == datetime(2026, 3, 2).date()  # noqa: DTZ001 - a calendar day


@pytest.mark.parametrize("name", sorted(READ.keys() - NO_TOTAL))
@pytest.mark.parametrize("factor", [2.0, 0.5])
def test_a_distance_that_disagrees_is_given_as_the_file_has_it(name: str, factor: float) -> None:
    recording = only(written(name, stated_m=180 * factor))
    stated = recording.session_distance_m if recording.session_distance_m is not None else recording.lap_distance_m
    assert stated == pytest.approx(180 * factor)
    if "distance_m" in recording.samples:
        assert recording.samples["distance_m"][-1] == pytest.approx(180)


@every_format
def test_a_pause_is_no_part_of_the_run(name: str) -> None:
    content = written(name, seconds=300, pause=(100, 160))
    recording = only(content)
    samples = recording.samples
    before, after = samples["time_s"] <= 100, samples["time_s"] >= 160
    assert len(samples) == 101 + 141
    assert len(set(samples["segment"][before].tolist())) == 1
    assert samples["segment"][after].min() > samples["segment"][before].max()
    activity, _ = cleaned(content)
    assert (activity.elapsed_s, activity.timer_s) == (300, 240)
    assert activity.moving_s == pytest.approx(240, abs=1)
    assert activity.distance_m == pytest.approx(720, abs=1)  # 240 s x 3 m/s


@pytest.mark.parametrize("name", sorted(READ.keys() - NO_SPORT.keys()))
def test_a_sport_that_is_not_named_is_the_caller_s_to_name(name: str) -> None:
    content = written(name, sport=None)
    assert only(content).sport is Sport.UNKNOWN
    assert cleaned(content)[0].sport is Sport.UNKNOWN
    assert cleaned(content, ReadDefaults(sport=Sport.RUNNING))[0].sport is Sport.RUNNING
    assert cleaned(written(name, sport="cycling"), ReadDefaults(sport=Sport.RUNNING))[0].sport is Sport.CYCLING


@every_format
def test_cleaned_samples_never_run_backwards(name: str) -> None:
    activity, samples = cleaned(written(name, seconds=300, pause=(100, 160)))
    assert samples.in_order
    assert activity.moving_s <= activity.timer_s <= activity.elapsed_s


@every_format
def test_reading_twice_gives_the_same(name: str) -> None:
    first, second = (cleaned(written(name)) for _ in range(2))
    assert first[0] == second[0]
    for column in SAMPLES:
        np.testing.assert_array_equal(first[1][column], second[1][column])


@pytest.mark.parametrize("name", ["gpx", "tcx"])
def test_a_heart_rate_stands_wherever_its_writer_put_it(name: str) -> None:
    """As reported of Holux, of Garmin Connect's order of extensions and of prefixes nobody foresaw."""
    plain = written(name)
    spellings = {
        "gpx": (
            (b"<hr>140</hr>", b"<bpm>140</bpm>"),
            (b"<hr>140</hr>", b"<n:T xmlns:n='u'><n:atemp>34.0</n:atemp><n:hr>140</n:hr><n:cad>80</n:cad></n:T>"),
        ),
        "tcx": ((b"<HeartRateBpm>", b"<HeartRateBpm xsi:type='HeartRateInBeatsPerMinute_t' xmlns:xsi='u'>"),),
    }
    for old, new in spellings[name]:
        assert old in plain
        assert (only(plain.replace(old, new)).samples["heart_rate_bpm"] == 140).all()
