"""Why `runrisk.library` is a package and a function too."""

import sys
from importlib import import_module
from types import ModuleType
from typing import Any


class Door(ModuleType):
    """The package `runrisk.library`, which opens a library when it is called.

    Python puts every imported submodule into its package's namespace, so once this package was imported
    `runrisk.library` is the package, never the function of that name. Calling it does what the function does.
    """

    def __call__(self, athlete: str | None = None) -> Any:
        """Open the library of an athlete; see `runrisk.workflows.own_library.library`."""
        return import_module("runrisk.workflows.own_library").library(athlete)


def make_callable(package: str) -> None:
    """Let a package be called."""
    sys.modules[package].__class__ = Door
