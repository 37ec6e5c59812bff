"""Many runners judged: `runrisk.cohort`."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import date, datetime
from pathlib import Path

import pyarrow as pa

from runrisk.errors import RunriskError, SettingsError
from runrisk.importers.cleaning.timezones import zone_named
from runrisk.importers.read_file import ReadDefaults
from runrisk.settings import Settings
from runrisk.store.errors import LibraryBusyError
from runrisk.store.lock import import_lock
from runrisk.store.private_files import make_private_folder
from runrisk.workflows.cohort.dask_engine import dask_cluster
from runrisk.workflows.cohort.engines import embedded
from runrisk.workflows.cohort.job import Job
from runrisk.workflows.cohort.last_time import TablesByDay, changes
from runrisk.workflows.cohort.runners import Runners, find_runners
from runrisk.workflows.cohort.scheduler import Progress, Scheduler
from runrisk.workflows.cohort.table import Cohort, in_order
from runrisk.workflows.cohort.unfinished import FinishedRunners
from runrisk.workflows.files.read_defaults import sport_named


def cohort(
    folder: str | os.PathLike[str],
    scheduler: str | None = None,
    *,
    jobs: int | None = None,
    work: str | os.PathLike[str] | None = None,
    reports: str | os.PathLike[str] | None = None,
    settings: Settings | None = None,
    tz: str | None = None,
    sport: str | None = None,
    since: date | None = None,
    until: date | None = None,
    whole: bool = False,
    now: datetime | None = None,
    progress: Progress | None = None,
) -> Cohort:
    """Judge many runners by every rule: one folder or zip each, right below `folder`.

    The table is the same whoever does the work, and however often it was interrupted. A bad file costs itself, a bad
    runner costs itself.

    Args:
        folder: where the runners' folders and zips lie.
        scheduler: address of a Dask scheduler, such as "tcp://10.0.0.5:8786", whose workers reach `folder` and `work`
            under the same paths and have the same version of runrisk. None works on this machine, without any network.
        jobs: processes of this machine, default one a processor; 0 works in this one. A cluster has its own.
        work: folder to keep finished runners in: the next call does only what is new, changed or was interrupted.
            None keeps nothing; with a scheduler it must be said, as its workers write there.
        reports: folder for each runner's own report, which the table's page links to; workers write there too.
        settings: limits other than the defaults.
        tz: time zone of recordings that tell nothing about theirs, such as "Europe/Vienna".
        sport: sport of recordings that name none, such as "running".
        since: first day that counts for verdicts; default the 84 days up to each runner's last.
        until: last day that counts.
        whole: verdicts about each whole log.
        now: refuse what starts more than a day later; with `work`, the table says what changed since an earlier day.
        progress: called with runners done and runners there are.

    Raises:
        MissingPathError: there is no such folder.
        NothingToReadError: it holds no folder and no zip.
        SettingsError: a setting, time zone or sport that does not exist, or no Dask for a scheduler.
        SchedulerError: no scheduler answers, or it went away.
        RunriskError: another call uses the same working folder, or it cannot be written.
    """
    there = find_runners(Path(folder).resolve())
    if scheduler and work is None:
        raise SettingsError("with a scheduler, name a working folder (work=...) that its workers reach")
    with ExitStack() as stack:
        if work is None:
            work = stack.enter_context(tempfile.TemporaryDirectory(prefix="runrisk-cohort-"))
        terms = Job(
            work=Path(work).resolve(),
            defaults=ReadDefaults(tz=zone_named(tz), sport=sport_named(sport), now=now),
            settings=Settings(dict((settings or Settings()).given)),  # a plain dict can travel to other processes
            since=since,
            until=until,
            whole=whole,
            reports=None if reports is None else make_private_folder(Path(reports).resolve()),
        )
        stack.enter_context(_alone(terms.work))
        parts = FinishedRunners(terms.work / "parts")
        cpus = os.cpu_count() or 1
        engine = stack.enter_context(dask_cluster(scheduler) if scheduler else embedded(cpus if jobs is None else jobs))
        Scheduler(there.found, terms, parts, engine, progress).run()
        table = parts.table({runner.key: runner.name for runner in there.found})
        since_day, table = _since_last_time(table, terms)
    return Cohort(
        arrow=in_order(_with_reports(table, there, terms).drop_columns(["key"])),
        left_out=there.left_out,
        changed_since=since_day,
        reports=terms.reports,
    )


def _since_last_time(table: pa.Table, terms: Job) -> tuple[date | None, pa.Table]:
    """The day the cohort was looked at before today, and the table with what changed; today's is kept for the next time."""
    now, tables = terms.defaults.now, TablesByDay(terms.work / "tables")
    found = None if now is None else tables.before(now.date())
    if now is not None:
        tables.keep(now.date(), table)
    changed = pa.nulls(len(table), pa.string()) if found is None else changes(table, found[1])
    return found and found[0], table.append_column("changed", changed)


def _with_reports(table: pa.Table, there: Runners, terms: Job) -> pa.Table:
    """The table with the file name of each runner's own report; null where there is none."""
    paths = {runner.key: terms.report_of(runner) for runner in there.found}
    files = [
        paths[row["key"]] if row["problem"] is None else None for row in table.select(["key", "problem"]).to_pylist()
    ]
    return table.append_column("report", pa.array([file and file.name for file in files], pa.string()))


@contextmanager
def _alone(work: Path) -> Iterator[None]:
    """Hold the working folder for one run. What is kept in it on the way holds positions: it is the owner's alone."""
    try:
        make_private_folder(work)
        lock = import_lock(work / "lock", wait_s=0.0)
    except OSError as error:
        raise RunriskError(f"cannot write to the working folder {work.name} ({error.strerror})") from error
    with ExitStack() as stack:
        try:
            stack.enter_context(lock)
        except LibraryBusyError as error:
            raise RunriskError(f"another run is working in {work.name}. Wait for it, or choose another one") from error
        yield
