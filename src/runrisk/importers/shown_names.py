"""File names as they may be shown: no folder, no e-mail address, no control character."""

import re

from runrisk.importers.text import clean_text

_EMAIL = re.compile(r"[^\s/@]+(?:@|%40)[^\W_]+(?:[.-][^\W_]+)*")


def shown_name(raw: str) -> str:
    """Return the last part of a path, safe to show: folders may name their owner."""
    text = raw.encode("utf-8", "replace").decode().replace("\\", "/")
    parts = [part for part in text.split("/") if part not in {"", ".", ".."}]
    cleaned = clean_text(re.sub(r"\s+", " ", parts[-1])) if parts else None
    return _EMAIL.sub("(e-mail)", cleaned) if cleaned else "(no name)"
