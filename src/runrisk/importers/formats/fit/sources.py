"""Where a field's values come from: its own bytes, a few bits of another field, or another field's second meaning."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from runrisk.importers.formats.fit import profile
from runrisk.importers.formats.fit.message_layout import Slot, own_slots

Reference = tuple[int, int]
"""Field number and the raw number it must hold."""


@dataclass(frozen=True, slots=True)
class FieldSource:
    """One place a named value is read from.

    Attributes:
        slot: the bytes.
        kind: FIT's type name, which may name numbers; empty for plain ones.
        scale: raw number per unit; None or 0 for unscaled ones.
        offset: subtracted after scaling.
        bits: first bit and number of bits of a component; None for the whole field.
        accumulate: the component counts modulo 2**bits and has to be carried on from message to message.
        when: it is meant only where one of these holds; empty for always.
        unless: ... and none of these.
    """

    slot: Slot
    kind: str = ""
    scale: float | None = None
    offset: float | None = None
    bits: tuple[int, int] | None = None
    accumulate: bool = False
    when: tuple[Reference, ...] = ()
    unless: tuple[Reference, ...] = ()


@lru_cache(maxsize=1024)
def sources(message: int, body: bytes) -> Mapping[str, list[FieldSource]]:
    """Return the sources of each name in a message; developer fields are left out.

    A field of its own comes before bits of another: `enhanced_altitude` before what `altitude` says of it.

    Args:
        message: global message number.
        body: the definition's fields, three bytes each.
    """
    found: dict[str, list[FieldSource]] = {}
    for slot in own_slots(body):
        for name, source in _sources(message, slot):
            found.setdefault(name, []).append(source)
    return {name: sorted(places, key=lambda source: source.bits is not None) for name, places in found.items()}


def _sources(message: int, slot: Slot) -> Iterator[tuple[str, FieldSource]]:
    field = profile.field(message, slot.number)
    if field is None:
        yield f"unknown_{slot.number}", FieldSource(slot)
        return
    for meaning, source in _meanings(field, FieldSource(slot)):
        parts = meaning.components or ()
        # A component that stands several times in one field (heart rate messages) would need its own order.
        if len({part.def_num for part in parts}) == len(parts):
            yield from _components(message, parts, source)
        yield meaning.name, replace(source, scale=meaning.scale, offset=meaning.offset)


def _components(message: int, parts: Any, whole: FieldSource) -> Iterator[tuple[str, FieldSource]]:
    for part in parts:
        cut = replace(
            whole,
            scale=part.scale,
            offset=part.offset,
            bits=(part.bit_offset, part.bits),
            accumulate=bool(part.accumulate),
        )
        for meaning, source in _meanings(profile.field(message, part.def_num), cut):
            yield meaning.name, source


def _meanings(field: Any, source: FieldSource) -> Iterator[tuple[Any, FieldSource]]:
    """The field itself, then its subfields: the first one whose condition holds is meant."""
    earlier: tuple[Reference, ...] = source.unless
    yield field, replace(source, kind=field.type.name)
    for subfield in field.subfields or ():
        when = tuple((reference.def_num, reference.raw_value) for reference in subfield.ref_fields)
        yield subfield, replace(source, kind=subfield.type.name, when=when, unless=earlier)
        earlier += when
