"""What is installed and where things are, for a bug report: nothing about the runner, not even a user's name."""

import locale
import platform
import re
from collections.abc import Mapping
from importlib.metadata import PackageNotFoundError, metadata, requires, version
from pathlib import Path

from runrisk.store.home import HOME_VARIABLE, athlete_folder, home, settings_place
from runrisk.store.soundness import is_whole
from runrisk.store.store import TABLES_FILE
from runrisk.version import __version__
from runrisk.workflows.printing import printer

SCHEMA = "runrisk.doctor/1"
ABSENT = "absent"
FOR_DEVELOPERS = frozenset({"test", "lint", "docs", "benchmark"})
"""Extras that a user of the program has no need of."""


def diagnosis(athlete: str | None = None) -> dict[str, Mapping[str, str]]:
    """All that `runrisk doctor` says: section -> name -> what is said of it."""
    return {"installed": installed(), "extras": extras(), "system": system(), "places": places(athlete)}


def installed() -> dict[str, str]:
    """Versions of runrisk, Python and every library runrisk asks for ("absent" where it is not there)."""
    found = {"runrisk": __version__, "python": platform.python_version()}
    needed = [requirement for requirement in requires("runrisk") or () if "extra ==" not in requirement]
    return found | {name: _version(name) for name in map(_package, needed)}


def extras() -> dict[str, str]:
    """For each extra for users, "installed" or what of it is absent and how it is had."""
    said = {}
    for extra in metadata("runrisk").get_all("Provides-Extra") or ():
        if extra in FOR_DEVELOPERS:
            continue
        asked = [one for one in requires("runrisk") or () if re.search(rf"extra == ['\"]{extra}['\"]", one)]
        absent = [name for name in map(_package, asked) if _version(name) == ABSENT]
        cure = f'{", ".join(absent)} absent: pip install ".[{extra}]" in the folder of the source'
        said[extra] = cure if absent else "installed"
    return said


def system() -> dict[str, str]:
    """The operating system, the encoding of text, and what would print a PDF."""
    return {
        "system": platform.system(),
        "encoding": locale.getpreferredencoding(do_setlocale=False),
        "pdf": printer() or "no Chromium, Chrome, Edge or WeasyPrint: print the HTML page from your browser",
    }


def places(athlete: str | None = None) -> dict[str, str]:
    """Where libraries and settings stand, below "~" or as RUNRISK_HOME says, and whether the library's tables are whole."""
    folder = home()
    below = folder.is_relative_to(Path.home())
    shown = f"~/{folder.relative_to(Path.home()).as_posix()}" if below else f"where {HOME_VARIABLE} says"
    settings = settings_place()
    return {
        "libraries": shown,
        "settings": f"{settings.name} there, {'read' if settings.exists() else 'absent: defaults hold'}",
        "library": _health(athlete_folder(athlete) / TABLES_FILE),
    }


def _health(tables: Path) -> str:
    if not tables.parent.is_dir():
        return "none yet: `runrisk import PATH` makes one"
    if not is_whole(tables):
        return "damaged: `runrisk doctor --rebuild` puts together what can be had"
    return "its tables are whole; `runrisk doctor --verify` reads everything"


def _package(requirement: str) -> str:
    """The name in a requirement such as "dask[distributed]>=2024.8; extra == 'cluster'"."""
    return re.split(r"[^\w.-]", requirement, maxsplit=1)[0]


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return ABSENT
