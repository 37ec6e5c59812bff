"""Weekly load, monotony, strain and the acute:chronic ratio, against sums worked by hand."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from runrisk import load
from runrisk.errors import RunriskError

EXACT = {"rel": 0, "abs": 1e-9}


def daily(*values, start="2026-01-05"):
    return pd.Series(values, index=pd.date_range(start, periods=len(values)), dtype=float, name="load")


MIXED = daily(6, 8, 6, 10, 6, 16, 4)


def test_weekly_load_is_the_sum_of_seven_days():
    series = load.weekly_load(daily(1, 2, 3, 4, 5, 6, 7, 8))
    # 1 + 2 + ... + 7 = 28; one day on: 28 - 1 + 8 = 35
    assert series.iloc[:6].isna().all()
    assert series.iloc[6] == pytest.approx(28, **EXACT)
    assert series.iloc[7] == pytest.approx(35, **EXACT)


def test_monotony_with_both_standard_deviations():
    # mean 56 / 7 = 8; squares 4 + 0 + 4 + 4 + 4 + 64 + 16 = 96; 96 / 6 = 16, SD 4; 96 / 7 = 13.714285..., SD 3.703280399
    assert load.monotony(MIXED).iloc[6] == pytest.approx(2.0, **EXACT)
    assert load.monotony(MIXED, ddof=0).iloc[6] == pytest.approx(8 / 3.7032803990902057, **EXACT)


@pytest.mark.parametrize(
    ("days", "sample", "population"),
    # k days of 1 among 7: mean k/7, variance k(7-k)/49 times 7/6 for the sample
    [
        (3, 0.8017837257372732, 0.8660254037844386),
        (5, 1.4638501094227998, 1.5811388300841898),
        (6, 2.2677868380553634, 2.449489742783178),
    ],
)
def test_monotony_of_equal_training_days(days, sample, population):
    week = daily(*[1] * days, *[0] * (7 - days))
    assert load.monotony(week).iloc[6] == pytest.approx(sample, **EXACT)
    assert load.monotony(week, ddof=0).iloc[6] == pytest.approx(population, **EXACT)


def test_seven_equal_days_are_infinitely_monotonous_even_where_their_mean_is_rounded():
    assert load.monotony(daily(*[0.1] * 7)).iloc[6] == np.inf


def test_seven_days_of_nothing_have_no_monotony():
    assert np.isnan(load.monotony(daily(*[0] * 7)).iloc[6])


def test_strain_is_load_times_monotony():
    # 56 x 2
    assert load.strain(MIXED).iloc[6] == pytest.approx(112, **EXACT)


def test_coupled_and_uncoupled_ratio():
    # three weeks of 30, then 45: coupled 45 / 7 over 135 / 28 = 4 x 45 / 135 = 1.3333; uncoupled 45 / 30 = 1.5
    series = daily(*[30, 0, 0, 0, 0, 0, 0] * 3, *[45, 0, 0, 0, 0, 0, 0])
    assert load.acwr(series, "coupled").iloc[27] == pytest.approx(4 / 3, **EXACT)
    assert load.acwr(series, "uncoupled").iloc[27] == pytest.approx(1.5, **EXACT)
    assert load.acwr(series, "coupled").iloc[:27].isna().all()
    assert load.acwr(series, "uncoupled").iloc[:27].isna().all()


def test_ewma_ratio():
    # 28 days of 1, then 3. Both means start at 1 and stay there until day 28 (ratio 1).
    # Day 29: acute 1 + 2 / 8 x (3 - 1) = 1.5; chronic 1 + 2 / 29 x 2 = 33 / 29; ratio 1.5 x 29 / 33 = 43.5 / 33.
    ratio = load.acwr(daily(*[1] * 28, 3), "ewma")
    assert ratio.iloc[:27].isna().all()
    assert ratio.iloc[27] == pytest.approx(1.0, **EXACT)
    assert ratio.iloc[28] == pytest.approx(43.5 / 33, **EXACT)


def test_ewma_starts_with_the_mean_of_its_first_days():
    # 7 on the first day of each week. Acute: day 7 starts with the mean 1, then each day lambda = 1/4:
    # day 8 (7): 1 + (7 - 1) / 4 = 2.5, six days of 0: x 0.75 ** 6, and so on; chronic: the mean of 28 days, 1.
    acute = 1.0
    for day in range(7, 28):
        acute += ((7 if day % 7 == 0 else 0) - acute) / 4
    ratio = load.acwr(daily(*[7, 0, 0, 0, 0, 0, 0] * 4), "ewma")
    assert ratio.iloc[27] == pytest.approx(acute / 1.0, **EXACT)


def test_a_break_is_no_infinite_ratio():
    series = daily(*[0] * 21, *[5] * 7)
    assert np.isnan(load.acwr(series, "uncoupled").iloc[27])
    assert load.acwr(series, "coupled").iloc[27] == pytest.approx(4.0, **EXACT)  # bounded by 28 / 7
    assert load.acwr(daily(*[0] * 28), "ewma").isna().all()


@pytest.mark.parametrize("kind", ["coupled", "uncoupled", "ewma"])
def test_a_missing_day_empties_every_window_that_holds_it(kind):
    series = daily(*[1] * 70)
    series.iloc[35] = np.nan
    ratio = load.acwr(series, kind)
    assert ratio.iloc[27:35].notna().all()
    assert ratio.iloc[35:63].isna().all()
    assert ratio.iloc[63:].to_numpy() == pytest.approx(1.0, **EXACT)


def test_a_gap_in_the_days_is_refused():
    series = daily(1, 2, 3).drop(pd.Timestamp("2026-01-06"))
    with pytest.raises(RunriskError, match="after 2026-01-05"):
        load.weekly_load(series)


def test_days_need_no_dates():
    assert load.weekly_load(pd.Series([1] * 7)).iloc[6] == 7


def test_an_unknown_kind_lists_the_known_ones():
    with pytest.raises(RunriskError, match="coupled, uncoupled, ewma"):
        load.acwr(MIXED, "rolling")


def test_too_short_a_series_is_all_missing():
    assert load.weekly_load(daily(1, 2)).isna().all()
    assert load.acwr(daily(), "ewma").empty


loads = st.lists(st.floats(0, 1000, allow_nan=False), min_size=28, max_size=60)


@settings(max_examples=40)
@given(loads, st.floats(0.01, 100))
def test_ratios_do_not_depend_on_the_unit(values, factor):
    series = daily(*values)
    for kind in ("coupled", "uncoupled", "ewma"):
        one, other = load.acwr(series, kind), load.acwr(series * factor, kind)
        both = one.notna() & other.notna() & (series.rolling(28).sum() > 1)
        np.testing.assert_allclose(one[both], other[both], rtol=1e-6)


@given(loads)
def test_the_series_given_is_left_alone_and_the_index_kept(values):
    series = daily(*values)
    before = series.copy()
    for result in (load.weekly_load(series), load.monotony(series), load.strain(series), load.acwr(series)):
        assert result.index.equals(series.index)
    pd.testing.assert_series_equal(series, before)


@given(loads)
def test_the_coupled_ratio_is_bounded_by_four(values):
    assert (load.acwr(daily(*values)).dropna() <= 4 + 1e-9).all()
