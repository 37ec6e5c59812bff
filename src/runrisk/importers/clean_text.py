"""Text from files is untrusted: cleaned once, at the door."""

import re
import unicodedata

MAX_LENGTH = 500
"""Longer names and notes are cut [characters]. Our choice: a note is no novel."""

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")


def clean_text(text: str | None) -> str | None:
    """Return text without control and direction-override characters, in NFC, cut to MAX_LENGTH; None when empty."""
    if text is None:
        return None
    cleaned = unicodedata.normalize("NFC", _CONTROL.sub("", text)).strip()
    return cleaned[:MAX_LENGTH] or None
