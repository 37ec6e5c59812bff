"""Kilometres in the labels of charts that are drawn already, as another unit: until a chart is made of values."""

import re

from runrisk.wording import Units

_NUMBER = r"\d[\d,]*(?:\.\d+)?"
_DISTANCE = re.compile(rf"({_NUMBER}(?:(?: to | and | or |–){_NUMBER})*) km\b(?!/)")


def label_in(units: Units, text: str) -> str:
    """A label drawn in kilometres, in this unit; speeds (km/h) are left alone."""
    return _DISTANCE.sub(lambda found: f"{_numbers(units, found[1])} {units}", text)


def _numbers(units: Units, kilometres: str) -> str:
    return re.sub(_NUMBER, lambda one: f"{units.of(float(one[0].replace(',', '')) * 1000):,.1f}", kilometres)
