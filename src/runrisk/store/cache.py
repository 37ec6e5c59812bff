"""Results that take long, kept from one report to the next. All of them can be worked out again."""

from runrisk.store.database import Database
from runrisk.store.features import FEATURES

_VERSIONS = ", ".join(f"{feature.name} {feature.version}" for feature in FEATURES)
"""Results rest on features: what was worked out from features of other versions is not found."""


class StoredCache:
    """The shelf of a library; see `runrisk.model.cache`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def get(self, key: str) -> bytes | None:
        """What was put there under this very key, or None."""
        found = self._database.rows(
            "SELECT content FROM results WHERE key = ? AND seal = seal_of(name, key, content)", (self._full(key),)
        )
        return found[0][0] if found else None

    def put(self, name: str, key: str, content: bytes) -> None:
        """Keep one result of this name: it takes the place of the one before."""
        row = (name, self._full(key), content)
        if self._database.writable:
            self._database.write("INSERT OR REPLACE INTO results (name, key, content) VALUES (?, ?, ?)", row)

    def clear(self) -> None:
        """Drop every result: what rests on a forgotten run tells of it."""
        self._database.write("DELETE FROM results")

    @staticmethod
    def _full(key: str) -> str:
        return f"{key} ({_VERSIONS})"
