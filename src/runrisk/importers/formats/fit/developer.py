"""Developer fields: what the file itself says about the fields that apps added to it."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from runrisk.importers.clean_text import clean_text
from runrisk.importers.formats.fit.message_layout import BASE_TYPES, Definition, Slot
from runrisk.importers.formats.fit.rows import MessageRows
from runrisk.importers.formats.fit.sources import FieldSource, sources


@dataclass(frozen=True, kw_only=True, slots=True)
class DeveloperField:
    """One description.

    Attributes:
        index: developer data index.
        number: field number, of this developer.
        name: as the app has it.
        units: as the app has them.
        base: number of the base type, -1 where the file does not tell.
        native_message: global number of the message whose field it stands for.
        native_field: number of the FIT field it stands for.
        place: byte of the file where it is described: it holds from there on.
    """

    index: int
    number: int
    name: str | None
    units: str | None
    base: int
    native_message: int | None
    native_field: int | None
    place: int


@dataclass(frozen=True)
class Developers:
    """The descriptions of one file, from its field_description messages."""

    descriptions: Sequence[MessageRows]

    @cached_property
    def fields(self) -> tuple[DeveloperField, ...]:
        """Every description, in the order of the file."""
        found = [field for rows in self.descriptions for field in _fields(rows)]
        return tuple(sorted(found, key=lambda field: field.place))

    def sources(self, definition: Definition) -> dict[tuple[int, int], list[FieldSource]]:
        """Return the sources of a message's developer fields, by developer data index and field number."""
        found: dict[tuple[int, int], list[FieldSource]] = {}
        for slot in definition.slots:
            if slot.developer is not None:
                found.setdefault((slot.developer, slot.number), []).append(
                    FieldSource(self._typed(slot, definition.place))
                )
        return found

    def _typed(self, slot: Slot, place: int) -> Slot:
        """The slot in its described type: the last description before the definition, else the first one after."""
        same = self._by_number.get((slot.developer, slot.number))
        if same is None:
            return slot
        before = bisect_left(same, place, key=lambda field: field.place)
        base = BASE_TYPES.get(same[max(before - 1, 0)].base)
        return slot.stored_as(base) if base else slot

    @cached_property
    def _by_number(self) -> dict[tuple[int | None, int], list[DeveloperField]]:
        found: dict[tuple[int | None, int], list[DeveloperField]] = {}
        for field in self.fields:
            found.setdefault((field.index, field.number), []).append(field)
        return found


_WHAT = (
    "developer_data_index",
    "field_definition_number",
    "field_name",
    "units",
    "fit_base_type_id",
    "native_mesg_num",
    "native_field_num",
)


def _fields(rows: MessageRows) -> list[DeveloperField]:
    known = sources(rows.group.definition.message, rows.group.definition.body)
    columns = [_column(rows, known.get(name, [])) for name in _WHAT]
    found = []
    for place, row in zip(rows.positions.tolist(), zip(*columns, strict=True), strict=True):
        index, number, name, units, base, message, native = row
        if isinstance(index, int) and isinstance(number, int):
            found.append(
                DeveloperField(
                    index=index,
                    number=number,
                    name=_joined(name),
                    units=_joined(units),
                    base=base if isinstance(base, int) else -1,
                    native_message=message if isinstance(message, int) else None,
                    native_field=native if isinstance(native, int) else None,
                    place=place,
                )
            )
    return found


def _column(rows: MessageRows, found: list[FieldSource]) -> list[Any]:
    """Raw values: the profile names some of these numbers."""
    if not found:
        return [None] * rows.count
    return rows.values(FieldSource(found[0].slot))


def _joined(text: Any) -> str | None:
    return clean_text(text) if isinstance(text, str) else None
