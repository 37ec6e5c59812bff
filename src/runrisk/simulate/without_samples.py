"""Sessions as activities without samples: dates, distances, times, heart rate, effort; a year in milliseconds."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from zoneinfo import ZoneInfo

from runrisk.model import Activity, Recorder, Source, Sport, TzSource
from runrisk.simulate.runner import Runner
from runrisk.simulate.session import Kind, Season, Session

HOME_DEG = (51.75, 20.45)
"""Latitude and longitude of the made-up town's middle [degrees]: farmland in Poland. No such town is there."""

ZONE = ZoneInfo("Europe/Warsaw")
"""Time zone of the town."""

CLIMB_SHARE = 0.005
"""Metres climbed per metre run in the town; in a loop as much goes down as up."""

_BPM = {Sport.STRENGTH: 105.0, Sport.CYCLING: 125.0, Sport.SWIMMING: 128.0, Sport.WALKING: 95.0}
"""Mean heart rates that do not follow from a speed [1/min]; our choice."""

WATCHES = (
    Recorder(manufacturer="garmin", product="fr235", serial_number=1_000_001),
    Recorder(manufacturer="garmin", product="fr935", serial_number=1_000_002),
)
"""The older watch, and the newer one that takes over halfway. The serial numbers are made up."""

NEWER = 1


def watch_of(season: Season, session: Session) -> int:
    """Which of WATCHES recorded a session: the newer one after 0.42 of the season."""
    return int((session.day - season.first).days >= 0.42 * 7 * season.weeks)


def activities_of(season: Season, seed: int) -> tuple[Activity, ...]:
    """Every session as an activity."""
    return tuple(activity_of(season, session, f"{seed}/{number}") for number, session in enumerate(season.sessions))


def activity_of(season: Season, session: Session, name: str) -> Activity:
    """One session as an activity; `name` makes its id."""
    return activity_on(season.runner, session, name, zone=ZONE, watch=WATCHES[watch_of(season, session)])


def activity_on(runner: Runner, session: Session, name: str, *, zone: ZoneInfo, watch: Recorder) -> Activity:
    """One session as an activity in a time zone, recorded by a watch."""
    midnight = datetime(session.day.year, session.day.month, session.day.day, tzinfo=zone)
    local = midnight + timedelta(minutes=session.minute)
    offset = local.utcoffset() or timedelta()
    watch = replace(watch, time_created=local.astimezone(UTC))
    climb_m = round(CLIMB_SHARE * session.hill * session.distance_m) if session.is_run else None
    indoor = session.sub_sport == "treadmill"
    file, digest = f"{local:%Y-%m-%d-%H-%M-%S}.fit", sha256(name.encode()).hexdigest()
    return Activity(
        source=Source(name=file, format="fit", sha256=digest, recorder=watch),
        start_utc=local.astimezone(UTC),
        elapsed_s=session.duration_s,
        timer_s=session.duration_s,
        moving_s=session.duration_s,
        sport=session.sport,
        sub_sport=session.sub_sport,
        utc_offset_s=round(offset.total_seconds()),
        tz_source=TzSource.POSITION,
        name=session.name or session.kind.value,
        race=session.kind is Kind.RACE,
        distance_m=session.distance_m or None,
        ascent_m=None if indoor else climb_m,
        descent_m=None if indoor else climb_m,
        avg_hr_bpm=_heart_bpm(runner, session),
        avg_cadence_spm=runner.cadence_spm if session.is_run else None,
        shoe=session.shoe,
        rpe=float(session.rpe),
        device=f"{watch.manufacturer} {watch.product}",
    )


def _heart_bpm(runner: Runner, session: Session) -> float:
    return runner.heart_bpm(session.speed_mps) if session.is_run else _BPM[session.sport]
