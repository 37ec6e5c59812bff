"""Dates that a receiver's week counter set back by 1,024 weeks."""

from datetime import UTC, datetime, timedelta

import pytest

from runrisk.importers.cleaning.week_rollover import days_named, without_rollover
from runrisk.importers.formats.file_formats import read_recordings
from runrisk.importers.recording import Recording

MADE = datetime(2026, 5, 21, 21, tzinfo=UTC)
WRONG = datetime(2006, 10, 5, 21, tzinfo=UTC)  # 7,168 days = 1,024 weeks earlier


def recording(start_utc: datetime, written_utc: datetime | None = None) -> Recording:
    return Recording(format="gpx", start_utc=start_utc, elapsed_s=3600, written_utc=written_utc)


@pytest.mark.parametrize(
    ("start_utc", "written_utc", "file", "wanted"),
    [
        (WRONG, MADE, "run.gpx", MADE),
        (WRONG, None, "2026-05-21 run.gpx", MADE),
        (WRONG, None, "20260521_230000.gpx", MADE),
        (WRONG, WRONG, "run_2026-05-21.gpx", MADE),  # the file's date is the receiver's too
        (WRONG - timedelta(weeks=1024), MADE, "run.gpx", MADE),  # twice around
        (WRONG, MADE + timedelta(hours=36, seconds=3601), "run.gpx", WRONG),  # exported two days later
        (WRONG, MADE - timedelta(hours=36, seconds=1), "run.gpx", WRONG),
        (WRONG, MADE + timedelta(hours=37), "run.gpx", MADE),
        (WRONG, None, "run.gpx", WRONG),
        (WRONG, WRONG, "run 2006-10-05.gpx", WRONG),
        (MADE, WRONG, "run.gpx", MADE),  # never back
        (WRONG, None, "112026052100.gpx", WRONG),  # a number, no day
    ],
)
def test_the_day_of_the_file_wins_where_whole_turns_lie_between(
    start_utc: datetime, written_utc: datetime | None, file: str, wanted: datetime
) -> None:
    found = without_rollover(recording(start_utc, written_utc), file)
    assert found.start_utc == wanted
    assert bool(found.warnings) == (wanted != start_utc)


def test_it_is_said() -> None:
    (warning,) = without_rollover(recording(WRONG, MADE), "run.gpx").warnings
    assert "2006-10-05" in warning
    assert "1,024 weeks" in warning
    assert warning.endswith("Taken as 2026-05-21.")


def test_days_in_names() -> None:
    assert [day.date().isoformat() for day in days_named("a 2026-06-31 2026.06.30 2026-0601.gpx")] == ["2026-06-30"]


def test_any_format_is_read_so() -> None:
    lap = '<Lap StartTime="2006-10-05T21:00:00Z"><TotalTimeSeconds>60</TotalTimeSeconds></Lap>'
    content = f'<TrainingCenterDatabase><Activity Sport="Running">{lap}</Activity></TrainingCenterDatabase>'
    (found,) = read_recordings(content.encode(), "activity_2026-05-21.tcx")
    assert found.start_utc == MADE


def test_a_day_in_a_name_stands_for_its_noon():
    assert list(days_named("2026-05-21.gpx")) == [datetime(2026, 5, 21, 12, tzinfo=UTC)]
