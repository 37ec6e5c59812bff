"""Made-up runners in made-up towns: logs for samples, tests and benchmarks.

season(Path("season"), seed=3, plant=("session-spike@20",))   # a folder of FIT and GPX files
made_season(seed=3)                                           # the same as values, with every sample
season_log(seed=3, weeks=52)                                  # the same as numbers only, in milliseconds
life(Path("life"), years=10, seed=3)                          # ten years with all the dirt of real logs
life_log(years=10, seed=3)                                    # the same as a right reader would count it
made_cohort(seed=3)                                           # many runners' days and injuries, of a known truth
"""

from collections.abc import Mapping

from runrisk.simulate import planted
from runrisk.simulate.cohort_days import made_cohort, write_cohort
from runrisk.simulate.file_dirt import dirt_table as table
from runrisk.simulate.lifetime.life_dirt import LIFE_DIRT
from runrisk.simulate.lifetime.life_log import life_log
from runrisk.simulate.lifetime.writing import life
from runrisk.simulate.made import Made, made_season, season_activities, season_log
from runrisk.simulate.made_export import season
from runrisk.simulate.sample_season import sample_logs

PLANTS: Mapping[str, str] = {name: plant.says for name, plant in planted.PLANTS.items()}
"""What can be planted: names of rules, and what is done, in a line each."""

FILE_DIRT: Mapping[str, str] = {name: dirt.says for name, dirt in table.FILE_DIRT.items()}
"""What can go wrong with the files of an activity, in a line each."""

__all__ = [
    "FILE_DIRT",
    "LIFE_DIRT",
    "PLANTS",
    "Made",
    "life",
    "life_log",
    "made_cohort",
    "made_season",
    "sample_logs",
    "season",
    "season_activities",
    "season_log",
    "write_cohort",
]
