"""Many runners: a club, a clinic, a study. One folder or zip a runner, one row a runner.

cohort.py calls the rest. Per runner: look what is there (listing), read it in batches of files (tasks, activity_parts),
judge it (runner_row). scheduler.py says what is done next, engines.py and dask_engine.py who does it, unfinished.py keeps
what is finished until all is, table.py and page.py show it.
"""

from runrisk.workflows.cohort.cohort import cohort
from runrisk.workflows.cohort.table import Cohort

__all__ = ["Cohort", "cohort"]
