"""How much is run in pairs of shoes that are new."""

from datetime import timedelta

import numpy as np
import pandas as pd

from runrisk.measures.shoe_wear import Wear, first_days
from runrisk.model import TrainingLog

DAYS = 14
"""A pair is new for two weeks. Our choice."""
BEFORE_DAYS = 28
"""In the first four weeks with named shoes every pair looks new. Our choice."""


def new_share(log: TrainingLog, worn: Wear) -> pd.Series:
    """Share of the named distance of each 14 days in pairs first worn in them; NaN while too little is known before."""
    window, days = worn.over(DAYS), worn.by_pair.index
    first = pd.DatetimeIndex([first_days(log, worn).get(str(pair)) for pair in worn.by_pair])
    age_days = (days.to_numpy()[:, None] - first.to_numpy()[None, :]) // np.timedelta64(1, "D")
    new_m = window.by_pair.where(age_days < DAYS, 0.0).sum(axis=1)
    share = (new_m / window.named_m.where(window.named_m > 0)).astype(float)
    if worn.named_days.empty:
        return share
    return share.where(days >= worn.named_days[0] + timedelta(days=BEFORE_DAYS))
