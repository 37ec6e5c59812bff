"""How a FIT definition message lays out the data messages that follow it."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache


@dataclass(frozen=True, slots=True)
class BaseType:
    """How one element is stored.

    Attributes:
        name: FIT's own name.
        code: numpy's letter and width, without byte order.
        size: bytes of one element.
        missing: the raw number that means "no value"; None where NaN (floats) or emptiness (text) means it.
    """

    name: str
    code: str
    size: int
    missing: int | None


BYTE = BaseType("byte", "u1", 1, 0xFF)
"""Raw bytes: missing only when all bytes of the field are 0xFF."""

TEXT = BaseType("string", "u1", 1, None)

BASE_TYPES = {
    0x00: BaseType("enum", "u1", 1, 0xFF),
    0x01: BaseType("sint8", "i1", 1, 0x7F),
    0x02: BaseType("uint8", "u1", 1, 0xFF),
    0x07: TEXT,
    0x0A: BaseType("uint8z", "u1", 1, 0),
    0x0D: BYTE,
    0x83: BaseType("sint16", "i2", 2, 0x7FFF),
    0x84: BaseType("uint16", "u2", 2, 0xFFFF),
    0x85: BaseType("sint32", "i4", 4, 0x7FFFFFFF),
    0x86: BaseType("uint32", "u4", 4, 0xFFFFFFFF),
    0x88: BaseType("float32", "f4", 4, None),
    0x89: BaseType("float64", "f8", 8, None),
    0x8B: BaseType("uint16z", "u2", 2, 0),
    0x8C: BaseType("uint32z", "u4", 4, 0),
    0x8E: BaseType("sint64", "i8", 8, 0x7FFFFFFFFFFFFFFF),
    0x8F: BaseType("uint64", "u8", 8, 0xFFFFFFFFFFFFFFFF),
    0x90: BaseType("uint64z", "u8", 8, 0),
}
"""FIT protocol document, base types, by the number that stands in a definition."""


@dataclass(frozen=True, slots=True)
class Slot:
    """One field's place in a message.

    Attributes:
        number: field number.
        offset: bytes from the message's header byte.
        size: bytes.
        base: how its elements are stored; BYTE where size is no multiple of the type's own size.
        torn: size and type did not match: the bytes are there, but no number can be made of them.
        developer: developer data index; None for FIT's own fields.
    """

    number: int
    offset: int
    size: int
    base: BaseType
    torn: bool = False
    developer: int | None = None

    @property
    def count(self) -> int:
        """Elements in the field."""
        return self.size // self.base.size

    def stored_as(self, base: BaseType) -> "Slot":
        """The same place, read as another type."""
        torn = self.size % base.size != 0
        return Slot(self.number, self.offset, self.size, BYTE if torn else base, torn, self.developer)


@dataclass(frozen=True)
class Definition:
    """What one definition message says.

    Attributes:
        message: global message number.
        order: byte order, "<" or ">".
        body: three bytes a field (number, size, type).
        developer: three bytes a developer field (number, size, developer data index).
        place: byte of the file where the definition stands.
    """

    message: int
    order: str
    body: bytes
    developer: bytes
    place: int

    @cached_property
    def size(self) -> int:
        """Bytes of one data message, header byte included."""
        return 1 + sum(self.body[1::3]) + sum(self.developer[1::3])

    @cached_property
    def slots(self) -> tuple[Slot, ...]:
        """The fields in their order; empty ones are left out, developer fields come as bytes until described."""
        offset, added = 1 + sum(self.body[1::3]), []
        for number, size, index in _triples(self.developer):
            added.append(Slot(number, offset, size, BYTE, developer=index))
            offset += size
        return (*own_slots(self.body), *(slot for slot in added if slot.size))


@lru_cache(maxsize=1024)
def own_slots(body: bytes) -> tuple[Slot, ...]:
    """FIT's own fields of a definition; the same watch defines the same in each file."""
    slots, offset = [], 1
    for number, size, code in _triples(body):
        slots.append(Slot(number, offset, size, BYTE).stored_as(BASE_TYPES.get(code, BYTE)))
        offset += size
    return tuple(slot for slot in slots if slot.size)


def _triples(packed: bytes) -> Iterator[tuple[int, int, int]]:
    return zip(packed[::3], packed[1::3], packed[2::3], strict=True)
