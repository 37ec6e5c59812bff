"""Every figure of a study that is printed stands in references.toml, read in the source itself."""

import re

import pytest

from runrisk.analysis.manual import docstring_sections, manual_page
from runrisk.analysis.references import Reference, cite, reference, references
from runrisk.analyzers import analyzer_classes
from runrisk.errors import RunriskError

RULES = list(analyzer_classes().values())
EVIDENCE = [pytest.param(piece, id=f"{rule.id}: {piece.key}") for rule in RULES for piece in rule.evidence]
NUMBER = re.compile(r"\d+(?:\.\d+)?")
TAGS = {"R", "S", "M"}


def numbers(text):
    return set(NUMBER.findall(re.sub(r"(?<=\d),(?=\d{3})", "", text)))


def printable(source):
    """Numbers of the source that may be printed: figures read in it, its size, year, design and title."""
    known = [figure.what + " " + figure.value + " " + (figure.ci or "") for figure in source.printable]
    return numbers(" ".join([*known, str(source.n), str(source.year), source.design, source.title]))


@pytest.mark.parametrize("piece", EVIDENCE)
def test_each_number_in_an_evidence_text_was_read_in_its_source(piece):
    assert numbers(piece.says) <= printable(reference(piece.key))


@pytest.mark.parametrize("piece", EVIDENCE)
def test_no_source_that_was_only_remembered_is_cited(piece):
    assert reference(piece.key).checked == "text"


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
