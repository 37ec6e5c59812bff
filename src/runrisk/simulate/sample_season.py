"""The season that the project ships in `sample_logs`.

python -c "import runrisk, pathlib; runrisk.simulate.sample_logs(pathlib.Path('sample_logs'))"
"""

from collections.abc import Sequence
from pathlib import Path

from runrisk.model import Period
from runrisk.simulate.made import FIRST_DAY, WEEKS, made_season, plan
from runrisk.simulate.made_export import ZIP_NAME, mishaps_of, season
from runrisk.simulate.sample_truth import PLANT, SEED, Truth, planted_truths
from runrisk.simulate.session import Season


def sample_logs(folder: Path) -> tuple[str, ...]:
    """Write the sample season, its README and `planted.toml`; the names of the files written."""
    names = season(folder, seed=SEED, weeks=WEEKS, plant=PLANT)
    truths, made = list(planted_truths()), plan(seed=SEED, weeks=WEEKS, plant=PLANT)
    texts = {"README.md": _readme(truths, made, names), "planted.toml": _toml(truths, made)}
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8", newline="\n")
    return (*names, *texts)


def _toml(truths: Sequence[Truth], made: Season) -> str:
    """`planted.toml`: one table a pattern, for tests."""
    period = Period.ending(made.sessions[-1].day)
    lines = [
        "# What is really in these made-up logs. Written by runrisk.simulate.sample_logs; do not edit by hand.",
        "# `in_period`: whether it lies in the 84 days that a report speaks of unless told otherwise.",
        f"as_of = {period.until}",
        "",
    ]
    for truth in truths:
        lines += [
            "[[planted]]",
            f'rule = "{truth.rule}"',
            f"first = {truth.first}",
            f"last = {truth.last}",
            f'level = "{truth.level}"',
            f"in_period = {str(period.holds(truth.first, truth.last)).lower()}",
            f'says = "{truth.says}"',
            *([f'follows_from = "{truth.follows_from}"'] if truth.follows_from else []),
            "",
        ]
    return "\n".join(lines)


def _readme(truths: Sequence[Truth], made: Season, names: Sequence[str]) -> str:
    rows = "\n".join(f"| `{t.rule}` | {t.first} to {t.last} | {t.level} | {t.says} |" for t in truths)
    runs = made.runs(made.first, 7 * made.weeks)
    return _README.format(
        first=made.first,
        last=made.sessions[-1].day,
        runs=len(runs),
        km=round(sum(run.distance_m for run in runs) / 1000),
        others=len(made.sessions) - len(runs),
        files=len(names),
        zip=ZIP_NAME,
        rows=rows,
        mishaps=_mishaps(),
    )


def _mishaps() -> str:
    """The files that went wrong on purpose, as a list."""
    made = list(made_season(seed=SEED, weeks=WEEKS, plant=PLANT, first=FIRST_DAY))
    mishaps = mishaps_of(made)
    told = {
        mishaps.cut: "the run's file is cut short: the last 7 % of its bytes are missing, and with them the totals",
        mishaps.split: "the run was stopped two thirds in and begun anew four minutes later: two files, one run",
        mishaps.twice: "the run is there twice: as FIT and as GPX; it counts once",
        mishaps.untyped: "the run is a GPX file that names no sport: it is taken for a run by its speed",
    }
    return "\n".join(f"- {made[at].session.day}: {says}." for at, says in sorted(told.items()))


_README = """\
# Sample logs

One made-up season, {first} to {last}: {runs} runs ({km} km) and {others} rides and strength sessions in {files} files.
Nobody ran this. The town is made up as well: its streets are drawn by chance and laid over farmland in Poland.

Write the folder anew, byte for byte:

    python -c "import runrisk, pathlib; runrisk.simulate.sample_logs(pathlib.Path('sample_logs'))"

## What is planted

The same, for programs: `planted.toml`. Some rules that look for these patterns come with later versions.

| rule | days | level | what was done |
|---|---|---|---|
{rows}

`rest-days` and `same-route-same-direction` were not planted by themselves: they follow from the streak and the loops.
Everything else is natural variation: lighter weeks, missed days, a race, a treadmill run, hills of a few metres.

## What the files are like

- An older watch (no strap) until July, then a newer one with a chest strap: contact time, contact balance, oscillation.
- Most recordings hold only changes, 1 to 13 s apart; one in four on the newer watch has every second.
- The last ten weeks are in `{zip}`, laid out like a service's bulk export; its table names the shoes.
- Summer time ends on 2025-10-26.
- Here and there: red lights, a cold first fix, a tunnel, a single position far away, a lost heart rate.

And four that went wrong on purpose:

{mishaps}
"""
