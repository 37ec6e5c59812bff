"""All the dirt of a life by name: what happens in it, and what goes wrong with its files."""

from collections.abc import Iterable, Mapping, Sequence

from runrisk.did_you_mean import unknown_word
from runrisk.errors import SettingsError
from runrisk.simulate.file_dirt.dirt_table import FILE_DIRT
from runrisk.simulate.lifetime.life_events import EVENTS

LIFE_DIRT: Mapping[str, str] = {
    **{name: event.says for name, event in EVENTS.items()},
    **{name: dirt.says for name, dirt in FILE_DIRT.items()},
}
"""Every dirt of a life by name, and what it is, in a line each."""


def split_dirt(names: Iterable[str] | None) -> tuple[Sequence[str], Sequence[str]]:
    """The events and the dirt of files among some names, each in the order of its table; all of them for None.

    Raises:
        SettingsError: a name that LIFE_DIRT does not have.
    """
    wanted = LIFE_DIRT.keys() if names is None else set(names)
    if strangers := wanted - LIFE_DIRT.keys():
        raise SettingsError(unknown_word("dirt", min(strangers), LIFE_DIRT))
    return [name for name in EVENTS if name in wanted], [name for name in FILE_DIRT if name in wanted]
