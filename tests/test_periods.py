"""Looking at other days of a log in a notebook."""

from datetime import date, timedelta

import pandas as pd
import pytest

from logs import training_log
from runrisk.errors import SettingsError
from runrisk.model import Period

LOG = training_log(["12 x 8 . 8 . 8 . 12"])


@pytest.mark.parametrize("first", ["2026-02-02", date(2026, 2, 2), pd.Timestamp("2026-02-02 07:30")])
def test_days_may_be_text_dates_or_moments(first):
    assert LOG.between(first, "2026-02-08").period == Period(since=date(2026, 2, 2), until=date(2026, 2, 8))


def test_one_day_is_a_period_and_none_is_not():
    assert LOG.between("2026-02-02", "2026-02-02").period.since == date(2026, 2, 2)
    with pytest.raises(SettingsError, match="starts on 2026-02-03 and ends before that"):
        LOG.between("2026-02-03", "2026-02-02")


@pytest.mark.parametrize(("text", "says"), [("3 Feb", "'3 Feb' is no day. Write"), ("1026-02-03", "no runner's time")])
def test_what_is_no_day_is_said(text, says):
    with pytest.raises(SettingsError, match=says):
        LOG.between(text, "2026-02-08")


def test_the_last_days_end_with_the_log():
    assert LOG.last(28).period == Period(since=LOG.as_of - timedelta(days=27), until=LOG.as_of)
    assert LOG.last(1).period.since == LOG.as_of
    assert len(LOG.last(28).runs) == len(LOG.runs)  # the whole log stays to compare with
    with pytest.raises(SettingsError, match="the last 0 days are none"):
        LOG.last(0)
