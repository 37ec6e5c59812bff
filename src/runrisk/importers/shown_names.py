"""File names as they may be shown: no folders of the owner, no e-mail address, no control characters."""

import re

from runrisk.importers.text import clean_text

_EMAIL = re.compile(r"[^\s/@]+(?:@|%40)[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*")
_STEPS = frozenset({"", ".", ".."})
_ABSOLUTE = re.compile(r"/|[A-Za-z]:")


def shown_name(raw: str) -> str:
    """Return a relative path that is safe to show.

    Steps up and absolute folders, as evil or careless zips hold them, go: an absolute name keeps its last part only.
    """
    text = clean_text(raw.encode("utf-8", "replace").decode().replace("\\", "/")) or ""
    parts = [part for part in (re.sub(r"\s+", " ", part).strip() for part in text.split("/")) if part not in _STEPS]
    if _ABSOLUTE.match(text):
        parts = parts[-1:]
    return _EMAIL.sub("(e-mail)", "/".join(parts)) or "(no name)"
