"""What stands before an XML file's first element, without the declarations inside its DOCTYPE.

They say how elements may be nested and what attributes mean: nothing that we need. Apple Health writes them broken since
iOS 16 (a ">" is missing), and writes them broken again however often one exports.
"""

import re

from runrisk.errors import UnsafeFileError

DISTRUST = "No watch writes this: do not trust the file, and take it from where it came from once more"

_SKIPPED = re.compile(rb"\s+|<\?.*?\?>|<!--.*?-->", re.DOTALL)
_DOCTYPE = b"<!DOCTYPE"
_OPENS = re.compile(rb"[\[>]")
_CLOSES = re.compile(rb"\]\s*>")


class Prolog:
    """Holds a file's UTF-8 back until its prolog has passed: `<!DOCTYPE x [...]>` leaves as `<!DOCTYPE x >`.

    Attributes:
        held: bytes not yet given on; whoever feeds bounds them.
        passed: whether all that comes is given on as it is.
    """

    def __init__(self) -> None:
        self.held = b""
        self.passed = False
        self._at = 0

    def feed(self, utf8: bytes, *, final: bool = False) -> bytes:
        """Return what may be parsed; line numbers stay those of the file. `final` gives on what is held.

        Raises:
            UnsafeFileError: the declarations declare entities.
        """
        if self.passed:
            return utf8
        self.held += utf8
        while skipped := _SKIPPED.match(self.held, self._at):
            self._at = skipped.end()
        whole = self._without_declarations()
        if whole is None and not final:
            return b""
        self.passed = True
        whole, self.held = self.held if whole is None else whole, b""
        return whole

    def _without_declarations(self) -> bytes | None:
        """The held bytes, or None while more are needed to tell."""
        rest = self.held[self._at : self._at + len(_DOCTYPE)]
        if not any(rest.startswith(begins) or begins.startswith(rest) for begins in (_DOCTYPE, b"<!--", b"<?")):
            return self.held
        opens = _OPENS.search(self.held, self._at)
        if rest != _DOCTYPE or opens is None:
            return None
        if opens[0] == b">":
            return self.held
        closes = _CLOSES.search(self.held, opens.end())
        declared = self.held[opens.end() : closes.start() if closes else None]
        if b"<!ENTITY" in declared:
            raise UnsafeFileError("the file declares entities", cure=DISTRUST)
        if closes is None:
            return None
        return self.held[: opens.start()] + b"\n" * declared.count(b"\n") + self.held[closes.end() - 1 :]
