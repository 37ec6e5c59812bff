"""Streets out of an OpenStreetMap extract that the user supplies (.osm.pbf, .osm): the extra `map`."""

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np

from runrisk.errors import FileError, RunriskError
from runrisk.roadside.streets import Streets

CARRIAGEWAYS = frozenset(
    {"primary", "secondary", "tertiary", "unclassified", "residential", "living_street", "road", "service"}
)
"""Values of `highway` whose line is the middle of a road run on. Our choice; links and motorways are one-way."""

OTHER_LINES = frozenset(
    {"footway", "path", "cycleway", "pedestrian", "track", "steps", "bridleway", "trunk", "motorway"}
    | {f"{kind}_link" for kind in ("primary", "secondary", "tertiary", "trunk", "motorway")}
)
"""Values of `highway` that are lines of their own: who runs there is on no side of a road."""

_NO = frozenset({"", "no", "false", "0"})

Piece = tuple[tuple[float, float], tuple[float, float], bool]


def read_streets(file: Path) -> Streets:
    """All streets and ways of a file as straight pieces.

    Raises:
        RunriskError: the extra is not installed.
        FileError: the file is no OpenStreetMap extract, or holds no streets.
    """
    try:
        import osmium  # noqa: PLC0415 - an extra, loaded only when a map is given
        import shapely  # noqa: F401, PLC0415 - the same; said here, before any work is done
    except ImportError as error:
        raise RunriskError(
            '--map needs two more packages. In the folder of the source: pip install ".[map]"'
        ) from error
    try:
        pieces = list(_pieces(osmium, file))
    except (RuntimeError, ValueError, OSError) as error:
        raise FileError(
            f"cannot be read as a map ({error})", file=file.name, cure="Give an .osm.pbf extract"
        ) from error
    if not pieces:
        raise FileError("holds no streets", file=file.name, cure="Give an .osm.pbf extract of where you run")
    starts, ends, carriageway = zip(*pieces, strict=True)
    return Streets(start_deg=np.array(starts), end_deg=np.array(ends), carriageway=np.array(carriageway, bool))


def _pieces(osmium: Any, file: Path) -> Iterator[Piece]:
    """The straight pieces of every highway."""
    for way in osmium.FileProcessor(str(file)).with_locations().with_filter(osmium.filter.KeyFilter("highway")):
        kind = way.tags.get("highway", "") if way.is_way() else ""
        if kind not in CARRIAGEWAYS | OTHER_LINES:
            continue
        carriageway = kind in CARRIAGEWAYS and not _one_sloped(way.tags)
        ends = [(node.location.lat, node.location.lon) for node in way.nodes if node.location.valid()]
        for start, end in pairwise(ends):
            yield start, end, carriageway


def _one_sloped(tags: Any) -> bool:
    """Whether a road slopes one way, or lies where watches err: one-way roads, roundabouts, tunnels, bridges."""
    return any(tags.get(key, "").lower() not in _NO for key in ("oneway", "junction", "tunnel", "bridge"))
