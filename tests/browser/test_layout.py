"""Nothing sticks out at any width, no chart is cut on paper, and pictures of all of it are kept to be looked at."""

from io import BytesIO
from itertools import product
from pathlib import Path

import matplotlib.image
import pytest
from made_pages import MAKERS, PAPER, REPORTS

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


BROKEN_WORDS = """() => {
    const range = document.createRange(), lines = (node, from, to) => {
        range.setStart(node, from); range.setEnd(node, to);
        return new Set([...range.getClientRects()].map(box => Math.round(box.top))).size;
    };
    return [...document.querySelectorAll('table :is(th, td)')].filter(cell => cell.checkVisibility()).flatMap(cell => {
        const found = [], walker = document.createTreeWalker(cell, NodeFilter.SHOW_TEXT);
        for (let node = walker.nextNode(); node; node = walker.nextNode())
            for (const word of node.data.matchAll(/[\\p{L}\\p{N}]{2,}/gu))
                if (word[0].length <= 30 && lines(node, word.index, word.index + word[0].length) > 1) found.push(`${word[0]} in: ${cell.innerText.slice(0, 60)}`);
        return found;
    });
}"""


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


@pytest.mark.parametrize("name", REPORTS)
def test_paper_gets_what_a_person_would_hand_over_and_everything_on_request(visit, tmp_path, name):
    page = visit(name, media="print").page
    page.pdf(path=tmp_path / "short.pdf", prefer_css_page_size=True)
    short = (tmp_path / "short.pdf").read_bytes().count(b"/Type /Page\n")
    assert short <= 3
    shown = page.locator("main h2:visible").all_inner_texts()
    assert "What stands out" in shown
    assert "Patterns seen" not in shown
    page.emulate_media(media="screen")
    page.check("#print-all")
    page.emulate_media(media="print")
    page.pdf(path=tmp_path / "whole.pdf", prefer_css_page_size=True)
    assert (tmp_path / "whole.pdf").read_bytes().count(b"/Type /Page\n") > short
    assert set(shown) < set(page.locator("main h2:visible").all_inner_texts())


@pytest.mark.parametrize("name", REPORTS)
@pytest.mark.parametrize(("width", "media"), [(360, "screen"), (768, "screen"), (1280, "screen"), (673, "print")])
def test_no_cell_is_narrower_than_its_longest_word(visit, name, width, media):
    """A word that stands on two lines was broken; one of more than 30 letters may be, no phone has room for it."""
    made = visit(name, media=media, width=width)
    assert made.ask(BROKEN_WORDS) == []
