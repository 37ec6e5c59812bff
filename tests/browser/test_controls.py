"""The report's controls do what they say, with a pointer and with keys."""

import re
from datetime import UTC, datetime

import pytest


@pytest.fixture
def report(visit):
    """The page of the day on which the longest run is a week old."""
    return visit("report").page


def said(page):
    return page.locator("#controls output").inner_text()


def shown(page):
    """Ids and levels of the patterns that can be seen."""
    return dict(
        page.evaluate("[...document.querySelectorAll('[data-level]:not([hidden])')].map(e => [e.id, e.dataset.level])")
    )


def test_every_pattern_is_shown_before_anything_is_chosen(report):
    patterns = report.locator("[data-level]").count()
    assert patterns > 5
    assert said(report) == f"{patterns} of {patterns} patterns shown"
    assert len(shown(report)) == patterns


@pytest.mark.parametrize(("level", "kept"), [("caution", {"caution", "warning"}), ("warning", {"warning"})])
def test_the_level_leaves_only_what_is_that_loud(report, level, kept):
    before = shown(report)
    report.select_option("[name=level]", level)
    assert shown(report) == {rule: its for rule, its in before.items() if its in kept}
    assert said(report).startswith(f"{len(shown(report))} of {len(before)} ")


def test_days_leave_only_what_was_seen_in_them(report):
    report.fill("[name=from]", "2025-10-20")
    report.fill("[name=to]", "2025-10-31")
    rows = report.evaluate(
        "[...document.querySelectorAll('tr[data-last]:not([hidden])')].map(e => [e.dataset.first, e.dataset.last])"
    )
    assert rows
    assert all(first <= "2025-10-31" and last >= "2025-10-20" for first, last in rows)
    assert "run-streak" in shown(report)  # 2025-10-05 to 2025-10-29
    assert "session-spike" not in shown(report)  # 2025-11-02


def test_show_all_takes_the_filter_back(report):
    before = said(report)
    report.select_option("[name=level]", "warning")
    report.fill("[name=from]", "2025-10-20")
    report.click("#controls button[type=reset]")
    report.wait_for_function(f"document.querySelector('#controls output').textContent === {before!r}")
    assert report.locator("tr[data-last][hidden]").count() == 0


def test_all_folds_open_and_close(report):
    folds = report.locator("main details").count()
    report.click("#open-all")
    assert report.locator("main details[open]").count() == folds
    report.click("#close-all")
    assert report.locator("main details[open]").count() == 0


def test_a_finding_leads_to_its_runs_and_they_lead_back(report):
    report.select_option("[name=level]", "caution")
    report.fill("[name=to]", "2025-09-01")  # what is filtered away comes back when it is asked for
    report.fill("[name=to]", "")
    link = report.locator("#session-spike a[data-runs]:visible").first
    meant = link.get_attribute("data-runs").split()
    link.click()
    found = report.evaluate("[...document.querySelectorAll('tr.found')].map(e => e.id)")
    assert sorted(found) == sorted(f"run-{run}" for run in meant)
    first = report.locator(f"#run-{meant[0]}")
    assert first.is_visible()
    back = first.locator("a[href='#session-spike']")
    back.click()
    assert report.url.endswith("#session-spike")
    assert report.locator("#session-spike h3").is_visible()


def test_a_run_that_the_filter_hid_is_shown_when_a_finding_leads_to_it(report):
    link = report.locator("#session-spike a[data-runs]:visible").first
    [run] = link.get_attribute("data-runs").split()
    report.evaluate(f"document.getElementById('run-{run}').hidden = true")
    link.click()
    assert report.locator(f"#run-{run}").is_visible()


def test_pointing_at_a_chart_says_its_values(report):
    field = report.locator("#session-spike .wide .hits rect").nth(3)
    field.hover()
    tip = report.locator("#tip")
    assert re.match(r"\d+ \w{3} \d{4}: .*\d", tip.inner_text())
    box, chart = tip.bounding_box(), report.viewport_size
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= chart["width"]
    report.mouse.move(0, 0)
    assert not tip.is_visible()


def test_arrow_keys_go_through_the_values_of_a_chart(report):
    chart = report.locator("#session-spike .chart.wide")
    fields = chart.locator(".hits rect").count()
    assert fields > 10
    chart.focus()
    tip, seen = report.locator("#tip"), []
    for _ in range(3):
        report.keyboard.press("ArrowRight")
        seen.append(tip.inner_text())
    assert seen == sorted(set(seen))
    report.keyboard.press("ArrowLeft")
    assert tip.inner_text() == seen[1]
    report.keyboard.press("Escape")
    assert not tip.is_visible()
    report.keyboard.press("ArrowRight")
    assert tip.inner_text() == seen[0]
    report.keyboard.press("Tab")
    assert not tip.is_visible()


def test_without_script_the_browser_has_the_same_values_and_no_dead_control(visit):
    page = visit("report", script=False).page
    assert page.locator("#session-spike .wide .hits rect title").count() > 10
    assert not page.locator("#controls").is_visible()
    assert page.locator("[data-level][hidden]").count() == 0


def test_without_script_a_link_still_leads_to_its_run(visit):
    page = visit("report", script=False).page
    link = page.locator("#session-spike a[data-runs]:visible").first
    target = page.locator(link.get_attribute("href"))
    assert not target.is_visible()
    link.click()
    target.wait_for(state="visible")  # the browser opens the fold a fragment lies in


def test_numbers_of_a_chart_are_what_its_fields_say(report):
    report.click("#session-spike .values summary")
    table = report.locator("#session-spike .values table")
    days = table.locator("tbody th").all_inner_texts()
    assert days == sorted(days, key=lambda day: datetime.strptime(day, "%d %b %Y").replace(tzinfo=UTC))
    fields = report.evaluate(
        "[...document.querySelectorAll('#session-spike .wide .hits > *')].map(e => e.dataset.says)"
    )
    assert {said.partition(":")[0] for said in fields} <= set(days)


def test_on_a_phone_a_chart_has_its_whole_width_and_its_values(visit):
    page = visit("report", width=360).page
    chart = page.locator("#rest-days .chart:visible")
    assert chart.evaluate("chart => chart.scrollWidth <= chart.clientWidth")
    chart.focus()
    page.keyboard.press("ArrowRight")
    assert re.match(r"\d+ \w{3} \d{4}: .*\d", page.locator("#tip").inner_text())
