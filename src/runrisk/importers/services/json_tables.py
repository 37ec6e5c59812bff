"""JSON out of a file of an export."""

from typing import Any

from runrisk.errors import FileError
from runrisk.importers.containers.entries import Entry
from runrisk.importers.services.values import json_of


def json_in(entry: Entry) -> Any:
    """What a JSON file of an export holds.

    Raises:
        FileError: it is no JSON, or cannot be read; names the file.
    """
    try:
        return json_of(entry.read())
    except FileError as error:
        raise error.in_file(entry.name) from None
