"""The located street map keeps away from where runs start and end."""

import numpy as np

import runrisk as rr
from runrisk.geo import to_degrees
from runrisk.measures.privacy_zones import hidden, privacy_zones
from runrisk.report.privacy_zones import outside_privacy_zones
from runrisk.report.sides.sides import middle_of
from runrisk.roadside.road_runs import road_runs


def test_no_block_of_the_located_map_touches_a_home(sample_log):
    log = sample_log
    known = rr.analyze(log).summary().sides
    middle = middle_of(log)
    shown = outside_privacy_zones(known, log, middle).side.map
    assert 0 < len(shown.blocks.points) < len(known.side.map.blocks.points)
    zones = privacy_zones(path for run in road_runs(log) for path in run.paths)
    assert zones
    lat, lon = to_degrees(*shown.blocks.middle_m.T, *middle)
    assert not hidden(zones, lat, lon).any()
    # every run of the sample begins at one door: no block stays within 200 m of it
    door = next(path for run in road_runs(log) for path in run.paths)
    away_m = np.hypot((lat - door.lat_deg[0]) * 111_195, (lon - door.lon_deg[0]) * 111_195 * np.cos(np.radians(lat)))
    assert away_m.min() > 200
