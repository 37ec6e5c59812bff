"""Law: an overlap in time never adds load, and where two recordings do not agree the runner is asked."""

from dataclasses import replace
from datetime import timedelta

import numpy as np
import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

import runrisk as rr
from frames import frame_of
from library_builders import facts_of
from runrisk.cli import cli
from runrisk.importers.cleaning.merging import merged
from runrisk.importers.duplicates import find_matches
from runrisk.importers.whole_log.together import told_together
from runrisk.model import Sport, TrainingLog, TzSource
from runrisk.store import Library
from runrisk.store.edits import Edit, apply_edits
from runrisk.workflows.files.import_files import import_files
from runrisk.writers.fit import fit_bytes
from runrisk.writers.gpx import gpx_text
from tracks import START, activity, straight, watch
from walked_paths import walked

CASES = 300


def log_of(activities, kept_apart=(), path_of=lambda _: None):
    return TrainingLog(recorded=told_together(merged(activities, find_matches(activities, kept_apart, path_of))))


def counted(activities, **more):
    return {one.source.name for one in log_of(activities, **more).counted}


def asked(activities, **more):
    return {one.source.name for one in log_of(activities, **more).asked}


# ---- the rule at its limits: the whole is a run of 60 minutes and 10 km, 10 km/h

WHOLE = activity("whole", minutes=60, distance_m=10_000.0)


def part(*, late_s=600.0, minutes=20.0, distance_m=3333.0, **facts):
    return activity("part", late_s=late_s, minutes=minutes, distance_m=distance_m, form="gpx", **facts)


@pytest.mark.parametrize(
    ("late_s", "question", "counts"),
    [
        (600, False, False),
        # 20 minutes that begin 44 minutes in share 16 of them: 80 %; a second later it is a little less
        (44 * 60, False, False),
        (44 * 60 + 1, True, False),
        # 50 minutes in, ten of twenty: 50 %
        (50 * 60, True, False),
        (50 * 60 + 1, False, True),
        (-4 * 60, False, False),
        (-4 * 60 - 1, True, False),
        (3600, False, True),
    ],
)
def test_how_much_of_it_lies_inside(late_s, question, counts):
    both = [WHOLE, part(late_s=late_s)]
    assert ("part.gpx" in asked(both), "part.gpx" in counted(both)) == (question, counts)
    assert "whole.fit" in counted(both)


@pytest.mark.parametrize(
    ("distance_m", "question"),
    # 20 minutes at 10 km/h are 3,333 m: 0.7 of it are 2,333 m, and a whole of 0.7 times its speed has 4,762 m in them
    [(3333, False), (2334, False), (2333, True), (4761, False), (4762, True), (None, False)],
)
def test_a_part_of_another_speed_is_asked_about(distance_m, question):
    both = [WHOLE, part(distance_m=distance_m and float(distance_m))]
    assert (asked(both) == {"part.gpx"}) is question
    assert counted(both) == {"whole.fit"}


def test_a_part_that_is_longer_than_the_whole_is_asked_about():
    # 50 of 60 minutes, 12.0 of 10 km: 14.4 against 10 km/h is 0.694; with 11.77 km the speeds agree, the distances do not
    both = [WHOLE, part(minutes=50, late_s=300, distance_m=11_770.0)]
    assert asked(both) == {"part.gpx"}
    assert asked([WHOLE, part(minutes=50, late_s=300, distance_m=11_700.0)]) == set()


@pytest.mark.parametrize(("way", "question"), [("@0,500 400", False), ("R 400", True)])
def test_another_way_is_asked_about(way, question):
    ways = {WHOLE.id: walked("2000"), part().id: walked(way)}
    assert (asked([WHOLE, part()], path_of=ways.get) == {"part.gpx"}) is question
    assert counted([WHOLE, part()], path_of=ways.get) == {"whole.fit"}


def test_two_watches_in_two_places_are_asked_about():
    one, other = activity("a", recorder=watch(1)), activity("b", recorder=watch(2))
    ways = {one.id: walked("2000"), other.id: walked("R 2000")}
    assert len(asked([one, other], path_of=ways.get)) == 1


@pytest.mark.parametrize("sport", [Sport.RUNNING, Sport.UNKNOWN])
def test_a_sport_that_is_not_named_is_compatible(sport):
    assert counted([WHOLE, part(sport=sport)]) == {"whole.fit"}
    assert counted([replace(WHOLE, sport=Sport.UNKNOWN), part(sport=sport)]) == {"whole.fit"}


def test_another_sport_is_no_copy():
    assert counted([WHOLE, part(sport=Sport.CYCLING)]) == {"whole.fit", "part.gpx"}


def test_halves_are_shadows_of_the_whole_and_not_of_each_other():
    halves = [activity(name, late_s=late_s, minutes=28, distance_m=4600.0) for name, late_s in (("a", 0), ("b", 1900))]
    matches = find_matches([*halves, WHOLE])
    assert {match.counted for match in matches} == {WHOLE.id}
    assert not any(match.asked for match in matches)
    assert counted(halves) == {"a.fit", "b.fit"}


def test_a_triathlon_of_no_sport_stands_for_none_of_its_legs():
    sports = (Sport.SWIMMING, Sport.CYCLING, Sport.RUNNING)
    legs = [activity(f"{sport}", late_s=1800 * at, sport=sport) for at, sport in enumerate(sports)]
    whole = activity("race", minutes=90, distance_m=15_000.0, sport=Sport.UNKNOWN, form="gpx")
    assert counted([whole, *legs]) == {f"{sport}.fit" for sport in sports}


def test_what_was_never_stopped_holds_nothing():
    endless = activity("endless", minutes=49 * 60, distance_m=9000.0)
    later = [activity(f"{day}", late_s=86_400 * day + 7200) for day in range(2)]
    assert counted([endless, *later]) == {"endless.fit", "0.fit", "1.fit"}


def test_a_long_pause_is_no_recording():
    # Recorded for half an hour in 40: the run of an hour inside it has more of it, so that one counts.
    paused = activity("paused", minutes=2400, timer_s=1800.0, distance_m=5000.0)
    run = activity("run", late_s=36_000, minutes=60, distance_m=10_000.0)
    assert counted([paused, run]) == {"run.fit"}


def test_nothing_is_taken_from_a_recording_that_is_asked_about():
    odd = part(distance_m=900.0, shoe="Blue", rpe=9.0)
    [whole] = log_of([WHOLE, odd]).counted
    assert (whole.shoe, whole.rpe) == (None, None)
    [whole] = log_of([WHOLE, part(shoe="Blue", rpe=9.0)]).counted
    assert (whole.shoe, whole.rpe) == ("Blue", 9.0)


def test_a_question_is_also_a_warning():
    [odd] = log_of([WHOLE, part(distance_m=900.0)]).asked
    said = "Not counted until you say so: is it a part of whole.fit? They overlap in time, but one has 2.7, the other 10.0 km/h."
    assert odd.warnings[-1] == said


def test_answers_settle_a_question():
    odd = part(distance_m=900.0)
    linked = merged([WHOLE, odd], find_matches([WHOLE, odd]))

    def edited(one, **values):
        edits = [Edit(activity_id=one.id, field=name, value=value, made_utc=START) for name, value in values.items()]
        return TrainingLog(recorded=tuple(apply_edits(linked, edits)))

    assert counted([WHOLE, odd], kept_apart=[odd.id]) == {"whole.fit", "part.gpx"}
    assert [one.id for one in edited(odd, counts=False).counted] == [WHOLE.id]
    assert edited(odd, counts=False).asked == ()
    assert [one.id for one in edited(WHOLE, counts=False).counted] == [odd.id]
    assert [one.shoe for one in edited(odd, shoe="Blue").counted] == [None]  # the edit stays with the one it names


# ---- parts of one run


@pytest.mark.parametrize(("late_s", "runs"), [(1799, 2), (1800, 1), (3599, 1), (3600, 2)])
def test_parts_are_joined_over_pauses_only(late_s, runs):
    # The first ends after 1800 s; a pause is 0 s or more, and less than 1800 s.
    log = log_of([activity("a"), activity("b", late_s=late_s, minutes=20)])
    assert len(log.runs) == runs
    assert log.runs["distance_m"].sum() == 10_000


# ---- the laws over made-up activities and mutations

RUNS = st.lists(
    st.builds(
        activity,
        st.sampled_from("abcdefgh"),
        late_s=st.integers(0, 60).map(lambda minutes: 60.0 * minutes),
        minutes=st.sampled_from([0.0, 5.0, 20.0, 30.0, 60.0, 90.0]),
        form=st.sampled_from(["fit", "tcx", "gpx", "csv"]),
        recorder=st.sampled_from([None, watch(1), watch(2)]),
        session=st.integers(0, 3),
        sport=st.sampled_from([Sport.RUNNING, Sport.RUNNING, Sport.UNKNOWN, Sport.CYCLING]),
        distance_m=st.sampled_from([None, 900.0, 4800.0, 5000.0, 9000.0, 15_000.0]),
        timer_s=st.sampled_from([None, 600.0, 1500.0]),
        tz_source=st.sampled_from(TzSource),
    ),
    max_size=12,
    unique_by=lambda a: a.id,
)


def shared(one, other):
    """Share of the shorter one's time that lies in the other, by its own sum."""
    shorter_s = min(one.elapsed_s, other.elapsed_s)
    both_s = (min(one.end_utc, other.end_utc) - max(one.start_utc, other.start_utc)).total_seconds()
    return both_s / shorter_s if shorter_s else 0.0


@settings(max_examples=CASES, deadline=None)
@given(RUNS)
def test_law_no_two_that_count_share_half_of_the_shorter(runs):
    log = told_together(merged(runs, find_matches(runs)))
    as_read = {one.id: one for one in runs}
    counting = [as_read[one.id] for one in log if one.duplicate_of is None]
    for number, one in enumerate(counting):
        for other in counting[:number]:
            compatible = one.sport is other.sport or Sport.UNKNOWN in {one.sport, other.sport}
            assert not compatible or shared(one, other) < 0.5


@settings(max_examples=CASES, deadline=None)
@given(RUNS)
def test_law_no_shadow_is_chained_to_a_run_that_it_does_not_touch(runs):
    known = {one.id: one for one in runs}
    links = {match.shadow: match.counted for match in find_matches(runs)}
    assert not links.keys() & set(links.values())
    for shadow, whole in links.items():
        touching = [known[key] for key in (*links, whole) if links.get(key, whole) == whole and key != shadow]
        assert any(shared(known[shadow], one) >= 0.5 or one.start_utc == known[shadow].start_utc for one in touching)


@settings(max_examples=CASES, deadline=None)
@given(RUNS, st.randoms(use_true_random=False))
def test_law_the_order_of_import_does_not_matter(runs, random):
    shuffled = random.sample(runs, len(runs))
    assert find_matches(runs) == find_matches(shuffled)
    assert log_of(runs).recorded == log_of(shuffled).recorded


@settings(max_examples=CASES, deadline=None)
@given(
    st.lists(st.tuples(st.sampled_from([20.0, 40.0, 75.0]), st.sampled_from([2.4, 3.0, 3.9])), min_size=1, max_size=6),
    st.data(),
)
def test_law_copies_and_crops_add_nothing(shape, data):
    """A run a day, and made from one of them a copy, a crop or a half with any distance, sport and format."""
    base = [
        activity(f"{day}", late_s=86_400.0 * day, minutes=minutes, distance_m=60 * minutes * mps, moving_s=60 * minutes)
        for day, (minutes, mps) in enumerate(shape)
    ]
    run = data.draw(st.sampled_from(base))
    first, last = sorted(data.draw(st.lists(st.integers(0, 100), min_size=2, max_size=2, unique=True)))
    ratio = data.draw(st.sampled_from([0.001, 0.5, 0.85, 1.0, 1.18, 1.609, 1000.0]))
    share = (last - first) / 100
    copy = replace(
        run,
        source=replace(
            run.source, sha256=run.source.sha256[::-1], format=data.draw(st.sampled_from(["tcx", "gpx", "csv"]))
        ),
        start_utc=run.start_utc + timedelta(seconds=run.elapsed_s * first / 100),
        elapsed_s=run.elapsed_s * share,
        moving_s=None,
        distance_m=data.draw(st.sampled_from([None, run.distance_m * share * ratio])),
        sport=data.draw(st.sampled_from([Sport.RUNNING, Sport.UNKNOWN])),
    )
    alone, together = log_of(base), log_of([*base, copy])
    assert together.runs.equals(alone.runs)
    assert together.days.equals(alone.days)


# ---- files, and the library as the files


def cut(samples, begin, end):
    kept = samples.iloc[begin:end].reset_index(drop=True)
    return kept.assign(time_s=kept["time_s"] - kept["time_s"].iloc[0])


@pytest.fixture
def cropped(tmp_path):
    """Forty minutes at 3 m/s as FIT, their last 22 minutes as GPX, and in a second pair a GPX that stands still instead."""
    whole = frame_of(straight(2401, distance_m=3.0 * np.arange(2401)))
    run = activity(minutes=40, distance_m=7200.0, timer_s=2400.0, moving_s=2400.0)
    (tmp_path / "original.fit").write_bytes(fit_bytes(whole, run))
    crop = cut(whole, 1081, 2401)
    start = START + timedelta(seconds=1081)
    (tmp_path / "cropped.gpx").write_text(gpx_text(crop, start, name=None, sport=Sport.RUNNING))
    later = START + timedelta(days=1)
    (tmp_path / "next.fit").write_bytes(fit_bytes(whole, replace(run, start_utc=later)))
    slow = crop.assign(lat_deg=crop["lat_deg"].iloc[0] + (crop["lat_deg"] - crop["lat_deg"].iloc[0]) / 3)
    (tmp_path / "slow.gpx").write_text(gpx_text(slow, later + timedelta(seconds=1081), name=None, sport=Sport.RUNNING))
    return tmp_path


def test_a_cropped_copy_is_no_second_part(cropped):
    log = rr.read(cropped)
    assert log.runs["distance_m"].round().tolist() == [7200, 7200]
    assert [one.source.name for one in log.asked] == ["slow.gpx"]


@pytest.mark.parametrize("turned", [False, True])
def test_a_library_counts_as_its_files_whatever_came_first(cropped, tmp_path, turned):
    files = sorted(cropped.iterdir(), reverse=turned)
    with Library(tmp_path / "library") as library:
        for file in files:
            import_files(library, file, jobs=0)
        read = [replace(one, source=replace(one.source, name="")) for one in rr.read(*files).recorded]
        stored = facts_of(library)
        assert [(a.id, a.duplicate_of, a.asked, a.local_day) for a in stored] == [
            (a.id, a.duplicate_of, a.asked, a.local_day) for a in read
        ]


@pytest.mark.parametrize("sport", [Sport.RUNNING, Sport.CYCLING, Sport.UNKNOWN])
def test_two_ways_at_one_time_are_a_question_of_every_sport(sport, tmp_path):
    """An hour half of which is recorded elsewhere too, a degree of longitude away."""
    whole = frame_of(straight(2401, distance_m=3.0 * np.arange(2401)))
    elsewhere = cut(whole.assign(lon_deg=whole["lon_deg"] + 1), 600, 2401)
    (tmp_path / "here.gpx").write_text(gpx_text(whole, START, name=None, sport=sport))
    (tmp_path / "there.gpx").write_text(gpx_text(elsewhere, START + timedelta(seconds=600), name=None, sport=sport))
    read = rr.read(tmp_path)
    assert [one.source.name for one in read.asked] == ["there.gpx"]
    with Library(tmp_path / "library") as library:
        import_files(library, tmp_path, jobs=0)
        assert library.log().activities.equals(read.activities)


def test_links_of_an_older_version_are_drawn_anew(cropped, tmp_path):
    folder = tmp_path / "library"
    with Library(folder) as library:
        import_files(library, cropped, jobs=0)
        links = library.links.all()
        library.database.write("DELETE FROM duplicates")
        library.database.write("DELETE FROM settings WHERE name = 'links'")
    with Library(folder) as library:
        assert library.links.all() == links != ()


def test_the_list_says_which_is_a_question_and_how_to_answer(cropped, tmp_path, monkeypatch):
    monkeypatch.setenv("RUNRISK_HOME", str(tmp_path / "home"))

    def run(*words):
        done = CliRunner().invoke(cli, list(map(str, words)))
        assert done.exit_code == 0, done.output
        return done

    run("import", cropped)
    listed = run("duplicates")
    first, second = [line.split() for line in listed.stdout.splitlines() if START.strftime("%Y-%m-") in line]
    assert (first[0], second[0]) == ("?", START.date().isoformat())
    assert "? is a question: --keep-both ID counts that recording too" in listed.stderr
    slow = first[2]
    assert "1 recording overlaps" in run("check").stdout
    assert "?" not in run("duplicates", "--keep-both", slow).stdout
    assert "? " in run("duplicates", "--join", slow).stdout
    run("edit", slow, "--exclude")
    assert "question" not in run("duplicates").stderr
    assert "overlaps another" not in run("check").stdout
