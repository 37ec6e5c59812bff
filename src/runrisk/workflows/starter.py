"""A notebook to start from, written beside the runner's own exports."""

import json
import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from runrisk.errors import RunriskError

NAME = "my-running.ipynb"

_KERNEL = {"kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"}}

_TOP = """# My running

Every cell stands for itself: run them with Shift+Enter, change them, add your own. Nothing leaves this machine. Outputs
show your numbers: clear them before you pass this file on."""

_CELLS = (
    ("markdown", _TOP),
    ("code", "import runrisk as rr\n\n{read}\nlog"),
    ("markdown", "## What stands out"),
    ("code", "report = rr.analyze(log)\nreport"),
    ("code", "report.to_frame()[['rule', 'verdict', 'level', 'summary']]"),
    ("markdown", "## One finding, and its chart\n\nThe chart shows what was judged; `.figure` is a Matplotlib figure."),
    ("code", "report['session-spike']"),
    ("code", "report['session-spike'].plot()"),
    ("markdown", "## The tables\n\n`log.columns()` says what each column means."),
    ("code", "log.weeks.tail(8)"),
    ("code", "log.runs.sort_values('distance_m', ascending=False).head()"),
    ("markdown", "## How far next\n\nA budget, never a goal."),
    ("code", "rr.budget(log)"),
)
"""Kind and text of each cell; {read} becomes the lines that read the log."""


def write_starter(
    *paths: str | os.PathLike[str], output: Path | None = None, athlete: str | None = None, **wishes: str | None
) -> Path:
    """Write the notebook, by default beside the first of the paths, else into the current folder; return its place.

    Args:
        paths: what it reads, named relative to it, so that they can be moved together; none means the library.
        output: where to write.
        athlete: whose library.
        wishes: `tz` and `sport`, as `runrisk.read` takes them.

    Raises:
        RunriskError: the file is there already; a notebook that somebody worked in is not overwritten.
    """
    target = output or (Path(paths[0]).absolute().parent if paths else Path()) / NAME
    lines = _reading(paths, target.absolute().parent, wishes) if paths else _library(athlete)
    text = json.dumps(_notebook(lines), indent=1, ensure_ascii=False) + "\n"
    try:
        with target.open("x", encoding="utf-8", newline="\n") as opened:
            opened.write(text)
    except FileExistsError:
        raise RunriskError(f"{target} is there already and stays as it is. Choose another name with -o") from None
    except OSError as error:
        raise RunriskError(f"{target} cannot be written: {error.strerror}") from error
    return target


def _reading(paths: Sequence[str | os.PathLike[str]], folder: Path, wishes: Mapping[str, str | None]) -> str:
    named = [repr(_beside(Path(path), folder)) for path in paths]
    wished = [f"{name}={value!r}" for name, value in wishes.items() if value is not None]
    return f"log = rr.read({', '.join([*named, *wished])})"


def _beside(path: Path, folder: Path) -> str:
    """The path as the notebook in `folder` names it; on another drive of Windows, in full."""
    try:
        return Path(os.path.relpath(path.absolute(), folder)).as_posix()
    except ValueError:
        return str(path.absolute())


def _library(athlete: str | None) -> str:
    return f"library = rr.library({'' if athlete is None else repr(athlete)})\nlog = library.log()"


def _notebook(read: str) -> Mapping[str, Any]:
    cells = [_cell(number, kind, text.replace("{read}", read)) for number, (kind, text) in enumerate(_CELLS)]
    return {"cells": cells, "metadata": _KERNEL, "nbformat": 4, "nbformat_minor": 5}


def _cell(number: int, kind: str, text: str) -> Mapping[str, Any]:
    cell = {"cell_type": kind, "id": f"cell-{number:02}", "metadata": {}, "source": text.splitlines(keepends=True)}
    return cell | ({"execution_count": None, "outputs": []} if kind == "code" else {})
