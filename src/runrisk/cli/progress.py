"""A progress bar on a terminal, silence elsewhere."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol


class Progress(Protocol):
    """Called with how much is done, how much is known so far, and how many runs were found in it."""

    def __call__(self, done: int, total: int, runs: int = 0, /) -> None:
        """Move on."""


@contextmanager
def file_progress(what: str = "reading", of: str = "files") -> Iterator[Progress | None]:
    """A callback that moves a bar on stderr, or None where stderr is no terminal."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as Bar

    left = (TextColumn("time left"), TimeRemainingColumn())
    columns = (TextColumn(what), BarColumn(), TextColumn("{task.fields[said]}"), *left)
    with Bar(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(what, total=None, said="")

        def move(done: int, total: int, runs: int = 0, /) -> None:
            said = _said(done, total, runs, bar.tasks[0].speed, of)
            bar.update(task, completed=done, total=total, said=said)

        yield move


def _said(done: int, total: int, runs: int, speed: float | None, of: str) -> str:
    found = f", {runs:,} run{'s' * (runs > 1)}" if runs else ""
    rate = f", {speed:,.0f} a second" if speed else ""
    return f"{done:,} of {total:,} {of}{found}{rate}"
