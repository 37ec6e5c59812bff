"""Matplotlib's SVG made fit to stand inside a page: small, named, in the page's colours, with no style of its own."""

import re
from collections.abc import Mapping
from html import escape

from runrisk.charts.style import INK, VARIABLES

_TAG = re.compile(r"<[^>]+>")
_STYLE = re.compile(r' style="([^"]*)"')
_OWN_ID = re.compile(r' id="([^"]+)"')
_REFERENCE = re.compile(r'(?:xlink:)?href="#([^"]+)"')
_URL = re.compile(r"url\(#([^)]+)\)")
_LONG_NUMBER = re.compile(r"-?\d+\.\d{3,}")
_NO_TURN = re.compile(r' transform="rotate\(-?0 [^"]*"')
_COLOUR = re.compile(r"#[0-9a-f]{6}\b")
_LINE_BREAKS = re.compile(r"\s*\n\s*")
_ALIKE = re.compile(
    r'<use href="[^"]*" x="[^"]*" y="[^"]*"(?P<looks>(?: [\w-]+="[^"]*")+)/>(?:\s*<use href="[^"]*" x="[^"]*" y="[^"]*"(?P=looks)/>)+'
)
"""Marks one after the other that differ in their places only."""
_USED = re.compile(r'(?:href="#|url\(#)([^")]+)')

_PRESENTATION = frozenset(
    {
        "fill",
        "fill-opacity",
        "font-size",
        "font-style",
        "font-weight",
        "opacity",
        "stroke",
        "stroke-dasharray",
        "stroke-dashoffset",
        "stroke-linecap",
        "stroke-linejoin",
        "stroke-opacity",
        "stroke-width",
        "text-anchor",
    }
)
"""Style properties that are attributes too: a page whose CSP forbids inline styles still shows them."""


def page_svg(drawn: str, *, alt: str, prefix: str, fields: str = "") -> str:
    """Return what Matplotlib drew as one `<svg>` element for a page or a notebook.

    Ids become numbers behind `prefix`, so that many charts may stand in one page; colours of the house style become CSS custom
    properties with the colour as fallback; text is set in the reader's own font; `alt` is the accessible name; `fields`
    come last, above all that is drawn.
    """
    body = drawn[drawn.index(">", drawn.index("<svg")) + 1 : drawn.rindex("</svg>")]
    body = re.sub(r"<metadata>.*?</metadata>|<style.*?</style>|<!--.*?-->", "", body, flags=re.DOTALL)
    ids = {name: f"{prefix}-{number}" for number, name in enumerate(dict.fromkeys(_USED.findall(body)))}
    body = _TAG.sub(lambda tag: _fit(tag[0], ids), body)
    body = _ALIKE.sub(_together, re.sub(r"<defs>\s*</defs>", "", body))
    return f"{_opening(drawn, alt, prefix)}{_LINE_BREAKS.sub(chr(10), body).strip()}{fields}</svg>"


def _together(marks: re.Match[str]) -> str:
    """Marks that look alike, with their looks said once."""
    looks = marks["looks"]
    return f"<g{looks}>{marks[0].replace(f'{looks}/>', '/>')}</g>"


def _opening(drawn: str, alt: str, prefix: str) -> str:
    sizes = re.search(r'viewBox="0 0 ([\d.]+) ([\d.]+)"', drawn)
    width, height = sizes.groups() if sizes else ("518.4", "194.4")
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}pt" height="{height}pt" viewBox="0 0 {width} {height}" '
        f'role="img" aria-labelledby="{prefix}-alt" font-family="system-ui, sans-serif" '
        f'fill="var(--ink, {INK})" stroke-linejoin="round" stroke-linecap="butt"><title id="{prefix}-alt">{escape(alt)}</title>\n'
    )


def _fit(tag: str, ids: Mapping[str, str]) -> str:
    if " " not in tag:
        return tag
    tag = _STYLE.sub(lambda style: _attributes(style[1]), _LINE_BREAKS.sub(" ", tag))
    tag = _OWN_ID.sub(lambda own: f' id="{ids[own[1]]}"' if own[1] in ids else "", tag)
    tag = _REFERENCE.sub(lambda other: f'href="#{ids[other[1]]}"', tag)
    tag = _NO_TURN.sub("", tag)
    tag = _LONG_NUMBER.sub(lambda number: f"{float(number[0]):.2f}".rstrip("0").rstrip("."), tag)
    tag = _COLOUR.sub(lambda colour: _variable(colour[0]), tag)
    return _URL.sub(lambda other: f"url(#{ids[other[1]]})", tag)


def _attributes(style: str) -> str:
    """Turn `fill: none; stroke: #fff` into ` fill="none" stroke="#fff"`."""
    pairs = (part.partition(":") for part in style.split(";"))
    return "".join(f' {name.strip()}="{value.strip()}"' for name, _, value in pairs if name.strip() in _PRESENTATION)


def _variable(colour: str) -> str:
    return f"var(--{VARIABLES[colour]}, {colour})" if colour in VARIABLES else colour
