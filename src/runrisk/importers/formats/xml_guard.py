"""Expat with a guard: reads XML from anywhere, piece by piece, and refuses what could harm.

Refused are entity declarations and references to other files (leaks, bombs), nesting beyond MAX_DEPTH, texts, tags
and comments beyond MAX_TEXT, and a prolog beyond MAX_PROLOG. No tree is built, so memory does not grow with the file.
An internal DTD without entities is skipped: Apple Health begins with one.
"""

from collections.abc import Callable, Collection, Mapping
from functools import partial
from typing import NamedTuple, TypeVar
from xml.parsers import expat

from runrisk.errors import FileError, UnsafeFileError
from runrisk.importers.formats.xml_encoding import Utf8Stream
from runrisk.importers.formats.xml_prolog import DISTRUST, Prolog

MAX_DEPTH = 64
"""Elements inside each other. Our choice: GPX, TCX and Apple Health stay below 12."""

MAX_TEXT = 1_000_000
"""Bytes of one text, tag or comment. Our choice: a name or a note has some hundred."""

MAX_PROLOG = 262_144
"""Bytes before the first element. Our choice: some ten times Apple Health's DTD, the longest known."""

CHUNK_BYTES = 65_536
"""The guard looks at texts and tags each time so many bytes are parsed. Our choice."""

MAX_NAMES = 10_000
"""Different element and attribute names: expat keeps each. Our choice: the richest format has some hundred."""

OnStart = Callable[[dict[str, str]], None]
OnEnd = Callable[[str], None]

_DAMAGED = "Copy or download the file again"

_Kind = TypeVar("_Kind")


class _Element(NamedTuple):
    name: str
    local: str
    on_start: OnStart | None
    on_end: OnEnd | None


class GuardedXml:
    """A guarded parser that finds elements by their local name, in whatever namespace.

    `on_start[name](attributes)` runs at a start tag, `on_end[name](text)` at an end tag, with the text since the last
    tag; `parent` is the element around, in both. An element named `row`, of which a file holds thousands, calls no
    handlers, nor do those inside it: its attributes and the texts of those of its elements that are named in `keep`
    make one dict in `rows`. Inside it Python is called at end tags only, which halves the time, so there MAX_DEPTH
    bounds the number of elements. Every error that leaves names the file and the line.

    Attributes:
        rows: ended rows; whoever has taken them over clears the list.
        broken: where and why the file breaks off, e.g. "line 7: no element found"; None while it is whole.
    """

    def __init__(
        self,
        *,
        file: str,
        roots: Collection[str],
        on_start: Mapping[str, OnStart],
        on_end: Mapping[str, OnEnd],
        row: str = "",
        keep: Collection[str] = (),
    ) -> None:
        self.rows: list[dict[str, str]] = []
        self.broken: str | None = None
        self._file = file
        self._roots = roots
        self._elements = _ByName(lambda name, local: _Element(name, local, on_start.get(local), on_end.get(local)))
        self._kept = _ByName(lambda _, local: local if local in keep else None)
        self._row_element = row
        self._path: list[_Element] = []
        self._pieces: list[str] = []
        self._utf8 = Utf8Stream()
        self._prolog = Prolog()
        self._fed_bytes = 0
        self._rooted = False
        self._lines_passed_over = 0
        self._in_cdata = False
        self._parser = self._make_parser()
        self._start_row = self._row_starter()

    def _make_parser(self) -> expat.XMLParserType:
        parser = expat.ParserCreate("utf-8")
        parser.buffer_text = True
        parser.StartElementHandler = self._root
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._pieces.append
        parser.StartCdataSectionHandler = partial(setattr, self, "_in_cdata", True)
        parser.EndCdataSectionHandler = partial(setattr, self, "_in_cdata", False)
        parser.StartDoctypeDeclHandler = self._doctype
        parser.EntityDeclHandler = _refuse_entity
        return parser

    @property
    def parent(self) -> str:
        """Local name of the element around the one a handler is called for; empty for the root."""
        return self._path[-1].local if self._path else ""

    @property
    def damaged_text(self) -> bool:
        """Whether the file holds bytes that are no text in its encoding."""
        return self._utf8.damaged

    def is_between_rows(self, parent: str) -> bool:
        """Whether all that was fed is parsed, and the next thing inside the element `parent` may be a row."""
        parsed = self._parser.CurrentByteIndex == self._fed_bytes and self._utf8.is_plain and not self._in_cdata
        return parsed and self.broken is None and self.parent == parent

    def pass_over(self, lines: int) -> None:
        """Go on behind whole rows, of so many lines, that were read otherwise."""
        self._lines_passed_over += lines

    def feed(self, content: bytes) -> None:
        """Parse the next bytes, any number of them; does nothing once the file is `broken`.

        Raises:
            UnsafeFileError: what the guard refuses.
            FileError: another root element than expected.
        """
        for at in range(0, len(content), CHUNK_BYTES):
            self._parse(self._utf8.feed(content[at : at + CHUNK_BYTES]), final=False)

    def close(self) -> None:
        """Parse what is left.

        Raises:
            UnsafeFileError: what the guard refuses.
            FileError: there is no XML in the file, or not what was expected.
        """
        self._parse(self._utf8.feed(b"", final=True), final=True)
        if not self._rooted:
            problem = f"not an XML file ({self.broken})" if self._fed_bytes else "the file is empty"
            raise FileError(problem, file=self._file, cure=_DAMAGED)

    def _parse(self, utf8: bytes, *, final: bool) -> None:
        if self.broken is not None:
            return
        try:
            passed = self._prolog.feed(utf8, final=final)
            self._fed_bytes += len(passed)
            self._parser.Parse(passed, final)
            self._check_lengths()
        except expat.ExpatError as error:
            self.broken = f"line {error.lineno + self._lines_passed_over}: {expat.ErrorString(error.code)}"
        except FileError as error:
            place = f"line {self._parser.CurrentLineNumber + self._lines_passed_over}"
            raise type(error)(error.problem, file=self._file, place=place, cure=error.cure) from None

    def _check_lengths(self) -> None:
        if not self._rooted and self._fed_bytes + len(self._prolog.held) > MAX_PROLOG:
            raise UnsafeFileError(f"more than {MAX_PROLOG:,} bytes before the first element", cure=DISTRUST)
        unparsed = self._fed_bytes - self._parser.CurrentByteIndex
        if max(unparsed, sum(map(len, self._pieces))) > MAX_TEXT:
            raise UnsafeFileError(f"a text or tag longer than {MAX_TEXT:,} bytes", cure=DISTRUST)
        if len(self._parser.intern) > MAX_NAMES:
            raise UnsafeFileError(f"more than {MAX_NAMES:,} different names of elements", cure=DISTRUST)

    def _doctype(self, name: str, system_id: str | None, public_id: str | None, _internal: int) -> None:
        self._check_root(name)
        if system_id or public_id:
            raise UnsafeFileError("the file refers to another file (external DTD)", cure=DISTRUST)

    def _check_root(self, name: str) -> None:
        local = name.rpartition(":")[2]
        if local in self._roots:
            return
        what = "a web page" if local.lower() == "html" else f"XML of another kind (<{local[:40]}>)"
        raise FileError(f"{what}, not {' or '.join(self._roots)}", cure="Download the file again")

    def _root(self, name: str, attributes: dict[str, str]) -> None:
        self._check_root(name)
        self._rooted = True
        self._parser.StartElementHandler = self._start
        self._start(name, attributes)

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        element = self._elements[name]
        if element.local == self._row_element:
            self._start_row(attributes)
        elif element.on_start is not None:
            element.on_start(attributes)
        self._path.append(element)
        self._pieces.clear()
        if len(self._path) > MAX_DEPTH:
            raise UnsafeFileError(f"more than {MAX_DEPTH} elements inside each other", cure=DISTRUST)

    def _end(self, name: str) -> None:
        if not self._path or self._path[-1].name != name:
            raise UnsafeFileError(f"<{self._row_element}> elements inside each other", cure=DISTRUST)
        on_end = self._path.pop().on_end
        if on_end is not None:
            on_end("".join(self._pieces).strip())
        self._pieces.clear()

    def _row_starter(self) -> OnStart:
        """Return what runs at the start of a row: a closure, as is what it sets to end elements; they run most often."""
        parser, path, pieces, kept, rows = self._parser, self._path, self._pieces, self._kept, self.rows
        start, end = self._start, self._end
        row: dict[str, str] = {}
        left = 0

        def start_row(attributes: dict[str, str]) -> None:
            nonlocal row, left
            row, left = attributes, MAX_DEPTH
            parser.StartElementHandler = None
            parser.EndElementHandler = end_in_row

        def end_in_row(name: str) -> None:
            nonlocal left
            local = kept[name]
            if local is not None:
                row[local] = "".join(pieces).strip()
            elif name == path[-1].name:
                rows.append(row)
                path.pop()
                parser.StartElementHandler = start
                parser.EndElementHandler = end
            pieces.clear()
            left -= 1
            if left < 0:
                raise UnsafeFileError(f"more than {MAX_DEPTH} elements in one <{self._row_element}>", cure=DISTRUST)

        return start_row


class _ByName(dict[str, _Kind]):
    """What is to be done with an element, by its name as written, prefix included; found once per spelling."""

    def __init__(self, find: Callable[[str, str], _Kind]) -> None:
        super().__init__()
        self._find = find

    def __missing__(self, name: str) -> _Kind:
        self[name] = found = self._find(name, name.rpartition(":")[2])
        return found


def _refuse_entity(*_declaration: object) -> None:
    """Refuse internal, external and parameter entities; without a declaration there can be no reference to one."""
    raise UnsafeFileError("the file declares entities", cure=DISTRUST)
