"""One example call of every command at least, and a place to run them in: for tests that hold for all commands."""

import re
import shutil
import zipfile
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import click
import numpy as np

from library_builders import activity
from runrisk.cli import COMMANDS, cli
from runrisk.geo import to_degrees
from runrisk.model import Recorder, Sport
from runrisk.model.tables import samples_frame
from runrisk.writers.fit import fit_bytes
from runrisk.writers.gpx import gpx_text

HOME = (-47.987654, -169.123456)
"""In the open sea, so that nobody lives there."""
SERIAL = 987_654_321
OWNER = "Zora Pimpernel"
STREET = "Secret Lane 7"
MAIL = "zora.pimpernel@example.org"

PLACES = {"a latitude": str(HOME[0])[:5], "a longitude": str(HOME[1])[:6]}
SECRETS = PLACES | {
    "a person": OWNER.split()[1],
    "a folder": STREET,
    "an e-mail address": MAIL.split("@")[1],
    "a serial number": str(SERIAL),
}

EXAMPLES: tuple[tuple[str, ...], ...] = (
    ("import", "runs"),
    ("import", "runs", "--json"),
    ("upload", "runs", "--dry-run", "--jobs", "1"),
    ("activities",),
    ("activities", "runs"),
    ("activities", "runs", "--json"),
    ("activities", "runs", "--csv"),
    ("ask", "--list"),
    ("ask", "--file", "answers.toml"),
    ("journal", "add", "pain", "left hip", "4", "--date", "2026-03-04"),
    ("journal", "list", "--json"),
    ("journal", "edit", "1", "score=5"),
    ("journal", "export", "-o", "journal.csv"),
    ("journal", "remove", "1"),
    ("journal", "import", "journal.csv"),
    ("check",),
    ("check", "runs", "--all"),
    ("check", "--json"),
    ("report",),
    ("report", "runs", "--all", "--format", "md"),
    ("report", "--format", "json"),
    ("report", "--format", "text"),
    ("sides",),
    ("sides", "--json"),
    ("budget",),
    ("budget", "--json"),
    ("plan", "plan.csv"),
    ("plan", "plan.csv", "--json"),
    ("physio", "-o", "physio.html"),
    ("explain", "session-spike"),
    ("explain", "hip"),
    ("rules",),
    ("rules", "--json"),
    ("duplicates",),
    ("doctor",),
    ("doctor", "--json"),
    ("doctor", "--verify"),
    ("edit", "ID", "--race"),
    ("notebook", "-o", "own.ipynb"),
    ("notebook", "runs", "-o", "files.ipynb"),
    ("cohort", "people", "--jobs", "1"),
    ("cohort", "people", "--jobs", "1", "--json"),
    ("simulate", "season", "--out", "season", "--weeks", "2"),
    ("simulate", "life", "--out", "life", "--years", "1", "--dirt", "races", "--dirt", "cropped-copy"),
    ("simulate", "life", "--list"),
    ("simulate", "sample", "--out", "sample"),
    ("simulate", "cohort", "--out", "days", "--athletes", "40"),
    ("evaluate", "days/DAYS.csv", "days/OUTCOMES.csv", "-o", "evaluation.html"),
    ("export", "back"),
    ("forget", "ID", "--yes"),
)
"""In this order; ID stands for an activity of the library."""


def code_of(words: tuple[str, ...]) -> int:
    """The exit code that an example is to end with: the folders hold a file that cannot be read."""
    return 3 if {"runs", "people"} & set(words) and words[0] != "notebook" else 0


def leaves() -> Iterator[tuple[str, ...]]:
    """Every command, those of groups with their group."""
    context = click.Context(cli)
    for name in COMMANDS:
        command = cli.get_command(context, name)
        if isinstance(command, click.Group):
            yield from ((name, inner) for inner in command.commands)
        else:
            yield (name,)


def command_of(words: tuple[str, ...]) -> click.Command:
    """The command that some words name."""
    command: click.Command = cli
    for word in words:
        found = command.get_command(click.Context(command), word) if isinstance(command, click.Group) else None
        assert found is not None, words
        command = found
    return command


def told_by(text: str, place: Path) -> set[str]:
    """Which secrets a text tells."""
    found = {name for name, secret in SECRETS.items() if re.search(re.escape(secret), text, re.IGNORECASE)}
    return found | ({"a path"} if str(place) in text else set())


def telling(texts: Mapping[Any, str], place: Path) -> dict[Any, set[str]]:
    """What tells which secrets."""
    return {name: found for name, text in texts.items() if (found := told_by(text, place))}


def fill(place: Path, *, runs: int = 24) -> None:
    """Put into a folder what the examples read: runs from one home, with names that must never be shown."""
    home = place / "runs" / OWNER / STREET
    home.mkdir(parents=True)
    for number in range(runs):
        (home / f"{MAIL}_{number}.fit").write_bytes(_fit(number))
    (home / f"{MAIL}_broken.fit").write_bytes(_fit(0)[:60])
    (home / f"{MAIL}_same.gpx").write_text(_gpx(0))
    (home / f"{MAIL}.gpx").write_text(_gpx(runs))
    with zipfile.ZipFile(home / "all.zip", "w") as archive:
        archive.writestr(f"{OWNER}/{STREET}/{MAIL}_100.fit", _fit(runs + 1))
        archive.writestr(f"{STREET}/{MAIL}_broken.gpx", "<gpx><trk>")
    shutil.copytree(home, place / "people" / "runner 1" / STREET)
    (place / "answers.toml").write_text("previous_injury = false\n")
    (place / "plan.csv").write_text("date,km,kind\n2026-03-28,12,long\n2026-03-29,40,long\n")


def _fit(number: int) -> bytes:
    watch = Recorder(manufacturer="garmin", product="fr955", serial_number=SERIAL, time_created=_start(number))
    facts = {"elapsed_s": 1499.0, "timer_s": 1499.0, "distance_m": 2.8 * 1499}
    return fit_bytes(_samples(), activity(number, days=number, recorder=watch, **facts))


def _gpx(number: int) -> str:
    """A GPX file that says who made it."""
    text = gpx_text(_samples(), _start(number), name="Evening run", sport=Sport.RUNNING)
    user, domain = MAIL.split("@")
    author = f'<author><name>{OWNER}</name><email id="{user}" domain="{domain}"/></author>'
    return text.replace("<trk>", f"<metadata>{author}<keywords>{STREET}</keywords></metadata><trk>", 1)


def _start(number: int) -> datetime:
    return datetime(2026, 3, 2, 17, 30, tzinfo=UTC) + timedelta(days=number)


def _samples():
    """1,050 m up a street, back on it, and up and back once more, at 2.8 m/s."""
    time_s = np.arange(1500, dtype=float)
    away_m = 1050 - np.abs((2.8 * time_s) % 2100 - 1050)
    lat, lon = to_degrees(away_m * 0.6, away_m * 0.8, *HOME)
    columns = {"time_s": time_s, "lat_deg": lat, "lon_deg": lon, "distance_m": 2.8 * time_s}
    return samples_frame(1500, columns | {"heart_rate_bpm": 140 + time_s % 7, "cadence_spm": 168 + time_s % 3})
