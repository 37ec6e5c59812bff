"""Names of runs and of runners, read fast and without opening a library: to complete a word, or to tell a mistyped one."""

from contextlib import closing
from pathlib import Path

from runrisk.store.errors import SQLITE_TROUBLE
from runrisk.store.home import athlete_folder
from runrisk.store.schema import open_to_read
from runrisk.store.store import SAMPLES_FOLDER, TABLES_FILE


def run_names(folder: Path) -> dict[str, str]:
    """Id -> start (UTC), sport and distance of every activity, newest first; nothing where there is no library."""
    wanted = (
        "SELECT id, substr(start_utc, 1, 10), sport, coalesce(distance_m, 0) FROM activities ORDER BY start_utc DESC"
    )
    try:
        with closing(open_to_read(folder / TABLES_FILE)) as connection:
            return {
                key: f"{day} {sport} {metres / 1000:.1f} km" for key, day, sport, metres in connection.execute(wanted)
            }
    except SQLITE_TROUBLE:
        return {}


def other_athletes(athlete: str) -> list[str]:
    """The folders of all libraries that hold runs, but that of this athlete."""
    own = athlete_folder(athlete)
    return sorted(one.name for one in own.parent.glob("*") if one != own and any(one.glob(f"{SAMPLES_FOLDER}/*/*")))
