"""FIT bytes into tables. Walks the messages once, groups them by definition, decodes columns when they are asked for."""

from collections.abc import Mapping
from dataclasses import dataclass

from runrisk.errors import UnsafeFileError
from runrisk.importers.formats.fit import profile
from runrisk.importers.formats.fit.clock import Clock
from runrisk.importers.formats.fit.developer import DeveloperField, Developers
from runrisk.importers.formats.fit.frame import Frame, check, frames
from runrisk.importers.formats.fit.message_walk import FIELD_DESCRIPTION, Walk
from runrisk.importers.formats.fit.messages_table import Table
from runrisk.importers.formats.fit.rows import MessageRows

MAX_MESSAGES = 4_000_000
"""Messages read of one file. Our choice: a week at one record and one heart beat interval a second is 1.2 million."""

HEAD_BYTES = 1024
"""Where file_id is looked for. FIT demands it first; its definition and message take about 60 bytes."""


@dataclass(frozen=True, kw_only=True)
class FitPart:
    """One of the files chained in a FIT file (mostly there is one).

    Attributes:
        tables: the messages by name, as "record", "session", "unknown_233".
        developers: what the file says about fields that apps added.
        warnings: what is wrong with it.
    """

    tables: Mapping[str, Table]
    developers: Developers
    warnings: tuple[str, ...] = ()

    @property
    def developer_fields(self) -> tuple[DeveloperField, ...]:
        """What the file says about the fields that apps added, in the order of the file."""
        return self.developers.fields


@dataclass(frozen=True, kw_only=True)
class FitFile:
    """A FIT file: its chained parts, and what is wrong with it as a whole."""

    parts: tuple[FitPart, ...]
    warnings: tuple[str, ...] = ()


def decode(content: bytes) -> FitFile:
    """Return the tables of a FIT file; damage costs only what lies behind it and becomes a warning.

    Raises:
        FileError: the bytes are no FIT file at all.
        UnsafeFileError: there are more messages than any recording has.
    """
    found, warnings = frames(content)
    return FitFile(parts=tuple(read_part(content, frame) for frame in found), warnings=tuple(warnings))


def read_part(content: bytes, frame: Frame) -> FitPart:
    """Return one chained file: its checksum compared, its messages found; no value is decoded yet.

    Raises:
        UnsafeFileError: there are more messages than any recording has.
    """
    walk = Walk(content, frame.body, frame.end)
    said_already = frame.warnings and (walk.damage or "").endswith("is cut off")
    damage = [walk.damage] if walk.damage and not said_already else []
    warnings = (*frame.warnings, *check(content, frame), *damage)
    tables, developers = _tables(content, walk)
    return FitPart(tables=tables, developers=developers, warnings=warnings)


def peek(content: bytes, frame: Frame) -> str | int | None:
    """Return what a chained file is (`file_id.type`) from its first bytes; None where they do not say."""
    tables, _ = _tables(content, Walk(content, frame.body, min(frame.end, frame.body + HEAD_BYTES)))
    kinds = tables["file_id"].values("type") if "file_id" in tables else []
    kind: str | int | None = kinds[0] if kinds else None
    return kind


def _tables(content: bytes, walk: Walk) -> tuple[dict[str, Table], Developers]:
    by_message: dict[int, list[MessageRows]] = {}
    for group in walk.groups:
        if group.starts:
            by_message.setdefault(group.definition.message, []).append(MessageRows(content, group))
    clock = Clock([rows for found in by_message.values() for rows in found])
    developers = Developers(by_message.get(FIELD_DESCRIPTION, []))
    if sum(rows.count for found in by_message.values() for rows in found) > MAX_MESSAGES:
        raise UnsafeFileError(f"more than {MAX_MESSAGES:,} messages: no recording is that long")
    tables = {}
    for message, found in by_message.items():
        name = profile.message_name(message)
        tables[name] = Table(name=name, rows=tuple(found), clock=clock, developers=developers)
    return tables, developers
