"""A load rule's number day by day, as plans and evaluations need it: each day from that day and those before it."""

from dataclasses import dataclass

import pandas as pd


@dataclass(frozen=True, kw_only=True, eq=False)
class DayScores:
    """One value for each day of the log; nothing of a later day goes into any of them.

    Attributes:
        score: the rule's own number, the larger the nearer to its limit or beyond; NaN on days that cannot be judged.
        flagged: whether the day is beyond the limit; False where it cannot be judged.
    """

    score: pd.Series
    flagged: pd.Series
