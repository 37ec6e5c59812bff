"""The keyboard alone reaches everything, shows where it is, and is never caught."""

import pytest
from made_pages import MAKERS, REPORTS

WATCH = """() => {
    const scrolls = part => part.scrollWidth > part.clientWidth + 1
        && ['auto', 'scroll'].includes(getComputedStyle(part).overflowX);
    const wanted = [...document.querySelectorAll('*')].filter(part => part.checkVisibility() && (scrolls(part)
        || part.matches('a[href], summary, button, select, textarea, [tabindex="0"], input:not([type=radio])')
        || part.matches('input[type=radio]:checked')));
    const reached = new Set(), unseen = new Set();
    addEventListener('focusin', event => {
        const part = event.target, style = getComputedStyle(part), box = part.getBoundingClientRect();
        reached.add(part);
        const marked = part.matches('[type=date]') || style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 1;
        if (!marked || box.width === 0 || box.right <= 0) unseen.add(part);
    });
    const texts = parts => [...parts].map(part => part.outerHTML.slice(0, 120));
    window.walk = {
        missed: () => texts(wanted.filter(part => !reached.has(part))),
        unseen: () => texts(unseen),
    };
    return wanted.length;
}"""
"""Gives the number of places. A date marks its day, month, year and calendar by itself, each a place of its own."""
ROUNDS = 2
"""The page itself and the parts of dates take keys too; what is not reached in two rounds is never reached."""


@pytest.mark.parametrize(("key", "width"), [("Tab", 360), ("Shift+Tab", 1280)])
@pytest.mark.parametrize("name", [name for name in MAKERS if name != "ten-years"])
def test_tab_reaches_everything_shows_it_and_is_not_caught(visit, name, key, width):
    made = visit(name, width=width, folds="two tables")
    places = made.ask(WATCH)
    for number in range(places * ROUNDS):
        if number == places and not made.ask("walk.missed()"):
            break
        made.page.keyboard.press(key)
    assert made.ask("walk.missed()") == []
    assert made.ask("walk.unseen()") == []


@pytest.mark.parametrize("name", REPORTS)
def test_the_first_tab_offers_to_skip_to_the_summary(visit, name):
    made = visit(name)
    made.page.keyboard.press("Tab")
    box = made.ask("document.activeElement.getBoundingClientRect().toJSON()")
    assert made.ask("document.activeElement.matches('.skip')")
    assert box["left"] >= 0
    assert box["top"] >= 0
    made.page.keyboard.press("Enter")
    assert made.ask("location.hash") == "#summary"
    made.page.keyboard.press("Tab")
    assert made.ask("document.querySelector('#summary').compareDocumentPosition(document.activeElement)") in {
        4,  # DOCUMENT_POSITION_FOLLOWING
        20,  # the same, and inside
    }
