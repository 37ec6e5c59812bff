"""What is installed, for a bug report: versions only, nothing about the runner."""

import platform
from importlib.metadata import PackageNotFoundError, requires, version

from runrisk import __version__


def installed() -> dict[str, str]:
    """Versions of runrisk, Python and every library runrisk asks for ("absent" for extras not installed)."""
    found = {"runrisk": __version__, "python": platform.python_version(), "system": platform.system()}
    for requirement in requires("runrisk") or ():
        name = requirement.split(";")[0].split(">")[0].split("<")[0].split("=")[0].split("[")[0].strip()
        if "extra ==" not in requirement:
            found[name] = _version(name)
    return found


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "absent"
