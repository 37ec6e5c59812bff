"""Finished runners on the disk: Parquet parts that are only ever added, so that a killed run loses little."""

from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from runrisk.workflows.cohort.runner_row import FACTS, Row, rule_columns

PART_RUNNERS = 50
"""Runners in a part: so many are concluded again after a kill, at most. Our choice; a part is some 40 kB."""

_TYPES = {"string": pa.string(), "int64": pa.int64(), "float64": pa.float64()}
_KNOWN = {"key": pa.string(), "inputs": pa.string()}


def part_schema() -> pa.Schema:
    """What a part holds: whose files and which content (the manifest of what is done), then the runner's row."""
    facts = {name: _TYPES[kind] for name, kind in FACTS.items()}
    rules = dict.fromkeys(rule_columns(), pa.dictionary(pa.int8(), pa.string()))
    return pa.schema(_KNOWN | facts | rules)


class FinishedRunners:
    """The parts of one cohort; rows that are added wait until there are enough for a part."""

    def __init__(self, folder: Path) -> None:
        """Use a folder, made where it is missing."""
        folder.mkdir(parents=True, exist_ok=True)
        self._folder = folder
        self._schema = part_schema()
        self._waiting: list[Row] = []

    def finished(self) -> dict[str, str]:
        """The `inputs` of each runner as they were when it was finished last, by key."""
        return {key: inputs for found in self._known().values() for key, inputs in found.items()}

    def add(self, key: str, inputs: str, row: Row) -> bool:
        """Take a row; return whether it is on the disk now, and all before it."""
        self._waiting.append({"key": key, "inputs": inputs} | row)
        return len(self._waiting) >= PART_RUNNERS and self.flush()

    def flush(self) -> bool:
        """Write what waits; a part is there wholly or not at all."""
        if self._waiting:
            number = max((int(part.stem.partition("-")[2]) for part in self._all()), default=0) + 1
            part = self._folder / f"part-{number:06d}.parquet"
            unfinished = part.with_suffix(".unfinished")
            pq.write_table(pa.Table.from_pylist(self._waiting, self._schema), unfinished, compression="zstd")
            unfinished.replace(part)
            self._waiting.clear()
        return True

    def table(self, names: Mapping[str, str]) -> pa.Table:
        """The last row of each of some runners, with its `key`, given by key with their names; parts without any are removed."""
        last = {key: part for part, found in self._known().items() for key in found}
        wanted: dict[Path, list[str]] = {part: [] for part in self._all()}
        for key in last.keys() & names.keys():
            wanted[last[key]].append(key)
        tables = [self._schema.empty_table()]
        for part, keys in wanted.items():
            if keys:
                found = pq.read_table(part, schema=self._schema)
                tables.append(found.filter(pc.is_in(found["key"], pa.array(keys))))
            else:
                part.unlink()
        table = pa.concat_tables(tables)
        shown = pa.array([names[key] for key in table["key"].to_pylist()], pa.string())
        return table.set_column(table.schema.get_field_index("runner"), "runner", shown).drop_columns(["inputs"])

    def _known(self) -> dict[Path, dict[str, str]]:
        """Runners and inputs of each part that can be read, oldest first; what a damaged one held is done again."""
        found = {}
        for part in self._all():
            with suppress(pa.ArrowException, OSError):
                rows = pq.read_table(part, columns=list(_KNOWN)).to_pylist()
                found[part] = {row["key"]: row["inputs"] for row in rows}
        return found

    def _all(self) -> list[Path]:
        return sorted(self._folder.glob("part-*.parquet"))
