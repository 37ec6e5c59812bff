"""A made-up season as a folder of files, as a runner has them: FIT, some GPX, and the last weeks as a service's zip.

The files that go wrong on purpose (`Mishaps`) are a recording cut short, a run in two parts, one run exported twice,
and a GPX file that names no sport.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import astuple, dataclass
from datetime import date, timedelta
from pathlib import Path

import numpy as np

from runrisk.errors import SettingsError
from runrisk.model import Sport
from runrisk.simulate.file_dirt.dirt_table import chosen, dirty, in_order
from runrisk.simulate.made import FIRST_DAY, WEEKS, Made, made_season
from runrisk.simulate.made_files import bytes_of, fit_of, gpx_of, parts_of
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
    dirt: Sequence[str] = (),
) -> tuple[str, ...]:
    """Write a made-up season into a folder, which is made where it is missing; the same seed gives the same bytes.

    Args:
        folder: where to write.
        seed: makes the runner, the town and all chance.
        weeks: length of the season.
        plant: patterns to plant, names of `PLANTS`, each perhaps with a week: "session-spike@20".
        first: first day; by default one that ends a season longer than `WEEKS` when one of `WEEKS` ends.
        town: kind of town.
        dirt: what goes wrong with the files of one activity each, names of `FILE_DIRT`; it is written in a format in
            which that is seen. The last ten weeks, which come as a zip, stay as they are.

    Returns:
        The names of the files written.

    Raises:
        SettingsError: a pattern that cannot be planted, or a dirt that does not exist or finds no activity.
    """
    start = first or FIRST_DAY - timedelta(weeks=max(weeks - WEEKS, 0))
    made = list(made_season(seed=seed, weeks=weeks, plant=plant, first=start, town=town))
    zipped_from = start + timedelta(weeks=weeks - _ZIPPED_WEEKS)
    mishaps = mishaps_of(made)
    fate = _fate(made, zipped_from, in_order(dirt), seed, spared=astuple(mishaps))
    files = dict(_files(made, zipped_from, mishaps, fate, seed))
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        (folder / name).parent.mkdir(exist_ok=True)
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


def _fate(
    made: Sequence[Made], zipped_from: date, dirt: Sequence[str], seed: int, spared: Collection[int]
) -> Mapping[int, str]:
    """Which activity gets which dirt.

    Raises:
        SettingsError: none is left for a dirt.
    """
    loose = [(one.session, one.activity) for one in made if one.session.day < zipped_from]
    fate = chosen(loose, dirt, seed=seed, years=0, any_format=True, spared=spared)
    if missing := set(dirt) - set(fate.values()):
        raise SettingsError(f"no activity of this season suits {min(missing)!r}; take a longer season or another seed")
    return fate


def _files(
    made: Sequence[Made], zipped_from: date, mishaps: Mishaps, fate: Mapping[int, str], seed: int
) -> Iterator[tuple[str, bytes]]:
    """Name and bytes of each file of the folder, oldest first."""
    for number, one in enumerate(made):
        if number in fate:
            yield from ((file.activity.source.name, bytes_of(file)) for file in dirty(one, fate[number], seed=seed))
        elif one.session.day < zipped_from:
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
