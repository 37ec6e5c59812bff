"""Nothing sticks out at any width, no chart is cut on paper, and pictures of all of it are kept to be looked at."""

from io import BytesIO
from itertools import product
from pathlib import Path

import matplotlib.image
import pytest
from made_pages import MAKERS, PAPER

WIDTHS = (360, 768, 1280)
PICTURES = Path(__file__).resolve().parents[2] / "ci-artefacts" / "browser"
"""Ignored by Git; a CI run keeps the folder."""

CORNER = {"x": 2, "y": 2, "width": 1, "height": 1}
"""One pixel: a picture of the whole page takes a second to be read."""

MM = 96 / 25.4
"""CSS pixels in a millimetre."""
SHEET = (178 * MM, 267 * MM)
"""What the report's margins of 16 and 15 mm leave of A4 [CSS pixel]."""
ACROSS = (273 * MM, 186 * MM)
"""What margins of 12 mm leave of A4 laid across [CSS pixel]: the cohort's table has a column for each rule."""

STICK_OUT = """() => {
    const within = part => part && part !== document.body
        && (['auto', 'scroll', 'hidden', 'clip'].includes(getComputedStyle(part).overflowX) || within(part.parentElement));
    const wide = document.scrollingElement.scrollWidth > innerWidth;
    const out = [...document.querySelectorAll('body *')].filter(part => part.checkVisibility()
        && part.getBoundingClientRect().right > innerWidth + .5 && !within(part.parentElement));
    return wide ? [document.scrollingElement.scrollWidth, ...out.map(part => part.outerHTML.slice(0, 120))] : [];
}"""
CUT = """([width, height]) => [...document.querySelectorAll('figure')].filter(figure => {
    const box = figure.getBoundingClientRect(), style = getComputedStyle(figure);
    const drawings = [...figure.querySelectorAll('svg')].map(drawing => drawing.getBoundingClientRect());
    return figure.checkVisibility() && (box.height > height || drawings.some(one => one.right > width + 1)
        || (style.breakInside !== 'avoid' && box.bottom > height));
}).map(figure => figure.outerHTML.slice(0, 120))"""


@pytest.mark.parametrize("name", MAKERS)
def test_nothing_sticks_out(visit, name):
    made = visit(name)
    for folds, width in product(("closed", "open"), WIDTHS):  # one visit: to open a long page takes a second
        made.fold(folds)
        made.page.set_viewport_size({"width": width, "height": 800})
        assert made.ask(STICK_OUT) == [], (folds, width)


@pytest.mark.parametrize("name", MAKERS)
def test_no_chart_is_cut_on_paper(visit, name):
    sheet = ACROSS if name == "cohort" else SHEET
    made = visit(name, media="print", width=int(sheet[0]), folds="open")
    made.ask("document.querySelectorAll('figure details').forEach(fold => fold.open = false)")
    assert made.page.evaluate(CUT, list(sheet)) == []
    assert made.ask(STICK_OUT) == []


@pytest.mark.parametrize("name", [name for name in MAKERS if name != "ten-years"])
def test_it_prints(visit, name):
    PICTURES.mkdir(parents=True, exist_ok=True)
    file = PICTURES / f"{name}.pdf"
    visit(name, media="print").page.pdf(path=file, format="A4", prefer_css_page_size=True, print_background=True)
    pages = file.read_bytes().count(b"/Type /Page\n")
    assert pages == 1 if name in PAPER else pages >= 1


@pytest.mark.parametrize("name", [name for name in MAKERS if name not in {"ten-years", *PAPER}])
def test_it_is_dark_where_dark_is_wanted(visit, name):
    PICTURES.mkdir(parents=True, exist_ok=True)
    made = visit(name)
    for width, scheme in product(WIDTHS, ("light", "dark")):
        made.page.set_viewport_size({"width": width, "height": 800})
        file = PICTURES / f"{name}-{width}-{scheme}.jpg"  # takes half of the time of a PNG
        made.page.emulate_media(color_scheme=scheme)
        made.page.screenshot(path=file, full_page=True, type="jpeg")
        corner = matplotlib.image.imread(BytesIO(made.page.screenshot(clip=CORNER)))[0, 0, :3]
        assert (corner.mean() < 0.2) == (scheme == "dark"), width
