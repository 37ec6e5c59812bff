"""The page: one file, safe whatever the log holds, with everything in its place."""

import hashlib
import re
from base64 import b64encode
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from logs import training_log
from report_logs import HOSTILE, LOUD, QUIET, LongRun, loud_report, named, report, with_files, without_sport
from runrisk.model import TrainingLog

VOID = {"meta", "br", "link", "input"}
SVG_VOID = {"path", "use", "rect"}


class Page(HTMLParser):
    """Every tag with its attributes; fails where tags do not nest."""

    def __init__(self, text):
        super().__init__()
        self.tags, self._open, self.text = [], [], []
        self.feed(text)
        assert self._open == []

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self._open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag):
        assert self._open.pop() == tag

    def handle_data(self, text):
        self.text.append(text)

    def values(self, attribute):
        return [attributes[attribute] for _, attributes in self.tags if attribute in attributes]


LOGS = {
    "empty": TrainingLog(),
    "no sport": without_sport(training_log(QUIET)),
    "quiet": training_log(QUIET),
    "loud": training_log(LOUD),
    "two runs": training_log(["5 . 5 . . . ."]),
    "only rides": training_log(["c60 . c60 . . . ."]),
    "no distance": training_log(["? . ? . . . ."]),
}


@pytest.fixture(scope="module", params=LOGS)
def page(request):
    return Page(report(LOGS[request.param]).to_html())


def test_tags_nest_and_ids_are_unique(page):
    ids = page.values("id")
    assert len(ids) == len(set(ids))


def test_every_link_inside_the_page_leads_somewhere(page):
    inner = {link[1:] for link in page.values("href") if link.startswith("#")}
    assert inner <= set(page.values("id"))


def test_every_label_names_an_element(page):
    assert set(page.values("aria-labelledby")) <= set(page.values("id"))


def test_one_script_runs_and_nothing_is_fetched(page):
    tags = [tag for tag, _ in page.tags]
    assert tags.count("script") == 1
    assert not set(tags) & {"link", "img", "iframe", "object", "embed", "base", "image"}
    assert not page.values("src")
    assert not page.values("style")
    for tag, attributes in page.tags:
        outside = [name for name, value in attributes.items() if "://" in (value or "") and name != "xmlns"]
        assert not outside or (tag == "a" and outside == ["href"])
        assert not any(name.startswith("on") for name in attributes)


def test_policy_allows_this_style_sheet_this_script_and_nothing_else():
    text = loud_report().to_html()
    style, script = (re.search(rf"<{tag}>(.*?)</{tag}>", text, re.DOTALL)[1] for tag in ("style", "script"))
    allowed = [f"'sha256-{b64encode(hashlib.sha256(one.encode()).digest()).decode()}'" for one in (style, script)]
    policy = next(attributes["content"] for tag, attributes in Page(text).tags if attributes.get("http-equiv"))
    assert policy == (
        f"default-src 'none'; style-src {allowed[0]}; script-src {allowed[1]}; base-uri 'none'; form-action 'none'"
    )
    assert "url(" not in style
    assert "@import" not in style
    assert not re.search(r"fetch|XMLHttpRequest|import\b|eval|innerHTML|localStorage|cookie|https?:", script)


def test_a_hostile_name_is_shown_and_does_nothing():
    text = loud_report().to_html()
    page = Page(text)
    assert HOSTILE in "".join(page.text)
    assert [tag for tag, _ in page.tags].count("script") == 1


def test_every_chart_says_what_it_shows():
    text = loud_report().to_html()
    charts = re.findall(r"<svg .*?</svg>", text, re.DOTALL)
    assert len(charts) == 2 * 4  # weeks, days, loads, and that of the rule: as wide as the page, and for a phone
    for chart in charts:
        assert 'role="img"' in chart
        assert re.search(r"<title[^>]*>[^<]{20,}</title>", chart)


def test_the_summary_links_to_each_finding_and_comes_first():
    text = loud_report().to_html()
    assert '<a href="#long-run">A long run</a>' in text
    order = [text.index(f'id="{part}"') for part in ("summary", "glance", "findings", "not-applicable", "files")]
    assert order == sorted(order)


def test_what_could_not_be_judged_says_what_is_missing():
    text = report(without_sport(training_log(QUIET)), LongRun()).to_html()
    assert "1 pattern could not be judged" in text
    assert "There is no run; it takes 1." in text


def test_how_it_was_measured_is_folded_in():
    text = loud_report().to_html()
    assert "How this was measured" in text
    assert "distance [m] &gt;= limit_m [m]" in text


def test_no_percentage_of_risk_and_no_diagnosis_is_said_in_the_end():
    text = loud_report().to_html()
    foot = text[text.index("<footer>") :]
    for said in ("no diagnosis", "no probability of injury", "never means that there is no risk", "2,378"):
        assert said in foot


def test_the_page_shows_no_serial_number_and_no_template_left_over():
    log = training_log(QUIET)
    text = report(replace(log, recorded=tuple(log.recorded))).to_html()
    assert "serial_number" not in text
    assert "{{" not in text
    assert "{%" not in text


def test_charts_in_miles_are_miles():
    text = loud_report().to_html("mi")
    assert "distance a week [mi]" in text
    assert not re.search(r"\d km\b|\[km\]", text)


def test_ten_years_of_runs_make_a_small_page():
    log = training_log(["520 x 8 . 8 5 . 21 ."])
    text = report(with_files(named(log, "Morning run"))).to_html()
    assert "month by month" in text
    assert len(text) < 3_000_000 / 5  # one rule of 36; the whole page is measured by benchmarks/page.py
    assert "and " in text
