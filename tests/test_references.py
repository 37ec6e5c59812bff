"""Every figure of a study that is printed stands in references.toml, read in the source itself."""

import re

import pytest

from runrisk.analysis.manual import docstring_sections, manual_page
from runrisk.analysis.references import Reference, cite, reference, references
from runrisk.analyzers import analyzer_classes
from runrisk.errors import RunriskError
from runrisk.report.summary import CLOSING

RULES = list(analyzer_classes().values())
EVIDENCE = [pytest.param(piece, id=f"{rule.id}: {piece.key}") for rule in RULES for piece in rule.evidence]
NUMBER = re.compile(r"\d+(?:\.\d+)?")
INTERVAL = re.compile(r"\((-?\d+(?:\.\d+)?)(?:-| to )(-?\d+(?:\.\d+)?)\)")
RATIO = re.compile(r"\b(HRR|SHR|HR|RR|OR|RERI) (\d+\.\d+)")
NUMBER_SIGNED = re.compile(r"(?<!\d)-?\d+(?:\.\d+)?")
TAGS = {"R", "S", "M"}


def numbers(text):
    return set(NUMBER.findall(re.sub(r"(?<=\d),(?=\d{3})", "", text)))


def printable(source):
    """Numbers of the source that may be printed: figures read in it, its size, year, design and title."""
    known = [figure.what + " " + figure.value + " " + (figure.ci or "") for figure in source.printable]
    return numbers(" ".join([*known, str(source.n), str(source.year), source.design, source.title]))


def unread(says, source):
    """What a text says that was not read in its source: a number, an interval beside another value, a name of a ratio."""
    wrong = sorted(numbers(says) - printable(source))
    before = 0
    for found in INTERVAL.finditer(says):
        near = NUMBER.findall(says[before : found.start()])
        fits = [
            figure
            for figure in source.printable
            if figure.ci and NUMBER_SIGNED.findall(figure.ci)[:2] == list(found.groups())
        ]
        wrong += [] if any(NUMBER.search(figure.value)[0] in near for figure in fits) else [found[0]]
        before = found.end()
    for name, value in RATIO.findall(says):
        named = [figure for figure in source.printable if value in NUMBER.findall(figure.value)]
        wrong += (
            []
            if any(re.search(rf"\b{name}\b", figure.value + figure.what) for figure in named)
            else [f"{name} {value}"]
        )
    return wrong


@pytest.mark.parametrize("piece", EVIDENCE)
def test_each_number_in_an_evidence_text_was_read_in_its_source(piece):
    assert unread(piece.says, reference(piece.key)) == []


@pytest.mark.parametrize("piece", EVIDENCE)
def test_a_figure_that_is_changed_is_noticed(piece):
    # the last digit of each number, one up: 1.64 becomes 1.65. A short number may meet another one of its source, and 172
    # beside 173 becomes its neighbour: those cannot be told apart.
    for found in re.finditer(r"\d[\d,.]*\d", piece.says):
        changed = found[0][:-1] + str((int(found[0][-1]) + 1) % 10)
        short = numbers(changed) <= printable(reference(piece.key)) and len(found[0]) == 2
        if short or numbers(changed) <= numbers(piece.says):
            continue
        assert unread(piece.says[: found.start()] + changed + piece.says[found.end() :], reference(piece.key)), changed


@pytest.mark.parametrize(
    ("says", "wrong"),
    [
        ("HRR 1.64 (1.31-2.05)", []),
        ("HRR 1.52 (1.31-2.05)", ["(1.31-2.05)"]),  # the value of the next band
        ("HRR 1.64 (1.31-2.00)", ["(1.31-2.00)"]),  # its upper limit
        ("RR 1.64 (1.31-2.05)", ["RR 1.64"]),
        ("HRR 1.64 (1.31-2.06)", ["2.06", "(1.31-2.06)"]),
        ("72 % were overuse", ["72"]),  # read at second hand only
    ],
)
def test_values_stand_with_their_own_intervals(says, wrong):
    assert unread(says, reference("frandsen2025")) == wrong


@pytest.mark.parametrize("piece", EVIDENCE)
def test_no_source_that_was_only_remembered_is_cited(piece):
    checked = reference(piece.key).checked
    assert checked == "text" or (checked == "secondary" and "second hand" in piece.says)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_the_docstring_names_the_sources_of_the_rule(rule):
    named = {key.strip() for key in docstring_sections(rule)[1]["References"].rstrip(".").split(",") if key.strip()}
    assert {piece.key for piece in rule.evidence} <= named
    for key in named - {"none"}:
        assert isinstance(reference(key), Reference)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_a_limit_that_names_a_source_names_one_of_the_rule(rule):
    keys = set(references())
    for limit in manual_page(rule).limits:
        cited = set(re.findall(r"\b[a-z]+\d{4}[a-z]*\b", limit.meaning))
        assert cited <= keys, limit.name
        assert cited or "our choice" in limit.meaning.lower(), limit.name


def test_the_trials_that_every_report_names_in_the_end_were_read():
    [trials] = [text for text in CLOSING if "trials" in text]
    known = [printable(reference(key)) for key in ("fokkema2019", "vanderdoes2023", "hespanhol2018")]
    assert numbers(trials) == {"2378", "741", "232"} <= set().union(*known)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_numbers_in_why_it_matters_are_those_of_its_sources(rule):
    sources = [reference(piece.key) for piece in rule.evidence]
    known = set().union(*(printable(source) for source in sources))
    assert numbers(docstring_sections(rule)[1]["Why it matters"]) <= known


def test_every_figure_has_a_tag():
    assert {figure.tag for source in references().values() for figure in source.figures} <= TAGS


def test_a_source_is_cited_in_one_line():
    assert cite(reference("buist2008")) == "Buist I et al. 2008, Am J Sports Med 36(1), doi 10.1177/0363546507307505"
    # neither year nor DOI was seen for this one
    assert cite(reference("seed_s001")) == "no author named"


def test_an_unknown_key_is_an_error():
    with pytest.raises(RunriskError, match="nobody1999"):
        reference("nobody1999")


def test_nothing_but_the_source_itself_is_printable():
    tags = {figure.tag for figure in reference("frandsen2025").figures}
    assert tags == {"R", "S"}
    assert all(figure.tag == "R" for figure in reference("frandsen2025").printable)
    assert "72" not in printable(reference("frandsen2025"))
