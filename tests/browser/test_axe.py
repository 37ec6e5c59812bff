"""axe-core finds nothing to complain of: light, dark and print, wide and on a phone, folds shut and open."""

from pathlib import Path

import pytest
from made_pages import MAKERS

LOOKS = {
    "light, open": {"folds": "two tables"},
    "dark, phone, open": {"scheme": "dark", "width": 360, "folds": "two tables"},
    "print, open": {"media": "print", "folds": "two tables"},
    "light, phone, shut": {"width": 360},
}
RUN = "axe.run(document, {resultTypes: ['violations']})"
COLOURS_ASIDE = "axe.run(document, {resultTypes: ['violations'], rules: {'color-contrast': {enabled: false}}})"
"""For a long page with the colours of a shorter one: contrast takes most of the time."""


@pytest.fixture(scope="session")
def axe():
    package = pytest.importorskip("axe_playwright_python", reason="axe-playwright-python is not installed")
    return (Path(package.__file__).parent / "axe.min.js").read_text(encoding="utf-8")


def violations(made, axe, run=RUN):
    made.ask(axe)
    return [
        (found["id"], node["target"][0], node["html"][:120])
        for found in made.ask(run)["violations"]
        for node in found["nodes"]
    ]


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("name", [name for name in MAKERS if name != "ten-years"])
def test_axe_finds_no_violation(visit, axe, name, look):
    assert violations(visit(name, **LOOKS[look]), axe) == []


def test_axe_finds_no_violation_in_ten_years(visit, axe):
    assert violations(visit("ten-years", width=360, folds="two tables"), axe, COLOURS_ASIDE) == []


def test_axe_would_find_pale_words_and_an_empty_button(visit, axe, page_file, tmp_path):
    bad = tmp_path / "bad.html"
    planted = '<main><button></button><p class="quiet">pale</p>'
    bad.write_text(page_file("cohort").read_text().replace("<main>", planted))
    made = visit(bad)
    made.page.locator("p.quiet", has_text="pale").evaluate("words => words.style.color = '#ddd'")
    assert {"button-name", "color-contrast"} <= {rule for rule, *_ in violations(made, axe)}
