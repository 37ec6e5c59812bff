"""One occurrence a week: the strongest, then the longest; peaks strongest first; limits that contradict are refused."""

from datetime import date

import pandas as pd
import pytest

from runrisk.analysis.base import one_per_week
from runrisk.analyzers import analyzer_classes
from runrisk.analyzers.weekly_jump import WeeklyJump
from runrisk.errors import SettingsError
from runrisk.finding import Level, Occurrence
from runrisk.measures.day_windows import weekly_peaks
from runrisk.settings import build_analyzers, read_settings


def seen(first, last, level=Level.INFO, *, in_period=True):
    days = date(2026, 3, first), date(2026, 3, last)
    return Occurrence(first=days[0], last=days[1], level=level, note="as compared", in_period=in_period)


@pytest.mark.parametrize(
    ("other", "kept"),
    [
        (seen(6, 6), seen(2, 5)),  # the longer
        (seen(6, 6, Level.CAUTION), seen(6, 6, Level.CAUTION)),  # the stronger
        (seen(3, 6), seen(3, 6)),  # as long: the later
        (seen(2, 6, Level.WARNING, in_period=False), seen(2, 5)),  # the one in the period
    ],
)
def test_of_two_in_a_week(other, kept):
    assert one_per_week([seen(2, 5), other]) == one_per_week([other, seen(2, 5)]) == (kept,)


def peaks(sizes, apart_days=7):
    days = pd.date_range("2026-03-02", periods=len(sizes))  # a Monday
    size = pd.Series(sizes, index=days, dtype=float)
    rank = pd.Series([0 if value else -1 for value in sizes], index=days)
    return [peak.peak.day for peak in weekly_peaks(rank, size, apart_days)]


def test_the_strongest_peak_is_taken_first():
    # 8, 13 and 18 March: 2, 3 and 1. The middle one takes both neighbours, though the first lies further from the last.
    assert peaks([0] * 6 + [2] + [0] * 4 + [3] + [0] * 4 + [1]) == [13]
    # 8, 13 and 18 March: 3, 2 and 1. The first takes the second, and the third is ten days from the first.
    assert peaks([0] * 6 + [3] + [0] * 4 + [2] + [0] * 4 + [1]) == [8, 18]


@pytest.mark.parametrize(("second", "kept"), [(15, [8, 15]), (14, [8])])
def test_peaks_exactly_so_far_apart_are_two(second, kept):
    assert peaks([0] * 6 + [3] + [0] * (second - 9) + [2]) == kept


NESTED = [(kind, *pair) for kind in analyzer_classes().values() for pair in kind.nested]


@pytest.mark.parametrize(("kind", "lower", "higher"), NESTED, ids=lambda one: getattr(one, "id", one))
def test_limits_that_contradict_each_other_are_refused_by_name(kind, lower, higher):
    most = getattr(kind(), higher)
    kind(**{lower: most})
    with pytest.raises(SettingsError, match=rf"{kind.id}\.{lower} = .* {kind.id}\.{higher} = ") as refused:
        build_analyzers(read_settings(assignments=[f"{kind.id}.{lower}={most + 1:g}"]))
    assert "set both" in str(refused.value)


def test_both_may_be_set_together():
    settings = read_settings(assignments=["weekly-jump.max_ratio=1.9", "weekly-jump.caution_ratio=2.1"])
    [rule] = [one for one in build_analyzers(settings) if isinstance(one, WeeklyJump)]
    assert (rule.max_ratio, rule.caution_ratio) == (1.9, 2.1)
