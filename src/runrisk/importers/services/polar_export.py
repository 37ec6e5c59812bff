"""Polar Flow's export: its training sessions are recordings by themselves, all else is personal."""

from runrisk.importers.services.path_marks import folder_of
from runrisk.importers.services.polar import SESSION_NAME
from runrisk.importers.services.recognised import Export
from runrisk.importers.services.service import Service

_NAME = "Polar Flow"

POLAR_FLOW = Service(
    name=_NAME,
    begins_at=lambda path: folder_of(path) if SESSION_NAME.search(path) else None,
    read=lambda prefix, _, __: (Export(service=_NAME, prefix=prefix, tables=(), recordings=SESSION_NAME), None),
)
