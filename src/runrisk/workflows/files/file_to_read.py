"""A file on its way to its reader, in this process or in another."""

import hashlib
from dataclasses import dataclass

from runrisk.errors import FileError
from runrisk.importers.containers.entries import FilePlace, failed
from runrisk.importers.containers.walk import content_of
from runrisk.importers.read_file import FileReading, ReadDefaults, read_content


@dataclass(frozen=True, kw_only=True, slots=True)
class FileToRead:
    """One file, with its bytes where they are few or can be had only now, else with its place.

    Attributes:
        order: its number in the order of the walk.
        name: as it may be shown.
        content: its bytes, a .gz still packed, or where they are.
        defaults: what it is read with.
        sha256: what its bytes must hash to, where that is known already; else empty.
    """

    order: int
    name: str
    content: bytes | FilePlace
    defaults: ReadDefaults
    sha256: str = ""

    @property
    def held_bytes(self) -> int:
        """What it takes while it waits [bytes]."""
        return len(self.content) if isinstance(self.content, bytes) else 0

    def read(self) -> FileReading:
        """Its activities, or why there are none."""
        try:
            content = self._bytes()
        except FileError as error:
            return FileReading(name=self.name, problem=failed(self.name, error))
        return read_content(self.name, content, self.defaults)

    def _bytes(self) -> bytes:
        content = content_of(self.content)
        if self.sha256 and hashlib.sha256(content).hexdigest() != self.sha256:
            raise FileError("was changed while it was read", cure="Read it again")
        return content
