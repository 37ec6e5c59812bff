"""The one table of services: which file announces an export, and who reads it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from runrisk.importers.containers.entries import Entry
from runrisk.importers.services import garmin, polar, runkeeper, strava
from runrisk.importers.services.apple import OTHERS, is_apple, read_apple
from runrisk.importers.services.recognised import Export
from runrisk.model import FileResult

Read = Callable[[str, Entry, Mapping[str, Entry]], tuple[Export | None, FileResult | None]]


@dataclass(frozen=True, kw_only=True)
class Service:
    """One service.

    Attributes:
        name: for the runner.
        begins_at: where an export would begin ("" or a folder with its "/") that a file of this path announces; None
            where the path announces none.
        read: gives the export, if the content says so too, and what is wrong with its table where it breaks off; from
            the place it begins at, the file that announces it, and all files of the container by path.
        announced: whether a name announces it; without one every file is looked into.
        whole: whether its tables come into the memory as a whole.
    """

    name: str
    begins_at: Callable[[str], str | None]
    read: Read
    announced: bool = True
    whole: bool = True


def _folder(path: str) -> str:
    folder, _, _ = path.rpartition("/")
    return f"{folder}/" if folder else ""


def _table_named(name: str) -> Callable[[str], str | None]:
    """Announced by a file of this name."""
    return lambda path: _folder(path) if path.rpartition("/")[2].lower() == name else None


def _garmin_at(path: str) -> str | None:
    if garmin.FOLDER in path:
        return path[: path.index(garmin.FOLDER)]
    return _folder(path) if path.lower().endswith(garmin.SUMMARIES) else None


def _read_apple(prefix: str, entry: Entry, _: Mapping[str, Entry]) -> tuple[Export | None, FileResult | None]:
    return read_apple(prefix, entry) if is_apple(entry) else (None, None)


GARMIN = Service(
    name=garmin.GARMIN,
    begins_at=_garmin_at,
    read=lambda prefix, _, entries: (garmin.read_garmin(prefix, entries), None),
)
POLAR = Service(
    name="Polar Flow",
    begins_at=lambda path: _folder(path) if polar.SESSION_NAME.search(path) else None,
    read=lambda prefix, _, __: (
        Export(service="Polar Flow", prefix=prefix, tables=(), recordings=polar.SESSION_NAME),
        None,
    ),
    whole=False,
)
STRAVA = Service(
    name="Strava",
    begins_at=_table_named(strava.TABLE),
    read=lambda prefix, entry, entries: (strava.read_strava(prefix, entry, entries), None),
)
RUNKEEPER = Service(
    name="Runkeeper",
    begins_at=_table_named(runkeeper.TABLE),
    read=lambda prefix, entry, _: (runkeeper.read_runkeeper(prefix, entry), None),
)
APPLE = Service(
    name="Apple Health",
    begins_at=lambda path: None if path.lower().endswith(OTHERS) else _folder(path),
    read=_read_apple,
    announced=False,
    whole=False,
)

SERVICES = (GARMIN, POLAR, STRAVA, RUNKEEPER, APPLE)
"""In the order they are asked: the first that a path announces is the one."""
