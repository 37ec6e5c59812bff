"""The log at a glance: a few numbers of the period, and charts of the last year."""

from runrisk.report.glance.charts import glance_charts
from runrisk.report.glance.flag_marks import HABIT_DAYS, flagged_weeks, marked_occurrences
from runrisk.report.glance.glance_chart import GlanceChart
from runrisk.report.glance.numbers import glance_numbers

__all__ = ["HABIT_DAYS", "GlanceChart", "flagged_weeks", "glance_charts", "glance_numbers", "marked_occurrences"]
