"""A made-up season as a folder of files, as a runner has them: FIT, some GPX, and the last weeks as a service's zip.

The files that go wrong on purpose (`Mishaps`) are a recording cut short, a run in two parts, one run exported twice,
and a GPX file that names no sport.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import numpy as np

from runrisk.model import Sport
from runrisk.simulate.made import FIRST_DAY, WEEKS, Made, made_season
from runrisk.simulate.made_files import fit_of, gpx_of, parts_of
from runrisk.simulate.service_export import service_zip
from runrisk.simulate.session import Kind
from runrisk.simulate.town import TownKind

ZIP_NAME = "export.zip"
_ZIPPED_WEEKS = 10
"""The last weeks of a season come as a zip."""

_GPX_EVERY = 7
"""One in so many runs on the older watch is a GPX file; our choice."""

_CUT_SHARE = 0.93
"""How much of the file that is cut short is left; our choice."""


@dataclass(frozen=True, kw_only=True)
class Mishaps:
    """Which activities become which mishap, by their number in the season; -1 for none."""

    cut: int = -1
    split: int = -1
    twice: int = -1
    untyped: int = -1


def season(
    folder: Path,
    *,
    seed: int = 0,
    weeks: int = WEEKS,
    plant: Sequence[str] = (),
    first: date | None = None,
    town: TownKind = TownKind.SUBURB,
) -> tuple[str, ...]:
    """Write a made-up season into a folder, which is made where it is missing; the same seed gives the same bytes.

    Args:
        folder: where to write.
        seed: makes the runner, the town and all chance.
        weeks: length of the season.
        plant: patterns to plant, names of `PLANTS`, each perhaps with a week: "session-spike@20".
        first: first day; by default one that ends a season longer than `WEEKS` when one of `WEEKS` ends.
        town: kind of town.

    Returns:
        The names of the files written.

    Raises:
        SettingsError: a pattern that cannot be planted.
    """
    start = first or FIRST_DAY - timedelta(weeks=max(weeks - WEEKS, 0))
    made = list(made_season(seed=seed, weeks=weeks, plant=plant, first=start, town=town))
    files = dict(_files(made, start + timedelta(weeks=weeks - _ZIPPED_WEEKS), mishaps_of(made)))
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        (folder / name).write_bytes(content)
    return tuple(files)


def mishaps_of(made: Sequence[Made]) -> Mishaps:
    """Four easy runs on the older watch, spread over its time; none where there are fewer."""
    easy = [
        number
        for number, one in enumerate(made)
        if one.session.kind is Kind.EASY and one.strap is None and one.samples["lat_deg"].notna().any()
    ]
    if len(easy) < len(Mishaps.__dataclass_fields__):
        return Mishaps()
    cut, split, twice, untyped = (easy[at] for at in np.linspace(0, len(easy) - 1, 4).astype(int))
    return Mishaps(cut=cut, split=split, twice=twice, untyped=untyped)


def _files(made: Sequence[Made], zipped_from: date, mishaps: Mishaps) -> Iterator[tuple[str, bytes]]:
    """Name and bytes of each file of the folder, oldest first."""
    for number, one in enumerate(made):
        if one.session.day < zipped_from:
            yield from _file(one, number, mishaps)
    zipped = [one for one in made if one.session.day >= zipped_from]
    yield ZIP_NAME, service_zip(zipped)


def _file(one: Made, number: int, mishaps: Mishaps) -> Iterator[tuple[str, bytes]]:
    name = one.activity.source.name.removesuffix(".fit")
    if number == mishaps.untyped:
        yield f"{name}.gpx", gpx_of(one, Sport.UNKNOWN)
    elif number == mishaps.cut:
        content = fit_of(one)
        yield f"{name}.fit", content[: int(_CUT_SHARE * len(content))]
    elif number == mishaps.split:
        for part in parts_of(one):
            yield part.activity.source.name, fit_of(part)
    elif number == mishaps.twice:
        yield f"{name}.fit", fit_of(one)
        yield f"{name}.gpx", gpx_of(one, one.activity.sport)
    elif one.session.is_run and one.strap is None and number % _GPX_EVERY == 0 and one.samples["lat_deg"].notna().any():
        yield f"{name}.gpx", gpx_of(one, one.activity.sport)
    else:
        yield f"{name}.fit", fit_of(one)
