"""Where libraries stand: one private folder an athlete."""

import hashlib
import os
import re
import unicodedata
from pathlib import Path

import platformdirs

from runrisk.store.errors import WrongWordError

HOME_VARIABLE = "RUNRISK_HOME"
DEFAULT_ATHLETE = "me"
_PLAIN = re.compile(r"[a-z0-9][a-z0-9_-]{0,39}")
_RESERVED = re.compile(r"con|prn|aux|nul|com\d|lpt\d")


def home() -> Path:
    """Return the folder of all libraries: RUNRISK_HOME, else the platform's folder for a program's own files."""
    named = os.environ.get(HOME_VARIABLE)
    return Path(named) if named else platformdirs.user_data_path("runrisk", appauthor=False)


def settings_place() -> Path:
    """Return where settings that always hold may stand: `runrisk.toml` beside the libraries. It need not exist."""
    return home() / "runrisk.toml"


def athlete_folder(athlete: str | None = None) -> Path:
    """Return the folder of one athlete's library; it need not exist yet."""
    return home() / "athletes" / folder_name(DEFAULT_ATHLETE if athlete is None else athlete)


def folder_name(athlete: str) -> str:
    """Return a name any file system takes: upper and lower case are the same, two other names never are.

    Raises:
        WrongWordError: the name is empty.
    """
    name = unicodedata.normalize("NFC", athlete).strip().casefold()
    if not name:
        raise WrongWordError("the athlete's name is empty. Give --athlete a name")
    if _PLAIN.fullmatch(name) and not _RESERVED.fullmatch(name):
        return name
    readable = re.sub(r"[^a-z0-9]+", "-", name).strip("-")[:24] or "athlete"
    return f"{readable}.{hashlib.sha256(name.encode()).hexdigest()[:8]}"
