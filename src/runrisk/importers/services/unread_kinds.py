"""Exports that are recognised and not read yet, each with what to take instead.

Whoever writes a reader for one takes it out here, and puts its service into `service_table` or its format into
`file_formats`. How surely the marks are known stands in docs/exports.md.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

from runrisk.importers.formats.head import Head
from runrisk.importers.services.path_marks import BeginsAt, file_named, tree_of


@dataclass(frozen=True, kw_only=True)
class UnreadKind:
    """One kind of export.

    Attributes:
        name: for the runner.
        instead: what to take instead, and where.
        begins_at: as a service has it; None where only the content tells.
        begins: whether a file of it begins like this; None where only the path tells.
        never: it holds no recording of its own, so that nobody will read it.
    """

    name: str
    instead: str
    begins_at: BeginsAt | None = None
    begins: Callable[[Head], bool] | None = None
    never: bool = False

    @property
    def sentence(self) -> str:
        """What the runner is told."""
        if self.never:
            return f"{self.name}: {self.instead}"
        return f"from {self.name}, which is not read yet: {self.instead}"


def _root(*names: str) -> Callable[[Head], bool]:
    return lambda head: head.root in names


def _text(pattern: str) -> Callable[[Head], bool]:
    """The first bytes, as text, begin so, white space left out."""
    mark = re.compile(r"[\s\ufeff]*" + pattern, re.IGNORECASE | re.DOTALL)
    return lambda head: bool(mark.match(head.text))


def _json(*keys: str) -> Callable[[Head], bool]:
    """The first bytes are JSON and hold all these keys."""
    return lambda head: bool(re.match(r"[\s\ufeff]*[\[{]", head.text)) and all(f'"{key}"' in head.text for key in keys)


UNREAD_KINDS = (
    UnreadKind(
        name="Suunto Moveslink (the first)",
        begins=_root("moveslink", "sampledataset"),
        instead="open the move in the Suunto app, choose Export as FIT in its menu, and give these files",
    ),
    UnreadKind(
        name="GoldenCheetah (.gc)",
        begins=_root("goldencheetah"),
        instead="open it in GoldenCheetah: it keeps activities as JSON, in the folder `activities`, and these are read",
    ),
    UnreadKind(
        name="Polar WebSync (HRM)",
        begins=_text(r"\[Params\]\s*Version="),
        instead="take the export of flow.polar.com, or convert the file to TCX",
    ),
    UnreadKind(
        name="a Sigma computer (SLF)",
        begins=lambda head: head.root in {"activity", "log"} and "sigma" in head.text.lower(),
        instead="export the activity from SIGMA Data Center as FIT or GPX, and give that",
    ),
    UnreadKind(
        name="a runrisk export",
        begins_at=tree_of(r"runrisk-export\.json"),
        instead="give the very folder that holds runrisk-export.json to `runrisk import`, unpacked: it is restored",
        never=True,
    ),
    UnreadKind(
        name="a part of a split archive",
        begins_at=file_named(r".+\.(z\d\d|(zip|7z|rar)\.\d{3}|part\d+\.rar|r\d\d)"),
        instead="open the first part with 7-Zip, unpack all of them, and give the folder",
        never=True,
    ),
)
