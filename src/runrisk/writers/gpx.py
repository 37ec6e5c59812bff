"""GPX files written by gpxpy, with Garmin's extension for heart rate, cadence and temperature."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from math import isnan
from xml.etree import ElementTree as ET

import gpxpy.gpx
import pandas as pd

from runrisk.model import Sport

_NAMESPACE = "http://www.garmin.com/xmlschemas/TrackPointExtension/v1"

_DECIMALS = 7
"""Of written degrees: 1 cm."""


def gpx_text(
    samples: pd.DataFrame,
    start_utc: datetime,
    *,
    name: str | None,
    sport: Sport,
    creator: str = "runrisk",
    written_utc: datetime | None = None,
) -> str:
    """Return one activity as GPX 1.1: a track, with a trkseg for each segment.

    Args:
        samples: table with the columns of `runrisk.model.SAMPLES`; rows without a position are left out.
        start_utc: aware start that `time_s` counts from.
        name: title of the track.
        sport: written as the track's type, nothing where it is unknown.
        creator: the program named as author.
        written_utc: when the file says that it was made; by default it does not say.

    Heart rate and temperature are written as they are, cadence as the format counts it: in whole turns, which in
    running are strides of one leg.
    """
    gpx = gpxpy.gpx.GPX()
    gpx.creator = creator
    gpx.time = written_utc
    gpx.nsmap["gpxtpx"] = _NAMESPACE
    track = gpxpy.gpx.GPXTrack(name=name and "".join(sign for sign in name if sign.isprintable()))
    if sport is not Sport.UNKNOWN:
        track.type = sport.value  # type: ignore[assignment]  # gpxpy declares it as None only
    gpx.tracks.append(track)
    located = samples[samples["lat_deg"].notna() & samples["lon_deg"].notna()]
    for _, rows in located.groupby("segment"):
        track.segments.append(gpxpy.gpx.GPXTrackSegment(list(_points(rows, start_utc, sport))))
    return str(gpx.to_xml(version="1.1"))


def _points(rows: pd.DataFrame, start_utc: datetime, sport: Sport) -> Iterator[gpxpy.gpx.GPXTrackPoint]:
    feet = 2 if sport is Sport.RUNNING else 1
    for row in rows.to_dict("records"):
        values = {
            "atemp": round(row["temperature_c"], 1),
            "hr": round(row["heart_rate_bpm"], 0),
            "cad": round(row["cadence_spm"] / feet, 0),
        }
        known = {tag: value for tag, value in values.items() if not isnan(value)}
        point = gpxpy.gpx.GPXTrackPoint(
            latitude=round(row["lat_deg"], _DECIMALS),
            longitude=round(row["lon_deg"], _DECIMALS),
            elevation=None if isnan(row["altitude_m"]) else round(row["altitude_m"], 2),
            time=start_utc + timedelta(seconds=row["time_s"]),
        )
        if known:
            point.extensions.append(_extension(known))
        yield point


def _extension(values: dict[str, float]) -> ET.Element:
    """Return a TrackPointExtension; its schema wants the order that `values` has."""
    element = ET.Element(f"{{{_NAMESPACE}}}TrackPointExtension")
    for tag, value in values.items():
        ET.SubElement(element, f"{{{_NAMESPACE}}}{tag}").text = f"{value:g}"
    return element
