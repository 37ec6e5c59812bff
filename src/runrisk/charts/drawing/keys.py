"""The key of a picture: a small sign and a name for each series, set in lines of the width there is."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import singledispatch

from runrisk.charts.colours import FLAG, GRID, INK, MUTED, PAPER, SECOND, SERIES
from runrisk.charts.drawing import elements as svg
from runrisk.charts.drawing.looks import FLAGGED, STROKES, Fill, fill_of
from runrisk.charts.drawing.text_widths import lines_of, width_px
from runrisk.charts.plot import AnyPanel, Panel
from runrisk.charts.series import Band, Bars, Dots, Line, Look, Rule, Series, Steps, Unknown
from runrisk.charts.units import text_of
from runrisk.wording import Wording

LINE_PX = 17.0
"""From one line of the key to the next."""
SIGN_PX, GAP_PX = 18.0, 16.0
"""Width of a sign with the space behind it; space between two names."""


@dataclass(frozen=True, kw_only=True, slots=True)
class KeyEntry:
    """A name of the key and its sign, drawn around (0, 0) from -7 to 7 across; `fill`: the hatch that it uses."""

    name: str
    sign: str
    fill: Fill | None = None


def entries(panels: Iterable[AnyPanel], prefix: str, wording: Wording) -> list[KeyEntry]:
    """The entries of all series that a key names, each name once."""
    found: dict[str, KeyEntry] = {}
    for panel in panels:
        for one in panel.series if isinstance(panel, Panel) else ():
            for entry in _entries(one, prefix, wording):
                if entry.name:
                    found.setdefault(entry.name, entry)
    return list(found.values())


def set_key(entries: Sequence[KeyEntry], left: float, top: float, width: float) -> tuple[str, float]:
    """The key from its upper left corner on, and its height [px]; a name too long for the width is broken."""
    parts, x, y = [], left, top
    for entry in entries:
        lines = lines_of(entry.name, width - SIGN_PX)
        needed = SIGN_PX + max(map(width_px, lines))
        if x > left and x + needed > left + width:
            x, y = left, y + LINE_PX
        parts.append(f'<g transform="translate({svg.px(x + 7)} {svg.px(y + 6)})">{entry.sign}</g>')
        parts += [svg.words(x + SIGN_PX, y + 10 + LINE_PX * row, line, colour=INK) for row, line in enumerate(lines)]
        x, y = x + needed + GAP_PX, y + LINE_PX * (len(lines) - 1)
    return "".join(parts), y + LINE_PX - top if parts else 0.0


@singledispatch
def _entries(one: Series, prefix: str, wording: Wording) -> Iterator[KeyEntry]:  # noqa: ARG001
    """Limits, notes and intervals are named where they stand."""
    yield from ()


@_entries.register
def _(one: Line | Steps, prefix: str, wording: Wording) -> Iterator[KeyEntry]:  # noqa: ARG001
    if one.keyed:
        look = STROKES[one.look]
        yield KeyEntry(
            name=text_of(one.name, wording), sign=svg.line((-7, 0), (7, 0), look.colour, look.width, look.dash)
        )


@_entries.register
def _(one: Dots, prefix: str, wording: Wording) -> Iterator[KeyEntry]:  # noqa: ARG001
    if one.keyed:
        yield KeyEntry(name=text_of(one.name, wording), sign=dots_of(one, [(0.0, 0.0)]))


@_entries.register
def _(one: Bars, prefix: str, wording: Wording) -> Iterator[KeyEntry]:
    if one.keyed:
        yield _block(text_of(one.name, wording), fill_of(one), prefix, framed=one.part is not None)
    if any(one.flagged) and one.flag_name:
        yield _block(text_of(one.flag_name, wording), FLAGGED, prefix)


@_entries.register
def _(one: Rule, prefix: str, wording: Wording) -> Iterator[KeyEntry]:  # noqa: ARG001
    yield KeyEntry(name=text_of(one.name, wording), sign=svg.line((-7, 0), (7, 0), INK, 1, "2 3"))


@_entries.register
def _(one: Band, prefix: str, wording: Wording) -> Iterator[KeyEntry]:  # noqa: ARG001
    yield KeyEntry(name=text_of(one.name, wording), sign=svg.path(svg.box(-7, -5, 14, 10), fill=GRID))


@_entries.register
def _(one: Unknown, prefix: str, wording: Wording) -> Iterator[KeyEntry]:  # noqa: ARG001
    if one.at:
        yield KeyEntry(name=text_of(one.name, wording), sign=svg.path(svg.crosses([(0, 0)], 3), stroke=MUTED))


def _block(name: str, fill: Fill, prefix: str, *, framed: bool = False) -> KeyEntry:
    sign = svg.path(svg.box(-7, -5, 14, 10), fill=fill.reference(prefix), stroke=MUTED if framed else None, width=0.6)
    return KeyEntry(name=name, sign=sign, fill=fill)


def dots_of(one: Dots, points: Sequence[svg.Point]) -> str:
    """Dots that are not flagged."""
    if one.stems:
        return svg.path(svg.discs(points, 3.5), fill=INK)
    if one.look is Look.RING:
        return svg.path(svg.discs(points, 3), fill=PAPER, stroke=INK, width=1.1)
    return svg.round_dots(points, 2.2, SECOND if one.look is Look.BESIDE else SERIES)


def flags_of(points: Sequence[svg.Point], size: float = 9) -> str:
    """Triangles above what is flagged."""
    return svg.path(svg.pointing_down([(x, y - 2) for x, y in points], size), fill=FLAG)
