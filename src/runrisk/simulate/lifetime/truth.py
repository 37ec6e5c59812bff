"""`truth.toml`: what was really done in a made-up life, and what is planted in which file; for tests."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from runrisk.simulate.lifetime.happened import Happened
from runrisk.simulate.lifetime.life_plan import Life

TRUTH_NAME = "truth.toml"


def truth_toml(life: Life, in_files: Sequence[Happened], files: Sequence[str]) -> str:
    """The truth of a life: totals, how often each kind is there, and each by itself, oldest first."""
    happened = sorted([*life.happened, *in_files], key=lambda one: (one.first, one.kind, one.files))
    return "\n".join([*_totals(life, files), *_kinds(happened), *(line for one in happened for line in _lines(one))])


def _totals(life: Life, files: Sequence[str]) -> Iterator[str]:
    """What a right reader finds: each activity once, on its day."""
    activities = life.activities
    runs = [session for session in life.season.sessions if session.is_run]
    days = sorted(activity.local_day for activity in activities)
    yield "# What is really in these made-up logs. Written by runrisk.simulate.life; do not edit by hand."
    yield "# Totals are of what was done and recorded, each once: no copies, no time that a clock made up."
    yield f"seed = {life.seed}"
    yield f"first = {days[0]}"
    yield f"last = {days[-1]}"
    yield f"files = {len(files)}"
    yield f"activities = {len(activities)}"
    yield f"runs = {len(runs)}"
    yield f"run_km = {sum(run.distance_m for run in runs) / 1000:.1f}"
    yield ""


def _kinds(happened: Iterable[Happened]) -> Iterator[str]:
    yield "[kinds]"
    for kind, count in sorted(Counter(one.kind for one in happened).items()):
        yield f"{kind} = {count}"
    yield ""


def _lines(one: Happened) -> Iterator[str]:
    yield "[[planted]]"
    yield f'kind = "{one.kind}"'
    yield f"first = {one.first}"
    yield f"last = {one.last}"
    yield f'says = "{one.says}"'
    if one.files:
        quoted = ", ".join(f'"{name}"' for name in one.files)
        yield f"files = [{quoted}]"
    if one.run is not None:
        yield f"start_utc = {one.run.start_utc:%Y-%m-%dT%H:%M:%SZ}"
        yield f"distance_m = {one.run.distance_m or 0.0:.1f}"
        yield f"timer_s = {one.run.spent_s:.1f}"
    yield ""
