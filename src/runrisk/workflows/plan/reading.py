"""A plan from a file: CSV, or an .ics calendar; content decides which."""

import os
from pathlib import Path

from runrisk.errors import FileError, MissingPathError
from runrisk.workflows.plan.csv_file import csv_plan
from runrisk.workflows.plan.planned_session import Plan

MAX_BYTES = 5_000_000
"""A larger file is no plan. Our choice: years of calendar events fit."""


def read_plan(path: str | os.PathLike[str], *, utc_offset_s: int = 0) -> Plan:
    """Read a plan.

    Args:
        path: a CSV file with the columns date, km or miles or minutes, and kind; or an iCalendar file.
        utc_offset_s: the runner's local time minus UTC [s], for events whose start is given in UTC.

    Raises:
        MissingPathError: the file does not exist.
        FileError: it is neither, or a line cannot be read; it says which line, what is wrong and what to write.
    """
    file = Path(path)
    if not file.is_file():
        raise MissingPathError(f"{file} does not exist or is no file")
    if file.stat().st_size > MAX_BYTES:
        raise FileError("is too large for a plan", file=file.name, cure="Export only the calendar that holds the plan")
    try:
        text = file.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        cure = "Save it as UTF-8 text"
        raise FileError("is no UTF-8 text", file=file.name, place=f"byte {error.start}", cure=cure) from error
    try:
        if not text.lstrip().upper().startswith("BEGIN:VCALENDAR"):
            return csv_plan(text, file.name)
        from runrisk.workflows.plan.calendar_file import calendar_plan  # noqa: PLC0415 - icalendar only for a calendar

        return calendar_plan(text, file.name, utc_offset_s)
    except FileError as error:
        raise error.in_file(file.name) from error
