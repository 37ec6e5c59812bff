"""The decimal comma: in every number that is read, in nothing that is copied, and nothing else moves."""

import json
import re
from html import escape
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from logs import training_log
from report_logs import LOUD, LongRun, loud_report, named, report
from runrisk.report.decimal import Decimal

comma = Decimal.COMMA
SPACE = "\N{NO-BREAK SPACE}"


@pytest.mark.parametrize(
    ("point", "expected"),
    [
        ("1.5 km", "1,5 km"),
        ("1,234.5 km of 2,345,678", f"1{SPACE}234,5 km of 2{SPACE}345{SPACE}678"),
        ("HRR 1.64 (1.31-2.05), 0.848", "HRR 1,64 (1,31-2,05), 0,848"),
        ("-14.0 to +8.9, −4.28, ±0.5, ×1.2, 50.5 %", "-14,0 to +8,9, −4,28, ±0,5, ×1,2, 50,5 %"),
        ("1.5 to 2.5 and 3.5–4.5.", "1,5 to 2,5 and 3,5–4,5."),
        ("(p=.031), 5.2-fold, the 99.5th, r1 >= 0.8;", "(p=,031), 5,2-fold, the 99,5th, r1 >= 0,8;"),
        ("It was 5,205: 3.", f"It was 5{SPACE}205: 3."),
        ("above\n1.50 times", "above\n1,50 times"),
        ("session-spike is 1.12", "session-spike is 1,12"),
    ],
)
def test_a_number_gets_a_comma(point, expected):
    assert comma.text(point) == expected


@pytest.mark.parametrize(
    "text",
    [
        "2025-11-09 to 2025-12-31, at 7:30",
        "runrisk 0.1.0",
        "Br J Sports Med 59(17), doi 10.1136/bjsports-2024-109380",
        "doi 10.1016/S1836-9553(13)70203-0; doi 10.1080/14763141.2016.1171895",
        "[a](<https://doi.org/10.1136/1.5>) tcp://10.0.0.5:8786/1.5",
        "session-spike.max_ratio=1.2",
        "session-spike.max_ratio = 1.2 (default 1.12)",
        "session-spike.max_ratio =\n    1.2\n    (default 1.12)",
        "`--set session-spike.max_ratio=1.2` and `1.5`",
        "2025.05.fit: 3 of 4.csv, run1.5, a.5, 1.5.gpx",
        "5:12 /km, 12, 13 and 14; weeks 1, 2",
        "1,2345 and 12,34 and 1,234,5 and 1.2,3.4",
        "a 2. b 3, c",
        "",
    ],
)
def test_what_is_no_number_or_has_to_be_copied_stays(text):
    assert comma.text(text) == text


def test_a_point_is_what_it_was():
    text = "<p>1,234.5</p>"
    assert Decimal.POINT.text(text) is text
    assert Decimal.POINT.html(text) is text


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        ("<p>1.5</p>", "<p>1,5</p>"),
        ('<p class="w-1.5" data-far="1.5">1.5<br>2.5</p>', '<p class="w-1.5" data-far="1.5">1,5<br>2,5</p>'),
        ("<code>1.5</code> 1.5 <code>a <b>1.5</b></code> 2.5", "<code>1.5</code> 1,5 <code>a <b>1.5</b></code> 2,5"),
        ("<style>a{margin:1.5rem}</style>1.5", "<style>a{margin:1.5rem}</style>1,5"),
        ('<script>if (a < 1.5) b = "<p>1.5</p>";</script>1.5', '<script>if (a < 1.5) b = "<p>1.5</p>";</script>1,5'),
        ("<!-- 1.5 <p> -->1.5", "<!-- 1.5 <p> -->1,5"),
        ('<td dir="auto">Nova 1.5</td><td>1.5</td>', '<td dir="auto">Nova 1.5</td><td>1,5</td>'),
        ('<b class="q" dir="auto">1.5 <b>2.5</b> 3.5</b> 4.5', '<b class="q" dir="auto">1.5 <b>2.5</b> 3.5</b> 4,5'),
        ('<input dir="auto" value="1.5"> 1.5', '<input dir="auto" value="1.5"> 1,5'),
        ('<svg viewBox="0 0 1.5 2.5"><title>1.5 km</title>', '<svg viewBox="0 0 1.5 2.5"><title>1,5 km</title>'),
        ('<text x="1.5">2.5</text><path d="M 1.5 2.5"/>', '<text x="1.5">2,5</text><path d="M 1.5 2.5"/>'),
        ('<g aria-label="1.5 km" aria-labelledby="a-1.5">', '<g aria-label="1,5 km" aria-labelledby="a-1.5">'),
        ('<img alt="1.5 km" src="a1.5.png">', '<img alt="1,5 km" src="a1.5.png">'),
        ('<a href="https://x.example/1.5">1.5</a>', '<a href="https://x.example/1.5">1,5</a>'),
        ("<p>&gt;1.5 &amp; &#39;2.5&#39;</p>", "<p>&gt;1,5 &amp; &#39;2,5&#39;</p>"),
        ("1.5 < 2.5", "1,5 < 2,5"),
    ],
)
def test_of_a_page_only_what_is_read(page, expected):
    assert comma.html(page) == expected


# --- laws -------------------------------------------------------------------------------------------------------------

AMOUNTS = st.builds(
    lambda value, digits: f"{value:,.{digits}f}",
    st.floats(-1e9, 1e9, allow_nan=False),
    st.integers(0, 4),
)
BETWEEN = st.sampled_from([" ", " km, ", " to ", " (", ") %; ", "\n", ": ", " = ", " / "])
NO_LETTER = st.text(st.characters(categories=("Lu", "Ll", "Lo", "Nd", "P", "S", "Z")), max_size=60)


def value_of(text, mark):
    return float(text.replace("," if mark == "." else SPACE, "").replace(mark, "."))


@given(st.lists(st.tuples(AMOUNTS, BETWEEN), max_size=8))
def test_every_number_keeps_its_value(parts):
    text = "".join(amount + between for amount, between in parts)
    found = re.findall(rf"-?\d[\d,{SPACE}]*", comma.text(text))
    kept = [number.rstrip(",") for number in found]
    assert [value_of(number, ",") for number in kept] == [value_of(amount, ".") for amount, _ in parts]


@given(NO_LETTER)
def test_only_marks_change_and_each_in_its_place(text):
    changed = comma.text(text)
    assert len(changed) == len(text)
    pairs = {pair for pair in zip(text, changed, strict=True) if pair[0] != pair[1]}
    assert pairs <= {(".", ","), (",", SPACE)}


class Parts(HTMLParser):
    """What is read of a page, and everything else of it."""

    def __init__(self, page):
        super().__init__(convert_charrefs=True)
        self.read, self.rest = [], []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.rest.append((tag, attrs))

    def handle_endtag(self, tag):
        self.rest.append(tag)

    def handle_data(self, text):
        self.read.append(text)


TEXTS = st.text(st.sampled_from("05 .,<>&\"'`k-"), max_size=12)
TAGS = st.sampled_from(["p", "b", "td", "text"])


@given(st.lists(st.tuples(TAGS, TEXTS, TEXTS), max_size=6))
def test_a_page_keeps_its_tags_and_each_text_is_written_as_a_text_alone(elements):
    page = "".join(f'<{tag} data-far="{escape(value)}">{escape(text)}</{tag}>' for tag, value, text in elements)
    before, after = Parts(page), Parts(comma.html(page))
    assert after.rest == before.rest
    expected = [comma.text(escape(text)) for _, _, text in elements if text]
    assert [escape(text) for text in after.read] == expected


@given(st.lists(st.tuples(TAGS, TEXTS), max_size=6))
def test_the_runners_own_words_stay(elements):
    page = "".join(f'<{tag} dir="auto">{escape(text)}<i>{escape(text)}</i></{tag}>' for tag, text in elements)
    assert comma.html(page) == page


# --- a report ---------------------------------------------------------------------------------------------------------


def without_code(page):
    return re.sub(r"<(style|script|code)\b.*?</\1>|<[^>]*>", " ", page, flags=re.DOTALL)


def test_a_report_has_commas_in_its_texts_and_is_otherwise_the_same():
    made = report(training_log(LOUD), LongRun(limit_m=12_000.0))
    point, page = made.to_html(), made.to_html(decimal="comma")
    assert len(page) == len(point)
    assert "25.0 km" in without_code(point)
    assert "25,0 km" in without_code(page)
    assert "25.0 km" not in without_code(page)
    raw = re.compile(r"<(style|script)\b.*?</\1>", re.DOTALL)
    assert [found[0] for found in raw.finditer(page)] == [found[0] for found in raw.finditer(point)]
    assert "10.1136/bjsports-2024-109380" in page


def test_names_of_runs_keep_their_points_in_a_page():
    page = report(named(training_log(LOUD), "Loop 7.5")).to_html(decimal="comma")
    assert '<span class="quiet" dir="auto">Loop 7.5</span>' in page


@pytest.mark.parametrize("form", ["md", "text"])
def test_text_and_markdown_have_commas_too(form):
    made = loud_report(changed=("long-run.limit_m = 12000.5 (default 20000.0)",))
    written = made.render(form, decimal="comma")
    assert "25,0 km" in written
    assert "25.0 km" not in written
    assert re.search(r"limit\\?_m = 12000\.5 \(default 20000\.0\)", written)
    assert made.render(form) != written


def test_json_never():
    made = loud_report()
    assert made.render("json", decimal="comma") == made.render("json")
    json.loads(made.render("json", decimal="comma"))
