"""Numbers in plain words, with their units."""

from collections.abc import Sequence


def km(distance_m: float) -> str:
    """`12345` -> "12.3 km"."""
    return f"{distance_m / 1000:.1f} km"


def percent(share: float) -> str:
    """`0.52` -> "52 %"."""
    return f"{100 * share:.0f} %"


def counted(number: int, noun: str) -> str:
    """`3, "run"` -> "3 runs"; `1` -> "1 run"."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def times(number: int) -> str:
    """`3` -> "3 times"; `0` -> "At no time"."""
    return counted(number, "time") if number else "At no time"


def days_judged(known_days: int, judged_days: int) -> str:
    """What a rule of days had: `70, 1` -> "70 days of log, 1 day of the period judged"."""
    return f"{counted(known_days, 'day')} of log, {counted(judged_days, 'day')} of the period judged"


def listed(parts: Sequence[str]) -> str:
    """`["a", "b", "c"]` -> "a, b and c"."""
    return " and ".join(filter(None, (", ".join(parts[:-1]), *parts[-1:])))
