"""What must not leave in a report: folders and e-mail addresses that file names and reasons carry."""

import re

HIDDEN = "(address)"

_EMAIL = re.compile(r"[^\s@/\\:;,<>()\"']+@[^\s@/\\:;,<>()\"']+")
_FULL_PATH = re.compile(r"(?:(?<=\s)|(?<=['\"(])|^)(?:[A-Za-z]:|~|\.\.?)?[/\\](?:[^\s/\\]*[/\\])*")


def public_name(name: str) -> str:
    """A file's name without its folders, also inside an archive ("all.zip: runs/a.fit"), and without addresses."""
    parts = (re.split(r"[/\\]", part)[-1] for part in name.split(": "))
    return _EMAIL.sub(HIDDEN, ": ".join(parts))


def public_text(text: str) -> str:
    """A sentence without the folders of full paths and without addresses."""
    return _EMAIL.sub(HIDDEN, _FULL_PATH.sub("", text))
