"""Which foot is on the lower edge of a crowned road, by what the runner answers."""

from runrisk.model import Answers

ONE_SIDED = frozenset({"facing", "with", "left", "right"})
"""Answers to `usual_side` that mean always the same side."""
_OTHER = {"left": "right", "right": "left"}


def low_foot(answers: Answers) -> str | None:
    """Left or right: the foot at the edge; None where the answers do not tell.

    Facing the traffic one runs on the left where traffic drives on the right; with it, on the side it drives on.
    """
    side, driving = str(answers.get("usual_side")).lower(), str(answers.get("driving_side")).lower()
    if side in _OTHER:
        return side
    if driving not in _OTHER:
        return None
    return {"facing": _OTHER[driving], "with": driving}.get(side)
