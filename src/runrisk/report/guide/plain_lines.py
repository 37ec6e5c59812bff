"""Habits, look-back and guide as plain lines: Markdown and the terminal only dress them."""

from collections.abc import Iterator

from runrisk.report.guide.guide import GuideLine
from runrisk.report.guide.habits import FIRST_THE_PAIN, NO_PROMISE, TICK_DAYS, HabitToTry
from runrisk.report.guide.lookback import ONE_LOG, WINDOWS, LookBack, PatternCount
from runrisk.report.guide.parts import GuideParts
from runrisk.wording import Wording


def habit_lines(parts: GuideParts) -> Iterator[str]:
    """One line a habit, after the one that promises nothing; none where there is nothing to try."""
    if parts.pain_first:
        yield FIRST_THE_PAIN
    elif parts.habits:
        yield NO_PROMISE
        yield from map(_habit, parts.habits)


def _habit(one: HabitToTry) -> str:
    because = f" Because of: {'; '.join(one.why)}." if one.why else ""
    ticked = f" Ticked on {one.ticks} of the last {TICK_DAYS} days ({one.habit.id})." if one.ticks else ""
    return f"{one.habit.text}{because} {one.habit.grade.capitalize()}: {one.habit.says} {one.habit.source}.{ticked}"


MOST_ONSETS = 3
"""So many onsets are gone through in plain text, the newest ones. Our choice: more are not read; the page holds all."""


def look_back_lines(found: LookBack, wording: Wording) -> Iterator[str]:
    """Counts first, then each onset; none without pain told of."""
    if not found:
        return
    yield ONE_LOG
    if found.too_early:
        yield f"Onsets in the first four weeks of the log, which cannot be looked back from: {found.too_early}."
    yield from (_count(one, found, wording) for one in found.counts)
    for onset in found.onsets[:MOST_ONSETS]:
        for (name, _, _), notes in zip(WINDOWS, onset.notes, strict=True):
            yield f"{onset.day} {onset.said}, {name}: {'; '.join(notes) or 'nothing that was looked for'}."
    if more := len(found.onsets[MOST_ONSETS:]):
        yield f"And {wording.counted(more, 'earlier onset')}; `runrisk report` goes through each."


def _count(one: PatternCount, found: LookBack, wording: Wording) -> str:
    return (
        f"{one.title}, {one.window}: before {one.onsets} of {len(found.onsets)} onsets of pain, and before "
        f"{wording.number(one.ordinary, 0)} of {wording.number(found.ordinary_days, 0)} ordinary days."
    )


def guide_lines(parts: GuideParts) -> Iterator[tuple[str, list[str]]]:
    """Each heading with its lines."""
    for heading, lines in parts.groups:
        yield (
            heading,
            [" ".join(filter(None, (f"{line.row.text}: {line.seen}.", line.says, _science(line)))) for line in lines],
        )


def _science(line: GuideLine) -> str:
    return f"Science: {line.science} ({line.row.sources})"
