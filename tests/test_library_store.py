"""What goes into a library comes out again: activities, samples, paths, links and corrections."""

from dataclasses import replace
from datetime import UTC, datetime

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from frames import frame_of
from library_builders import START, activity, put, samples
from runrisk.importers.duplicates import find_matches
from runrisk.importers.features.minutes import run_minutes
from runrisk.model import Recorder, Sport, TzSource
from runrisk.model.features import RunMinutes
from runrisk.store import Library, LibraryError, UnknownActivityError
from runrisk.store.activity_table import serial_mark
from runrisk.store.features import FEATURES, PATH
from runrisk.store.private_files import write_private


@pytest.fixture
def library(tmp_path):
    with Library(tmp_path / "library") as opened:
        yield opened


def test_an_empty_library_gives_an_empty_log(library):
    assert len(library.log()) == 0


def test_every_fact_comes_back_as_it_was(library):
    run = activity(
        1,
        sub_sport="trail",
        race=False,
        ascent_m=120.5,
        descent_m=0.0,
        avg_hr_bpm=151.25,
        avg_cadence_spm=168.0,
        contact_left_pct=49.9,
        shoe='Old pair, "blue"',
        rpe=7.0,
        note="schön ✓ 日本",
        name="Läufchen",
        device="garmin fr955",
        tz_source=TzSource.FILE,
        utc_offset_s=-12600,
        warnings=("a, b", "c"),
        recorder=Recorder(manufacturer="garmin", product="4257", time_created=START),
    )
    put(library, run)
    assert library.read() == (run,)
    library.close()
    with Library(library.folder) as again:
        assert again.log().recorded == (run,)


def test_what_is_not_known_stays_unknown(library):
    bare = activity(2, distance_m=None, timer_s=None, moving_s=None, sport=Sport.UNKNOWN)
    put(library, bare)
    assert library.read() == (bare,)


def test_a_serial_number_is_never_stored(library):
    watch = Recorder(manufacturer="garmin", serial_number=3_912_345_678, time_created=START)
    put(library, activity(1, recorder=watch), activity(2, days=1, recorder=watch))
    marks = {run.source.recorder.serial_number for run in library.read()}
    assert len(marks) == 1
    assert all(mark < 0 for mark in marks)
    library.close()
    content = b"".join(file.read_bytes() for file in library.folder.iterdir() if file.is_file())
    assert b"3912345678" not in content
    assert (3_912_345_678).to_bytes(6, "big") not in content  # as SQLite writes an integer of this size


def test_marks_tell_watches_apart_and_are_their_own_marks():
    one, other = (Recorder(manufacturer="garmin", serial_number=number) for number in (1, 2))
    assert serial_mark(one) != serial_mark(other)
    assert serial_mark(replace(one, serial_number=serial_mark(one))) == serial_mark(one)
    assert serial_mark(Recorder()) is None


def test_samples_come_back_with_every_column_and_type(library):
    put(library, activity())
    pd.testing.assert_frame_equal(library.log().samples(activity().id), frame_of(samples()))


def test_an_activity_without_samples_has_an_empty_table(library):
    put(library, activity(), count=0)
    pd.testing.assert_frame_equal(library.log().samples(activity().id), frame_of(samples(0)))
    assert library.path(activity().id) is None


def test_samples_of_all_runs_are_one_table_for_any_reader(library):
    put(library, activity(1), activity(2, days=300))
    table = pd.read_parquet(library.folder / "samples")
    assert table.groupby("activity_id", observed=True).size().to_dict() == {activity(1).id: 60, activity(2).id: 60}
    assert {file.parent.name for file in library.folder.glob("samples/*/*.parquet")} == {"2026"}


def test_an_unknown_id_is_a_key_error_in_plain_words(library):
    with pytest.raises(UnknownActivityError, match=r"no activity 0123.*runrisk activities") as raised:
        library.samples("0123")
    assert isinstance(raised.value, KeyError)
    for call in (library.path, library.forget, library.keep_both, library.edit):
        with pytest.raises(UnknownActivityError):
            call("0123")


@pytest.mark.parametrize("damage", [None, b"not parquet"])
def test_samples_that_are_gone_or_damaged_are_one_sentence(library, damage):
    put(library, activity())
    [file] = library.folder.glob("samples/*/*.parquet")
    file.unlink()
    if damage:
        write_private(file, damage)
    with pytest.raises(LibraryError, match="Import its file again"):
        library.samples(activity().id)
    if not damage:
        assert library.stored_ids() == frozenset()
    put(library, activity())
    assert len(library.samples(activity().id)) == 60


def test_a_path_is_read_from_the_store_and_computed_only_for_a_new_version(library):
    run = activity()
    put(library, run)
    # 59 steps of 2.8 m are 165.2 m: points at 0, 10, ..., 160 m
    assert len(library.log().read_path(run.id)) == 17
    [file] = library.folder.glob("samples/*/*.parquet")
    content = file.read_bytes()
    file.unlink()
    assert len(library.path(run.id)) == 17
    library.database.write("UPDATE features SET version = version - 1")
    assert library.features.missing(PATH) == (run.id,)
    library.refresh()
    with pytest.raises(LibraryError, match="gone or damaged"):
        library.path(run.id)
    write_private(file, content)
    assert len(library.path(run.id)) == 17
    assert library.features.missing(PATH) == ()


def test_a_new_version_is_taken_from_all_runs_at_once_with_progress(library):
    put(library, activity(1), activity(2, days=1))
    library.database.write("UPDATE features SET version = version - 1")
    seen = []
    library.refresh(lambda done, known: seen.append((done, known)))
    assert seen == [(done, 4) for done in (1, 2, 3, 4)]  # two features of two runs
    assert all(library.features.missing(feature) == () for feature in FEATURES)
    library.refresh(lambda *_: pytest.fail("there is nothing to do any more"))


def test_minutes_come_back_as_they_were_taken(library):
    put(library, activity(), count=200)
    kept, taken = library.log().read_minutes(activity().id), run_minutes(samples(200))
    assert len(kept) == 4  # 199 s are three full minutes and one begun
    for name in RunMinutes.__dataclass_fields__:
        assert np.array_equal(getattr(kept, name), getattr(taken, name), equal_nan=True)


def test_indoors_there_is_no_path(library):
    run = activity(sub_sport="treadmill")
    put(library, run)
    library.database.write("DELETE FROM features")
    assert library.path(run.id) is None


@pytest.mark.parametrize("field", ["sport", "distance_m", "shoe", "race"])
def test_a_correction_is_applied_and_taken_back(library, field):
    put(library, activity())
    value = {"sport": Sport.CYCLING, "distance_m": 4200.0, "shoe": "red", "race": True}[field]
    library.edit(activity().id, **{field: value})
    [run] = library.recorded()
    assert getattr(run, field) == value
    assert library.read() == (activity(),)
    assert library.edits.undo(activity().id) == 1
    assert library.recorded() == (activity(),)


def test_the_newest_correction_of_a_field_holds(library):
    put(library, activity())
    library.edit(activity().id, shoe="red", distance_m=4000.0)
    library.edit(activity().id, shoe="blue")
    [run] = library.recorded()
    assert (run.shoe, run.distance_m) == ("blue", 4000.0)


def test_a_run_that_is_left_out_is_listed_and_not_counted(library):
    put(library, activity(1), activity(2, days=1))
    library.edit(activity(1).id, counts=False)
    log = library.log()
    assert len(log) == 2
    assert list(log.runs.index) == [activity(2).id]


def test_a_shoe_s_name_is_cleaned_like_any_text(library):
    put(library, activity())
    library.edit(activity().id, shoe="red\x1b]0;evil\x07")
    assert library.recorded()[0].shoe == "red]0;evil"


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"start_utc": "2026-01-01"}, "no field to correct"),
        ({"sport": "quidditch"}, "no sport"),
        ({"distance_m": -1.0}, "above 0"),
        ({"distance_m": float("nan")}, "above 0"),
        ({"race": "maybe"}, "yes or no"),
        ({"shoe": 7}, "a name"),
    ],
)
def test_an_impossible_correction_is_refused_whole(library, values, said):
    put(library, activity())
    with pytest.raises(LibraryError, match=said):
        library.edit(activity().id, counts=False, **values)
    assert library.edits.all() == ()


def test_a_correction_follows_the_run_to_a_better_recording(library):
    poor = activity(1, source_format="gpx")
    put(library, poor)
    library.edit(poor.id, distance_m=4990.0)
    rich = activity(2, rpe=5.0)
    put(library, rich)
    library.relink(START)
    by_id = {run.id: run for run in library.recorded()}
    assert by_id[poor.id].duplicate_of == rich.id
    assert by_id[rich.id].distance_m == 4990.0
    assert [run.id for run in library.log().counted] == [rich.id]


def test_links_are_taken_back_and_drawn_again(library):
    put(library, activity(1), activity(2, name="named"))
    library.relink(START)
    assert len(library.log().counted) == 1
    library.keep_both(activity(1).id)
    assert len(library.log().counted) == 2
    library.keep_both(activity(1).id, apart=False)
    assert len(library.log().counted) == 1


_STARTS = st.lists(st.tuples(st.integers(0, 400), st.sampled_from([20, 30, 31, 600, 4000])), min_size=1, max_size=12)


@settings(max_examples=40)  # each is a library on the disk
@given(_STARTS, st.randoms(use_true_random=False))
def test_links_drawn_around_each_newcomer_are_those_drawn_among_all(tmp_path_factory, starts, random):
    """In any order of import: starts in minutes, lengths in minutes, some as long as two days and more."""
    runs = [
        activity(n, days=minute / 1440, elapsed_s=length * 60.0, distance_m=None, name=f"{n}" if n % 3 else None)
        for n, (minute, length) in enumerate(starts)
    ]
    expected = {(match.shadow, match.counted) for match in find_matches(runs)}
    random.shuffle(runs)
    with Library(tmp_path_factory.mktemp("law")) as library:
        for run in runs:
            put(library, run, count=0)
            library.relink(run.start_utc)
        assert {(match.shadow, match.counted) for match in library.links.all()} == expected


def test_forgetting_removes_every_trace_but_the_id(library):
    run = activity(1, name="secret place")
    put(library, run, activity(2, days=1))
    library.edit(run.id, shoe="secret shoe")
    library.forget(run.id)
    assert library.ids() == {activity(2).id}
    assert library.forgotten() == {run.id}
    assert library.edits.all() == ()
    assert [file.stem for file in library.folder.glob("samples/*/*.parquet")] == [activity(2).id]


def test_forgetting_the_recording_that_counts_lets_the_other_count(library):
    put(library, activity(1), activity(2, name="richer"))
    library.relink(START)
    library.forget(activity(2).id)
    assert [run.id for run in library.log().counted] == [activity(1).id]


def test_forgetting_everything_leaves_nothing_on_the_disk(library):
    put(library, activity(name="a secret place"))
    library.edit(activity().id, shoe="a secret shoe")
    library.forget_all()
    assert len(library.log()) == 0
    assert list(library.folder.glob("samples/*/*.parquet")) == []
    content = b"".join(file.read_bytes() for file in library.folder.iterdir() if file.is_file())
    assert b"secret" not in content


def test_what_a_killed_import_left_is_swept_away(library):
    put(library, activity())
    stray = library.folder / "samples" / "2026" / "0123456789ab-0.parquet"
    write_private(stray, b"written, and killed before its row")
    write_private(library.incoming_folder / "half.parquet", b"half")
    with library.importing():
        assert library.shelf.put_strangers_aside(library.ids()) == (stray.name,)
    assert not stray.exists()
    assert (library.folder / "quarantine" / stray.name).read_bytes() == b"written, and killed before its row"
    assert list(library.incoming_folder.iterdir()) == []
    assert len(library.samples(activity().id)) == 60


def test_the_clock_is_utc(library):
    assert abs((library.now() - datetime.now(UTC)).total_seconds()) < 5


def test_a_result_is_found_under_its_own_key_only(tmp_path):
    with Library(tmp_path) as library:
        kept = library.log().cache
        kept.put("road-side", "these runs", b"left")
        assert kept.get("these runs") == b"left"
        assert kept.get("other runs") is None
        kept.put("road-side", "other runs", b"right")
        assert kept.get("these runs") is None
        library.forget_all()
        assert kept.get("other runs") is None
