"""SVG elements as text: rounded numbers, escaped words, colours of the page. No style attribute, which a page forbids."""

from collections.abc import Iterable, Sequence
from html import escape

from runrisk.charts.colours import MUTED, PAPER, paint

WORDS_PX = 12
"""Size of words in a picture [px]."""

Point = tuple[float, float]


def px(value: float) -> str:
    """A number to a tenth of a pixel."""
    return f"{round(value, 1) + 0:g}"  # + 0: no minus before a zero


def attributes(**looks: object) -> str:
    """Attributes in their order; `stroke_width=2` is `stroke-width="2"`, None is none."""
    return "".join(f' {name.replace("_", "-")}="{value}"' for name, value in looks.items() if value is not None)


def line(start: Point, end: Point, colour: str, width: float = 1, dash: str | None = None) -> str:
    """A straight line."""
    (x1, y1), (x2, y2) = start, end
    looks = attributes(stroke=paint(colour), stroke_width=width, stroke_dasharray=dash)
    return f'<line x1="{px(x1)}" y1="{px(y1)}" x2="{px(x2)}" y2="{px(y2)}"{looks}/>'


def path(d: str, *, fill: str = "none", stroke: str | None = None, width: float = 1, dash: str | None = None) -> str:
    """A path; `fill` is a colour, "none" or the reference of a hatch. Nothing where it has no points."""
    if not d:
        return ""
    looks = attributes(
        fill=paint(fill),
        stroke=stroke and paint(stroke),
        stroke_width=width if stroke else None,
        stroke_dasharray=dash,
    )
    return f'<path d="{d}"{looks}/>'


def box(left: float, top: float, width: float, height: float) -> str:
    """A rectangle as the part of a path: many of one look make one element."""
    return f"M{px(left)} {px(top)}h{px(width)}v{px(height)}h{px(-width)}z"


def through(points: Sequence[Point]) -> str:
    """A line through points as the part of a path."""
    return "M" + "L".join(f"{px(x)} {px(y)}" for x, y in points)


def discs(points: Iterable[Point], radius: float) -> str:
    """Discs around points as a path."""
    r = px(radius)
    turn = f"a{r} {r} 0 1 1 {px(2 * radius)} 0a{r} {r} 0 1 1 {px(-2 * radius)} 0z"
    return "".join(f"M{px(x - radius)} {px(y)}{turn}" for x, y in points)


def round_dots(points: Iterable[Point], radius: float, colour: str) -> str:
    """Discs of one colour as a path of no length with round ends: a quarter of what outlines take."""
    d = "".join(f"M{px(x)} {px(y)}h0" for x, y in points)
    looks = attributes(stroke=paint(colour), stroke_width=px(2 * radius), stroke_linecap="round")
    return f'<path d="{d}"{looks}/>' if d else ""


def pointing_down(points: Iterable[Point], size: float) -> str:
    """Triangles that point down to their points."""
    half, high = size / 2, size * 0.85
    return "".join(f"M{px(x - half)} {px(y - high)}h{px(size)}L{px(x)} {px(y)}z" for x, y in points)


def pointing_aside(points: Iterable[tuple[float, float, float]], side: int) -> str:
    """Triangles of a size each around their points, that point to the left (-1) or right (1)."""
    return "".join(
        f"M{px(x + side * size / 2)} {px(y)}L{px(x - side * size / 2)} {px(y - size / 2)}v{px(size)}z"
        for x, y, size in points
    )


def crosses(points: Iterable[Point], half: float) -> str:
    """Crosses on points."""
    side = 2 * half
    return "".join(
        f"M{px(x - half)} {px(y - half)}l{px(side)} {px(side)}m0 {px(-side)}l{px(-side)} {px(side)}" for x, y in points
    )


def words(
    x: float,
    y: float,
    text: str,
    *,
    anchor: str = "start",
    colour: str = MUTED,
    bold: bool = False,
    halo: bool = False,
) -> str:
    """A line of words on its base line; with `halo` the paper shines round it, over what lies below."""
    looks = attributes(
        fill=paint(colour),
        text_anchor=None if anchor == "start" else anchor,
        font_weight="600" if bold else None,
        paint_order="stroke" if halo else None,
        stroke=paint(PAPER) if halo else None,
        stroke_width=3 if halo else None,
    )
    return f'<text x="{px(x)}" y="{px(y)}"{looks}>{escape(text, quote=False)}</text>'


def hatch(name: str, stroke: str, ground: str | None, turn: int, apart: float = 5) -> str:
    """A pattern of parallel lines."""
    filled = f'<rect width="{px(apart)}" height="{px(apart)}" fill="{paint(ground)}"/>' if ground else ""
    return (
        f'<pattern id="{name}" width="{px(apart)}" height="{px(apart)}" patternUnits="userSpaceOnUse" '
        f'patternTransform="rotate({turn})">{filled}<line x1="0" y1="0" x2="0" y2="{px(apart)}" '
        f'stroke="{paint(stroke)}" stroke-width="1.6"/></pattern>'
    )
