"""What is worked out once from a log and kept beside it: a library keeps it, a plain read does not."""

from typing import Protocol


class Cache(Protocol):
    """A shelf for results. The key says all that a result depends on, so that nothing stale is ever found."""

    def get(self, key: str) -> bytes | None:
        """What was put there under this very key, or None."""
        ...

    def put(self, name: str, key: str, content: bytes) -> None:
        """Keep one result of this name: it takes the place of the one before."""
        ...


class NoCache:
    """The shelf of a log without a library."""

    def get(self, key: str) -> bytes | None:  # noqa: ARG002 (every key is new to it)
        """None."""
        return None

    def put(self, name: str, key: str, content: bytes) -> None:
        """Let it go."""
