"""The sports that matter to a runner's log."""

from enum import StrEnum


class Sport(StrEnum):
    """What was done. The values are FIT's own names where FIT has one."""

    RUNNING = "running"
    WALKING = "walking"
    HIKING = "hiking"
    CYCLING = "cycling"
    SWIMMING = "swimming"
    ROWING = "rowing"
    ELLIPTICAL = "elliptical"
    STRENGTH = "strength"
    MOBILITY = "mobility"
    OTHER = "other"
    """Named by the file, and none of the above."""
    UNKNOWN = "unknown"
    """Not named by the file at all."""


LOW_IMPACT = frozenset({Sport.CYCLING, Sport.SWIMMING, Sport.ROWING, Sport.ELLIPTICAL})
"""Sports without a flight phase: they count as training and as free of running impact."""
