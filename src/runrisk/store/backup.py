"""An export as it is found: a folder or a zip, given itself or lying somewhere below what was given."""

import json
from collections.abc import Callable, Mapping
from pathlib import PurePosixPath
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from runrisk.errors import FileError
from runrisk.store.export import MANIFEST, SCHEMA, TABLES_FOLDER
from runrisk.store.samples import sha256_of
from runrisk.store.schema import MIGRATIONS

WRONG = (KeyError, TypeError, ValueError, OSError, FileError, pa.ArrowException, json.JSONDecodeError)
"""What reading a damaged or evil member may raise."""

_ADDED = frozenset({"acknowledged", "days", "reports"})
"""Tables that exports of older versions do not hold."""

Row = dict[str, Any]


class Backup:
    """An export being taken in: its members, each held against the hash that the export gives of it."""

    def __init__(self, name: str, members: Mapping[str, Callable[[], bytes]]) -> None:
        """Look at the manifest.

        Args:
            name: as it may be shown.
            members: gives the bytes of each file, by its path in the export.

        Raises:
            FileError: it is no export, or a damaged one, or one of a newer version of the program.
        """
        self.name = name
        self._members = members
        try:
            manifest = json.loads(members[MANIFEST]().decode())
            newer = manifest["schema"] != SCHEMA or manifest["tables"] > len(MIGRATIONS)
            self._hashes = dict(manifest.get("sha256", {}))  # older versions of the program gave none
        except WRONG as error:
            raise FileError("is no library export, or a damaged one", file=name, cure="Export it again") from error
        if newer:
            raise FileError("was exported by a newer version", file=name, cure="Update runrisk")

    def member(self, name: str) -> bytes:
        """Return the content of a member.

        Raises:
            KeyError: it is gone.
            ValueError: it is not what was exported.
            FileError, OSError: it cannot be read.
        """
        content = self._members[name]()
        if self._hashes and self._hashes.get(name) != sha256_of(content):
            raise ValueError(name)
        return content

    def table(self, name: str) -> list[Row]:
        """Return the rows of a table; none where an older version of the program did not export it."""
        member = f"{TABLES_FOLDER}/{name}.parquet"
        if name in _ADDED and member not in self._hashes and member not in self._members:
            return []
        found: list[Row] = pq.read_table(pa.BufferReader(self.member(member))).to_pylist()
        return found


def export_folders(inners: list[str]) -> list[str]:
    """Where exports lie among files, the outermost: what stands before the manifest in its path ("" or "some/folder/")."""
    found = sorted({inner[: -len(MANIFEST)] for inner in inners if PurePosixPath(inner).name == MANIFEST}, key=len)
    return [one for number, one in enumerate(found) if not one.startswith(tuple(found[:number]))]
