"""The page says nothing to the console, asks for nothing, runs nothing of a log's, and needs no script."""

import pytest
from made_pages import MAKERS, NAMES

CONTROLS = "button, select, input, textarea"
NEED_A_SCRIPT = "button, select, input:not(#print-all), textarea"
"""What is printed is a matter of the style sheet alone (test_layout)."""
UNSEEN = """[...document.querySelectorAll('main :is(section, article, figure, table, tr, h2, h3, details, svg)')]
    .filter(part => !part.closest('.narrow') && !part.checkVisibility({opacityProperty: true, visibilityProperty: true}))
    .map(part => part.outerHTML.slice(0, 120))"""
HIDDEN_FOLDS = "[...document.querySelectorAll('details')].filter(fold => !fold.open).length"


def work(control):
    """Do what a reader can do with a control, twice, so that the page is as before."""
    kind = control.evaluate("control => control.type")
    if kind == "select-one":
        values = control.evaluate("control => [...control.options].map(option => option.value)")
        for value in (*values, values[0]):
            control.select_option(value)
    elif kind in {"checkbox", "button", "submit", "reset", "radio"}:
        control.click()
        control.click()
    else:
        control.press_sequentially("08")
        control.fill("")


@pytest.mark.parametrize("name", MAKERS)
def test_no_message_and_no_request_whatever_is_opened_or_pressed(visit, name):
    made = visit(name, folds="open")
    for control in made.page.locator(CONTROLS).all():
        if control.is_visible():
            work(control)
    for place in made.page.locator(".wide svg").all()[:5]:
        place.hover()
    assert made.said == []
    assert made.asked == []


def test_a_script_or_a_picture_that_got_in_would_be_noticed(visit, page_file, tmp_path):
    bad = tmp_path / "bad.html"
    planted = (
        '<script>alert(1)</script><img src="https://x.example/a.png" onerror="alert(2)"><link rel="icon" href="b">'
    )
    bad.write_text(page_file("hostile").read_text().replace("<main>", f"<main>{planted}"))
    made = visit(bad)
    assert {"policy: script-src-elem inline", "policy: img-src https://x.example/a.png"} <= set(made.said)
    assert made.asked == []


def test_every_hostile_name_is_seen_as_it_is(visit):
    made = visit("hostile", folds="open")
    assert [name for name in NAMES if not made.page.get_by_text(name).filter(visible=True).count()] == []


def test_a_name_from_right_to_left_turns_itself_and_not_the_line(visit):
    made = visit("hostile", folds="open")
    line = made.page.locator("td", has_text=NAMES[3]).first
    assert line.evaluate("cell => getComputedStyle(cell).direction") == "ltr"
    name = line.get_by_text(NAMES[3], exact=True).first
    assert name.evaluate("name => getComputedStyle(name).direction") == "rtl"


@pytest.mark.parametrize("name", MAKERS)
def test_without_script_everything_is_shown_and_nothing_idles(visit, name):
    made = visit(name, script=False, folds="open")
    assert made.ask(UNSEEN) == []
    idle = [one for one in made.page.locator(NEED_A_SCRIPT).all() if one.is_visible()]
    assert [one.evaluate("control => control.outerHTML") for one in idle] == []
    assert made.said == []


@pytest.mark.parametrize("name", MAKERS)
def test_with_script_everything_is_shown_until_a_filter_is_set(visit, name):
    assert visit(name, folds="open").ask(UNSEEN) == []


SHOWN = "[...document.querySelectorAll('.wide, .narrow')].filter(chart => chart.checkVisibility()).map(chart => chart.className)"


@pytest.mark.parametrize(
    ("width", "form"), [(1280, "chart wide"), (701, "chart wide"), (700, "chart narrow"), (360, "chart narrow")]
)
def test_each_chart_is_seen_in_one_of_its_forms(visit, width, form):
    made = visit("report", width=width, folds="open")
    seen = made.ask(SHOWN)
    assert set(seen) == {form}
    assert len(seen) == made.page.locator("figure:visible .chart.wide").count()


@pytest.mark.parametrize("script", [True, False])
def test_a_fold_opens_and_shuts_by_keys(visit, script):
    made = visit("report", script=script)
    shut = made.ask(HIDDEN_FOLDS)
    made.page.locator("summary").first.focus()
    counts = []
    for key in ("Enter", "Enter", "Space", "Space"):
        made.page.keyboard.press(key)
        counts.append(made.ask(HIDDEN_FOLDS))
    assert counts == [shut - 1, shut, shut - 1, shut]
