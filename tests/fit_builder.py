"""FIT files byte by byte, for tests: the program's own writer is not used, so that one cannot hide the other's fault."""

import struct
from collections.abc import Sequence

from fitparse.records import Crc

ENUM, SINT8, UINT8, STRING, BYTE = 0x00, 0x01, 0x02, 0x07, 0x0D
SINT16, UINT16, SINT32, UINT32 = 0x83, 0x84, 0x85, 0x86
FLOAT32, FLOAT64, UINT8Z, UINT32Z, SINT64, UINT64 = 0x88, 0x89, 0x0A, 0x8C, 0x8E, 0x8F

FILE_ID, SESSION, LAP, RECORD, EVENT, ACTIVITY, SPORT = 0, 18, 19, 20, 21, 34, 12
DEVELOPER_DATA_ID, FIELD_DESCRIPTION = 207, 206

NOON = 1_000_000_000
"""2021-09-08 01:46:40 UTC, in seconds of FIT's epoch (1989-12-31)."""

SIZES = {ENUM: 1, SINT8: 1, UINT8: 1, STRING: 1, BYTE: 1, UINT8Z: 1, SINT16: 2, UINT16: 2}
SIZES |= {SINT32: 4, UINT32: 4, FLOAT32: 4, UINT32Z: 4, FLOAT64: 8, SINT64: 8, UINT64: 8}
LETTERS = {ENUM: "B", SINT8: "b", UINT8: "B", BYTE: "B", UINT8Z: "B", SINT16: "h", UINT16: "H"}
LETTERS |= {SINT32: "i", UINT32: "I", FLOAT32: "f", UINT32Z: "I", FLOAT64: "d", SINT64: "q", UINT64: "Q"}


class Fit:
    """A FIT file in the making."""

    def __init__(self) -> None:
        self.body = bytearray()

    def define(
        self,
        local: int,
        message: int,
        fields: Sequence[tuple[int, int, int]],
        *,
        order: str = "<",
        developer: Sequence[tuple[int, int, int]] = (),
    ) -> "Fit":
        """Fields are (number, size, base type); developer fields (number, size, developer data index)."""
        head = 0x40 | (0x20 if developer else 0) | local
        self.body += struct.pack(f"{order}BBBHB", head, 0, order == ">", message, len(fields))
        self.body += bytes(byte for field in fields for byte in field)
        if developer:
            self.body += bytes([len(developer), *(byte for field in developer for byte in field)])
        return self

    def write(self, head: int, packing: str, *values: object) -> "Fit":
        """One data message: the header byte, then the values as `struct` packs them."""
        self.body += bytes([head]) + struct.pack(packing, *values)
        return self

    def row(self, local: int, message: int, fields: dict[tuple[int, int], object]) -> "Fit":
        """A definition and one message of it: {(field number, base type): value}; text as bytes."""
        layout, packing = [], "<"
        for (number, base), value in fields.items():
            size = len(value) if isinstance(value, bytes) else SIZES[base]
            layout.append((number, size, base))
            packing += f"{size}s" if isinstance(value, bytes) else LETTERS[base]
        return self.define(local, message, layout).write(local, packing, *fields.values())

    def file_id(self, kind: int = 4, **fields: int) -> "Fit":
        """Kind 4 = activity; maker 1 = Garmin, product 1765 = fr920xt."""
        told = {"maker": 1, "product": 1765, "serial": 4711, "created": NOON} | fields
        return self.row(
            0,
            FILE_ID,
            {
                (0, ENUM): kind,
                (1, UINT16): told["maker"],
                (2, UINT16): told["product"],
                (3, UINT32Z): told["serial"],
                (4, UINT32): told["created"],
            },
        )

    def done(self, *, header: int = 14, size: int | None = None, crc: bool = True) -> bytes:
        """The file's bytes; `size` is what the header claims."""
        claimed = len(self.body) if size is None else size
        head = struct.pack("<BBHI4s", header, 0x10, 2135, claimed, b".FIT")
        if header == 14:
            head += struct.pack("<H", Crc.calculate(head))
        content = head + bytes(self.body)
        return content + struct.pack("<H", Crc.calculate(content)) if crc else content


def run(seconds: int = 10) -> Fit:
    """A file id and `seconds` records, one a second: time, heart rate 100 + n, distance 3 m/s."""
    fit = Fit().file_id().define(1, RECORD, [(253, 4, UINT32), (3, 1, UINT8), (5, 4, UINT32)])
    for second in range(seconds):
        fit.write(1, "<IBI", NOON + second, 100 + second % 100, 300 * second)
    return fit


def session(fit: Fit, start: int = NOON, elapsed_s: float = 9.0, sport: int = 1, **fields: float) -> Fit:
    """A session message; 1 = running. Fields: sub_sport, timer_s, distance_m, rpe, balance_pct, heart_rate_bpm."""
    told: dict[tuple[int, int], object] = {(2, UINT32): start, (7, UINT32): round(elapsed_s * 1000), (5, ENUM): sport}
    numbers = {
        "sub_sport": ((6, ENUM), 1),
        "timer_s": ((8, UINT32), 1000),
        "distance_m": ((9, UINT32), 100),
        "balance_pct": ((133, UINT16), 100),
        "heart_rate_bpm": ((16, UINT8), 1),
        "rpe": ((193, UINT8), 10),
    }
    for name, value in fields.items():
        key, scale = numbers[name]
        told[key] = round(value * scale)
    return fit.row(2, SESSION, told)
