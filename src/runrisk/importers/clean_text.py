"""Text from files is untrusted: cleaned once, at the door, of all that is not seen and yet says something.

Signs without a shape carry orders to programs that read along, tell one copy of a text from another, turn its direction
or stretch a name over a line. All go but two that people need to write:

- the joiner and the non-joiner (U+200D, U+200C), alone between two letters of a script that is written with them
  (Arabic, Persian, Urdu, Hindi, Bengali ...): without it "می‌خواهم" is misspelt;
- between two pictures the joiner, after a sign the wish to see it as a picture (U+FE0F): a woman who runs stays one sign.

Flags made of tag characters become the black flag they are made upon: tags hide whole sentences.
"""

import re
import unicodedata

MAX_LENGTH = 500
"""Longer names and notes are cut [characters]. Our choice: a note is no novel."""

_JOINED = "\u0600-\u08ff\u0900-\u0dff\ufb50-\ufdff\ufe70-\ufefc"
"""Scripts that are written with joiners: Arabic and its neighbours, those of India."""
_PICTURES = "\u00a9\u00ae\u203c-\u2bff\u3030\u303d\u3297\u3299\U0001f000-\U0001faff"
_KEPT = "|".join(
    (
        f"(?<=[{_JOINED}])[\u200c\u200d](?=[{_JOINED}])",
        f"(?:(?<=[{_PICTURES}])|(?<=[{_PICTURES}]\ufe0f))\u200d(?=[{_PICTURES}])",
        f"(?<=[{_PICTURES}])\ufe0f",
        "(?<=[0-9#*])\ufe0f(?=\u20e3)",  # the digit on a key
    )
)
_HIDDEN = (
    "\x00-\x08\x0b-\x1f\x7f-\x9f"  # controls, but for tab and line feed
    "\u2028\u2029\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069"  # line separators; marks and orders of direction
    "\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200d\u2060-\u2065\u206a-\u206f"  # nothing to be seen
    "\u3164\uffa0\ufeff\ufff0-\ufffc\ufffe\uffff\ufdd0-\ufdef\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"  # the same
    "\ufe00-\ufe0f\U000e0000-\U000e0fff"  # variation selectors; tags and more selectors
    "\ud800-\udfff"  # halves of characters, which no file can be written with
)
_UNSEEN = re.compile(f"({_KEPT})|[{_HIDDEN}]")


def clean_text(text: str | None) -> str | None:
    """Return text without what nobody sees, in NFC, cut to MAX_LENGTH; None when empty."""
    if text is None:
        return None
    seen = _UNSEEN.sub(lambda found: found[1] or "", text)
    return unicodedata.normalize("NFC", seen).strip()[:MAX_LENGTH] or None
