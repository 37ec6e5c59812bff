"""Garmin's table of gear: which shoe each activity was run in, and what is known of each pair."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from runrisk.importers.clean_text import clean_text
from runrisk.importers.services.garmin_days import day_named
from runrisk.importers.services.values import above_zero, items, mapping, number, text
from runrisk.model import Gear

_RUNNING = 1
"""Number of the kind of activity that is running (read in public parsers)."""


def garmin_shoes(tables: Sequence[Any]) -> dict[str, str]:
    """The shoe of each activity by its number; of several pairs the one taken into use last."""
    found: dict[str, tuple[str, str]] = {}
    for table in _tables(tables):
        pairs = {text(gear.get("gearPk")): mapping(gear) for gear in map(mapping, items(table.get("gearDTOS")))}
        for pair, worn in mapping(table.get("gearActivityDTOs")).items():
            gear = mapping(pairs.get(pair))
            name = _shoe_name(gear)
            if name is None:
                continue
            mark = (text(gear.get("dateBegin")), name)
            for key in (text(mapping(one).get("activityId")) for one in items(worn)):
                found[key] = max(mark, found.get(key, mark))
    return {key: name for key, (_, name) in found.items()}


def garmin_gear(tables: Sequence[Any]) -> list[Gear]:
    """Return every pair of shoes: its days, the distance at which it is to be retired, whether runs get it by default."""
    found = []
    for table in _tables(tables):
        defaults = {pair for pair, kinds in mapping(table.get("gearActivityTypeDTOS")).items() if _of_runs(kinds)}
        for gear in map(mapping, items(table.get("gearDTOS"))):
            name = _shoe_name(gear)
            if name is not None:
                retired = text(gear.get("gearStatusName")).lower() == "retired"
                found.append(
                    Gear(
                        name=name,
                        since=day_named(gear.get("dateBegin")),
                        until=day_named(gear.get("dateEnd")) if retired or gear.get("dateEnd") else None,
                        retire_m=above_zero(gear.get("maximumMeters")),
                        is_default=text(gear.get("gearPk")) in defaults,
                    )
                )
    return found


def _tables(tables: Sequence[Any]) -> Iterator[Mapping[str, Any]]:
    return (mapping(part) for content in tables for part in (items(content) or [content]))


def _shoe_name(gear: Mapping[str, Any]) -> str | None:
    """The name of a pair of shoes; None of other gear."""
    name = clean_text(text(gear.get("displayName")) or text(gear.get("customMakeModel")))
    return name if text(gear.get("gearTypeName")).lower() == "shoes" else None


def _of_runs(kinds: Any) -> bool:
    return any(number(mapping(kind).get("activityTypePk")) == _RUNNING for kind in items(kinds))
