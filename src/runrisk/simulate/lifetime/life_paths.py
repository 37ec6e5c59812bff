"""The path of a made-up run, straight from its samples: made-up tracks have no jumps that need to be cut."""

import numpy as np
import pandas as pd

from runrisk.model.features import PATH_STEP_M, RunPath


def samples_path(samples: pd.DataFrame) -> RunPath | None:
    """A point every `PATH_STEP_M` along the recorded distance; each segment is a piece. None without positions.

    Where the fix is lost or lies far off (`simulate.dirt`), the path goes straight on; a reader of files cuts it.
    """
    placed = samples[samples["lat_deg"].notna()]
    if len(placed) < 2:  # noqa: PLR2004 - two points make a line
        return None
    way_m = placed["distance_m"].to_numpy()
    at_m = np.arange(way_m[0], way_m[-1], PATH_STEP_M)
    segment = placed["segment"].to_numpy()[np.searchsorted(way_m, at_m, side="right") - 1]
    return RunPath(
        lat_deg=np.interp(at_m, way_m, placed["lat_deg"]),
        lon_deg=np.interp(at_m, way_m, placed["lon_deg"]),
        piece=segment.astype(np.int32),
    )
