"""How far each run went down."""

import pandas as pd

from runrisk.model import TrainingLog

NO_DOWNHILL = frozenset({"treadmill", "indoor_running"})
"""Sub-sports without any downhill, whatever the barometer says."""


def descents(log: TrainingLog) -> pd.Series:
    """Descent of each run [m]; 0 indoors, NaN where it is not known."""
    return log.runs["descent_m"].mask(log.runs["sub_sport"].isin(NO_DOWNHILL).to_numpy(bool), 0.0)
