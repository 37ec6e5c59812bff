"""Many runners: a club, a clinic, a study. One folder or zip a runner, one row a runner.

judging.py is the door. Per runner: look what is there (listing), read it in batches of files (tasks, activity_rows),
conclude (row). course.py says what is done next, engines.py and dask_engine.py who does it, parts.py keeps what is
finished, table.py and page.py show it.
"""

from runrisk.workflows.cohort.judging import cohort
from runrisk.workflows.cohort.table import Cohort

__all__ = ["Cohort", "cohort"]
