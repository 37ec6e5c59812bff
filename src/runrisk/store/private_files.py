"""Files and folders that nobody else may read, written whole or not at all: the one way anything of ours gets written."""

import os
import stat
from contextlib import suppress
from pathlib import Path
from tempfile import mkstemp

PRIVATE_FOLDER = 0o700
PRIVATE_FILE = 0o600


def make_private_folder(folder: Path) -> Path:
    """Make a folder, with those above it, that nobody else may enter, and see their names on the disk; return it."""
    if folder.is_dir():
        return folder
    for missing in [*reversed([above for above in folder.parents if not above.exists()]), folder]:
        missing.mkdir(mode=PRIVATE_FOLDER, exist_ok=True)
        sync_folder(missing.parent)
    return folder


def write_private(file: Path, content: bytes | memoryview) -> None:
    """Write a file that nobody else may read, and see it on the disk before returning.

    It is written beside its place and moved there in one step: what stood there before stays until then. A link is
    followed; what is no file (`/dev/stdout`, a pipe) is written to as it is.

    Raises:
        OSError: the disk is full or forbids it; nothing is changed then.
    """
    if file.exists() and not stat.S_ISREG(file.stat().st_mode):
        file.write_bytes(content)
        return
    place = file.resolve()
    descriptor, name = mkstemp(dir=place.parent, prefix=".runrisk-")  # readable by its owner only, from its first byte
    try:
        with os.fdopen(descriptor, "wb") as opened:
            opened.write(content)
            opened.flush()
            os.fsync(opened.fileno())
        Path(name).replace(place)
    except BaseException:
        with suppress(OSError):
            Path(name).unlink(missing_ok=True)
        raise
    sync_folder(place.parent)


def sync_folder(folder: Path) -> None:
    """Put a new name on the disk too; Windows has no such thing and needs none."""
    if os.name == "posix" and os.access(folder, os.R_OK):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
