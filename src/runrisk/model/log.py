"""The training log: activities, their samples, and what the runner tells.

Tables are made, and pandas is loaded, when somebody asks for one: reading files needs neither.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any

from runrisk.errors import SettingsError
from runrisk.model.activity import Activity
from runrisk.model.cache import Cache, NoCache
from runrisk.model.day import Day
from runrisk.model.display import small_table
from runrisk.model.features import RunMinutes, RunPath
from runrisk.model.file_result import FileResult, Status
from runrisk.model.gear import Gear
from runrisk.model.journal import Answers, Journal
from runrisk.model.period import Period
from runrisk.model.samples import Samples

if TYPE_CHECKING:
    import pandas as pd

_OF_ACTIVITIES = ("counted", "activities", "runs", "minutes")
"""What rests on the activities alone."""
_OF_DAYS = ("as_of", "days", "weeks")
"""What rests on the activities, and on the day the log is looked at from."""


def _no_samples(activity_id: str) -> Samples:
    raise KeyError(activity_id)


def _no_path(activity_id: str) -> RunPath | None:  # noqa: ARG001 - a default stands in for any reader
    return None


def _no_minutes(activity_id: str) -> RunMinutes | None:  # noqa: ARG001 - a default stands in for any reader
    return None


@dataclass(frozen=True, kw_only=True)
class TrainingLog:
    """Everything that is known of one runner's training, ready for the analyzers.

    Attributes:
        recorded: every activity, duplicates included (they carry `duplicate_of`).
        read_samples: gives the samples of an activity by its id; called only when they are asked for.
        read_path: gives the path of an activity by its id, None where it holds no positions; kept, never decoded anew.
        read_minutes: gives the minutes of an activity by its id, None where it holds no samples; kept like the paths.
        cache: where results that take long are kept from one report to the next.
        told: the journal.
        answers: the questionnaire.
        device_days: sleep, heart rate at rest and its variability, as devices recorded them: private.
        gear: the pairs of shoes that services and the library know of.
        files: what became of each file that was read.
        today: the day the log is looked at from; None means the last logged day.
        looked_at: the days verdicts speak of; None means the 84 days up to `as_of`.
    """

    recorded: tuple[Activity, ...] = ()
    read_samples: Callable[[str], Samples] = _no_samples
    read_path: Callable[[str], RunPath | None] = _no_path
    read_minutes: Callable[[str], RunMinutes | None] = _no_minutes
    cache: Cache = field(default_factory=NoCache)
    told: Journal = field(default_factory=Journal)
    answers: Answers = field(default_factory=Answers)
    device_days: tuple[Day, ...] = ()
    gear: tuple[Gear, ...] = ()
    files: tuple[FileResult, ...] = ()
    today: date | None = None
    looked_at: Period | None = None

    @cached_property
    def as_of(self) -> date:
        """The last logged day, unless the log was asked to be looked at from another day; of an empty log, 1970-01-01."""
        if self.today is not None:
            return self.today
        return max((activity.local_day for activity in self.counted), default=date(1970, 1, 1))

    @property
    def period(self) -> Period:
        """The days verdicts speak of."""
        return self.looked_at or Period.ending(self.as_of)

    @cached_property
    def counted(self) -> tuple[Activity, ...]:
        """The activities that count, by local day: no duplicates, none left out by the runner or for an impossible date."""
        those = (a for a in self.recorded if a.duplicate_of is None and a.counts and a.dated)
        return tuple(sorted(those, key=lambda activity: activity.in_order))

    @cached_property
    def asked(self) -> tuple[Activity, ...]:
        """The activities that overlap others, and of which only the runner can say whether they count."""
        return tuple(activity for activity in self.recorded if activity.asked and activity.counts)

    @cached_property
    def undated(self) -> tuple[Activity, ...]:
        """The activities whose date is taken for wrong."""
        return tuple(activity for activity in self.recorded if not activity.dated)

    @cached_property
    def activities(self) -> "pd.DataFrame":
        """One row an activity (index: id, by local day), duplicates included; see `columns.ACTIVITIES`."""
        from runrisk.model.tables import activities_table

        return activities_table(sorted(self.recorded, key=lambda activity: activity.in_order))

    @cached_property
    def runs(self) -> "pd.DataFrame":
        """One row a run, by local day: duplicates left out, runs split by a pause under 30 minutes joined.

        Index: id of the first part. Distance is NaN where it is not known; see `columns.RUNS`.
        """
        from runrisk.model.tables import runs_table

        return runs_table(self.counted)

    @cached_property
    def minutes(self) -> "pd.DataFrame":
        """One row a minute of every run; `run` is the number of its row in `runs`; see `columns.MINUTES`."""
        from runrisk.model.minutes import minutes_table

        return minutes_table(self.runs, self.read_minutes)

    @cached_property
    def days(self) -> "pd.DataFrame":
        """One row a local day without gaps, from the first logged day to `as_of`; see `columns.DAYS`."""
        from runrisk.model.tables import days_table

        return days_table(self.counted, self.runs, self.as_of, self.device_days)

    @cached_property
    def weeks(self) -> "pd.DataFrame":
        """The days summed by week (index: the Monday); the first and last week may be incomplete."""
        from runrisk.model.tables import weeks_table

        return weeks_table(self.days)

    @cached_property
    def journal(self) -> "pd.DataFrame":
        """One row a journal entry, oldest first; see `columns.JOURNAL`."""
        from runrisk.model.tables import journal_table

        return journal_table(self.told)

    def samples(self, activity_id: str) -> "pd.DataFrame":
        """The samples of one activity; see `columns.SAMPLES`.

        Raises:
            KeyError: no activity has this id.
        """
        from runrisk.model.tables import samples_frame

        samples = self.read_samples(activity_id)
        return samples_frame(len(samples), samples.recorded).copy()

    def columns(self) -> "pd.DataFrame":
        """What each column of the tables means: index (table, column), columns `dtype` and `meaning`."""
        from runrisk.model.tables import columns_table

        return columns_table()

    def looking_at(self, period: Period) -> "TrainingLog":
        """The same log, with verdicts about another period."""
        return self._sharing((*_OF_ACTIVITIES, *_OF_DAYS), looked_at=period)

    def between(self, since: date | str, until: date | str) -> "TrainingLog":
        """The same log, with verdicts about the days from one to another: dates, or text such as "2026-03-14".

        Raises:
            SettingsError: one of them is no day, or the first lies after the last.
        """
        return self.looking_at(Period.between(since, until))

    def last(self, days: int) -> "TrainingLog":
        """The same log, with verdicts about its last so many days.

        Raises:
            SettingsError: fewer than one.
        """
        if days < 1:
            raise SettingsError(f"the last {days} days are none; give 1 or more")
        return self.looking_at(Period.ending(self.as_of, days))

    def looked_at_from(self, day: date) -> "TrainingLog":
        """The same log, looked at from another day."""
        return self._sharing(_OF_ACTIVITIES, today=day)

    def as_it_was(self) -> "TrainingLog":
        """The log as it was at the end of its period: nothing recorded later; itself where the period ends with it."""
        until = self.period.until
        if until >= self.as_of:
            return self
        return replace(self, recorded=tuple(one for one in self.recorded if one.local_day <= until), today=until)

    def with_journal(self, told: Journal | None = None, answers: Answers | None = None) -> "TrainingLog":
        """The same log with another journal, other answers, or both; what is left out stays as it is."""
        return replace(
            self, told=self.told if told is None else told, answers=self.answers if answers is None else answers
        )

    def without_journal(self) -> "TrainingLog":
        """The same log without what the runner told."""
        return replace(self, told=Journal(), answers=Answers())

    def _sharing(self, names: Sequence[str], **changed: Any) -> "TrainingLog":
        """The same log with other fields, and with the tables of these names where they were made before."""
        other = replace(self, **changed)
        other.__dict__.update({name: self.__dict__[name] for name in names if name in self.__dict__})
        return other

    def __len__(self) -> int:
        return len(self.recorded)

    def __repr__(self) -> str:
        if not self.counted:
            return "TrainingLog(empty)"
        first = self.counted[0].local_day
        return f"TrainingLog({len(self.runs)} runs in {len(self.counted)} activities, {first} to {self.as_of})"

    def _repr_html_(self) -> str:
        """What the log holds, in a few lines for a notebook."""
        if not self.counted:
            return small_table("An empty training log", ())
        rows = (
            ("runs", f"{len(self.runs)}, {self.runs['distance_m'].sum() / 1000:.0f} km"),
            ("activities", f"{len(self.counted)} that count of {len(self.recorded)} read"),
            ("days", f"{self.counted[0].local_day} to {self.as_of}"),
            ("verdicts speak of", f"{self.period.since} to {self.period.until}"),
            ("journal", f"{len(self.told.entries)} entries, {len(self.answers.given)} answers"),
            ("files not read", sum(result.status is Status.FAILED for result in self.files)),
        )
        tables = ", ".join(f"log.{name}" for name in ("runs", "days", "weeks", "activities", "journal"))
        return small_table("Training log", rows, f"Tables: {tables}; log.columns() explains them.")
