"""The bytes of a recording that is made of several parts: written by `joined`, read by `parts_of`."""

import json
from collections.abc import Callable, Mapping

from runrisk.errors import FileError, NotAnActivityError
from runrisk.importers.formats.head import Head

_MARK = "runrisk piece of "


def _first_line(service: str) -> bytes:
    return f"{_MARK}{service}\n".encode()


def joined(service: str, parts: Mapping[str, bytes]) -> bytes:
    """One recording as bytes: a line that names the service, a line with the length of each part, and the parts."""
    lengths = json.dumps({role: len(part) for role, part in parts.items()})
    return b"".join([_first_line(service), lengths.encode(), b"\n", *parts.values()])


def piece_of(service: str) -> Callable[[Head], bool]:
    """Whether a file begins as a piece of this service's recordings: for the table of formats."""
    first = _first_line(service)
    return lambda head: head.content.startswith(first)


def parts_of(content: bytes, file: str) -> dict[str, bytes]:
    """The parts of a recording, by what each is.

    Raises:
        NotAnActivityError: it is something else.
        FileError: it is damaged.
    """
    first, _, rest = content.partition(b"\n")
    lengths, _, body = rest.partition(b"\n")
    if not first.startswith(_MARK.encode()):
        raise NotAnActivityError("no piece of an export", file=file)
    try:
        stated = {str(role): int(length) for role, length in json.loads(lengths).items()}
    except (ValueError, TypeError, AttributeError, RecursionError) as error:
        raise FileError("is damaged", file=file, place="line 2", cure="Import the export again") from error
    if min(stated.values(), default=-1) < 0 or sum(stated.values()) != len(body):
        raise FileError("is damaged", file=file, place="line 2", cure="Import the export again")
    parts, at = {}, 0
    for role, length in stated.items():
        parts[role], at = body[at : at + length], at + length
    return parts
