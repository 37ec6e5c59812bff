"""The one table of services: a line for each. Kinds that are known and not read yet stand in `unread_kinds`."""

from collections.abc import Mapping

from runrisk.importers.containers.entries import Entry
from runrisk.importers.services.apple import APPLE_HEALTH
from runrisk.importers.services.fitbit import FITBIT
from runrisk.importers.services.garmin import GARMIN
from runrisk.importers.services.google_fit import GOOGLE_FIT
from runrisk.importers.services.huawei import HUAWEI
from runrisk.importers.services.known_tables import KNOWN_TABLES, table_service
from runrisk.importers.services.mi_fitness import MI_FITNESS
from runrisk.importers.services.polar_export import POLAR_FLOW
from runrisk.importers.services.recognised import Export
from runrisk.importers.services.runalyze import RUNALYZE
from runrisk.importers.services.rungap import RUNGAP
from runrisk.importers.services.runkeeper import RUNKEEPER
from runrisk.importers.services.runtastic_export import RUNTASTIC
from runrisk.importers.services.samsung import SAMSUNG_HEALTH
from runrisk.importers.services.service import Service
from runrisk.importers.services.strava import STRAVA
from runrisk.importers.services.unread_kinds import UNREAD_KINDS, UnreadKind
from runrisk.importers.services.zepp import ZEPP
from runrisk.model import FileResult, Status


def _unread(kind: UnreadKind) -> Service | None:
    """A kind that is only recognised: its recordings are read, its other files are not opened."""
    begins_at = kind.begins_at
    if begins_at is None:
        return None

    def read(prefix: str, entry: Entry, _: Mapping[str, Entry]) -> tuple[Export | None, FileResult | None]:
        line = FileResult(name=entry.name, status=Status.SKIPPED, reason=kind.sentence)
        return Export(service=kind.name, prefix=prefix, tables=()), line

    return Service(name=kind.name, begins_at=begins_at, read=read, is_read=False)


SERVICES = (
    GARMIN,
    POLAR_FLOW,
    STRAVA,
    RUNKEEPER,
    RUNGAP,
    SAMSUNG_HEALTH,
    FITBIT,
    GOOGLE_FIT,
    RUNTASTIC,
    MI_FITNESS,
    ZEPP,
    *map(table_service, KNOWN_TABLES),
    *(service for service in map(_unread, UNREAD_KINDS) if service is not None),
    RUNALYZE,
    HUAWEI,
    APPLE_HEALTH,
)
"""In the order they are asked: the first that a file announces, by its path and its content, is the one."""
