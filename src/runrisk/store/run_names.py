"""The ids of a library's activities, read fast and without opening the library: for a shell that completes words."""

from contextlib import closing
from pathlib import Path

from runrisk.store.errors import SQLITE_TROUBLE
from runrisk.store.schema import open_to_read
from runrisk.store.store import TABLES_FILE


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
