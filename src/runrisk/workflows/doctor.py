"""What is installed and where things are, for a bug report: nothing about the runner, not even a user's name."""

import platform
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path

from runrisk.store.home import HOME_VARIABLE, home
from runrisk.version import __version__


def installed() -> dict[str, str]:
    """Versions of runrisk, Python and every library runrisk asks for ("absent" where it is not there)."""
    found = {"runrisk": __version__, "python": platform.python_version(), "system": platform.system()}
    for requirement in requires("runrisk") or ():
        name = requirement.split(";")[0].split(">")[0].split("<")[0].split("=")[0].split("[")[0].strip()
        if "extra ==" not in requirement:
            found[name] = _version(name)
    return found


def places() -> dict[str, str]:
    """Where the libraries stand, below "~" or as RUNRISK_HOME says."""
    folder = home()
    below = folder.is_relative_to(Path.home())
    return {"libraries": f"~/{folder.relative_to(Path.home()).as_posix()}" if below else f"where {HOME_VARIABLE} says"}


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "absent"
