"""The first bytes of a file, and what they say; its name is never asked."""

import re
from dataclasses import dataclass
from functools import cached_property

HEAD_BYTES = 4096
"""So many bytes are looked at: enough for a long XML prolog. Our choice."""

_BOMS = {b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16", b"<\x00": "utf-16-le", b"\x00<": "utf-16-be"}
_PROLOG = re.compile(r"[\s\ufeff]+|<\?.*?\?>|<!--.*?-->", re.DOTALL)
_ROOT = re.compile(r"<(?:!doctype\s+)?(?:[\w.-]+:)?([\w.-]+)", re.IGNORECASE)


@dataclass(frozen=True)
class Head:
    """The first HEAD_BYTES bytes of a file, or fewer."""

    content: bytes

    @cached_property
    def text(self) -> str:
        """Them as text, good enough to find the first tag."""
        return self.content.decode(_BOMS.get(self.content[:2], "utf-8"), "replace")

    @cached_property
    def root(self) -> str:
        """Local name of the first element or of the DOCTYPE that announces it, in lower case; empty without one."""
        text = self.text
        while skipped := _PROLOG.match(text):
            text = text[skipped.end() :]
        root = _ROOT.match(text)
        return root.group(1).lower() if root else ""
