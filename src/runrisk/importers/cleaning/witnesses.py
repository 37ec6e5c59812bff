"""Several witnesses of one number: where they agree the first is taken, else those of whom there are most."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

AGREE = 0.15
"""Witnesses agree where the larger is at most so much above the smaller. Our choice: a foot pod that was never
calibrated, or a track through a forest, is some 10 % off; a missing lap, another unit or a lost half is more."""


@dataclass(frozen=True, kw_only=True)
class Witness:
    """One part of a file and what it says.

    Attributes:
        name: as the runner reads it: "the session", "the laps".
        value: above 0, in the unit of the question.
        has_unit: it was written in some unit, which may be the wrong one; positions were not.
    """

    name: str
    value: float
    has_unit: bool = True


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """Who is believed, the one whose number is taken first, and who is not."""

    believed: tuple[Witness, ...]
    outvoted: tuple[Witness, ...]


def agree(one: float, other: float, slack: float = 0.0) -> bool:
    """Whether two numbers are the same within AGREE, or within `slack` of their own unit."""
    low, high = sorted((one, other))
    return high <= low * (1 + AGREE) or high - low <= slack


def verdict(
    witnesses: Sequence[Witness], likely: Callable[[Witness, Sequence[Witness]], float], slack: float = 0.0
) -> Verdict:
    """Let the witnesses (one or more, the surest first) vote: most agree, then the likelier, then the surer.

    Args:
        witnesses: in order of trust.
        likely: how likely a witness is by itself, given all; decides where as many agree with another.
        slack: see `agree`.
    """
    groups = [[other for other in witnesses if agree(one.value, other.value, slack)] for one in witnesses]
    place = max(range(len(groups)), key=lambda at: (len(groups[at]), likely(witnesses[at], witnesses), -at))
    believed = tuple(groups[place])
    return Verdict(believed=believed, outvoted=tuple(other for other in witnesses if other not in believed))


def say(witnesses: Sequence[Witness]) -> str:
    """Who says it, with the verb: "the session says", "the laps and the positions say"."""
    names = [witness.name for witness in witnesses]
    who = names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
    return f"{who} {'says' if who in _ONE else 'say'}"


_ONE = frozenset({"the session", "the stated end"})
