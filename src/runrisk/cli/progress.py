"""A progress bar on a terminal, silence elsewhere."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from rich.progress import Progress as Bar


@dataclass(frozen=True, kw_only=True)
class Progress:
    """A bar on the terminal: called with how much is done, how much is known so far, and how many runs were found in it."""

    bar: "Bar"
    of: str

    def __call__(self, done: int, total: int, runs: int = 0, /) -> None:
        """Move on."""
        [task] = self.bar.tasks
        self.bar.update(task.id, completed=done, total=total, said=_said(done, total, runs, task.speed, self.of))

    def ask_password(self, name: str) -> str:
        """The password of a zip, typed unseen while the bar stands aside; empty where the runner knows none."""
        self.bar.stop()
        try:
            asked = f"Password of {name} (Enter leaves it out)"
            return str(click.prompt(asked, default="", show_default=False, hide_input=True, err=True))
        finally:
            self.bar.start()


@contextmanager
def file_progress(what: str = "reading", of: str = "files") -> Iterator[Progress | None]:
    """A bar on stderr, or None where stderr is no terminal."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as Bar

    left = (TextColumn("time left"), TimeRemainingColumn())
    columns = (TextColumn(what), BarColumn(), TextColumn("{task.fields[said]}"), *left)
    with Bar(*columns, console=Console(stderr=True), transient=True) as bar:
        bar.add_task(what, total=None, said=f"looking for {of}" if of else "")  # pulses until the first is done
        yield Progress(bar=bar, of=of)


@contextmanager
def busy(what: str) -> Iterator[None]:
    """A pulsing bar on stderr while something is done whose end is not known; nothing where stderr is no terminal."""
    with file_progress(what, ""):
        yield


def _said(done: int, total: int, runs: int, speed: float | None, of: str) -> str:
    found = f", {runs:,} run{'s' * (runs > 1)}" if runs else ""
    rate = f", {speed:,.0f} a second" if speed else ""
    return f"{done:,} of {total:,} {of}{found}{rate}"
