"""One pattern = one module = one manual page. A module here whose Analyzer's id is its own name is a rule."""

from collections.abc import Mapping
from functools import cache
from importlib import import_module
from inspect import getmembers, isclass
from pkgutil import iter_modules
from types import MappingProxyType
from typing import Any

from runrisk.analysis.base import Analyzer


@cache
def analyzer_classes() -> Mapping[str, type[Analyzer[Any]]]:
    """Every rule's class by id, in the order of the ids: the one table that says what is known of a pattern."""
    found: dict[str, type[Analyzer[Any]]] = {}
    for module in iter_modules(__path__):
        rule = module.name.replace("_", "-")
        for _, kind in getmembers(import_module(f"{__name__}.{module.name}"), isclass):
            if issubclass(kind, Analyzer) and getattr(kind, "id", None) == rule:
                found[rule] = kind
    return MappingProxyType(dict(sorted(found.items())))
