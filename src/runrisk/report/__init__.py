"""The report: what every rule says of a log, as HTML, Markdown, JSON and text."""

from runrisk.report.report import FORMATS, Report
from runrisk.report.summary import Summary
from runrisk.wording import Units

__all__ = ["FORMATS", "Report", "Summary", "Units"]
