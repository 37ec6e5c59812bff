"""Every dirt of files that can be planted: one table, and which recording gets which."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from zlib import crc32

import numpy as np

from runrisk.did_you_mean import unknown_word
from runrisk.errors import SettingsError
from runrisk.model import Activity
from runrisk.simulate.file_dirt import clocks, copies, distances, labels, sensors
from runrisk.simulate.made import Made
from runrisk.simulate.made_files import in_format
from runrisk.simulate.session import Kind, Session

Into = Callable[[Made, np.random.Generator], tuple[Made, ...]]
Suits = Callable[[Session, Activity], bool]


@dataclass(frozen=True, kw_only=True, slots=True)
class FileDirt:
    """One thing that goes wrong with the files of an activity.

    Attributes:
        says: what it does, in one line.
        into: gives the files that the activity becomes.
        suits: the sessions it can befall.
        formats: the formats in which it is seen.
        a_decade: how many of ten years' activities it befalls; our choice: some of each kind.
        in_a_row: whether it befalls neighbours, as an app does that is used for some weeks.
    """

    says: str
    into: Into
    suits: Suits
    formats: tuple[str, ...]
    a_decade: int
    in_a_row: bool = False


def _outdoors(session: Session, _: Activity) -> bool:
    return session.is_run and session.sub_sport != "treadmill"


def _easy(session: Session, activity: Activity) -> bool:
    return _outdoors(session, activity) and session.kind in {Kind.EASY, Kind.LONG}


def _strapped(session: Session, activity: Activity) -> bool:
    return _outdoors(session, activity) and activity.contact_left_pct is not None


def _indoors(session: Session, _: Activity) -> bool:
    return session.is_run and session.sub_sport == "treadmill"


def _named_ride(session: Session, activity: Activity) -> bool:
    return session.kind is Kind.RIDE and activity.name is not None


def _dirt(into: Into, formats: str, a_decade: int, *, suits: Suits = _easy, in_a_row: bool = False) -> FileDirt:
    return FileDirt(
        says=(into.__doc__ or "").splitlines()[0],
        into=into,
        suits=suits,
        formats=tuple(formats.split()),
        a_decade=a_decade,
        in_a_row=in_a_row,
    )


FILE_DIRT: Mapping[str, FileDirt] = {
    "local-as-utc": _dirt(clocks.local_as_utc, "gpx", 20, in_a_row=True),
    "no-sport": _dirt(labels.no_sport, "gpx", 60, suits=_outdoors, in_a_row=True),
    "no-sport-fit": _dirt(labels.no_sport, "fit", 4),
    "ride-as-run": _dirt(labels.ride_as_run, "fit", 4, suits=_named_ride),
    "indoors-in-utc": _dirt(clocks.indoors_in_utc, "fit", 200, suits=_indoors),
    "clock-forward-5h": _dirt(clocks.forward_five_hours, "fit", 2),
    "clock-forward-20d": _dirt(clocks.forward_twenty_days, "fit", 2),
    "clock-100000s-a-pause": _dirt(clocks.pauses_of_100_000_s, "gpx", 8),
    "clock-week-rollover": _dirt(clocks.week_rollover, "gpx", 2),
    "clock-unset": _dirt(clocks.before_the_time_was_known, "fit", 2),
    "elapsed-cut": _dirt(distances.elapsed_cut, "fit", 4),
    "points-in-km": _dirt(distances.points_in_km, "tcx", 4),
    "brick-leg": _dirt(distances.brick_leg, "tcx", 2),
    "pauses-in-one-track": _dirt(distances.pauses_in_one_track, "tcx", 20),
    "frozen-fix": _dirt(distances.frozen_fix, "gpx", 15),
    "ferry": _dirt(distances.ferry, "gpx", 2),
    "heart-locked": _dirt(sensors.heart_locked, "fit tcx gpx", 25),
    "zeros-of-dynamics": _dirt(sensors.zeros_of_dynamics, "fit", 40, suits=_strapped),
    "heights-of-zero": _dirt(sensors.heights_of_zero, "tcx gpx", 20),
    "twice": _dirt(copies.twice, "fit tcx", 30),
    "second-fit": _dirt(copies.second_fit, "fit", 20),
    "cropped-copy": _dirt(copies.cropped_copy, "fit tcx", 6),
    "half-copy": _dirt(copies.half_copy, "fit tcx", 4),
    "shorter-copy": _dirt(copies.shorter_copy, "fit tcx", 6),
    "split": _dirt(copies.split, "fit tcx", 12),
}
"""Every dirt of files, in the order in which recordings are given to them; each recording gets one at most."""


def chosen(
    activities: Iterable[tuple[Session, Activity]],
    names: Iterable[str],
    *,
    seed: int,
    years: float,
    any_format: bool = False,
    spared: Collection[int] = (),
) -> Mapping[int, str]:
    """Which activity, by its number, gets which dirt. Each dirt draws from a stream of chance of its own.

    Args:
        activities: what was done, and how its file tells it.
        names: names in FILE_DIRT.
        seed: gives the same choice again.
        years: how many there are; each dirt befalls one at least, where there is one that it suits.
        any_format: whether an activity may be taken that is in a format in which the dirt is not seen.
        spared: numbers of activities that stay as they are.
    """
    numbered = list(enumerate(activities))
    taken: dict[int, str] = {}
    for name in names:
        dirt = FILE_DIRT[name]
        free = [
            number
            for number, (session, activity) in numbered
            if number not in taken
            and number not in spared
            and dirt.suits(session, activity)
            and (any_format or activity.source.format in dirt.formats)
        ]
        wanted = min(max(round(dirt.a_decade * years / 10), 1), len(free))
        rng = np.random.default_rng([seed, 7, crc32(name.encode())])
        taken |= dict.fromkeys(_drawn(free, wanted, rng, in_a_row=dirt.in_a_row), name)
    return taken


def in_order(names: Iterable[str]) -> Sequence[str]:
    """The named dirts in the order of the table.

    Raises:
        SettingsError: a dirt that FILE_DIRT does not have.
    """
    wanted = set(names)
    if strangers := wanted - FILE_DIRT.keys():
        raise SettingsError(unknown_word("dirt of files", min(strangers), FILE_DIRT))
    return [name for name in FILE_DIRT if name in wanted]


def dirty(one: Made, name: str, *, seed: int) -> tuple[Made, ...]:
    """The files that an activity becomes by a dirt, in a format in which the dirt is seen."""
    dirt, day = FILE_DIRT[name], one.session.day.toordinal()
    rng = np.random.default_rng([seed, 8, crc32(name.encode()), day, one.session.minute])
    seen = one.activity.source.format in dirt.formats
    return dirt.into(one if seen else in_format(one, dirt.formats[0]), rng)


def _drawn(free: Sequence[int], count: int, rng: np.random.Generator, *, in_a_row: bool) -> Sequence[int]:
    if not free:
        return ()
    if in_a_row:
        first = int(rng.integers(0, len(free) - count + 1))
        return free[first : first + count]
    return [int(number) for number in rng.choice(free, count, replace=False)]
