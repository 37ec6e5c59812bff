"""The road-side rule on tracks and rows made by hand."""

import re
from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pytest

from road_side_seasons import log_of, run
from runrisk.analyzers.road_side import SAFETY, RoadSide
from runrisk.charts import Chart
from runrisk.finding import Level, Verdict
from runrisk.geo import to_degrees
from runrisk.model import Sport
from runrisk.model.features import RunPath
from runrisk.roadside.answer import Answer, answer_of, left_share, metres_left
from runrisk.roadside.by_run import run_offsets
from runrisk.roadside.charts import map_plot, quarters_plot
from runrisk.roadside.crossings import Crossings, match
from runrisk.roadside.offset import NOTHING, Offset, offset, t_quantile
from runrisk.roadside.points import straight_points
from runrisk.wording import Wording

RULE = RoadSide()
NORTH_M = np.arange(0.0, 6000.0, 10.0)


def path(*legs, place=(48.2, 16.3)):
    """A path of straight legs, each (east, north) arrays in metres; each leg is a piece."""
    lat, lon = to_degrees(np.concatenate([leg[0] for leg in legs]), np.concatenate([leg[1] for leg in legs]), *place)
    piece = np.repeat(np.arange(len(legs)), [len(leg[0]) for leg in legs]).astype(np.int32)
    return RunPath(lat_deg=lat, lon_deg=lon, piece=piece)


def there_and_back(left_m, shift_m=0.0):
    """North and back along one road of 6 km, `left_m` to the left of travel both ways, all shifted east by the watch.

    Left of someone going north is west, so -left_m east; left of someone coming south is east, so +left_m.
    """
    across = np.full(len(NORTH_M), 1.0)
    return path((across * (shift_m - left_m), NORTH_M), (across * (shift_m + left_m), NORTH_M[::-1]))


def waves(left_m, seed):
    """The same with 3 m of slow error by the watch, another one each way."""
    rng = np.random.default_rng(seed)
    out, back = (3.0 * np.interp(NORTH_M, NORTH_M[::20], rng.normal(size=30)) for _ in range(2))
    return path((out - left_m, NORTH_M), (back + left_m, NORTH_M[::-1]))


def known(left_m, margin_m, **facts):
    """An offset whose 95 % interval is exactly so wide: margin = t * error, t for 30 runs and 30 blocks."""
    made = {"runs_eff": 30.0, "blocks_eff": 30.0, "km_eff": 50.0, "residual_m": 2.5, "km_both_ways": 80.0} | facts
    error_m = margin_m / t_quantile(min(made["runs_eff"], made["blocks_eff"]) - 1)
    return Offset(left_m=left_m, error_m=error_m, **made)


def finding(paths, **more):
    log = log_of(paths, **more)
    return RULE.judge(RULE.measure(log), Wording())


def test_two_tracks_apart_give_half_their_distance():
    matched = match(straight_points([there_and_back(2.0)], [0]))
    # East is measured at the middle of the region, 0.05 degrees off: tan(48.2) * 0.05 * pi / 180 = 0.1 % too short.
    assert offset(matched.rows).left_m == pytest.approx(2.0, abs=0.003)


def test_two_tracks_on_the_same_edge_give_nothing():
    # 2 m east of the middle both ways: right of travel going north, left of it coming back.
    matched = match(straight_points([there_and_back(0.0, shift_m=2.0)], [0]))
    assert offset(matched.rows).left_m == pytest.approx(0.0, abs=1e-6)


def test_one_direction_alone_weighs_nothing():
    one_way = path((np.zeros(len(NORTH_M)), NORTH_M))
    matched = match(straight_points([one_way, one_way], [0, 1]))
    assert len(matched.rows) == 0
    assert offset(matched.rows) == NOTHING
    assert matched.blocks.points.sum() == 2 * (len(NORTH_M) - 6)  # three points at each end have no neighbours


def test_distance_is_counted_once_though_anchors_overlap():
    matched = match(straight_points([there_and_back(1.0)], [0]))
    # 600 points each way, of which 594 have three neighbours on either side, 10 m each
    assert offset(matched.rows).km_both_ways == pytest.approx(2 * 594 * 10 / 1000, rel=0.01)


def test_bends_are_left_out():
    # A circle of 40 m radius turns by 43 degrees in 30 m (30 / 40 rad).
    angle = np.arange(0, 2 * np.pi, 10 / 40)
    circle = (40 * np.cos(angle), 40 * np.sin(angle))
    assert len(straight_points([path(circle)], [0])) == 0
    # One of 200 m turns by 8.6 degrees.
    angle = np.arange(0, 2 * np.pi, 10 / 200)
    wide = path((200 * np.cos(angle), 200 * np.sin(angle)))
    assert len(straight_points([wide], [0])) == len(wide) - 6


def test_a_piece_of_a_path_is_no_neighbour_of_the_next():
    short = (np.zeros(5), np.arange(0.0, 50.0, 10.0))
    assert len(straight_points([path(short, short)], [0])) == 0


def by_hand():
    """Two anchors with two runs each way; directions within an anchor are +1 and -1 around a mean of 0."""
    return Crossings(
        anchor=np.array([0, 0, 0, 0, 1, 1, 1, 1]),
        run=np.array([0, 0, 1, 1, 0, 0, 1, 1]),
        block=np.array([0, 0, 0, 0, 1, 1, 1, 1]),
        direction=np.array([1.0, -1.0, 1.0, -1.0, 1.0, -1.0, 1.0, -1.0]),
        left_m=np.array([12.0, 8.0, 14.0, 6.0, -7.0, -13.0, -7.0, -13.0]),
        distance_m=np.full(8, 10.0),
    )


def test_the_offset_and_its_error_by_hand():
    found = offset(by_hand())
    # The anchors' means are 10 and -10. Halves of the differences: run 0: 2 and 3, run 1: 4 and 3. Their mean:
    assert found.left_m == pytest.approx(3.0)
    # Residuals times direction, summed per run and block: (2 - 3) * 2 = -2, 0, (4 - 3) * 2 = 2, 0.
    # By run: (-2)^2 + 2^2 = 8; by block: (-2 + 2)^2 + 0 = 0; by both: 4 + 4 = 8; two-way: 8 + 0 - 8 = 0.
    # The largest is 8; the weights' sum is 8; 1.2 * sqrt(8) / 8:
    assert found.error_m == pytest.approx(1.2 * np.sqrt(8) / 8)
    # Runs and blocks weigh 4 each of 8: 64 / (16 + 16) = 2. 10 m * 8 = 0.08 km.
    assert (found.runs_eff, found.blocks_eff) == (pytest.approx(2.0), pytest.approx(2.0))
    assert (found.km_eff, found.km_both_ways) == (pytest.approx(0.08), pytest.approx(0.08))
    # Residuals are 1, 1, 1, 1 and zeros, squared sum 4; eight rows less two anchors are six degrees of freedom.
    assert found.residual_m == pytest.approx(np.sqrt(4 / 6))


def test_the_offset_of_each_run_by_hand():
    single = run_offsets(by_hand(), 3.0)
    # Run 0 has 2, 2, 3, 3, run 1 has 4, 4, 3, 3 and ten more rows are laid at 3: (10 + 30) / 14 and (14 + 30) / 14.
    assert single.left_m == pytest.approx([40 / 14, 44 / 14])
    assert single.km_both_ways == pytest.approx([0.04, 0.04])


@pytest.mark.parametrize(("freedom", "expected"), [(4, 2.776), (5, 2.571), (9, 2.262), (29, 2.045), (1e9, 1.960)])
def test_quantiles_are_those_of_the_tables(freedom, expected):
    assert t_quantile(freedom) == pytest.approx(expected, rel=0.003)


@pytest.mark.parametrize(
    ("offset_known", "expected"),
    [
        (known(2.0, 0.5), Answer.LEFT),
        (known(-2.0, 0.5), Answer.RIGHT),
        (known(1.0, 0.0), Answer.LEFT),
        (known(0.6, 0.0), Answer.SLIGHT_LEFT),  # exactly at the limit: not beyond it
        (known(-0.5, 0.3), Answer.SLIGHT_RIGHT),
        (known(0.3, 0.05), Answer.SLIGHT_LEFT),  # exactly the least
        (known(-0.29, 0.05), Answer.NO_SIDE),  # however surely it is not 0: no watch lies truer
        (known(0.5, 0.6), Answer.NO_SIDE),
        (known(0.0, 1.1), Answer.NO_SIDE),
        (known(0.0, 1.2), Answer.CANNOT_TELL),  # exactly at the limit: not within it
        (known(1.0, 0.5), Answer.LEFTWARD),  # from 0.5 to 1.5: neither beyond 0.6 nor within 1.2
        (known(-1.0, 0.99), Answer.RIGHTWARD),
        (known(1.5, 1.49), Answer.LEFTWARD),
        (known(1.5, 1.6), Answer.CANNOT_TELL),
        (known(3.0, 0.1, runs_eff=4.9), Answer.CANNOT_TELL),
        (known(3.0, 0.1, runs_eff=5.0), Answer.LEFT),
        (known(-4.28, 0.1, blocks_eff=2.0), Answer.CANNOT_TELL),  # the one-way loop of the trial
        (known(3.0, 0.1, blocks_eff=10.0), Answer.LEFT),
        (known(3.0, 0.1, km_eff=9.9), Answer.CANNOT_TELL),
        (known(3.0, 0.1, km_eff=10.0), Answer.LEFT),
        (known(3.0, 0.1, residual_m=0.69), Answer.CANNOT_TELL),
        (known(3.0, 0.1, residual_m=0.7), Answer.LEFT),
        (NOTHING, Answer.CANNOT_TELL),
    ],
)
def test_the_first_answer_that_fits_is_given(offset_known, expected):
    assert answer_of(offset_known, RULE) is expected


def test_the_share_on_the_left_is_a_range():
    # 0.5 + 1 / (2 * 3.5) = 0.643; 0.5 + 1 / (2 * 1.5) = 0.833
    assert left_share(1.0) == (pytest.approx(0.6429, abs=1e-4), pytest.approx(0.8333, abs=1e-4))
    # 0.5 - 2 / 7 = 0.214; 0.5 - 2 / 3 is below 0
    assert left_share(-2.0) == (0.0, pytest.approx(0.2143, abs=1e-4))
    assert metres_left(-1.23, Wording()) == "1.2 m right"


def test_a_side_is_a_caution_from_forty_kilometres_on():
    few, many = ([waves(2.5, seed) for seed in range(count)] for count in (3, 8))
    assert finding(few).answer == "cannot tell"
    said = finding(many)
    # 8 runs of 2 * 5.94 km
    assert {measure.name: measure.value for measure in said.measures}["km_both_ways"] == pytest.approx(95.0, rel=0.01)
    assert (said.answer, said.verdict, said.level) == ("left", Verdict.FLAGGED, Level.CAUTION)
    quiet = RoadSide(caution_km=100.0)
    assert quiet.judge(quiet.measure(log_of(many)), Wording()).level is Level.INFO
    assert SAFETY in " ".join(said.advice)


def test_the_other_side_is_the_other_side():
    assert finding([waves(-2.5, seed) for seed in range(8)]).answer == "right"


def test_tracks_that_coincide_were_snapped_and_tell_nothing():
    said = finding([there_and_back(2.0)] * 8, activities=[run(number) for number in range(8)])
    assert said.answer == "cannot tell"
    assert said.verdict is Verdict.UNKNOWN
    assert "0.0 m only: they were smoothed or snapped to a map" in said.summary


def test_cannot_tell_says_what_is_missing_and_what_would_help():
    one_way = path((np.zeros(len(NORTH_M)), NORTH_M))
    said = finding([one_way] * 6)
    assert "no street was run in both directions" in said.summary
    assert "back the other way" in said.summary
    assert said.has == "0 km seen both ways of 36 km in 6 road runs"
    thin = finding([waves(2.5, seed) for seed in range(3)])
    assert "3.0 runs of equal weight where 5 are needed" in thin.summary


def test_a_log_without_positions_is_unknown():
    said = finding([None, None])
    assert (said.answer, said.verdict) == ("cannot tell", Verdict.UNKNOWN)
    assert "no road run with positions" in said.summary


def test_sides_that_change_from_run_to_run_are_seen_and_praised():
    said = finding([waves(2.5 * (-1) ** seed, seed) for seed in range(12)])
    assert said.answer not in {"left", "right"}
    assert "6 kept left and 6 kept right" in " ".join(said.advice)


def test_a_change_of_habit_is_told_and_a_change_of_watch_is_not_hidden():
    # A run every eighth day from March 2024 on: from number 22 on it is the end of August; the habit changes with it.
    paths = [waves(2.5 if number < 22 else -2.5, number) for number in range(44)]
    one = [run(number, step_days=8) for number in range(44)]
    two = [run(number, step_days=8, serial=1 if number < 22 else 2) for number in range(44)]
    text = " ".join(finding(paths, activities=one).advice)
    # The first quarter holds four runs, one too few to be compared.
    assert "From 2024 Q2 to 2025 Q1 the offset went from 2.6 m left to 2.4 m right." in text
    assert "you change sides between runs" not in text
    assert "a new habit and a new watch look alike" in " ".join(finding(paths, activities=two).advice)
    measured = RULE.measure(log_of(paths, two))
    assert [part.name for part in measured.by_device] == ["Garmin 245", "Garmin 245 (2)"]
    assert [part.offset.left_m for part in measured.by_device] == pytest.approx([2.5, -2.5], abs=0.5)
    assert measured.by_quarter[0].first == date(2024, 3, 1)
    assert [side.side for side in measured.by_run].count("right") >= 20


def test_two_parts_of_one_run_are_one_run():
    # The second part starts within half an hour of the first one's end.
    paths = [waves(2.5, seed) for seed in range(4)]
    parts = [run(number, step_days=0) for number in range(4)]
    activities = [
        replace(part, start_utc=part.start_utc + number * timedelta(minutes=60)) for number, part in enumerate(parts)
    ]
    measured = RULE.measure(log_of(paths, activities))
    assert measured.road_runs == 1
    assert measured.offset.runs_eff == pytest.approx(1.0)


def test_no_serial_number_is_shown():
    paths = [waves(2.5, seed) for seed in range(6)]
    said = finding(paths, activities=[run(number, serial=987654321) for number in range(6)])
    assert "987654321" not in str(said.to_json())


def test_the_street_in_section_says_what_the_finding_says():
    measured = RULE.measure(log_of([waves(2.5, seed) for seed in range(12)]))
    known = measured.offset
    said = f"{known.left_m:.1f} m left, between {known.low_m:.1f} m left and {known.high_m:.1f} m left"
    assert f">{said}<" in Chart(RULE.draw(measured), prefix="a").svg()


def test_walks_are_no_runs():
    paths = [waves(2.5, seed) for seed in range(8)]
    said = finding(paths, activities=[run(number, sport=Sport.WALKING) for number in range(8)])
    assert said.answer == "cannot tell"


@pytest.mark.parametrize("draw", [map_plot, lambda measured: quarters_plot(measured, side_m=0.6), RULE.draw])
@pytest.mark.parametrize("count", [0, 1, 8])
def test_every_picture_can_be_drawn_and_holds_no_coordinates(draw, count):
    measured = RULE.measure(log_of([waves(2.5, seed) for seed in range(count)]))
    chart = Chart(draw(measured), prefix="a")
    chart.figure.canvas.draw()
    words = " ".join(re.findall(r">([^<]+)<", chart.svg()))
    assert "48." not in words
    assert "16." not in words
