"""The log's tables, worked out by hand from small logs."""

from dataclasses import replace
from datetime import UTC, date, datetime

import numpy as np
import pandas as pd
import pytest

from logs import activity, shuffled, training_log
from runrisk.model import HOLE_DAYS, Journal, JournalEntry, Period, Sport, TrainingLog
from runrisk.model.columns import ACTIVITIES, DAYS
from tracks import activity as made


def run(token, *when):
    return activity(token, datetime(*when, tzinfo=UTC))


def test_every_table_has_the_columns_and_types_that_are_documented():
    log = training_log(["8 . 6!5 c60 . 10+4 21.1r"])
    described = log.columns()
    for table in ("activities", "days"):
        kinds = getattr(log, table).dtypes
        assert {name: str(kind) for name, kind in kinds.items()} == described.loc[table, "dtype"].to_dict()
    assert list(log.weeks.columns) == list(DAYS)
    assert (described["meaning"].str.len() > 3).all()


@pytest.mark.parametrize("log", [TrainingLog(), training_log(["c60 . . s30"])])
def test_logs_without_runs_have_all_tables(log):
    assert len(log.runs) == 0
    assert log.days["distance_m"].sum() == 0
    assert list(log.activities.columns) == list(ACTIVITIES)
    assert list(log.weeks.columns) == list(DAYS)
    assert len(log.journal) == 0
    assert repr(log)


def test_days_have_no_gaps_and_sum_the_runs_of_each():
    # Mon 8 km; Wed 6 km; Thu an hour's ride; Sat 10 + 4 km.
    days = training_log(["8 . 6 c60 . 10+4 ."]).days
    assert list(days.index.strftime("%a")) == ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
    assert days["distance_m"].tolist() == [8000, 0, 6000, 0, 0, 14000]
    assert days["longest_m"].tolist() == [8000, 0, 6000, 0, 0, 10000]
    assert days["runs"].tolist() == [1, 0, 1, 0, 0, 2]
    assert days["other_s"].tolist() == [0, 0, 0, 3600, 0, 0]
    assert days["moving_s"].tolist() == [2880, 0, 2160, 0, 0, 5040]  # 360 s a km


def test_weeks_sum_days_and_keep_the_longest_run():
    weeks = training_log(["8 . 6 . . 10+4 .", ". 5 . . . . 12"]).weeks
    assert list(weeks.index) == [pd.Timestamp("2026-01-05"), pd.Timestamp("2026-01-12")]
    assert weeks["distance_m"].tolist() == [28000, 17000]
    assert weeks["longest_m"].tolist() == [10000, 12000]
    assert weeks["runs"].tolist() == [4, 2]
    assert weeks["known"].tolist() == [True, True]


def test_a_run_stopped_for_minutes_is_one_run():
    log = training_log(["5~5 . 3+3"])
    assert log.runs["distance_m"].tolist() == [10000, 3000, 3000]
    assert log.runs["parts"].map(len).tolist() == [2, 1, 1]
    assert log.runs.index[0] == log.runs["parts"].iloc[0][0]


def test_runs_joined_at_29_minutes_and_apart_at_30():
    first = run("5", 2026, 3, 2, 10)  # 1800 s: ends at 10:30
    assert len(TrainingLog(recorded=(first, run("4", 2026, 3, 2, 10, 59))).runs) == 1
    assert len(TrainingLog(recorded=(first, run("4", 2026, 3, 2, 11, 0))).runs) == 2


def test_an_unknown_distance_is_missing_in_the_run_and_nothing_in_the_sum():
    log = training_log(["? 5 . ."])
    assert np.isnan(log.runs["distance_m"].iloc[0])
    assert log.days["runs"].tolist() == [1, 1]
    assert log.weeks["distance_m"].tolist() == [5000]


def test_a_joined_run_knows_what_its_parts_know():
    known, unknown = run("5", 2026, 3, 2, 10), run("?", 2026, 3, 2, 10, 40)
    assert TrainingLog(recorded=(known, unknown)).runs["distance_m"].tolist() == [5000]


def test_duplicates_are_seen_and_not_counted():
    log = training_log(["8 . 6"])
    shadow = replace(made("again", distance_m=8000.0), duplicate_of=log.recorded[0].id)
    both = replace(log, recorded=(*log.recorded, shadow))
    assert len(both.activities) == 3
    assert both.activities["duplicate_of"].tolist()[2] == log.recorded[0].id
    pd.testing.assert_frame_equal(both.days, log.days)


def test_local_days_decide_not_utc_days():
    late = replace(run("5", 2026, 3, 2, 23, 30), utc_offset_s=3600)
    assert TrainingLog(recorded=(late,)).days.index.tolist() == [pd.Timestamp("2026-03-03")]


def test_effort_is_minutes_times_rating_and_missing_where_a_session_has_none():
    # 8 km at 360 s/km are 48 min; 6 km are 36 min. Thursday's ride has no rating.
    days = training_log(["8!5 . 6!3 c60"]).days
    assert days["effort"].tolist()[:3] == [240, 0, 108]
    assert np.isnan(days["effort"].iloc[3])
    weeks = training_log(["8!5 . 6!3 c60 . . .", "8!5"]).weeks
    assert np.isnan(weeks["effort"].iloc[0])
    assert weeks["effort"].iloc[1] == 240


def test_a_hole_is_not_rest():
    first = run("5", 2026, 3, 1, 10)
    for gap, known in ((HOLE_DAYS - 1, True), (HOLE_DAYS, False)):
        later = replace(first, start_utc=datetime(2026, 3, 2 + gap, 10, tzinfo=UTC))
        days = TrainingLog(recorded=(first, replace(later, source=made("b").source))).days
        assert bool(days["known"].iloc[1:-1].all()) is known
        assert days["known"].iloc[[0, -1]].all()


def test_a_hole_up_to_today_is_a_hole():
    log = training_log(["5"], today=date(2026, 1, 19))
    assert log.days["known"].tolist() == [True] + [False] * 14
    assert training_log(["5"], today=date(2026, 1, 18)).days["known"].all()


def test_looking_back_leaves_out_what_came_later():
    log = training_log(["5 . 6 . 7"], today=date(2026, 1, 7))
    assert log.days["distance_m"].tolist() == [5000, 0, 6000]


def test_a_log_looked_at_otherwise_has_the_tables_it_would_have_had_from_the_start():
    log = training_log(["5 . 6 . 7"])
    other, later = Period.ending(date(2026, 1, 7)), date(2026, 1, 19)
    assert len(log.days) == 5
    pd.testing.assert_frame_equal(log.looked_at_from(later).days, replace(log, today=later).days)
    assert log.looking_at(other).days is log.days
    assert log.looking_at(other).period == other


def test_a_walk_of_two_hundred_hours_is_no_training():
    log = training_log(["5"])
    endless = replace(made("endless", minutes=60 * 1168.0, sport=Sport.WALKING), start_utc=log.recorded[0].start_utc)
    assert replace(log, recorded=(*log.recorded, endless)).days["other_s"].sum() == 0


def test_the_order_of_activities_does_not_matter():
    log = training_log(["8 . 5~5!3 c60 . 10+4 21.1r", "3 . s30 5"])
    other = shuffled(log, range(len(log.recorded) - 1, -1, -1))
    for table in ("runs", "days", "weeks"):
        pd.testing.assert_frame_equal(getattr(log, table), getattr(other, table))


def test_the_journal_is_a_table():
    told = Journal((JournalEntry(day=date(2026, 1, 5), kind="pain", site="hip", side="left", score=3),))
    table = TrainingLog(told=told).journal
    assert table.loc[0, ["kind", "site", "score"]].tolist() == ["pain", "hip", 3]


def test_a_day_sums_what_is_known_of_its_runs():
    # Monday 5 km and one unknown, Tuesday one unknown, Thursday 8 and 3 km, ten hours apart: two runs.
    days = training_log(["5+? ? . 8+3 . . ."]).days
    assert days["runs"].tolist() == [2, 1, 0, 2]
    assert days["distance_m"].tolist() == [5000, 0, 0, 11_000]
    assert days["longest_m"].tolist() == [5000, 0, 0, 8000]


def test_a_log_looked_at_from_an_earlier_day_ends_there():
    days = training_log(["5 . 8 . 10 . ."]).looked_at_from(date(2026, 1, 7)).days
    assert days["distance_m"].tolist() == [5000, 0, 8000]
    assert days["known"].tolist() == [True, True, True]
