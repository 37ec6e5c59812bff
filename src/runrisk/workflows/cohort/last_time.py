"""What changed in a cohort since the last time it was looked at: tables are kept by day, this one and the one before."""

from collections.abc import Iterator, Mapping
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from runrisk.analyzers import analyzer_classes
from runrisk.finding import Level, Verdict
from runrisk.store.private_files import make_private_folder, write_private
from runrisk.workflows.cohort.runner_row import Row

NOT_THERE = "not here last time"


class TablesByDay:
    """The tables of a cohort as they were, one a day; never more than two are kept."""

    def __init__(self, folder: Path) -> None:
        """Use a folder, which need not be there."""
        self._folder = folder

    def before(self, today: date) -> tuple[date, dict[str, Row]] | None:
        """The newest table of an earlier day, by the runners' keys; None where there is none that can be read."""
        for file in reversed(self._until(today)):
            with suppress(pa.ArrowException, OSError):
                return date.fromisoformat(file.stem), {row["key"]: row for row in pq.read_table(file).to_pylist()}
        return None

    def keep(self, today: date, table: pa.Table) -> None:
        """Keep the table of today in the place of an earlier one of today, and one before it.

        Raises:
            OSError: the folder cannot be written.
        """
        make_private_folder(self._folder)
        sink = pa.BufferOutputStream()
        pq.write_table(table, sink, compression="zstd")
        write_private(self._folder / f"{today}.parquet", memoryview(sink.getvalue()))
        for old in self._until(today)[:-1]:
            old.unlink()

    def _until(self, today: date) -> list[Path]:
        """The files of earlier days, oldest first."""
        return sorted(file for file in self._folder.glob("????-??-??.parquet") if file.stem < today.isoformat())


def changes(table: pa.Table, before: Mapping[str, Row]) -> pa.Array:
    """What changed of each runner, in words; null where nothing did, or where a runner could not be judged."""
    return pa.array([_change(row, before.get(row["key"])) for row in table.to_pylist()], pa.string())


def _change(row: Row, before: Row | None) -> str | None:
    if row["problem"] is not None:
        return None
    if before is None or before["problem"] is not None:
        return NOT_THERE
    more = row["runs"] - before["runs"]
    runs = f"{more} more run{'s' if more > 1 else ''}" if more > 0 else ""
    return "; ".join(filter(None, (runs, *_rules(row, before)))) or None


def _rules(row: Row, before: Row) -> Iterator[str]:
    """What is new, what rose and what is no longer seen, by rule."""
    titles = {rule: kind.title.lower() for rule, kind in analyzer_classes().items()}
    for word, says in (("new", _is_new), ("more", _rose), ("no longer seen", _ended)):
        found = [title for rule, title in titles.items() if says(rule, row, before)]
        if found:
            yield f"{word}: {', '.join(found)}"


def _is_new(rule: str, row: Row, before: Row) -> bool:
    return _rank(rule, row) >= 0 > _rank(rule, before)


def _rose(rule: str, row: Row, before: Row) -> bool:
    return _rank(rule, row) > _rank(rule, before) >= 0


def _ended(rule: str, row: Row, before: Row) -> bool:
    """A pattern that can no longer be judged has not ended."""
    return _rank(rule, before) >= 0 and row[f"{rule}.verdict"] == Verdict.CLEAR.value


def _rank(rule: str, row: Mapping[str, Any]) -> int:
    level = row.get(f"{rule}.level")
    return -1 if level is None else Level(level).rank
