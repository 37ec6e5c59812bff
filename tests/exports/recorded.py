"""Made-up runs, and zips, for the made-up exports."""

import io
import zipfile
from datetime import datetime
from functools import cache
from pathlib import Path

from runrisk.model import Sport
from runrisk.simulate import Made, made_season
from runrisk.simulate.made_files import fit_of, gpx_of

SHOE = "Brooks Ghost 15"


@cache
def recorded_runs() -> tuple[Made, ...]:
    """Four runs outdoors, on different days."""
    runs = [one for one in made_season(seed=5, weeks=3) if one.activity.sport is Sport.RUNNING]
    outdoors = [one for one in runs if one.samples["lat_deg"].notna().any()]
    first_of_day = {one.session.day: one for one in reversed(outdoors)}
    return tuple(sorted(first_of_day.values(), key=lambda one: one.activity.start_utc))[:4]


def fit(one: Made) -> bytes:
    return fit_of(one)


def gpx(one: Made) -> bytes:
    """A GPX file that names no sport."""
    return gpx_of(one, Sport.UNKNOWN)


def zip_of(members: dict[str, bytes]) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, inner in members.items():
            archive.writestr(zipfile.ZipInfo(name, (2026, 1, 1, 0, 0, 0)), inner)
    return content.getvalue()


def put_zip(file: Path, members: dict[str, bytes]) -> Path:
    file.write_bytes(zip_of(members))
    return file


def put_folder(folder: Path, members: dict[str, bytes]) -> Path:
    for name, inner in members.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(inner)
    return folder


def epoch_ms(moment: datetime) -> int:
    return round(moment.timestamp() * 1000)
