"""A small cohort of made-up runners on the disk."""

import zipfile
from pathlib import Path

from library_builders import export_folder, fit_file
from runrisk import simulate

LONG_RUNS = 40


def make_cohort(folder: Path) -> Path:
    """Six runners: a season, a folder of many files, a zip, one with a bad file, one without activities, one without files."""
    simulate.season(folder / "anna", seed=4, weeks=5)
    export_folder(folder / "ben", LONG_RUNS)
    with zipfile.ZipFile(folder / "cleo.zip", "w") as archive:
        for number in range(5):
            archive.writestr(f"runs/{number}.fit", fit_file(number))
    export_folder(folder / "dora@example.org", 3)
    (folder / "dora@example.org" / "0001.fit.gz").write_bytes(b"\x1f\x8b damaged")
    (folder / "eve").mkdir()
    (folder / "eve" / "a secret name.txt").write_text("no activity")
    (folder / "finn").mkdir()
    (folder / "notes.txt").write_text("not a runner")
    return folder
