"""What a service is to the rest of the program: how its export is known, and who reads it.

How to add one is written in CONTRIBUTING.md.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from runrisk.importers.containers.entries import Entry
from runrisk.importers.services.path_marks import BeginsAt
from runrisk.importers.services.recognised import Export
from runrisk.model import FileResult

Read = Callable[[str, Entry, Mapping[str, Entry]], tuple[Export | None, FileResult | None]]


@dataclass(frozen=True, kw_only=True)
class Service:
    """One service.

    Attributes:
        name: for the runner.
        begins_at: where an export would begin ("" or a folder with its "/") that a file of this path announces; None
            where the path announces none.
        read: gives the export, if the content says so too, and what is wrong with its table where it breaks off; from
            the place it begins at, the file that announces it, and all files of the container by path.
        announced: whether a name announces it; without one every file is looked into that no other export holds.
        each_table: whether every file that announces it is an export of its own; else one of a folder is asked.
        whole: whether its tables (.csv, .json) come into the memory as a whole, and nothing else is opened.
        is_read: False of a kind that is only recognised: `read` gives a line on what to take instead.
    """

    name: str
    begins_at: BeginsAt
    read: Read
    announced: bool = True
    each_table: bool = False
    whole: bool = False
    is_read: bool = True
