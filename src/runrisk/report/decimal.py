"""The decimal mark: a finished report with a comma in place of the point.

`1,234.5` becomes `1 234,5`, with a no-break space between thousands: a point there would be read as a decimal one by
half of the readers, and this space is the one that terminals of every Western encoding can print. Each sign is replaced
by one sign, so nothing moves. It is done once, as the last step: the result cannot be told from numbers with thousands.

A number of the runner's own inside a sentence, such as the name of a pair of shoes, is taken for one of ours.
"""

import re
from collections.abc import Iterator
from enum import StrEnum

_SETTING = r"(?<![\w-])[a-z][\w-]*\.[a-z][\w\\]*\s*=\s*\S+(?:\s+\(default\s[^)]*\))?"  # Markdown: max\_ratio
_KEPT = rf"`[^`\n]*`|(?<!\w)\w+://\S+|(?<![\w.])10\.\d{{4,9}}/\S+|{_SETTING}"
"""Code, links, DOIs and settings: what is copied has to work. Versions are no numbers for what follows."""
_AMOUNT = r"(?<![\w.])(?<!\d,)(?:\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+\.\d+|(?<==)\.\d+)(?!(?!th\b)\w|[.,]\w)"
_NUMBER = re.compile(rf"(?P<kept>{_KEPT})|{_AMOUNT}")
_COMMA = str.maketrans(",.", "\N{NO-BREAK SPACE},")

_PIECE = re.compile(
    r"<!--.*?-->|<(?P<raw>script|style)\b.*?</(?P=raw)>|<(?P<close>/?)(?P<tag>[a-z][\w-]*)[^>]*>|[^<]+|<",
    re.DOTALL | re.IGNORECASE,
)
_SPOKEN = re.compile(r'(?<=\s)(?:aria-label|alt|title)="[^"]*"')
_OWN_WORDS = re.compile(r"<code\b|<[^>]*\sdir=\"auto\"", re.IGNORECASE)
_EMPTY = frozenset({"area", "br", "col", "hr", "img", "input", "link", "meta", "wbr"})


class Decimal(StrEnum):
    """The sign before the decimals of a report."""

    POINT = "point"
    COMMA = "comma"

    def text(self, text: str) -> str:
        """A text or Markdown as the program writes it, with this mark; code, links, DOIs and settings are left alone."""
        return text if self is Decimal.POINT else _with_comma(text)

    def html(self, page: str) -> str:
        """A page with this mark in its texts and in what is read out in place of a picture.

        Styles, scripts, code, comments and all that is the runner's own (`dir="auto"`) are left alone.
        """
        return page if self is Decimal.POINT else "".join(_pieces(page))


def _with_comma(text: str) -> str:
    return _NUMBER.sub(lambda found: found[0] if found["kept"] else found[0].translate(_COMMA), text)


def _pieces(page: str) -> Iterator[str]:
    """The page in pieces; `left` is the element whose content stays as it is, `depth` how many of its name are open."""
    left, depth = "", 0
    for found in _PIECE.finditer(page):
        piece, tag = found[0], (found["tag"] or "").lower()
        if left:
            depth += 0 if tag != left else -1 if found["close"] else 1
            left = left if depth else ""
            yield piece
        elif _OWN_WORDS.match(piece) and not piece.endswith("/>") and tag not in _EMPTY:
            left, depth = tag, 1
            yield piece
        elif tag:
            yield _SPOKEN.sub(lambda spoken: _with_comma(spoken[0]), piece)
        else:
            yield piece if piece.startswith("<") else _with_comma(piece)
