"""One run counts once, however often it was recorded, exported or offered."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from runrisk.importers.cleaning.merging import merged
from runrisk.importers.cleaning.timezones import ASSUMED_UTC
from runrisk.importers.duplicates import find_matches, same_recording, same_run
from runrisk.model import Sport, TzSource
from tracks import START, activity, watch


def counted(*activities, kept_apart=()):
    """Names of the files whose activities count."""
    matches = find_matches(activities, kept_apart)
    return {a.source.name for a in merged(activities, matches) if a.duplicate_of is None}


def test_the_same_recording_in_two_formats_counts_once_by_its_fit_file():
    fit, tcx, gpx = activity("a"), activity("b", form="tcx", late_s=1), activity("c", form="gpx", distance_m=5040)
    assert counted(gpx, tcx, fit) == {"a.fit"}
    assert counted(gpx, tcx) == {"b.tcx"}


@pytest.mark.parametrize(
    ("late_s", "distance_m", "same"),
    [(5, 5000, True), (6, 5000, False), (0, 4950, True), (0, 4949, False), (-5, 5050, True)],
)
def test_tier_2_holds_up_to_its_limits(late_s, distance_m, same):
    assert same_recording(activity("a"), activity("b", late_s=late_s, distance_m=float(distance_m))) is same


@pytest.mark.parametrize(
    ("late_s", "distance_m", "same"),
    # 30 minutes each: 360 s late leaves 1440 of 1800 s shared, which is 80 %.
    [(360, 5000, True), (361, 5000, False), (60, 4250, True), (60, 4249, False), (60, 5882, True), (60, 5883, False)],
)
def test_tier_3_holds_up_to_its_limits(late_s, distance_m, same):
    assert same_run(activity("a"), activity("b", late_s=late_s, distance_m=float(distance_m))) is same


def test_a_service_may_relabel_and_crop_what_a_watch_recorded():
    original = activity("a", recorder=watch())
    cropped = activity("b", recorder=watch(), sport=Sport.CYCLING, late_s=300, minutes=20, distance_m=3000.0)
    assert same_recording(original, cropped)
    assert not same_recording(original, replace(cropped, source=replace(cropped.source, recorder=watch(late_s=60))))


def test_the_legs_of_a_triathlon_are_no_duplicates():
    legs = [
        activity("race", session=number, recorder=watch(), late_s=number * 1800, sport=sport)
        for number, sport in enumerate([Sport.SWIMMING, Sport.CYCLING, Sport.RUNNING])
    ]
    assert find_matches(legs) == ()


def test_the_same_session_twice_in_one_file_counts_once():
    assert len(find_matches([activity("a"), activity("a", session=1)])) == 1


@pytest.mark.parametrize(
    ("one", "other", "agree"),
    [
        (Sport.RUNNING, Sport.UNKNOWN, True),
        (Sport.RUNNING, Sport.STRENGTH, False),
        (Sport.RUNNING, Sport.OTHER, False),
        (Sport.RUNNING, Sport.WALKING, False),
        (Sport.HIKING, Sport.OTHER, True),
        (Sport.HIKING, Sport.WALKING, True),
        (Sport.CYCLING, Sport.SWIMMING, False),
    ],
)
def test_the_sport_must_agree(one, other, agree):
    assert same_run(activity("a", sport=one), activity("b", sport=other)) is agree


def test_without_a_distance_the_duration_decides():
    treadmill = activity("a", distance_m=None)
    assert same_recording(treadmill, activity("b"))
    assert not same_recording(treadmill, activity("b", minutes=31))
    assert same_run(treadmill, activity("b", minutes=31))
    assert not same_run(treadmill, activity("b", minutes=60))


def test_nothing_is_no_overlap():
    assert not same_run(activity("a", minutes=0), activity("b", late_s=10))


def test_two_watches_are_one_run_with_a_doubt():
    [match] = find_matches([activity("a", recorder=watch(1)), activity("b", recorder=watch(2), late_s=20)])
    assert match.reason.startswith("the same run on another device as ")
    assert match.reason.endswith(".fit (another watch: if another person wore it, keep both)")
    [match] = find_matches([activity("a", recorder=watch(1)), activity("b", form="gpx")])
    assert match.reason == "the same recording as a.fit"


def test_the_runner_may_keep_both():
    one, other = activity("a"), activity("b")
    assert counted(one, other, kept_apart=[other.id]) == {"a.fit", "b.fit"}


def test_a_chain_is_one_run():
    # Each is 300 s later than the one before: the first and the last share too little, but both are the middle one.
    chain = [activity(name, late_s=late_s) for name, late_s in (("a", 0), ("b", 300), ("c", 600))]
    assert not same_run(chain[0], chain[2])
    assert len(counted(*chain)) == 1


def test_an_endless_recording_swallows_no_week():
    endless = activity("a", minutes=60 * 1168, distance_m=5000.0)
    later = activity("b", late_s=72 * 3600)
    assert find_matches([endless, later]) == ()


def test_what_counts_is_filled_from_the_others_and_keeps_its_own():
    best = activity("a", name="Own name", tz_source=TzSource.ASSUMED, warnings=(ASSUMED_UTC, "kept"))
    summary = activity("b", form="csv", name="Other name", shoe="Blue", rpe=6.0, race=True, note="Felt good")
    place = activity("c", form="gpx", tz_source=TzSource.POSITION, utc_offset_s=3600, avg_hr_bpm=150.0)
    everything = merged([summary, place, best], find_matches([summary, place, best]))
    [made] = [a for a in everything if a.duplicate_of is None]
    assert (made.id, made.name, made.shoe, made.rpe, made.race) == (best.id, "Own name", "Blue", 6.0, True)
    assert (made.note, made.avg_hr_bpm) == ("Felt good", 150.0)
    assert (made.tz_source, made.utc_offset_s, made.warnings) == (TzSource.POSITION, 3600, ("kept",))
    assert {a.duplicate_of for a in everything if a.id != best.id} == {best.id}


def test_an_unknown_sport_is_learned_from_the_other_file():
    unknown = activity("a", sport=Sport.UNKNOWN)
    [made, _] = sorted(
        merged([unknown, activity("b", form="gpx")], find_matches([unknown, activity("b", form="gpx")])),
        key=lambda a: a.source.name,
    )
    assert made.sport is Sport.RUNNING


RUNS = st.lists(
    st.builds(
        activity,
        st.sampled_from("abcdefgh"),
        late_s=st.integers(0, 40).map(lambda minutes: 60.0 * minutes),
        minutes=st.sampled_from([0.0, 20.0, 30.0, 60.0]),
        form=st.sampled_from(["fit", "tcx", "gpx", "csv"]),
        recorder=st.sampled_from([None, watch(1), watch(2)]),
        session=st.integers(0, 2),
        sport=st.sampled_from([Sport.RUNNING, Sport.UNKNOWN, Sport.CYCLING]),
        distance_m=st.sampled_from([None, 4800.0, 5000.0, 9000.0]),
        shoe=st.sampled_from([None, "Blue", "Red"]),
    ),
    max_size=12,
    unique_by=lambda a: a.id,
)


@given(RUNS, st.randoms(use_true_random=False))
def test_law_the_order_of_import_does_not_matter(runs, random):
    shuffled = runs.copy()
    random.shuffle(shuffled)
    assert merged(runs, find_matches(runs)) == merged(shuffled, find_matches(shuffled))


@given(RUNS)
def test_law_nothing_is_lost_and_every_shadow_has_one_that_counts(runs):
    made = merged(runs, find_matches(runs))
    assert sorted(a.id for a in made) == sorted(a.id for a in runs)
    counting = {a.id for a in made if a.duplicate_of is None}
    assert {a.duplicate_of for a in made} - {None} <= counting
    assert counting or not runs


@given(RUNS)
def test_law_what_counts_has_no_duplicate_left(runs):
    matches = find_matches(runs)
    shadows = {match.shadow for match in matches}
    assert find_matches([a for a in runs if a.id not in shadows]) == ()


def test_the_cost_grows_with_the_runs_not_with_their_pairs():
    years = [activity(str(number), late_s=86_400 * number) for number in range(3000)]
    doubled = years + [replace(a, source=replace(a.source, sha256=a.source.sha256[::-1], format="gpx")) for a in years]
    assert len(find_matches(doubled)) == 3000
    assert years[-1].start_utc - START == timedelta(days=2999)
