"""File names as they may be shown: no e-mail address, no control character and, in the end, no folder."""

import re

from runrisk.importers.clean_text import clean_text

_EMAIL = re.compile(r"[^\s/@]+(?:@|%40)[^\W_]+(?:[.-][^\W_]+)*")
_ABSOLUTE = re.compile(r"/|[A-Za-z]:")
_NO_STEP = {"", ".", ".."}
_INSIDE = ": "
"""Stands between a zip and its member: "all.zip: run.fit"."""


def shown_name(raw: str) -> str:
    """Return a relative path without what no screen should get; it still tells the files of a container apart.

    Steps up and absolute folders, as evil or careless zips hold them, go: an absolute name keeps its last part only.
    """
    text = raw.encode("utf-8", "replace").decode().replace("\\", "/")
    parts = [seen for part in text.split("/") if (seen := clean_text(re.sub(r"\s+", " ", part)) or "") not in _NO_STEP]
    if _ABSOLUTE.match(text.lstrip()):
        parts = parts[-1:]
    cleaned = clean_text("/".join(parts))
    return _EMAIL.sub("(e-mail)", cleaned) if cleaned else "(no name)"


def without_folders(shown: str) -> str:
    """Return a shown name without folders, also inside zips: folders may name their owner or a place."""
    return _INSIDE.join(part.rpartition("/")[2] for part in shown.split(_INSIDE))
