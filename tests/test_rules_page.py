"""docs/rules.md is what the code says, and holds all of it."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from runrisk.analysis.manual import manual_markdown, manual_page
from runrisk.analysis.references import reference
from runrisk.analyzers import analyzer_classes
from runrisk.cli.explain import command as explain
from runrisk.cli.rules import command as rules
from runrisk.workflows.rules_page import REGENERATE, rules_page

DOCS = Path(__file__).resolve().parents[1] / "docs" / "rules.md"
RULES = analyzer_classes()
PAGE = rules_page()

each_rule = pytest.mark.parametrize("rule", RULES)


def section(rule):
    _, _, after = PAGE.partition(f"\n## {rule}\n")
    return after.partition("\n## ")[0]


def test_the_page_in_the_docs_is_up_to_date():
    assert DOCS.read_text(encoding="utf-8") == PAGE, f"make it anew with: {REGENERATE}"


def test_the_command_prints_the_page():
    assert CliRunner().invoke(rules, ["--markdown"], catch_exceptions=False).output == PAGE


@each_rule
def test_every_rule_has_a_section_with_all_of_its_page(rule):
    text, page = section(rule), manual_page(RULES[rule])
    assert page.needs in text
    for heading in page.sections:
        assert f"### {heading}\n" in text
    for limit in page.limits:
        assert f"| `{limit.name}` | {limit.default} | {limit.unit} |" in text
    for source in page.sources:
        assert " ".join(source.says.split()).replace("|", "\\|") in text
        doi = reference(source.key).doi
        assert doi is None or f"<https://doi.org/{doi}>" in text


@each_rule
def test_every_default_on_the_page_is_the_one_in_use(rule):
    analyzer = RULES[rule]()
    for limit in manual_page(RULES[rule]).limits:
        assert getattr(analyzer, limit.name) == limit.default


@each_rule
def test_explain_prints_the_same_page(rule):
    printed = CliRunner().invoke(explain, [rule], catch_exceptions=False).output
    assert printed.strip() == manual_markdown(manual_page(RULES[rule])).strip()
    for heading in manual_page(RULES[rule]).sections:
        text = section(rule).partition(f"### {heading}\n")[2].partition("\n### ")[0].strip()
        assert text in printed


def test_every_table_row_has_the_cells_of_its_head():
    head = ""
    for line in PAGE.splitlines():
        if not line.startswith("|"):
            head = ""
            continue
        head = head or line
        assert line.replace("\\|", "").count("|") == head.count("|")
