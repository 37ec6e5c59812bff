"""Where a life is lived and what records it: watches, towns and habits, each for some years."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar
from zoneinfo import ZoneInfo

from runrisk.model import Recorder
from runrisk.simulate.session import Season, Session
from runrisk.simulate.side_habits import SidePolicy
from runrisk.simulate.town import TownKind
from runrisk.simulate.without_samples import HOME_DEG, ZONE

Value = TypeVar("Value")


@dataclass(frozen=True, kw_only=True)
class Device:
    """A watch, and how its recordings come to the runner.

    Attributes:
        recorder: what it is; the serial number is made up.
        format: fit, gpx or tcx.
        gps_sd_m: error of its positions along each axis [m].
        left_m: how far its positions lie to the left of its wearer [m].
        strap: whether a strap with running dynamics is worn with it.
        smart: whether it records only changes.
    """

    recorder: Recorder
    format: str
    gps_sd_m: float
    left_m: float
    strap: bool
    smart: bool


@dataclass(frozen=True, kw_only=True)
class HomeTown:
    """Where runs take place: farmland, over which a made-up town is laid.

    Attributes:
        deg: latitude and longitude of the town's middle [degrees].
        zone: time zone.
        town: kind of town.
    """

    deg: tuple[float, float]
    zone: ZoneInfo
    town: TownKind


TCX_WATCH = Device(
    recorder=Recorder(manufacturer="garmin", product="fr305", serial_number=1_000_011),
    format="tcx",
    gps_sd_m=3.5,
    left_m=0.6,
    strap=False,
    smart=True,
)
SERVICE_PHONE = Device(
    recorder=Recorder(manufacturer="made-up", product="phone app", serial_number=1_000_012),
    format="gpx",
    gps_sd_m=3.0,
    left_m=-0.2,
    strap=False,
    smart=True,
)
FIT_WATCH = Device(
    recorder=Recorder(manufacturer="garmin", product="fr935", serial_number=1_000_013),
    format="fit",
    gps_sd_m=1.8,
    left_m=0.1,
    strap=True,
    smart=False,
)

DEVICES = ((0.3, TCX_WATCH), (0.6, SERVICE_PHONE), (1.0, FIT_WATCH))
"""Which device is worn, up to which share of the life; errors and offsets: our choice, within what watches show."""

POLICIES = ((0.4, SidePolicy.LEFT), (1.0, SidePolicy.SAME_EDGE))
"""Left until year four of ten, afterwards the same pavement whichever way: no side of travel."""

PLACES = {
    "home": HomeTown(deg=HOME_DEG, zone=ZONE, town=TownKind.SUBURB),
    "south": HomeTown(deg=(38.35, -7.95), zone=ZoneInfo("Europe/Lisbon"), town=TownKind.ORGANIC),
    "auckland": HomeTown(deg=(-37.45, 175.45), zone=ZoneInfo("Pacific/Auckland"), town=TownKind.GRID),
    "los angeles": HomeTown(deg=(34.85, -118.35), zone=ZoneInfo("America/Los_Angeles"), town=TownKind.GRID),
}
"""Two homes, and two places on a journey, named by the cities whose time they keep: fields, no streets of a city."""

HOMES = ((0.7, "home"), (1.0, "south"))
"""Where the runner lives, up to which share of the life."""

SERVICE_FROM = 0.8
"""From this share of the life on, the files come in a second service's bulk export, with names and races."""


def share_of(season: Season, day: date) -> float:
    """How much of a life lies behind on a day [share]; before its first day 0."""
    return max((day - season.first).days, 0) / (7 * season.weeks)


def device_of(season: Season, session: Session) -> Device:
    """What recorded a session."""
    return _until(DEVICES, share_of(season, session.day))


def policy_of(season: Season, session: Session) -> SidePolicy:
    """The side that was kept to."""
    return _until(POLICIES, share_of(season, session.day))


def place_of(season: Season, session: Session) -> str:
    """Name of the place in PLACES."""
    return session.place or _until(HOMES, share_of(season, session.day))


def in_service(season: Season, session: Session) -> bool:
    """Whether the session's file lies in the second service's export."""
    return share_of(season, session.day) >= SERVICE_FROM


def _until(pieces: Sequence[tuple[float, Value]], share: float) -> Value:
    """The value that holds at a share of the life."""
    return next((value for until, value in pieces if share < until), pieces[-1][1])
