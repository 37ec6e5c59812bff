"""Whatever encoding an XML file declares, expat is handed clean UTF-8."""

import codecs
import re

HEAD_BYTES = 1024
"""The encoding is looked for in so many first bytes. Our choice: a declaration has about 60."""

_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
    (b"<\0", "utf-16-le"),
    (b"\0<", "utf-16-be"),
)

_DECLARED = re.compile(rb"""<\?xml[^>]*?\sencoding\s*=\s*["']([A-Za-z0-9._-]{1,40})["']""")

# A list of what may be, not of what may not: Python also knows idna and punycode (quadratic) and zlib (a bomb).
_ALLOWED = re.compile(
    r"iso8859-\d+|cp(125\d|437|850|852|866|874|932|936|949|950)|koi8-[ru]|mac-roman|ascii|gb2312|gbk|gb18030|big5|shift_jis|euc_(jp|kr)"
)

_CONTROLS = bytes(code for code in range(0x20) if chr(code) not in "\t\n\r")
_BLANK = "\ufeff\0 \t\r\n"


class Utf8Stream:
    """Turns chunks of a file into UTF-8 without leading blanks and without the control characters XML forbids.

    Attributes:
        damaged: bytes that are no text in the file's encoding were replaced by U+FFFD.
    """

    def __init__(self) -> None:
        self.damaged = False
        self._head = b""
        self._codec = ""
        self._decoder: codecs.IncrementalDecoder | None = None
        self._started = False

    @property
    def is_plain(self) -> bool:
        """Whether ASCII bytes that come next would leave as they are."""
        decoder = self._decoder
        return decoder is not None and self._started and self._codec == "utf-8" and not decoder.getstate()[0]

    def feed(self, chunk: bytes, *, final: bool = False) -> bytes:
        """Return the next piece; nothing until the encoding is known. `final` flushes."""
        if self._decoder is None:
            chunk = self._head = (self._head + chunk).lstrip()
            if len(chunk) < HEAD_BYTES and not final:
                return b""
            self._codec = encoding_of(chunk)
            self._decoder = codecs.getincrementaldecoder(self._codec)("replace")
        text = self._decoder.decode(chunk, final)
        if not self._started:
            text = text.lstrip(_BLANK)
            self._started = bool(text)
        self.damaged = self.damaged or "\ufffd" in text
        return text.encode().translate(None, _CONTROLS)


def encoding_of(head: bytes) -> str:
    """Return the codec that reads a file starting with `head`: byte order mark, else declaration, else UTF-8.

    A declaration that can be read as ASCII and claims UTF-16 is wrong (.NET writes such files): UTF-8.
    """
    for mark, codec in _BYTE_ORDER_MARKS:
        if head.startswith(mark):
            return codec
    declared = _DECLARED.match(head)
    if declared is None:
        return "utf-8"
    try:
        codec = codecs.lookup(declared[1].decode("ascii")).name
    except LookupError:
        return "utf-8"
    return codec if _ALLOWED.fullmatch(codec) else "utf-8"
