"""The runners of a cohort: one folder or zip each, below one folder."""

import hashlib
import os
import re
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from runrisk.errors import MissingPathError, NothingToReadError
from runrisk.importers.containers.entries import is_junk
from runrisk.importers.containers.shown_names import shown_name
from runrisk.importers.formats.file_formats import ZIP, sniff

_HEAD_BYTES = 12
_KEY_DIGITS = 16
_NAME_LETTERS = 40
_REPORT_DIGITS = 8


@dataclass(frozen=True, kw_only=True, slots=True)
class RunnerFiles:
    """One runner's exports.

    Attributes:
        name: the folder's or zip's name as it may be shown; no two runners have the same.
        path: where it lies.
    """

    name: str
    path: Path

    @property
    def key(self) -> str:
        """Names the runner's files in the working folder: hex digits, whatever the folder is called."""
        return hashlib.sha256(os.fsencode(self.path.name)).hexdigest()[:_KEY_DIGITS]

    @property
    def report_name(self) -> str:
        """A file name for the runner's own report: the name as far as every disk and address takes it, and a part of the key."""
        plain = "-".join(re.findall(r"[A-Za-z0-9]+", self.name))[:_NAME_LETTERS]
        return f"{plain or 'runner'}-{self.key[:_REPORT_DIGITS]}.html"


@dataclass(frozen=True, kw_only=True, slots=True)
class Runners:
    """Who is there, by name, and how much lies beside them that is neither a folder nor a zip."""

    found: tuple[RunnerFiles, ...]
    left_out: int


def find_runners(folder: Path) -> Runners:
    """Return every folder and zip right below a folder; links are left out, as they are everywhere.

    Raises:
        MissingPathError: there is no such folder.
        NothingToReadError: there is no folder and no zip in it.
    """
    if not folder.is_dir():
        raise MissingPathError(f"{folder} is not a folder: a cohort is a folder with one folder or zip for each runner")
    paths = [path for path in sorted(folder.iterdir(), key=lambda path: path.name) if not _is_litter(path)]
    chosen = [path for path in paths if not path.is_symlink() and (path.is_dir() or _is_zip(path))]
    if not chosen:
        raise NothingToReadError("No runner found: a cohort is a folder with one folder or zip for each runner")
    shown: Counter[str] = Counter()
    return Runners(found=tuple(_runner(path, shown) for path in chosen), left_out=len(paths) - len(chosen))


def _runner(path: Path, shown: Counter[str]) -> RunnerFiles:
    """Two folders may be shown alike (e-mail addresses are hidden): the second gets a number."""
    name = shown_name(path.name)
    shown[name] += 1
    return RunnerFiles(name=name if shown[name] == 1 else f"{name} ({shown[name]})", path=path)


def _is_litter(path: Path) -> bool:
    return path.name.startswith(".") or is_junk(path.name)


def _is_zip(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            return sniff(file.read(_HEAD_BYTES)) is ZIP
    except OSError:
        return False
