"""The cases of the road-side rule whose logs are made-up seasons, or offsets put in by hand."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import yaml

from road_side_seasons import benchmark, log_of
from runrisk.analysis.outcome import run_analyzer
from runrisk.analyzers.road_side import RoadSide
from runrisk.roadside.offset import Offset
from runrisk.simulate.side_habits import SidePolicy
from runrisk.simulate.side_season import SideSeason
from runrisk.simulate.town import TownKind
from runrisk.wording import Wording

CASES = yaml.safe_load((Path(__file__).parent / "cases" / "road-side.yaml").read_text(encoding="utf-8"))["cases"]
ORDINARY = {"runs_eff": 30.0, "blocks_eff": 30.0, "km_eff": 50.0, "residual_m": 2.5, "km_both_ways": 80.0}
RULE = RoadSide()


def finding_of(log):
    if "season" in log:
        facts = dict(log["season"])
        season = SideSeason(town=TownKind(facts.pop("town")), policy=SidePolicy(facts.pop("policy")), **facts)
        paths, _ = benchmark.paths_of(season.tracks(np.random.default_rng(log["seed"])))
        return run_analyzer(RULE, log_of(paths)).finding
    measured = replace(
        RULE.measure(log_of([])), offset=Offset(**(ORDINARY | log["offset"])), current=True, road_runs=30
    )
    return RULE.judge(measured, Wording())


@pytest.mark.parametrize("case", [case for case in CASES if "weeks" not in case["log"]], ids=lambda case: case["name"])
def test_case(case):
    finding, expected = finding_of(case["log"]), case["expect"]
    assert finding.answer == expected["answer"], finding.summary
    assert finding.verdict == expected["verdict"]
    if "level" in expected:
        assert finding.level == expected["level"]
