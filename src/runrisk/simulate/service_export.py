"""A made-up season as a service hands it out: the one table of the services that can be written, and their zip."""

import io
import zipfile
from collections.abc import Callable, Mapping, Sequence

from runrisk.simulate.made import Made
from runrisk.simulate.services import (
    fitbit_files,
    google_fit_files,
    huawei_files,
    known_table_files,
    mi_fitness_files,
    runalyze_files,
    rungap_files,
    runtastic_files,
    samsung_files,
    strava_files,
    zepp_files,
)

Members = Callable[[Sequence[Made]], Mapping[str, bytes]]
"""Gives the files of an export by path, in the order of the zip; the same season always gives the same bytes."""

WRITTEN: Mapping[str, Members] = {
    "Strava": strava_files.members,
    "Garmin Connect (table)": known_table_files.garmin,
    "intervals.icu (table)": known_table_files.intervals_icu,
    "TrainingPeaks (table)": known_table_files.trainingpeaks,
    "Runalyze": runalyze_files.members,
    "RunGap": rungap_files.members,
    "Samsung Health": samsung_files.members,
    "Fitbit or Google Health": fitbit_files.members,
    "Google Fit": google_fit_files.members,
    "adidas Running (Runtastic)": runtastic_files.members,
    "Huawei Health": huawei_files.members,
    "Mi Fitness": mi_fitness_files.members,
    "Zepp (Amazfit)": zepp_files.members,
    "MapMyRun (table)": known_table_files.mapmyrun,
}
"""By the service's name in the table of services that are read."""

_ZIP_DATE = (2020, 1, 1, 0, 0, 0)
"""A fixed date for the members of the zip, so that the same season gives the same bytes."""


def service_zip(made: Sequence[Made], service: str = "Strava") -> bytes:
    """A service's export as the zip that it is downloaded as."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_STORED) as archive:
        for name, inner in WRITTEN[service](made).items():
            archive.writestr(zipfile.ZipInfo(name, _ZIP_DATE), inner)
    return content.getvalue()
