"""Which of several recordings of one run tells most."""

from dataclasses import fields

from runrisk.model import Activity

_FORMATS = ("fit", "tcx", "polar", "gpx")
"""The richest first: GPX knows no laps, no timer and no devices. What is not named here is a summary without a track."""

Rank = tuple[int, bool, int, int, float, str]


def richness(activity: Activity) -> Rank:
    """Key that sorts the richest recording first: format, original, fields that are known, warnings, length, id.

    A FIT file that a service wrote itself has lost fields on the way; one that the service recorded has its name.
    """
    recorder = activity.source.recorder
    written_by_service = recorder is not None and recorder.manufacturer == "strava"
    form = activity.source.format
    rank = _FORMATS.index(form) if form in _FORMATS else len(_FORMATS)
    known = sum(getattr(activity, field.name) is not None for field in fields(activity))
    return rank, written_by_service, -known, len(activity.warnings), -activity.elapsed_s, activity.id
