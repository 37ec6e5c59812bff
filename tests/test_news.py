"""What is new since the last report, and what was acknowledged: worked out by hand, and laws."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from logs import training_log
from report_logs import LOUD, LongRun, report
from runrisk.finding import Finding, Grade, Level, Occurrence, Verdict
from runrisk.report.news import News, news
from runrisk.report_memory import Acknowledged, ReportMemory, Sighting, sightings
from runrisk.wording import Wording

LAST = date(2026, 11, 1)
"""The day of the last report."""
NEWEST = date(2026, 10, 30)
"""The last day of what it saw."""
RULE = "session-spike"


def day(number):
    """So many days after the newest one that the last report saw."""
    return NEWEST + timedelta(days=number)


def seen(first, last=None, level=Level.CAUTION, **more):
    return Occurrence(first=day(first), last=day(first if last is None else last), level=level, note="25 km", **more)


def found(*occurrences, rule=RULE, grade=Grade.MODERATE, verdict=Verdict.FLAGGED):
    current = [one.level for one in occurrences if one.in_period]
    level = max(current, key=lambda one: one.rank, default=None) if verdict is Verdict.FLAGGED else None
    return Finding(
        rule=rule, title=rule, verdict=verdict, summary="so", grade=grade, level=level, occurrences=occurrences
    )


def before(level=Level.CAUTION, times=1, newest=NEWEST):
    return ReportMemory(last_day=LAST, last={RULE: Sighting(level=level, newest=newest, times=times)})


@pytest.mark.parametrize(
    ("occurrences", "memory", "why"),
    [
        pytest.param([seen(0)], ReportMemory(), None, id="the first report of a library has no news"),
        pytest.param([seen(0)], ReportMemory(last_day=LAST), "not seen in the last report", id="not seen before"),
        pytest.param([seen(0)], before(), None, id="the same one"),
        pytest.param([seen(-40), seen(0)], before(times=2), None, id="the same two"),
        pytest.param([seen(0)], before(times=2), None, id="an older one left the period"),
        pytest.param([seen(0), seen(19)], before(), "seen again on 2026-11-18", id="once more"),
        pytest.param([seen(0), seen(9), seen(19)], before(), "seen again on 2026-11-18", id="the newest is named"),
        pytest.param([seen(5, 9)], before(), "seen again from 2026-11-04 to 2026-11-08", id="a stretch of days"),
        pytest.param([seen(-30, 19)], before(), None, id="a habit that goes on"),
        pytest.param([seen(0, 19)], before(), None, id="a habit whose beginning the period has left behind"),
        pytest.param([seen(1, 19)], before(), "seen again from 2026-10-31 to 2026-11-18", id="one that began after"),
        pytest.param([seen(19, standing=True)], before(newest=None), None, id="an answer that still holds"),
        pytest.param([seen(19, in_period=False), seen(0)], before(), None, id="what is out of the period"),
        pytest.param([seen(0)], before(Level.INFO), "was info, now caution", id="a higher level"),
        pytest.param([seen(0)], before(Level.WARNING), None, id="a lower level"),
        pytest.param(
            [seen(0), seen(19, level=Level.WARNING)],
            before(),
            "was caution, now warning; seen again on 2026-11-18",
            id="both",
        ),
        pytest.param(
            [seen(-20), seen(-10), seen(0)], before(), "seen 2 times more in older days", id="older runs came in"
        ),
    ],
)
def test_why_a_pattern_is_new(occurrences, memory, why):
    assert news([found(*occurrences)], memory, Wording()).new == ({} if why is None else {RULE: why})


def test_what_the_evidence_speaks_against_is_no_news():
    assert news([found(seen(0), grade=Grade.AGAINST)], ReportMemory(last_day=LAST), Wording()).new == {}


@pytest.mark.parametrize("verdict", Verdict)
def test_only_what_was_looked_for_and_not_seen_is_gone(verdict):
    told = news([found(*([seen(0)] if verdict is Verdict.FLAGGED else []), verdict=verdict)], before(), Wording())
    assert told.gone == ((RULE,) if verdict is Verdict.CLEAR else ())
    assert told.new == {}


def test_the_heading_stands_over_news_only():
    new = news([found(seen(0))], ReportMemory(last_day=LAST), Wording())
    assert (new.heading, new.calm) == ("New since the report of 2026-11-01", "")
    gone = news([found(verdict=Verdict.CLEAR)], before(), Wording())
    assert (gone.heading, gone.calm) == (new.heading, "")
    same = news([found(seen(0))], before(), Wording())
    assert (same.heading, same.calm) == ("", "Nothing is new since the report of 2026-11-01.")
    assert (News().heading, News().calm) == ("", "")


def acknowledged(level=Level.CAUTION, times=1):
    return ReportMemory(acknowledged={RULE: Acknowledged(day=LAST, level=level, times=times)})


@pytest.mark.parametrize(
    ("occurrences", "memory", "grown"),
    [
        ([seen(0)], acknowledged(), ""),
        ([seen(40)], acknowledged(), ""),  # the one of then has left the period
        ([seen(0, level=Level.INFO)], acknowledged(), ""),
        ([seen(0), seen(9)], acknowledged(), "1 time then, 2 now"),
        ([seen(0)], acknowledged(Level.INFO), "was info, now caution"),
        ([seen(0), seen(9), seen(19)], acknowledged(Level.INFO, 2), "was info, now caution; 2 times then, 3 now"),
    ],
)
def test_an_acknowledged_finding_is_quiet_until_it_grows(occurrences, memory, grown):
    told = news([found(*occurrences)], memory, Wording())
    assert told.quiet == ({} if grown else {RULE: LAST})
    assert told.acknowledged[RULE] == "acknowledged on 2026-11-01" + (f"; grown since: {grown}" if grown else "")


def test_pain_is_never_quiet_whatever_is_remembered():
    told = news([found(seen(0), grade=Grade.SAFETY)], acknowledged(), Wording())
    assert (told.quiet, told.acknowledged) == ({}, {})


def test_what_is_quiet_is_no_news_and_what_grew_is():
    once_more = [found(seen(0), seen(19))]
    memory = before()
    quiet = replace(memory, acknowledged=acknowledged(times=2).acknowledged)
    grown = replace(memory, acknowledged=acknowledged(times=1).acknowledged)
    assert news(once_more, quiet, Wording()).new == {}
    assert news(once_more, grown, Wording()).new == {RULE: "seen again on 2026-11-18"}


def test_what_is_acknowledged_and_not_seen_is_not_spoken_of():
    assert news([found(verdict=Verdict.CLEAR)], acknowledged(), Wording()) == News()


days = st.integers(-60, 60)
occurrences = st.builds(
    lambda first, length, level, standing: seen(first, first + length, level, standing=standing),
    days,
    st.integers(0, 30),
    st.sampled_from(Level),
    st.booleans(),
)
findings = st.dictionaries(st.sampled_from("abcdef"), st.lists(occurrences, min_size=1, max_size=5)).map(
    lambda drawn: [found(*several, rule=rule) for rule, several in drawn.items()]
)


@given(findings)
def test_a_report_held_against_itself_has_no_news(drawn):
    told = news(drawn, ReportMemory(last_day=LAST, last=sightings(drawn)), Wording())
    assert (told.new, told.gone) == ({}, ())


@given(findings)
def test_what_is_acknowledged_as_it_stands_is_quiet(drawn):
    known = {finding.rule: Acknowledged(day=LAST, level=finding.level, times=len(finding.current)) for finding in drawn}
    told = news(drawn, ReportMemory(last_day=LAST, acknowledged=known), Wording())
    assert told.quiet.keys() == {finding.rule for finding in drawn}
    assert told.new == {}


@given(findings)
def test_without_a_memory_nothing_is_new_or_quiet(drawn):
    assert news(drawn, ReportMemory(), Wording()) == News()


@given(findings, days)
def test_a_later_day_of_the_pattern_is_always_news(drawn, number):
    memory = ReportMemory(last_day=LAST, last=sightings(drawn))
    later = [
        replace(one, occurrences=(*one.occurrences, seen(max(days_of(one)) + 1 + abs(number), level=one.level)))
        for one in drawn
    ]
    assert news(later, memory, Wording()).new.keys() == {one.rule for one in drawn}


def days_of(finding):
    return [(one.last - NEWEST).days for one in finding.occurrences]


def remembering(memory):
    return report(training_log(LOUD), memory=memory)


LONG_RUN = {"long-run": Acknowledged(day=LAST, level=Level.CAUTION, times=1)}


def test_every_text_format_says_first_what_is_new():
    made = remembering(ReportMemory(last_day=LAST))
    text, page = made.to_text(), made.to_markdown()
    assert "New since the report of 1 Nov 2026\n  caution: A long run [long-run], not seen in the last report\n" in text
    assert text.index("New since") < text.index("Runs: 36") < text.index("Patterns seen")
    assert "## New since the report of 1 Nov 2026\n\n- Caution: A long run, not seen in the last report\n" in page
    assert page.index("## New since") < page.index("## What stands out")
    assert "New since the report of 1 Nov 2026: A long run, not seen in the last report." in made._repr_html_()


def test_every_text_format_says_when_nothing_is_new_and_what_is_gone():
    log, same = training_log(LOUD), Sighting(level=Level.CAUTION, newest=date(2026, 3, 29), times=1)
    calm = report(log, memory=ReportMemory(last_day=LAST, last={"long-run": same}))
    gone = report(log, LongRun(limit_m=90_000.0), memory=ReportMemory(last_day=LAST, last={"long-run": same}))
    assert "\nNothing is new since the report of 1 Nov 2026.\n" in calm.to_text()
    assert "\nNothing is new since the report of 1 Nov 2026.\n" in calm.to_markdown()
    assert "New since the report of 1 Nov 2026\n  No longer seen: A long run [long-run]\n" in gone.to_text()
    assert "- No longer seen: A long run\n" in gone.to_markdown()


def test_what_is_acknowledged_is_listed_and_does_not_stand_out():
    made = remembering(ReportMemory(acknowledged=LONG_RUN))
    page = made.summary()
    assert page.headline == page.loud == ()
    assert page.calm == "Nothing stands out in this period beside what you acknowledged."
    assert [part.acknowledged for part in page.quiet] == ["acknowledged on 1 Nov 2026"]
    assert "  caution: A long run [long-run], acknowledged on 1 Nov 2026\n" in made.to_text()
    assert "\nAcknowledged on 1 Nov 2026.\n" in made.to_markdown()


def test_json_holds_the_news():
    made = remembering(ReportMemory(last_day=LAST)).to_json()
    assert made["new"] == [{"rule": "long-run", "why": "not seen in the last report"}]
    known = report(
        training_log(LOUD), changed=("long-run.limit_m = 1",), memory=ReportMemory(acknowledged=LONG_RUN)
    ).to_json()
    assert known["acknowledged"] == [{"rule": "long-run", "day": "2026-11-01"}]
    assert known["limits"] == ["long-run.limit_m = 1"]
