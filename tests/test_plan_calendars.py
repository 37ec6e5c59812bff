"""Calendars as programs write them: each case after a public report of what people stumbled over."""

import subprocess
import sys
import time
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from runrisk.errors import FileError
from runrisk.workflows.plan.calendar_file import MAX_SESSIONS, calendar_plan
from test_plan_files import calendar, days_of, plan_of

# 3 March 2026 is a Tuesday.
SERIES = ["UID:a@x", "DTSTART;TZID=Europe/Vienna:20260303T180000", "RRULE:FREQ=WEEKLY;COUNT=3", "SUMMARY:easy 8 km"]
SERIES_DAYS = ["2026-03-03", "2026-03-10", "2026-03-17"]


def read(*events, utc_offset_s=0):
    return calendar_plan(calendar(*events), "plan.ics", utc_offset_s)


def test_what_google_and_apple_add_changes_nothing(tmp_path):
    text = (
        "BEGIN:VCALENDAR\r\nPRODID:-//Google Inc//Google Calendar 70.9054//EN\r\nVERSION:2.0\r\nMETHOD:PUBLISH\r\n"
        "X-WR-CALNAME:Plan\\, spring\r\nX-WR-TIMEZONE:America/New_York\r\n"
        "BEGIN:VTIMEZONE\r\nTZID:Europe/Vienna\r\nX-LIC-LOCATION:Europe/Vienna\r\n"
        "BEGIN:DAYLIGHT\r\nTZOFFSETFROM:+0100\r\nTZOFFSETTO:+0200\r\nTZNAME:CEST\r\nDTSTART:19700329T020000\r\n"
        "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU\r\nEND:DAYLIGHT\r\nEND:VTIMEZONE\r\n"
        "BEGIN:VEVENT\r\nDTSTART;TZID=Europe/Vienna:20260303T233000\r\nDURATION:PT45M\r\nUID:1@google.com\r\n"
        "CATEGORIES:Running,Plan\\, A\r\nDESCRIPTION:Warm up\\, then\\n8 km; easy 🏃 \r\n  and home\r\n"
        'LOCATION;ALTREP="http://example.org/a;b:c":By the river\\; north\r\n'
        "X-APPLE-TRAVEL-ADVISORY-BEHAVIOR:AUTOMATIC\r\nSUMMARY;LANGUAGE=en-us:Easy 8 km\\, hilly\r\n"
        "BEGIN:VALARM\r\nACTION:DISPLAY\r\nTRIGGER:-P0DT9H0M0S\r\nDESCRIPTION:long 30 km\r\nEND:VALARM\r\nEND:VEVENT\r\n"
        "END:VCALENDAR\r\n"
    )
    [session] = plan_of(tmp_path, text, "plan.ics", utc_offset_s=3600).sessions
    # The event's BEGIN is the 18th line of the text.
    assert (str(session.day), session.distance_m, session.place) == ("2026-03-03", 8000.0, "line 18")


@pytest.mark.parametrize("newline", ["\r\n", "\n", "\r"])
def test_lines_are_counted_as_an_editor_counts_them(newline):
    text = calendar(["SUMMARY:easy ", " 8 km", "", "DTSTART:2026"], newline=newline)
    with pytest.raises(FileError) as raised:
        calendar_plan(text, "plan.ics", 0)
    assert raised.value.place == "line 7"  # BEGIN, VERSION, BEGIN, SUMMARY, its rest, an empty line, DTSTART


def test_a_zone_that_nobody_knows_is_not_looked_up():
    # Outlook: "GMT Standard Time" without a VTIMEZONE.
    assert days_of(read(["DTSTART;TZID=GMT Standard Time:20260303T233000", "SUMMARY:easy 8 km"])) == ["2026-03-03"]


def test_a_date_that_is_written_as_midnight_in_utc_is_that_date():
    # Five hours west, midnight in UTC would be the evening before.
    plan = read(["DTSTART;VALUE=DATE:20260303T000000Z", "SUMMARY:easy 8 km"], utc_offset_s=-18_000)
    assert days_of(plan) == ["2026-03-03"]


@pytest.mark.parametrize(
    ("start", "rule", "offset_s", "days"),
    [
        # A whole-day series that ends at a time.
        ("DTSTART;VALUE=DATE:20260303", "FREQ=DAILY;UNTIL=20260305T000000", 0, ["03", "04", "05"]),
        ("DTSTART;VALUE=DATE:20260303", "FREQ=DAILY;UNTIL=20260305T000000Z", 0, ["03", "04", "05"]),
        # 23:00 UTC on the 4th is midnight of the 5th one hour east, and still the 4th in London.
        ("DTSTART;VALUE=DATE:20260303", "FREQ=DAILY;UNTIL=20260304T230000Z", 3600, ["03", "04", "05"]),
        ("DTSTART;VALUE=DATE:20260303", "FREQ=DAILY;UNTIL=20260304T230000Z", 0, ["03", "04"]),
        # Outlook ends a series at its last start, in UTC: 18:00 in Vienna is 17:00 UTC in winter.
        ("DTSTART;TZID=Europe/Vienna:20260303T180000", "FREQ=DAILY;UNTIL=20260305T170000Z", 3600, ["03", "04", "05"]),
        # Tuesdays at 23:30 UTC are Wednesdays one hour east, and the weekday of the rule is the one in UTC.
        ("DTSTART:20260303T233000Z", "FREQ=WEEKLY;BYDAY=TU;UNTIL=20260310T233000Z", 3600, ["04", "11"]),
        ("DTSTART:20260303T233000Z", "FREQ=WEEKLY;BYDAY=TU;COUNT=2", 0, ["03", "10"]),
    ],
)
def test_ends_and_weekdays_in_another_zone(start, rule, offset_s, days):
    plan = read([start, f"RRULE:{rule}", "SUMMARY:easy 8 km"], utc_offset_s=offset_s)
    assert days_of(plan) == [f"2026-03-{day}" for day in days]


def test_days_taken_out_of_a_series_in_utc():
    series = ["DTSTART:20260303T233000Z", "RRULE:FREQ=DAILY;COUNT=4", "SUMMARY:easy 8 km"]
    gone = ["EXDATE:20260304T233000Z,20260305T233000Z"]
    assert days_of(read([*series, *gone], utc_offset_s=3600)) == ["2026-03-04", "2026-03-07"]


def test_a_moved_day_of_a_series_stands_on_its_new_day_only():
    moved = [
        "UID:a@x",
        "RECURRENCE-ID;TZID=Europe/Vienna:20260310T180000",
        "DTSTART;TZID=Europe/Vienna:20260312T070000",
        "RRULE:FREQ=WEEKLY;COUNT=3",  # some programs copy it into the single day
        "SUMMARY:tempo 6 km",
    ]
    for events in ([SERIES, moved], [moved, SERIES]):
        plan = read(*events)
        assert [(str(s.day), s.kind) for s in plan.sessions] == [
            ("2026-03-03", "easy"),
            ("2026-03-12", "tempo"),
            ("2026-03-17", "easy"),
        ]


@pytest.mark.parametrize(
    ("lines", "days"),
    [
        (["SUMMARY:tempo 6 km"], SERIES_DAYS),  # another session on the same day
        (["SUMMARY:easy 8 km", "STATUS:CANCELLED"], ["2026-03-03", "2026-03-17"]),
        (["SUMMARY:Dentist"], ["2026-03-03", "2026-03-17"]),
    ],
)
def test_a_changed_or_cancelled_day_of_a_series(lines, days):
    single = ["UID:a@x", "RECURRENCE-ID:20260310T180000", "DTSTART:20260310T180000", *lines]
    assert days_of(read(SERIES, single)) == days


def test_single_days_of_other_series_change_nothing():
    other = ["UID:b@x", "RECURRENCE-ID;RANGE=THISANDFUTURE:20260310T180000", "DTSTART:20260310", "SUMMARY:Dentist"]
    unnamed = ["RECURRENCE-ID:nonsense", "DTSTART:20260310", "SUMMARY:Meeting"]
    assert days_of(read(SERIES, other, unnamed)) == SERIES_DAYS


def test_all_days_from_one_on_are_refused():
    single = ["UID:a@x", "RECURRENCE-ID;RANGE=THISANDFUTURE:20260310T180000", "DTSTART:20260311", "SUMMARY:easy 9 km"]
    with pytest.raises(FileError, match="line 11: RECURRENCE-ID with a RANGE"):
        read(SERIES, single)


def test_a_description_broken_over_lines_is_refused_with_its_line():
    with pytest.raises(FileError, match=r"line 6: .*is no calendar line"):
        read(["DTSTART:20260303", "DESCRIPTION:Warm up", "then 8 km", "SUMMARY:easy 8 km"])


@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=SECONDLY;COUNT=1000000000",
        "FREQ=SECONDLY;UNTIL=20991231",
        "FREQ=DAILY;COUNT=1000000000",
        "FREQ=DAILY;INTERVAL=0;UNTIL=20991231",
        "FREQ=DAILY;INTERVAL=7;BYDAY=MO;UNTIL=20991231",
        "FREQ=WEEKLY;BYSETPOS=5;BYDAY=MO;COUNT=1",
        "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30;COUNT=1",
        f"FREQ=DAILY;COUNT={'9' * 100_000}",
    ],
)
def test_a_rule_that_never_ends_is_refused_at_once(rule):
    begun = time.process_time()
    with pytest.raises(FileError):
        read(["DTSTART:20260303", f"RRULE:{rule}", "SUMMARY:easy 8 km"])
    # A second of our own time [s]: counting to the end takes minutes.
    assert time.process_time() - begun < 1


@pytest.mark.parametrize(
    ("rule", "sessions", "last"),
    [
        ("FREQ=DAILY;UNTIL=20270406", 400, "2027-04-06"),  # 3 March 2026 is day 1, 3 March 2027 day 366
        ("FREQ=WEEKLY;INTERVAL=52;COUNT=2", 2, "2027-03-02"),  # 364 days on
    ],
)
def test_the_longest_series_that_are_read(rule, sessions, last):
    days = days_of(read(["DTSTART:20260303", f"RRULE:{rule}", "SUMMARY:easy 8 km"]))
    assert (len(days), days[-1]) == (sessions, last)


def test_an_end_in_the_year_9999_is_no_day_beyond_the_last_one():
    with pytest.raises(FileError, match="repeats more than 400 times"):
        read(
            ["DTSTART:20260303", "RRULE:FREQ=DAILY;UNTIL=99991231T235959Z", "SUMMARY:easy 8 km"],
            utc_offset_s=3600,
        )


def test_a_series_that_ends_before_it_begins_has_no_day():
    ended = ["DTSTART:20260303", "RRULE:FREQ=DAILY;UNTIL=20260302", "SUMMARY:easy 8 km"]
    assert days_of(read(ended, SERIES)) == SERIES_DAYS


@pytest.mark.parametrize(("year", "is_read"), [(1899, False), (1900, True), (2199, True), (2200, False)])
def test_years_of_a_plan(year, is_read):
    event = [f"DTSTART:{year}0303", "SUMMARY:easy 8 km"]
    if is_read:
        assert days_of(read(event)) == [f"{year}-03-03"]
    else:
        with pytest.raises(FileError, match="is no year for a plan"):
            read(event)


def test_many_long_series_are_refused_before_they_are_counted():
    series = ["DTSTART:20260303", "RRULE:FREQ=DAILY;COUNT=400", "SUMMARY:easy 8 km"]
    most = MAX_SESSIONS // 400
    assert len(read(*[series] * most).sessions) == MAX_SESSIONS
    with pytest.raises(FileError, match="more than 20000 sessions"):
        read(*[series] * most, ["DTSTART:20260303", "SUMMARY:easy 8 km"])


def test_a_zone_that_changes_every_second_costs_nothing():
    zone = "BEGIN:VTIMEZONE\nTZID:X\nBEGIN:STANDARD\nDTSTART:19700101T000000\nRRULE:FREQ=SECONDLY\nTZOFFSETFROM:+0100\n"
    text = calendar(["DTSTART;TZID=X:20260303T180000", "SUMMARY:easy 8 km"], newline="\n").replace(
        "BEGIN:VEVENT", f"{zone}TZOFFSETTO:+0200\nEND:STANDARD\nEND:VTIMEZONE\nBEGIN:VEVENT"
    )
    begun = time.process_time()
    assert days_of(calendar_plan(text, "plan.ics", 0)) == ["2026-03-03"]
    assert time.process_time() - begun < 1


VALUES = st.one_of(
    st.text(alphabet='0123456789TZ-+,;:=/P\\"', max_size=20),
    st.sampled_from(["20260303", "20260303T180000Z", "99991231T235959Z", "00010101T000000Z", "20260303/P1D", "-P1D"]),
    st.text(max_size=8),
)
RULES = st.lists(
    st.tuples(
        st.sampled_from(["FREQ", "INTERVAL", "COUNT", "UNTIL", "BYDAY", "WKST", "BYMONTH"]),
        st.one_of(st.sampled_from(["DAILY", "WEEKLY", "2", "TU,SU", "SU", "MO(", "1TU", "20260401"]), VALUES),
    ).map("=".join),
    max_size=4,
).map(";".join)
LINES = st.one_of(
    st.tuples(st.sampled_from(["DTSTART", "EXDATE", "RECURRENCE-ID", "UID", "STATUS"]), VALUES).map(":".join),
    st.tuples(st.sampled_from(["DTSTART;VALUE=DATE", "DTSTART;TZID=X", "EXDATE;A=b"]), VALUES).map(":".join),
    RULES.map("RRULE:{}".format),
)


@given(lines=st.lists(LINES, max_size=4), offset_s=st.sampled_from([-43_200, 0, 50_400]))
def test_any_dates_and_rules_are_read_or_refused(lines, offset_s):
    for event in ([*lines, "SUMMARY:easy 8 km"], ["DTSTART:20260303T180000", *lines, "SUMMARY:easy 8 km"]):
        with suppress(FileError):
            assert read(event, utc_offset_s=offset_s).sessions


def test_icalendar_is_loaded_only_for_a_calendar():
    code = "import sys, runrisk.workflows.plan; print({'icalendar'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"
