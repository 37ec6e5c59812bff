"""What a file is, told from its first bytes; its name is never asked."""

import re
from enum import StrEnum

HEAD_BYTES = 4096
"""So many bytes are looked at: enough for a long XML prolog. Our choice."""


class Kind(StrEnum):
    """What the first bytes say."""

    FIT = "fit"
    GPX = "gpx"
    TCX = "tcx"
    APPLE = "apple"
    POLAR = "polar"
    GZIP = "gzip"
    ZIP = "zip"
    HTML = "html"
    UNKNOWN = "unknown"


_ROOTS = {
    "gpx": Kind.GPX,
    "trainingcenterdatabase": Kind.TCX,
    "healthdata": Kind.APPLE,
    "html": Kind.HTML,
}
_BOMS = {b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16", b"<\x00": "utf-16-le", b"\x00<": "utf-16-be"}
_PROLOG = re.compile(r"[\s\ufeff]+|<\?.*?\?>|<!--.*?-->", re.DOTALL)
_POLAR_START = re.compile(r"[\s\ufeff]*\{\s*\"")
_POLAR_WORD = re.compile(r'"(exercises|exportVersion|timezoneOffset|timezoneOffsetMinutes)"')
_ROOT = re.compile(r"<(?:!doctype\s+)?(?:[\w.-]+:)?([\w.-]+)", re.IGNORECASE)


def sniff(head: bytes) -> Kind:
    """Return what a file is by its first HEAD_BYTES bytes."""
    if head[8:12] == b".FIT":
        return Kind.FIT
    if head.startswith(b"\x1f\x8b"):
        return Kind.GZIP
    if head[:4] in {b"PK\x03\x04", b"PK\x05\x06"}:
        return Kind.ZIP
    text = _decoded(head[:HEAD_BYTES])
    if _POLAR_START.match(text) and _POLAR_WORD.search(text) and '"startTime"' in text:
        return Kind.POLAR
    return _ROOTS.get(_root_name(text), Kind.UNKNOWN)


def _decoded(head: bytes) -> str:
    """The text of the head, good enough to find the first tag."""
    encoding = _BOMS.get(head[:2], "utf-8")
    return head.decode(encoding, "replace")


def _root_name(text: str) -> str:
    """Local name of the first element or of the DOCTYPE that announces it, in lower case; empty without one."""
    while skipped := _PROLOG.match(text):
        text = text[skipped.end() :]
    root = _ROOT.match(text)
    return root.group(1).lower() if root else ""
