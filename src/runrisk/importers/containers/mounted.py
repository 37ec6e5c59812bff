"""A watch that is plugged in, found by the folder in which it keeps its activities."""

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

USUAL_ROOTS = ("/media", "/run/media", "/mnt", "/Volumes")
"""Where systems mount drives; besides, a Linux desktop mounts MTP watches below /run/user/<uid>/gvfs."""

_DEPTH = 4
"""Folders between a root and GARMIN: user, device, "Internal Storage" and one to spare."""
_MOST_FOLDERS = 2_000
"""So many folders are looked into, then the search ends: a mounted backup drive is no watch. Our choice."""
_ACTIVITIES = frozenset({"activity", "activities"})


def watch_folders(roots: Iterable[Path]) -> tuple[Path, ...]:
    """Return the activity folders of the Garmin watches below some roots, by path; only names are looked at.

    Args:
        roots: folders that hold mounted drives; one that is missing or closed to us is passed over.
    """
    return tuple(sorted({folder for root in roots for folder in _below(root)}))


def _below(root: Path) -> Iterator[Path]:
    level, looked_into = [root], 0
    for _ in range(_DEPTH):
        folders = [inner for folder in level for inner in _folders(folder)]
        for folder in folders:
            if folder.name.lower() == "garmin":
                yield from (inner for inner in _folders(folder) if inner.name.lower() in _ACTIVITIES)
        level = [folder for folder in folders if not folder.name.startswith(".")]
        looked_into += len(level)
        if looked_into > _MOST_FOLDERS:
            return


def _folders(folder: Path) -> list[Path]:
    """The folders in a folder; none where it cannot be opened (a mount of somebody else's, a watch just unplugged)."""
    try:
        with os.scandir(folder) as found:
            return [Path(entry.path) for entry in found if entry.is_dir(follow_symlinks=False)]
    except OSError:
        return []
