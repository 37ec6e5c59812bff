"""Passwords of zips: those that are known, then what somebody says when asked. None is ever shown or stored."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from zipfile import ZipFile

from runrisk.errors import FileError
from runrisk.importers.containers.limits import BytesLeft
from runrisk.importers.containers.zips import is_encrypted, read_member

TIMES_ASKED = 3
"""How often somebody may mistype. Our choice."""
_CODES = ("utf-8", "cp437", "cp1252", "cp850")
"""How programs write a password that is not plain ASCII: 7-Zip and phones UTF-8, others the code page of their Windows."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Passwords:
    """What zips may be opened with.

    Attributes:
        known: tried on each zip, in this order.
        ask: asked for the password of a zip by its name where none fits; an empty answer leaves the zip. None asks nobody.
    """

    known: tuple[str, ...] = field(default=(), repr=False)
    ask: Callable[[str], str] | None = None

    def to_try(self, name: str) -> Iterator[bytes]:
        """Each password that the zip of this name may have, in each way to write it."""
        for password in chain(self.known, self._answers(name)):
            yield from dict.fromkeys(_written(password))

    def _answers(self, name: str) -> Iterator[str]:
        for _ in range(TIMES_ASKED if self.ask is not None else 0):
            if self.ask is None or not (answer := self.ask(name)):
                return
            yield answer


NO_PASSWORDS = Passwords()


def passwords_of(given: Iterable[str] | Passwords) -> Passwords:
    """Passwords, also where they were given as plain text."""
    return given if isinstance(given, Passwords) else Passwords(known=tuple(given))


def passwords_in(file: Path) -> tuple[str, ...]:
    """The passwords that a text file holds, one a line; blanks at the ends belong to them, empty lines are none.

    Raises:
        FileError: it cannot be read, or is no text in UTF-8.
    """
    try:
        text = file.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise FileError(
            "cannot be read as a list of passwords", file=file.name, cure="Write one password a line, as UTF-8"
        ) from error
    return tuple(line for line in text.splitlines() if line)


def unlock(archive: ZipFile, passwords: Iterable[bytes]) -> bytes | None:
    """Find the password of a zip and let the zip keep it; None where it needs none, or where none fits.

    Its smallest file that is not empty is read whole: one wrong password in 256 looks right at a file's beginning.
    """
    locked = [info for info in archive.infolist() if is_encrypted(info)]
    if not locked:
        return None
    smallest = min(locked, key=lambda info: (not info.file_size, info.file_size))
    for password in passwords:
        archive.pwd = password
        try:
            read_member(archive, smallest, BytesLeft())
        except FileError:
            continue
        return password
    archive.pwd = None
    return None


def _written(password: str) -> Iterator[bytes]:
    for code in _CODES:
        written = password.encode(code, "ignore")
        if written.decode(code) == password:
            yield written
