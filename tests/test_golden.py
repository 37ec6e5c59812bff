"""What runrisk says of six logs, word for word: a change that means to keep behaviour shows here what it did not keep.

`pytest tests/test_golden.py --regen` writes the files anew; each difference belongs into the changelog.
"""

import json
import re
from html import unescape
from pathlib import Path

import pytest

import runrisk as rr
from runrisk.errors import NothingToReadError
from runrisk.report.physio.page import physio_html, physio_page
from runrisk.report.sides.as_json import sides_json
from runrisk.wording import Wording

GOLDEN = Path(__file__).parent / "golden"
SEASONS = {
    "spikes": {"seed": 1, "weeks": 30, "plant": ("session-spike@20", "weekly-jump@26")},
    "streaks": {"seed": 2, "weeks": 30, "plant": ("run-streak@24", "rest-days@26")},
    "break": {"seed": 3, "weeks": 30, "plant": ("return-after-break@20", "downhill-jump@27")},
    "low": {"seed": 4, "weeks": 20, "plant": ("low-base",)},
    "plain": {"seed": 5, "weeks": 60},
}


@pytest.fixture(scope="module", params=["sample-logs", *SEASONS])
def named_report(request, sample_log):
    name = request.param
    log = sample_log if name == "sample-logs" else rr.simulate.season_log(**SEASONS[name])
    return name, rr.analyze(log)


def _words(html):
    """The text of a page without its charts, a line each."""
    bare = re.sub(r"<(style|script|svg)\b.*?</\1>", "", html, flags=re.DOTALL)
    lines = (unescape(line).strip() for line in re.sub(r"<[^>]+>", "\n", bare).splitlines())
    return "\n".join(line for line in lines if line) + "\n"


def _charts(report):
    return {
        outcome.finding.rule: [
            [numbers.title, *map(list, [numbers.columns, *numbers.rows])] for numbers in outcome.plot().numbers
        ]
        for outcome in report
        if outcome.is_measured
    }


def _check(report):
    """Without the evidence, which docs/rules.md holds word for word."""
    said = report.to_json()
    return said | {"findings": [{**one, "evidence": len(one["evidence"])} for one in said["findings"]]}


def _sides(log):
    try:
        return sides_json(log, rr.sides(log))
    except NothingToReadError as error:
        return str(error)


MADE = {
    "check.json": lambda report: _json(_check(report)),
    "report.txt": lambda report: report.to_text(),
    "report.md": lambda report: report.to_markdown("mi"),
    "sides.json": lambda report: _json(_sides(report.log)),
    "physio.txt": lambda report: _words(physio_html(physio_page(report.log, report.findings, Wording()))),
    "charts.json": lambda report: _json(_charts(report)),
}


def _json(value):
    return json.dumps(value, indent=1, ensure_ascii=False, sort_keys=True, default=str) + "\n"


@pytest.mark.parametrize("file", MADE)
def test_what_is_said_is_what_was_said(named_report, file, request):
    name, report = named_report
    said, golden = MADE[file](report), GOLDEN / name / file
    if request.config.getoption("--regen"):
        golden.parent.mkdir(parents=True, exist_ok=True)
        golden.write_text(said, encoding="utf-8")
    assert said == golden.read_text(encoding="utf-8")
