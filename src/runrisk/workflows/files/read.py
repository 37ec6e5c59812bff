"""From paths to a log, without a library: `runrisk.read`."""

import os
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from runrisk.errors import MissingPathError, NothingToReadError
from runrisk.importers.cleaning.merging import filled, merged
from runrisk.importers.cleaning.timezones import zone_named
from runrisk.importers.containers.passwords import Passwords, passwords_of
from runrisk.importers.duplicates import Match
from runrisk.importers.local_rows import all_matches
from runrisk.importers.read_file import ReadDefaults
from runrisk.importers.services.csv_map import read_csv_map
from runrisk.importers.services.recognise import grouped
from runrisk.importers.whole_log.together import told_together
from runrisk.model import Activity, FileResult, Status, TrainingLog
from runrisk.workflows.files.file_stream import FileStream, ReadFile
from runrisk.workflows.files.notebook_progress import progress_or_notebook
from runrisk.workflows.files.read_defaults import sport_named
from runrisk.workflows.files.rereading import Rereading

Progress = Callable[[int, int], None]
"""Called with files done and files known so far; zips inside add theirs when they are opened."""


def read(
    *paths: str | os.PathLike[str],
    tz: str | None = None,
    sport: str | None = None,
    jobs: int | None = None,
    now: datetime | None = None,
    csv_map: str | os.PathLike[str] | None = None,
    days: bool = True,
    passwords: Iterable[str] | Passwords = (),
    progress: Progress | None = None,
) -> TrainingLog:
    """Read files, folders and zips into a log; what becomes of each file stands in its `files`.

    Args:
        paths: what to read; content decides what a file is, not its name.
        tz: time zone of recordings that tell nothing about theirs, such as "Europe/Vienna".
        sport: sport of recordings that name none, such as "running".
        jobs: processes to read with; 0 reads in this one, where a crash ends it. Default: none while the files are small
            and few, else one a processor.
        now: refuse what starts more than a day later; a date in the future would become the log's last day.
        csv_map: a TOML file that says what the columns of other tables hold; see docs/exports.md.
        days: whether to open an export's tables of sleep, resting heart rate and its variability.
        passwords: what zips behind a password may be opened with, each tried on each.
        progress: called as files are done. Default: a line in a notebook, nothing elsewhere.

    Raises:
        MissingPathError: a path does not exist.
        NothingToReadError: there is no activity in any of the paths.
        SettingsError: no such time zone or sport, or a fault in the map.
    """
    defaults = ReadDefaults(tz=zone_named(tz), sport=sport_named(sport), now=now)
    mapped = None if csv_map is None else read_csv_map(Path(csv_map))
    with progress_or_notebook(progress) as told:
        stream = FileStream(
            paths=existing(paths),
            defaults=defaults,
            jobs=jobs,
            progress=told,
            csv_map=mapped,
            with_days=days,
            passwords=passwords_of(passwords),
        )
        return replace(log_of(stream), device_days=stream.days, gear=stream.gear)


def log_of(read_files: Iterable[ReadFile]) -> TrainingLog:
    """One log of all files that were read, in any order: copies and other recordings of a run count once.

    Raises:
        NothingToReadError: there is no activity in any of them.
    """
    files = sorted(read_files, key=lambda file: (file.result.name, file.order))
    originals = _originals(files)
    activities = {activity.id: activity for file in originals.values() for activity in file.activities}
    for copy in (activity for file in files for activity in file.activities):
        activities[copy.id] = filled(activities[copy.id], [copy])
    if not activities:
        raise NothingToReadError(_what_was_found([file.result for file in files]))
    paths = {key: path for file in originals.values() for key, path in file.paths.items()}
    matches = all_matches(tuple(activities.values()), path_of=paths.get)
    recorded = told_together(merged(activities.values(), matches))
    return TrainingLog(
        recorded=recorded,
        read_samples=Rereading(
            {key: (originals[sha].place, originals[sha].defaults) for key, sha in _shas(recorded)},
            {key: found for file in originals.values() for key, found in file.row_samples.items() if len(found)},
        ),
        read_path=paths.__getitem__,
        read_minutes={key: found for file in originals.values() for key, found in file.minutes.items()}.__getitem__,
        files=tuple(grouped(_file_results(files, originals, matches))),
    )


def existing(paths: Iterable[str | os.PathLike[str]]) -> tuple[Path, ...]:
    """The same paths, all of them there.

    Raises:
        MissingPathError: one does not exist.
    """
    found = tuple(Path(path) for path in paths)
    for path in found:
        if not path.exists():
            raise MissingPathError(f"{path} does not exist")
    return found


def _originals(files: Iterable[ReadFile]) -> dict[str, ReadFile]:
    """The first file of each content, by hash; one that an export tells of before one that lies by itself, rows last."""
    first: dict[str, ReadFile] = {}
    for file in sorted(files, key=lambda file: (file.place is None, file.defaults.facts is None)):
        if file.activities:
            first.setdefault(file.sha256, file)
    return first


def _shas(activities: Iterable[Activity]) -> Iterable[tuple[str, str]]:
    return ((activity.id, activity.source.sha256) for activity in activities)


def _file_results(
    files: Sequence[ReadFile], originals: dict[str, ReadFile], matches: Iterable[Match]
) -> Iterable[FileResult]:
    """What became of each file, now that it is known which activities count."""
    reasons = {match.shadow: match.reason for match in matches}
    for file in files:
        ids = tuple(activity.id for activity in file.activities)
        original = originals.get(file.sha256)
        if not ids:
            yield file.result
        elif original is not file and original is not None:
            reason = f"the same file as {original.result.name}"
            yield FileResult(name=file.result.name, status=Status.DUPLICATE, reason=reason, activities=ids)
        else:
            said = "; ".join(dict.fromkeys(reasons[key] for key in ids if key in reasons))
            status = Status.MERGED if reasons.keys() >= set(ids) else Status.IMPORTED
            yield FileResult(name=file.result.name, status=status, reason=said, activities=ids)


def _what_was_found(results: Sequence[FileResult]) -> str:
    """One sentence on paths without any activity."""
    if not results:
        return "No activity found: there are no files"
    if len(results) == 1:
        return f"No activity found in {results[0].name}: {results[0].reason}"
    reasons = Counter(result.reason for result in results).most_common(3)
    said = ", ".join(f"{count} x {reason}" for reason, count in reasons)
    return f"No activity found in {len(results)} files: {said}"
