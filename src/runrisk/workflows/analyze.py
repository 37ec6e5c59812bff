"""From a log to a report."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from runrisk.analysis.base import Analyzer
from runrisk.analysis.outcome import run_analyzers
from runrisk.errors import SettingsError
from runrisk.model import Period, TrainingLog
from runrisk.model.period import YEARS
from runrisk.report import Report
from runrisk.settings import Settings, build_analyzers, changed_limits
from runrisk.workflows.budget import budget


def analyze(
    log: TrainingLog,
    analyzers: Sequence[Analyzer[Any]] | None = None,
    settings: Settings | None = None,
    *,
    made_on: date | None = None,
) -> Report:
    """Judge a log by every rule.

    Args:
        log: what `runrisk.read` or a library gave; `log.looking_at(period)` moves the days that verdicts speak of.
        analyzers: rules to use in place of all of them, with their limits as they stand.
        settings: other limits, rules switched on or off.
        made_on: the day the report is made, so that it can say how long ago the log ends.

    Raises:
        SettingsError: a setting that does not exist or has an impossible value.
    """
    chosen = settings or Settings()
    rules = tuple(analyzers) if analyzers is not None else build_analyzers(chosen)
    return Report(
        log=log,
        outcomes=run_analyzers(rules, log),
        changed=changed_limits(rules),
        made_on=made_on,
        head=None if log.as_it_was().runs.empty else lambda wording: budget(log, settings=chosen).head_in(wording),
    )


def period_of(log: TrainingLog, since: date | None, until: date | None, *, whole: bool) -> Period:
    """The days a report speaks of: 84 up to the last logged day unless `since`, `until` or `whole` say otherwise.

    Raises:
        SettingsError: `since` lies after `until`, or one of them in no runner's time.
    """
    for day in (since, until):
        if day is not None and day.year not in YEARS:
            raise SettingsError(f"{day} lies in no runner's time. Write a day as 2026-03-14")
    last = until or log.as_of
    if whole:
        first = log.counted[0].local_day if log.counted else last
        return Period(since=min(first, last), until=last)
    period = Period(since=since, until=last) if since else Period.ending(last)
    if period.since > period.until:
        raise SettingsError(f"the period starts on {period.since} and ends before that, on {period.until}")
    return period
