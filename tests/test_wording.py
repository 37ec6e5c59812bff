"""Numbers become text in one place: km or miles, point or comma, and never on the wrong side of a limit."""

from datetime import date
from math import inf, nan

import pytest
from hypothesis import given
from hypothesis import strategies as st

from runrisk.wording import METRES_PER_MILE, Decimal, Units, Wording, for_people, listed, said

PLAIN = Wording()
MILES = Wording(units=Units.MI)
COMMA = Wording(decimal=Decimal.COMMA)
SPACE = "\N{NO-BREAK SPACE}"


@pytest.mark.parametrize(
    ("distance_m", "km", "mi"),
    [
        (12_345.0, "12.3 km", "7.7 mi"),  # 12345 / 1609.344 = 7.671
        (0.0, "0.0 km", "0.0 mi"),
        (949.0, "0.9 km", "0.6 mi"),  # 0.5897
        (951.0, "1.0 km", "0.6 mi"),  # 0.5909
        (999.6, "1.0 km", "0.6 mi"),
        (10 * METRES_PER_MILE, "16.1 km", "10.0 mi"),
        (1_234_560.0, "1,234.6 km", "767.1 mi"),
        (-0.4, "0.0 km", "0.0 mi"),
    ],
)
def test_distances(distance_m, km, mi):
    assert PLAIN.distance(distance_m) == km
    assert MILES.distance(distance_m) == mi


def test_a_whole_distance_and_one_against_its_limit():
    assert PLAIN.distance(44_400.0, 0) == "44 km"
    assert PLAIN.distance(800_300.0, 0, limit_m=800_000.0) == "800.3 km"
    assert PLAIN.distance(800_600.0, 0, limit_m=800_000.0) == "801 km"
    # 800.3 km = 497.283 mi, 800 km = 497.097 mi: 497 would be below the limit
    assert MILES.distance(800_300.0, 0, limit_m=800_000.0) == "497.3 mi"


@pytest.mark.parametrize(
    ("distance_m", "decimals", "km", "mi"),
    [
        (11_999.0, 1, "11.9 km", "7.4 mi"),  # 7.4558
        (11_000.0, 1, "11.0 km", "6.8 mi"),  # 6.8351
        (1.1 * 10_000.0, 1, "11.0 km", "6.8 mi"),  # 11000.000000000002
        (16_000.0, 2, "16.00 km", "9.94 mi"),  # 9.9419
    ],
)
def test_a_distance_that_is_to_stay_within_is_rounded_down(distance_m, decimals, km, mi):
    assert PLAIN.distance_within(distance_m, decimals) == km
    assert MILES.distance_within(distance_m, decimals) == mi


def test_lengths_that_stay_in_metres():
    assert PLAIN.metres(999.6) == "1,000 m"
    assert MILES.metres(899.4) == "899 m"
    assert MILES.metres(-1.26, 1) == "-1.3 m"
    assert PLAIN.metres(199.9, limit_m=200.0) == "199.9 m"


def test_pace_speed_and_clock():
    assert PLAIN.pace(359.6, 1000.0) == "6:00 /km"
    assert PLAIN.pace(45 * 60, 10_000.0) == "4:30 /km"
    assert MILES.pace(360.0, METRES_PER_MILE) == "6:00 /mi"
    assert COMMA.speed(2.94) == "2,9 m/s"
    assert PLAIN.clock(3723.4) == "1:02:03"
    assert PLAIN.clock(59.6) == "0:01:00"


@pytest.mark.parametrize(
    ("value", "shown"),
    [(None, "not known"), (nan, "not known"), (inf, "without bound"), (3, "3"), (2.1, "2.10"), (12.34, "12.3"), (0.0012, "0.00"),
     (1.236, "1.24"), (-0.5, "-0.50"), (0.0, "0"), (1234.6, "1,235"), (1234.0, "1,234")],
)  # fmt: skip
def test_a_number_has_as_many_digits_as_carry_meaning(value, shown):
    assert PLAIN.number(value) == shown


def test_signs_and_no_negative_zero():
    assert PLAIN.number(1.26, 1, sign=True) == "+1.3"
    assert PLAIN.number(-0.04, 1) == "0.0"
    assert PLAIN.number(-0.04, 1, sign=True) == "+0.0"


@pytest.mark.parametrize(
    ("value", "limit", "shown"),
    [
        (1.119, 1.12, "1.119"),  # 11.19 km after 10 km is not 1.12 times
        (1.1196, 1.12, "1.1196"),  # with three decimals it is 1.120
        (1.12, 1.12, "1.12"),
        (1.121, 1.12, "1.121"),
        (1.2, 1.12, "1.20"),
        (1.119, None, "1.12"),
        (1.3 - 1e-12, 1.3, "1.30"),  # an error of rounding, not a difference
    ],
)
def test_a_ratio_stays_on_its_side_of_the_limit(value, limit, shown):
    assert PLAIN.ratio(value, limit=limit) == shown


def test_a_percentage_stays_on_its_side_too():
    assert PLAIN.percent(0.5) == "50 %"
    assert PLAIN.percent(0.896, limit=0.9) == "89.6 %"
    assert PLAIN.percent(0.904, limit=0.9) == "90.4 %"
    assert PLAIN.percent(0.9, limit=0.9) == "90 %"


def test_a_limit_is_written_as_it_was_set():
    assert [PLAIN.exact(value) for value in (1.12, 15.0, 0.5, 7, 1e6)] == ["1.12", "15", "0.5", "7", "1,000,000"]
    assert COMMA.exact(1.12) == "1,12"


def test_counts():
    assert PLAIN.counted(1, "run") == "1 run"
    assert PLAIN.counted(0, "run") == "0 runs"
    assert PLAIN.counted(2, "week is", "weeks are") == "2 weeks are"
    assert PLAIN.counted(1234, "day") == "1,234 days"
    assert COMMA.counted(1234, "day") == f"1{SPACE}234 days"


def test_days():
    first, last = date(2026, 3, 9), date(2026, 3, 15)
    assert PLAIN.day(first) == "2026-03-09"
    assert PLAIN.days(first, first) == "2026-03-09"
    assert PLAIN.days(first, last) == "2026-03-09 to 2026-03-15"
    assert Wording(dates="%d.%m.%Y").days(first, last) == "09.03.2026 to 15.03.2026"


@pytest.mark.parametrize(
    ("unit", "shown"),
    [("km", (10.0, "mi")), ("km per week", (10.0, "mi per week")), ("km/week", (10.0, "mi/week")), ("km run", (10.0, "mi run")),
     ("kmh", (16.09344, "kmh")), ("min", (16.09344, "min"))],
)  # fmt: skip
def test_amounts_counted_in_kilometres(unit, shown):
    value, name = MILES.in_unit(16.09344, unit)
    assert (pytest.approx(value), name) == shown
    assert PLAIN.in_unit(16.09344, unit) == (pytest.approx(16.09344), unit)


def test_a_comma_and_a_space_between_thousands():
    assert COMMA.distance(1_234_560.0) == f"1{SPACE}234,6 km"
    assert COMMA.ratio(1.119, limit=1.12) == "1,119"


def test_a_text_or_what_makes_it():
    assert said("3.5 days", COMMA) == "3.5 days", "what is not made by the wording is left alone"
    assert said(lambda wording: wording.distance(1500.0), COMMA) == "1,5 km"


def test_lists():
    assert [listed(parts) for parts in ([], ["a"], ["a", "b"], ["a", "b", "c"])] == ["", "a", "a and b", "a, b and c"]


THOUSANDTHS = st.integers(-(10**9), 10**9).map(lambda number: number / 1000)


@given(THOUSANDTHS, st.integers(0, 3), THOUSANDTHS)
def test_a_shown_number_is_never_on_the_other_side_of_its_limit(value, decimals, limit):
    shown = float(PLAIN.number(value, decimals, limit=limit).replace(",", ""))
    assert not shown < limit < value
    assert not value < limit < shown
    assert float(COMMA.number(value, decimals, limit=limit).replace(SPACE, "").replace(",", ".")) == shown


@pytest.mark.parametrize(
    ("first", "last", "says"),
    [
        (date(2025, 11, 2), date(2025, 11, 2), "2 Nov 2025"),
        (date(2025, 11, 2), date(2025, 11, 8), "2 to 8 Nov 2025"),
        (date(2025, 10, 28), date(2025, 11, 3), "28 Oct to 3 Nov 2025"),
        (date(2025, 12, 28), date(2026, 1, 3), "28 Dec 2025 to 3 Jan 2026"),
        (date(2024, 11, 2), date(2025, 11, 2), "2 Nov 2024 to 2 Nov 2025"),
    ],
)
def test_days_for_people_say_each_part_once(first, last, says):
    assert for_people().days(first, last) == says
    assert Wording().days(first, last).startswith(first.isoformat())
