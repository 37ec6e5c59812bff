"""Folders of other programs: large, and never the place of somebody's runs, so they are passed over and said."""

from collections.abc import Collection

VIRTUAL_ENVIRONMENT = "pyvenv.cfg"
"""The file by which a Python environment is known, whatever its folder is called."""

OWNERS = {
    "node_modules": "JavaScript packages",
    "site-packages": "Python packages",
    "__pycache__": "Python's cache",
    ".git": "a Git repository's own files",
    ".hg": "a Mercurial repository's own files",
    ".svn": "a Subversion checkout's own files",
    ".tox": "Python environments",
}
"""Folder -> what is in it."""


NOT_SEARCHED = "not searched"
"""How the line of such a folder begins."""


def foreign(name: str, children: Collection[str]) -> str | None:
    """What a folder holds instead of runs, by its name and the names in it; None where it may hold runs."""
    return "a Python environment" if VIRTUAL_ENVIRONMENT in children else OWNERS.get(name)
