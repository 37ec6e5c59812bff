"""The pages that are opened in a browser: each made the way a user makes it, or from a hostile log."""

from dataclasses import replace
from functools import cache
from itertools import cycle
from pathlib import Path

import runrisk as rr
from cohort_builders import make_cohort
from logs import training_log
from report_logs import HOSTILE, LongRun, report, unread, with_files
from runrisk.report.physio.page import physio_html, physio_page
from runrisk.settings import build_analyzers
from runrisk.simulate import made_cohort
from runrisk.wording import Wording
from told_season import ANSWERS, JOURNAL, WEEKS

ROOT = Path(__file__).resolve().parents[2]
NAMES = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "🏃🏽‍♀️ 👨‍👩‍👧 parkrun",
    "الجري الصباحي مع الفريق",
    "ריצת בוקר (5 ק״מ) Tel Aviv",
    "朝のランニング　皇居一周",
    "Donau" + "dampfschifffahrtsgesellschaft" * 8,
    "$\\frac{1$ %s {{ 7*7 }}",
    "</title></style><svg onload=alert(1)>",
    HOSTILE,
)
"""One flagged run each; every page has to show them as they are."""


@cache
def sample_log():
    return rr.read(ROOT / "sample_logs", jobs=1)


@cache
def sample_report():
    return rr.analyze(sample_log())


@cache
def hostile_report():
    """Every rule, and one that flags each run of 20 km, so that every name is shown among the runs behind it."""
    log = training_log(
        [*WEEKS, f"{len(NAMES)} x 6 . 8 . . 21 ."], answers=ANSWERS, journal=[*JOURNAL, told(HOSTILE), told(NAMES[0])]
    )
    long_names = cycle(NAMES)
    hostile = {run.id: next(long_names) for run in log.recorded if run.distance_m == 21_000}
    recorded = tuple(replace(run, name=hostile.get(run.id, "Easy")) for run in log.recorded)
    files = [unread(f"{name}.fit", reason=f"byte 12: {name}") for name in NAMES]
    return report(with_files(replace(log, recorded=recorded), *files), LongRun(), *build_analyzers())


def told(note):
    return JOURNAL[0] | {"note": note, "detail": note}


def ten_years():
    """2,600 runs without samples."""
    return rr.analyze(training_log(["520 x 8 . 8 5 . 21 ."], journal=JOURNAL)).to_html()


def physio():
    made = hostile_report()
    return physio_html(physio_page(made.log, made.findings, Wording()))


def physio_of_samples():
    made = sample_report()
    return physio_html(physio_page(made.log, made.findings, Wording()))


def cohort(folder):
    club = make_cohort(folder)
    (club / "ben").rename(club / "<img src=x onerror=alert(1)> عدّاء 走者")
    return rr.cohort(club, jobs=0).to_html()


def evaluation():
    made = made_cohort(seed=0, athletes=40)
    return rr.evaluate(made.days, made.outcomes).to_html()


MAKERS = {
    "report": lambda _: sample_report().to_html(),
    "hostile": lambda _: hostile_report().to_html(),
    "ten-years": lambda _: ten_years(),
    "nearly-empty": lambda _: rr.analyze(training_log([". 5 . . 6 . ."])).to_html(),
    "physio": lambda _: physio(),
    "physio-sensors": lambda _: physio_of_samples(),
    "cohort": lambda folder: cohort(folder / "club"),
    "evaluation": lambda _: evaluation(),
}
REPORTS = ("report", "hostile", "ten-years", "nearly-empty")
PAPER = ("physio", "physio-sensors")
"""Sheets made to be printed: always light."""
