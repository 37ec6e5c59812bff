"""What a kind of file is: how it is told, and who reads it or what is said of it instead."""

from collections.abc import Callable
from dataclasses import dataclass

from runrisk.importers.formats.head import Head
from runrisk.importers.recording import Recording


@dataclass(frozen=True, kw_only=True)
class FileFormat:
    """One kind of file.

    Attributes:
        name: as an activity's source has it.
        begins: whether a file of this kind begins like this.
        read: gives its recordings; None where it is none.
        not_read: what the runner is told of a file that is no recording.
    """

    name: str
    begins: Callable[[Head], bool]
    read: Callable[[bytes, str], list[Recording]] | None = None
    not_read: str = ""
