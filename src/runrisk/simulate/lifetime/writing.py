"""A life as a folder of files: TCX of the first watch, GPX of a service, FIT of the last watch, an export at the end."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from runrisk.simulate.file_dirt.copies import COPIES
from runrisk.simulate.file_dirt.dirt_table import FILE_DIRT, chosen, dirty
from runrisk.simulate.lifetime.circumstances import in_service
from runrisk.simulate.lifetime.happened import Happened
from runrisk.simulate.lifetime.life_dirt import split_dirt
from runrisk.simulate.lifetime.life_plan import Life, plan_life
from runrisk.simulate.lifetime.life_recordings import recording
from runrisk.simulate.lifetime.truth import TRUTH_NAME, truth_toml
from runrisk.simulate.lifetime.years import LAST_DAY
from runrisk.simulate.made import Made
from runrisk.simulate.made_export import ZIP_NAME
from runrisk.simulate.made_files import bytes_of
from runrisk.simulate.service_export import service_zip
from runrisk.simulate.services.strava_files import member_name


def life(
    folder: Path,
    *,
    seed: int = 0,
    years: int = 10,
    dirt: Iterable[str] | None = None,
    last: date = LAST_DAY,
    thin: bool = True,
) -> tuple[str, ...]:
    """Write a made-up life into a folder, which is made where it is missing; the same seed gives the same bytes.

    `truth.toml` beside the files says what was really done and what is planted where.

    Args:
        folder: where to write; ten years are some 2,500 activities and take about a minute.
        seed: makes the runner, the towns and all chance.
        years: length of the life.
        dirt: names of `LIFE_DIRT`; all unless some are named, none with an empty list.
        last: last day, a Sunday.
        thin: whether most recordings hold only changes; else every second is there.

    Returns:
        The names of the files written, `truth.toml` last.

    Raises:
        SettingsError: a dirt that does not exist.
    """
    events, file_dirt = split_dirt(dirt)
    made = plan_life(seed=seed, years=years, events=events, last=last)
    fate = chosen(zip(made.season.sessions, made.activities, strict=True), file_dirt, seed=seed, years=years)
    shelf = _Shelf(folder)
    happened = list(_written(made, fate, shelf, thin=thin))
    shelf.close()
    truth = truth_toml(made, happened, shelf.names)
    (folder / TRUTH_NAME).write_text(truth, encoding="utf-8", newline="\n")
    return (*shelf.names, TRUTH_NAME)


def _written(life: Life, fate: Mapping[int, str], shelf: "_Shelf", *, thin: bool) -> Iterator[Happened]:
    """Write every activity; what was planted into which files."""
    for number, (session, activity) in enumerate(zip(life.season.sessions, life.activities, strict=True)):
        one = recording(life, session, activity, thin=thin)
        kind = fate.get(number)
        files = (one,) if kind is None else dirty(one, kind, seed=life.seed)
        names = tuple(shelf.put(file, zipped=in_service(life.season, session)) for file in files)
        if kind is not None:
            yield _planted(kind, one, names)


def _planted(kind: str, one: Made, files: tuple[str, ...]) -> Happened:
    day, says = one.session.day, FILE_DIRT[kind].says
    return Happened(kind=kind, first=day, last=day, says=says, files=files, run=one.activity)


@dataclass
class _Shelf:
    """The folder as it fills.

    Attributes:
        folder: where files go.
        names: what was written.
        zipped: what goes into the service's export in the end.
    """

    folder: Path
    names: list[str] = field(default_factory=list)
    zipped: list[Made] = field(default_factory=list)

    def put(self, one: Made, *, zipped: bool) -> str:
        """Write one file, or keep it for the export; copies lie in a folder of their own. Its name."""
        name = one.activity.source.name
        if zipped and not name.startswith(COPIES):
            self.zipped.append(one)
            return f"{ZIP_NAME}: {member_name(one, len(self.zipped) - 1)}"
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(bytes_of(one))
        self.names.append(name)
        return name

    def close(self) -> None:
        """Write the export."""
        if self.zipped:
            (self.folder / ZIP_NAME).write_bytes(service_zip(self.zipped))
            self.names.append(ZIP_NAME)
