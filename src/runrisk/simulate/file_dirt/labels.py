"""Files that name no sport, or the wrong one."""

from dataclasses import replace

import numpy as np

from runrisk.model import Sport
from runrisk.simulate.made import Made


def no_sport(one: Made, _: np.random.Generator) -> tuple[Made, ...]:
    """A run in a file that names no sport; for some weeks, as one app writes them."""
    return (replace(one, activity=replace(one.activity, sport=Sport.UNKNOWN, sub_sport=None)),)


def ride_as_run(one: Made, _: np.random.Generator) -> tuple[Made, ...]:
    """A ride recorded with the watch set to running; a service's table, where there is one, has it right."""
    return (replace(one, activity=replace(one.activity, sport=Sport.RUNNING, sub_sport=None)),)
