"""How far a long reading is, in a notebook: one line that goes away when it is done."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

Progress = Callable[..., None]
"""Called with files done, files known so far, and possibly how many runs were found."""

LINES = 200
"""The line is written anew at most so many times. Our choice: each costs a message to the browser."""


@contextmanager
def progress_or_notebook(given: Progress | None) -> Iterator[Progress | None]:
    """The progress that was asked for, else a line where a notebook runs, else none."""
    line = _line("reading") if given is None and _in_notebook() else None
    if line is None:
        yield given
        return

    def tell(done: int, total: int, runs: int = 0, /) -> None:
        if done % max(1, total // LINES) == 0:
            found = f", {runs:,} runs" if runs else ""
            line.update(_text(f"reading: {done:,} of {total:,} files{found}"), raw=True)

    try:
        yield tell
    finally:
        line.update(_text(""), raw=True)


def _in_notebook() -> bool:
    """Whether this program is a notebook's kernel; IPython is not loaded to find that out."""
    interactive = sys.modules.get("IPython")
    return interactive is not None and getattr(interactive.get_ipython(), "kernel", None) is not None


def _line(text: str) -> Any:
    return sys.modules["IPython"].display.display(_text(text), raw=True, display_id=True)


def _text(text: str) -> dict[str, str]:
    return {"text/plain": text}
