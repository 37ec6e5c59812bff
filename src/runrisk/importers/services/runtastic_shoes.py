"""The shoes of an adidas Running export: a file a pair, with the distance run before and the one to retire it at."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from runrisk.importers.clean_text import clean_text
from runrisk.importers.services.garmin_days import day_named
from runrisk.importers.services.values import above_zero, items, mapping, text
from runrisk.model import Gear


@dataclass(frozen=True, kw_only=True)
class Pair:
    """One pair.

    Attributes:
        gear: what is known of it.
        key: its own number.
        sessions: the numbers of the sessions it was worn in, where its file names them.
    """

    gear: Gear
    key: str
    sessions: frozenset[str]


def runtastic_pairs(tables: Iterable[Any]) -> list[Pair]:
    """Return the pairs of shoes in the export's files of equipment; a pair without a name is left out."""
    return [pair for table in tables for one in _each(table) if (pair := _pair(one)) is not None]


def shoe_of(pairs: Iterable[Pair], session: str, worn: Any) -> str | None:
    """The shoe of a session: of the equipment it names (`worn`), else the pair that names the session."""
    named = {text(key) for key in items(worn)}
    found = list(pairs)
    by_key = (pair.gear.name for pair in found if pair.key in named)
    return next(by_key, None) or next((pair.gear.name for pair in found if session in pair.sessions), None)


def _each(table: Any) -> Iterator[Mapping[str, Any]]:
    return (mapping(one) for one in (table if isinstance(table, list) else [table]))


def _pair(shoe: Mapping[str, Any]) -> Pair | None:
    name = clean_text(text(shoe.get("name")))
    if name is None or text(shoe.get("equipment_type")).lower() != "shoe":
        return None
    goals = {text(goal.get("type")): goal.get("value") for goal in map(mapping, items(shoe.get("milestones")))}
    gear = Gear(
        name=name,
        since=day_named(text(shoe.get("created_at"))[:10]),
        start_m=above_zero(shoe.get("initial_distance")) or 0.0,
        retire_m=above_zero(goals.get("retirement_distance")),
    )
    return Pair(gear=gear, key=text(shoe.get("id")), sessions=frozenset(map(text, items(shoe.get("samples_ids")))))
