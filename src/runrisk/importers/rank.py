"""Which of several recordings of one run tells most."""

from dataclasses import fields

from runrisk.importers.formats.file_formats import format_rank
from runrisk.model import Activity

Rank = tuple[int, bool, int, int, float, str]


def rank(activity: Activity) -> Rank:
    """Key that sorts the richest recording first: format, original, fields that are known, warnings, length, id.

    A FIT file that a service wrote itself has lost fields on the way; one that the service recorded has its name. A
    summary without a track comes after every file.
    """
    recorder = activity.source.recorder
    written_by_service = recorder is not None and recorder.manufacturer == "strava"
    known = sum(getattr(activity, field.name) is not None for field in fields(activity))
    return (
        format_rank(activity.source.format),
        written_by_service,
        -known,
        len(activity.warnings),
        -activity.elapsed_s,
        activity.id,
    )
