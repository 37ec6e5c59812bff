"""Plans from CSV and .ics files: what is read, and what is refused with line, column and cure."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from runrisk.errors import FileError, MissingPathError
from runrisk.workflows.plan import read_plan
from runrisk.workflows.plan.calendar_file import calendar_plan
from runrisk.workflows.plan.csv_file import csv_plan


def plan_of(tmp_path, text, name="plan.csv", **more):
    path = tmp_path / name
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return read_plan(path, **more)


def calendar(*events, newline="\r\n"):
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0"]
    for event in events:
        lines += ["BEGIN:VEVENT", *event, "END:VEVENT"]
    return newline.join([*lines, "END:VCALENDAR", ""])


def days_of(plan):
    return [str(session.day) for session in plan.sessions]


def test_csv_in_kilometres_miles_and_minutes(tmp_path):
    plan = plan_of(
        tmp_path, "date,km,miles,minutes,kind\n2026-03-03,8,,,easy\n2026-03-05,,5,,\n2026-03-02,,,45,tempo\n"
    )
    assert [(s.kind, s.distance_m, s.duration_s, s.place) for s in plan.sessions] == [
        ("tempo", None, 2700.0, "line 4"),
        ("easy", 8000.0, None, "line 2"),
        ("run", pytest.approx(8046.72), None, "line 3"),  # 5 x 1,609.344 m
    ]


@pytest.mark.parametrize("delimiter", [";", "\t"])
def test_other_delimiters_and_a_decimal_comma(tmp_path, delimiter):
    text = "\ufeffDate,KM,Kind\n2026-03-03,?,long\n".replace(",", delimiter).replace("?", "12,5")
    assert plan_of(tmp_path, text).sessions[0].distance_m == 12_500


def test_rest_is_a_day_without_an_amount(tmp_path):
    plan = plan_of(tmp_path, "date,km,kind\n2026-03-03,,rest\n2026-03-04,5,\n\n")
    assert plan.sessions[0].sport is None


@pytest.mark.parametrize(
    ("text", "place", "says"),
    [
        ("day,km\n", "line 1", "no column 'day'"),
        ("date,kind\n", "line 1", "lacks a column"),
        ("date,km,km\n", "line 1", "names one twice"),
        ("date,km\n03.05.2026,8\n", "line 2, column date", "'03.05.2026' is no date"),
        ("date,km\n2026-02-30,8\n", "line 2, column date", "is no date"),
        ("date,km\n2026-03-03,8 km\n", "line 2, column km", "'8 km' is no number"),
        ("date,km\n2026-03-03,-8\n", "line 2, column km", "is no number above 0"),
        ("date,km\n2026-03-03,0\n", "line 2, column km", "is no number above 0"),
        ("date,km\n2026-03-03,nan\n", "line 2, column km", "is no number above 0"),
        ("date,km\n2026-03-03,8000\n", "line 2, column km", "more than one session"),
        ("date,minutes\n2026-03-03,9000\n", "line 2, column minutes", "more than one session"),
        ("date,km,kind\n2026-03-03,8,flying\n", "line 2, column kind", "'flying' is no kind"),
        ("date,km,minutes\n2026-03-03,8,40\n", "line 2", "2 of km, miles, minutes"),
        ("date,km\n2026-03-03,\n", "line 2", "none of km"),
        ("date,km,kind\n2026-03-03,8,rest\n", "line 2", "a day of rest has no amount"),
        ("date,km\n2026-03-03,8,easy\n", "line 2", "3 cells below 2 columns"),
        ("date,km\n", "", "holds no session"),
        ("", "", "holds no session"),
    ],
)
def test_what_cannot_be_read_says_where_and_how_to_mend_it(tmp_path, text, place, says):
    with pytest.raises(FileError) as raised:
        plan_of(tmp_path, text)
    assert (raised.value.file, raised.value.place) == ("plan.csv", place)
    assert says in str(raised.value)
    assert raised.value.cure


def test_a_missing_a_large_and_a_binary_file(tmp_path):
    with pytest.raises(MissingPathError):
        read_plan(tmp_path / "nowhere.csv")
    with pytest.raises(FileError, match="UTF-8"):
        plan_of(tmp_path, b"date,km\n\xff\xfe")
    with pytest.raises(FileError, match="too large"):
        plan_of(tmp_path, "x" * 5_000_001)


@given(text=st.text(max_size=200))
def test_any_text_is_read_or_refused(text):
    with suppress(FileError):
        assert csv_plan(text, "plan.csv").sessions


def test_a_calendar(tmp_path):
    text = calendar(
        ["DTSTART;VALUE=DATE:20260303", "SUMMARY:Easy 8 km"],
        ["DTSTART:20260305T180000", "SUMMARY:long run 18.5 km\\, by the river"],
        ["DTSTART;TZID=Europe/Vienna:20260307T230000", "SUMMARY:Tempo: 45 min"],
        ["DTSTART;VALUE=DATE:20260308", "SUMMARY:Rest"],
        ["DTSTART;VALUE=DATE:20260309", "SUMMARY:Dentist 30 min"],
    )
    plan = plan_of(tmp_path, text, "plan.ics")
    assert [(str(s.day), s.kind, s.distance_m, s.duration_s) for s in plan.sessions] == [
        ("2026-03-03", "easy", 8000.0, None),
        ("2026-03-05", "long", 18_500.0, None),
        ("2026-03-07", "tempo", None, 2700.0),
        ("2026-03-08", "rest", None, None),
    ]
    assert plan.left_out == ("1 other events, whose titles name no kind of session",)


def test_folded_lines_alarms_and_any_line_end(tmp_path):
    event = [
        "DTSTART;VALUE=DATE:20260303",
        "SUMMARY:Ea",
        " sy 8",
        "\t km",
        "BEGIN:VALARM",
        "SUMMARY:long 99 km",
        "END:VALARM",
    ]
    for newline in ("\r\n", "\n"):
        [session] = plan_of(tmp_path, calendar(event, newline=newline), "plan.ics").sessions
        assert session.distance_m == 8000


def test_a_utc_time_is_the_runners_own_day(tmp_path):
    # 23:30 UTC on Tuesday is 00:30 on Wednesday one hour east.
    text = calendar(["DTSTART:20260303T233000Z", "SUMMARY:easy 8 km"])
    assert days_of(plan_of(tmp_path, text, "plan.ics", utc_offset_s=3600)) == ["2026-03-04"]
    assert days_of(plan_of(tmp_path, text, "plan.ics")) == ["2026-03-03"]


@pytest.mark.parametrize(
    ("rule", "days"),
    [
        ("FREQ=DAILY;COUNT=3", ["2026-03-03", "2026-03-04", "2026-03-05"]),
        ("FREQ=DAILY;INTERVAL=2;UNTIL=20260308", ["2026-03-03", "2026-03-05", "2026-03-07"]),
        ("FREQ=WEEKLY;COUNT=2", ["2026-03-03", "2026-03-10"]),
        ("FREQ=WEEKLY;BYDAY=TU,TH;UNTIL=20260312T000000", ["2026-03-03", "2026-03-05", "2026-03-10", "2026-03-12"]),
        ("FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,SU;COUNT=4", ["2026-03-03", "2026-03-08", "2026-03-17", "2026-03-22"]),
        ("FREQ=WEEKLY;WKST=SU;COUNT=2", ["2026-03-03", "2026-03-10"]),
        # Weeks from Sunday: the next Sunday, the 8th, already belongs to the week that is left out; then 15 and 17.
        ("FREQ=WEEKLY;INTERVAL=2;WKST=SU;BYDAY=TU,SU;COUNT=3", ["2026-03-03", "2026-03-15", "2026-03-17"]),
        ("FREQ=WEEKLY;COUNT=2;", ["2026-03-03", "2026-03-10"]),  # a semicolon too many
        ("FREQ=WEEKLY;BYDAY=TH;COUNT=3", ["2026-03-03", "2026-03-05", "2026-03-12"]),
        ("FREQ=WEEKLY;BYDAY=TH;UNTIL=20260306", ["2026-03-03", "2026-03-05"]),  # the start is one of its days
    ],
)
def test_repeated_events(tmp_path, rule, days):
    # 3 March 2026 is a Tuesday.
    text = calendar(["DTSTART;VALUE=DATE:20260303", f"RRULE:{rule}", "SUMMARY:easy 8 km"])
    assert days_of(plan_of(tmp_path, text, "plan.ics")) == days


def test_a_day_taken_out_of_a_repetition(tmp_path):
    lines = ["DTSTART:20260303T180000", "RRULE:FREQ=DAILY;COUNT=3", "EXDATE:20260304T180000", "SUMMARY:easy 8 km"]
    assert days_of(plan_of(tmp_path, calendar(lines), "plan.ics")) == ["2026-03-03", "2026-03-05"]


@pytest.mark.parametrize(
    ("lines", "says"),
    [
        (["RRULE:FREQ=WEEKLY"], "has no end"),
        (["RRULE:FREQ=WEEKLY;COUNT=2;UNTIL=20260401"], "has no end, or two"),
        (["RRULE:FREQ=MONTHLY;COUNT=2"], "is not understood"),
        (["RRULE:FREQ=WEEKLY;BYDAY=1TU;COUNT=2"], "BYDAY=1TU is not understood"),
        (["RRULE:FREQ=WEEKLY;BYSETPOS=1;COUNT=2"], "is not understood"),
        (["RRULE:FREQ=SECONDLY;COUNT=2"], "is not understood"),
        (["RRULE:FREQ=YEARLY;COUNT=2"], "is not understood"),
        (["RRULE:FREQ=DAILY;BYHOUR=6,18;COUNT=2"], "is not understood"),
        (["RRULE:FREQ=DAILY;INTERVAL=7;BYDAY=MO;COUNT=2"], "daily on chosen weekdays"),  # would never come
        (["RRULE:FREQ=WEEKLY;WKST=XX;COUNT=2"], "is damaged"),
        (["RRULE:FREQ=DAILY;COUNT=2;COUNT=3"], "is damaged"),
        (["RRULE:FREQ=DAILY;COUNT=401"], "is not between 1 and 400"),
        (["RRULE:FREQ=DAILY;COUNT=0"], "is not between 1 and 400"),
        (["RRULE:FREQ=DAILY;INTERVAL=53;COUNT=2"], "is not between 1 and 52"),
        (["RRULE:FREQ=DAILY;UNTIL=20270407"], "repeats more than 400 times"),  # 3 March 2026 + 400 days
        (["RRULE:FREQ=DAILY;UNTIL=99991231T235959Z"], "repeats more than 400 times"),
        (["RRULE:FREQ=DAILY;UNTIL=P1D"], "is no day"),
        (["RRULE:FREQ=DAILY;COUNT=99999999999"], "is not between 1 and 400"),
        (["RRULE:FREQ=DAILY;INTERVAL=0;COUNT=2"], "is not between 1 and 52"),
        (["RRULE:FREQ=DAILY;UNTIL=29991231"], "repeats more than 400 times"),
        (["RRULE:FREQ=DAILY;UNTIL=soon"], "is no day"),
        (["RRULE:FREQ"], "is damaged"),
        (["RDATE:20260401"], "RDATE is not understood"),
        (["RECURRENCE-ID:20260303"], "RECURRENCE-ID is not understood"),
        (["DTSTART:20260303"], "DTSTART stands twice"),
    ],
)
def test_what_a_calendar_may_not_hold(tmp_path, lines, says):
    text = calendar(["DTSTART;VALUE=DATE:20260303", *lines, "SUMMARY:easy 8 km"])
    with pytest.raises(FileError) as raised:
        plan_of(tmp_path, text, "plan.ics")
    assert says in str(raised.value)
    assert raised.value.place.startswith("line ")
    assert raised.value.cure


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (calendar(["SUMMARY:easy 8 km"]), "no DTSTART"),
        (calendar(["DTSTART:2026", "SUMMARY:easy 8 km"]), "is no day or time"),
        (calendar(["DTSTART:20261345", "SUMMARY:easy 8 km"]), "is no day or time"),
        (calendar(["DTSTART:99991231", "SUMMARY:easy 8 km"]), "no year for a plan"),
        (calendar(["DTSTART:20260303", "SUMMARY:easy 9000 km"]), "no possible session"),
        (calendar(["DTSTART:20260303", "SUMMARY:rest 5 km"]), "no possible session"),
        (calendar(["DTSTART:20260303", "SUMMARY:Meeting"]), "no event has a title"),
        ("BEGIN:VCALENDAR\nBEGIN:VEVENT\n", "cut off"),
        ("BEGIN:VCALENDAR\nEND:VEVENT\n", "closes nothing"),
        ("BEGIN:VCALENDAR\nnothing at all\n", "is no calendar line"),
    ],
)
def test_damaged_calendars(tmp_path, text, says):
    with pytest.raises(FileError, match=says):
        plan_of(tmp_path, text, "plan.ics")


def test_titles_that_begin_like_sessions_are_named_not_guessed(tmp_path):
    text = calendar(
        ["DTSTART:20260303", "SUMMARY:easy 8 km"],
        ["DTSTART:20260304", "SUMMARY:Intervals 5x1 km"],
        ["DTSTART:20260305", "SUMMARY:Long 18 km", "STATUS:CANCELLED"],
    )
    plan = plan_of(tmp_path, text, "plan.ics")
    assert len(plan.sessions) == 1
    assert "'Intervals 5x1 km' holds no amount in the form" in plan.left_out[0]
    assert "cancelled" in plan.left_out[1]


@given(st.lists(st.text(alphabet=st.characters(codec="utf-8"), max_size=40), max_size=8))
def test_any_calendar_is_read_or_refused(lines):
    text = "\n".join(["BEGIN:VCALENDAR", "BEGIN:VEVENT", *lines, "END:VEVENT", "END:VCALENDAR"])
    with suppress(FileError):
        assert calendar_plan(text, "plan.ics", 0).sessions
