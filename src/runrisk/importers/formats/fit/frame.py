"""The files inside a file: headers, lengths, checksums. Nothing is decoded here."""

from dataclasses import dataclass

from runrisk.errors import FileError
from runrisk.fit_crc import checksum

MAGIC = b".FIT"

MAX_CHAINED = 256
"""Files chained in one. Our choice: swims of several hours have seven; thousands would only cost time."""

_SHORT_HEADER = 12
_CHECKSUM_BYTES = 2


@dataclass(frozen=True, kw_only=True, slots=True)
class Frame:
    """One FIT file's place among the bytes (several can be chained).

    Attributes:
        start: first byte of the header.
        body: first byte after the header.
        end: first byte after the messages.
        warnings: what is wrong with lengths and checksums.
    """

    start: int
    body: int
    end: int
    warnings: tuple[str, ...] = ()


def frames(content: bytes) -> tuple[list[Frame], list[str]]:
    """Return the chained files and warnings about what lies between and behind them.

    Raises:
        FileError: the bytes are no FIT file at all.
    """
    if content[8:12] != MAGIC:
        raise FileError(
            "this is no FIT file",
            place="byte 8",
            cure="Take the activity's original file, from the watch or the service.",
        )
    found: list[Frame] = []
    at = 0
    while content[at + 8 : at + 12] == MAGIC and len(found) < MAX_CHAINED:
        found.append(_frame(content, at))
        at = found[-1].end + _CHECKSUM_BYTES
    rest = len(content) - at
    return found, [f"{rest} bytes behind the end of the FIT data were not read (from byte {at})"] if rest > 0 else []


def check(content: bytes, frame: Frame) -> list[str]:
    """Return a warning when the checksum behind the messages does not match them; one that was cut off is no matter."""
    stated = content[frame.end : frame.end + _CHECKSUM_BYTES]
    if len(stated) < _CHECKSUM_BYTES:
        return []
    found = checksum(memoryview(content)[frame.start : frame.end])
    if found == int.from_bytes(stated, "little"):
        return []
    return [f"the checksum at byte {frame.end} is wrong: the file was changed or damaged, its values may be too"]


def _frame(content: bytes, start: int) -> Frame:
    stated = int.from_bytes(content[start + 4 : start + 8], "little")
    body = min(start + max(content[start], _SHORT_HEADER), len(content))
    if stated == 0:
        return _unfinished(content, start, body)
    missing = body + stated - len(content)
    if missing <= 0:
        return Frame(start=start, body=body, end=body + stated)
    warning = f"the file is cut off at byte {len(content)}: {missing} bytes are missing, what came before was kept"
    return Frame(start=start, body=body, end=len(content), warnings=(warning,))


def _unfinished(content: bytes, start: int, body: int) -> Frame:
    """A header that was never completed (data size 0): everything that follows belongs to it."""
    warning = "the header gives no length: the recording was not finished properly, everything there was read"
    end = len(content)
    tail = max(end - _CHECKSUM_BYTES, body)
    if end - tail == _CHECKSUM_BYTES and checksum(memoryview(content)[start:tail]) == int.from_bytes(
        content[tail:], "little"
    ):
        end = tail
    return Frame(start=start, body=body, end=end, warnings=(warning,))
