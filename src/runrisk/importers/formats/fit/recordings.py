"""The sessions of one FIT file as recordings."""

from dataclasses import dataclass

import numpy as np

from runrisk.importers.cleaning.cadence import both_feet
from runrisk.importers.formats.fit.decode import FitPart
from runrisk.importers.formats.fit.device import device_name, is_virtual, recorder_of
from runrisk.importers.formats.fit.moment import is_date, moment
from runrisk.importers.formats.fit.pauses import stops
from runrisk.importers.formats.fit.records import kept_balance, samples, second_balance
from runrisk.importers.formats.fit.session_extras import feel_pct, own_zones, told_apart
from runrisk.importers.formats.fit.sessions import (
    FitSession,
    RecordTimes,
    next_start_s,
    own_records,
    record_times,
    sessions,
)
from runrisk.importers.formats.fit.sports import sport_of, sub_sport_of
from runrisk.importers.formats.fit.zone import file_offset_s
from runrisk.importers.recording import Recording
from runrisk.model import Samples, Sport

FIRST_YEAR = 2000
"""Earlier starts are clock faults. Our choice: FIT is younger than that."""

RPE_STEP = 10
"""FIT stores the rating of perceived exertion times ten (reported of Garmin watches; not in the profile)."""


def recordings(part: FitPart, first_number: int, warnings: tuple[str, ...]) -> tuple[list[Recording], int]:
    """Return the dated sessions of one part, numbered on from `first_number`, and how many had no date."""
    all_sessions, records = sessions(part), record_times(part)
    made: list[Recording] = []
    undated = 0
    for place, session in enumerate(all_sessions):
        own = own_records(all_sessions, place, records)
        dated = [time for time in (session.start_s, *own.times[:1].tolist()) if time is not None and is_date(time)]
        if not session.is_activity:
            continue
        if not dated:
            undated += 1
            continue
        span = _Span(
            part=part, session=session, own=own, start_s=min(dated), before_s=next_start_s(all_sessions, place)
        )
        made.append(span.recording(first_number + len(made), records, warnings))
    return made, undated


@dataclass(frozen=True, kw_only=True)
class _Span:
    """One session with its records.

    Attributes:
        part: the file it stands in.
        session: what its message tells.
        own: its records.
        start_s: its start, or that of its first record where it is earlier [s, FIT's epoch].
        before_s: the last moment before the next session [s, FIT's epoch].
    """

    part: FitPart
    session: FitSession
    own: RecordTimes
    start_s: float
    before_s: float

    def recording(self, number: int, records: RecordTimes, warnings: tuple[str, ...]) -> Recording:
        """The session as a recording; `records` are those of the whole file."""
        stated, recorder = self.session.stated, recorder_of(self.part)
        sub_sport = sub_sport_of(self.session.sub_sport)
        sport = sport_of(self.session.sport, self.session.sub_sport)
        balance = kept_balance(np.array([stated["avg_stance_time_balance"]], np.float64))[0]
        return Recording(
            format="fit",
            session=number,
            start_utc=moment(self.start_s),
            elapsed_s=self._elapsed_s,
            file_offset_s=file_offset_s(self.part),
            sport=sport,
            sub_sport=sub_sport,
            session_distance_m=stated["total_distance"],
            lap_distance_m=self._lap_sum("total_distance"),
            lap_elapsed_s=self._lap_sum("total_elapsed_time"),
            lap_timer_s=self._lap_sum("total_timer_time"),
            timer_s=stated["total_timer_time"],
            stated_end_s=self._stated_end_s,
            stops_s=tuple((stops(self.part.tables.get("event")) - self.start_s).tolist()),
            written_utc=recorder.time_created,
            moving_s=stated["total_moving_time"],
            ascent_m=stated["total_ascent"],
            descent_m=stated["total_descent"],
            avg_hr_bpm=stated["avg_heart_rate"] or None,
            avg_cadence_spm=self._steps_per_min(sport),
            avg_power_w=stated["avg_power"] or None,
            avg_contact_ms=stated["avg_stance_time"] or None,
            avg_oscillation_mm=stated["avg_vertical_oscillation"] or None,
            avg_step_length_mm=stated["avg_step_length"] or None,
            avg_respiration_per_min=stated["enhanced_avg_respiration_rate"] or stated["avg_respiration_rate"] or None,
            feel_pct=self._feel_pct,
            second_contact_left_pct=second_balance(self.part, self.own.rows),
            **told_apart(self.part, self.start_s, self._end_s),
            **own_zones(self.part, self.session.place or 0),
            contact_left_pct=None if np.isnan(balance) else float(balance),
            rpe=None if stated["workout_rpe"] is None else stated["workout_rpe"] / RPE_STEP,
            device=device_name(recorder),
            recorder=recorder,
            virtual=is_virtual(recorder, sub_sport),
            samples=self._samples(sport, records),
            warnings=warnings + _clock_warnings(self.start_s),
        )

    @property
    def _elapsed_s(self) -> float:
        if self.session.elapsed_s is not None:
            return self.session.elapsed_s
        return float(self.own.times[-1]) - self.start_s if self.own.times.size else 0.0

    def _samples(self, sport: Sport, records: RecordTimes) -> Samples:
        """The session's samples; the distance starts with it, also where a watch counts on through a triathlon."""
        table = samples(self.part, self.own.rows, self.own.times, self.start_s, sport)
        earlier = records.between(-np.inf, np.nextafter(self.start_s, 0))
        if not earlier.times.size or not len(table):
            return table
        distance = self.part.tables["record"].numbers("distance")
        reached = distance[earlier.rows][~np.isnan(distance[earlier.rows])][-1:]
        own = table["distance_m"]
        first = own[~np.isnan(own)][:1]
        goes_on = reached.size and first.size and first[0] >= reached[0]
        return table.replace(distance_m=own - reached[0]) if goes_on else table

    @property
    def _stated_end_s(self) -> float | None:
        """The end that the session states [s, from the start]; some watches write the start there."""
        end_s = self.session.stated["timestamp"]
        return end_s - self.start_s if end_s is not None and is_date(end_s) and end_s > self.start_s else None

    @property
    def _end_s(self) -> float:
        """The last moment at which a part of the session can begin [s, FIT's epoch]."""
        return min(self.start_s + max(self._elapsed_s, self._stated_end_s or 0.0), self.before_s)

    @property
    def _feel_pct(self) -> float | None:
        table, place = self.part.tables.get("session"), self.session.place
        return (
            None
            if table is None or place is None
            else feel_pct(self.part, table, place, self.session.stated["workout_feel"])
        )

    def _steps_per_min(self, sport: Sport) -> float | None:
        """The session's own mean cadence, of both feet [1/min]."""
        cadence = (self.session.stated["avg_cadence"] or 0.0) + (self.session.stated["avg_fractional_cadence"] or 0.0)
        return float(both_feet(np.array([cadence]), sport)[0]) or None

    def _lap_sum(self, field: str) -> float | None:
        """Sum over the laps begun in the session, in the field's unit."""
        laps = self.part.tables.get("lap")
        if laps is None:
            return None
        begun, told = laps.numbers("start_time"), laps.numbers(field)
        inside = (begun >= self.start_s) & (begun <= self._end_s) & ~np.isnan(told)
        return float(told[inside].sum()) if inside.any() else None


def _clock_warnings(start_s: float) -> tuple[str, ...]:
    if moment(start_s).year >= FIRST_YEAR:
        return ()
    return (f"the start, {moment(start_s):%Y-%m-%d}, is a fault of the watch's clock",)
