"""The table of a cohort: a row a runner, what asks for most attention first."""

import io
import os
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from runrisk.errors import RunriskError
from runrisk.finding import Level
from runrisk.model.spreadsheet import harmless
from runrisk.store.private_files import write_private
from runrisk.version import __version__
from runrisk.workflows.cohort.page import cohort_html
from runrisk.workflows.cohort.runner_row import FACTS, rule_columns

SCHEMA = "runrisk.cohort/1"
FORMATS = ("html", "csv", "parquet")
BESIDE = ("changed", "report")
"""Columns that no runner's files tell: what changed since last time, and the file name of the runner's own report."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Cohort:
    """What the rules say of many runners.

    Attributes:
        arrow: the rows, sorted.
        left_out: files and links beside the runners' folders and zips.
        changed_since: the earlier day that `changed` speaks of; None where the cohort was not looked at before.
        reports: the folder of the runners' own reports; None where none were asked for.
    """

    arrow: pa.Table
    left_out: int = 0
    changed_since: date | None = None
    reports: Path | None = None

    @property
    def table(self) -> pd.DataFrame:
        """One row a runner (index: runner); columns as in docs/scale.md, those of rules categorical."""
        frame: pd.DataFrame = self.arrow.to_pandas()
        return frame.set_index("runner")

    @property
    def failed(self) -> int:
        """Runners who could not be judged, or some of whose files could not be read."""
        rows = zip(self.arrow["problem"].to_pylist(), self.arrow["unread"].to_pylist(), strict=True)
        return sum(problem is not None or unread > 0 for problem, unread in rows)

    def __len__(self) -> int:
        return int(self.arrow.num_rows)

    def to_csv(self) -> str:
        """Every column as CSV; text that a spreadsheet would run as a formula is quoted with an apostrophe."""
        table = self.table.astype(object).reset_index()
        return table.map(harmless).to_csv(index=False)

    def to_parquet(self) -> bytes:
        """Every column as one Parquet file."""
        written = io.BytesIO()
        pq.write_table(self.arrow, written, compression="zstd")
        return written.getvalue()

    def to_json(self) -> dict[str, Any]:
        """Every runner as JSON types; a rule's verdict and level stand together."""
        rows = self.arrow.to_pylist()
        return {
            "schema": SCHEMA,
            "version": __version__,
            "left_out": self.left_out,
            "changed_since": self.changed_since and self.changed_since.isoformat(),
            "runners": [{name: row[name] for name in (*FACTS, *BESIDE)} | {"rules": _rules(row)} for row in rows],
        }

    def to_html(self, folder: Path | None = None) -> str:
        """One page that fetches nothing; the first runners of a long table.

        Args:
            folder: where the page is to lie, so that it can link to the runners' own reports; None links to none.
        """
        links = "" if folder is None or self.reports is None else _address(self.reports, folder)
        return cohort_html(self.arrow, self.left_out, self.changed_since, links)

    def render(self, form: str, folder: Path | None = None) -> bytes:
        """The table as a file in one of FORMATS that is to lie in a folder.

        Raises:
            RunriskError: there is no such format.
        """
        if form == "parquet":
            return self.to_parquet()
        writers = {"html": lambda: self.to_html(folder), "csv": self.to_csv}
        if form not in writers:
            raise RunriskError(f"there is no format {form!r}; the formats are {', '.join(FORMATS)}")
        return writers[form]().encode()

    def write(self, file: Path, form: str | None = None) -> None:
        """Write the table; without a format the file's ending tells it."""
        write_private(file, self.render(form or form_of(file), file.resolve().parent))

    def _repr_html_(self) -> str:
        columns = [name for name in (*FACTS, *BESIDE) if name not in {"runner", "problem"}]
        return str(self.table[columns].head(10).to_html())


def _address(reports: Path, folder: Path) -> str:
    """The way from a page to the folder of reports, as an address; both may be moved together."""
    try:
        return f"{quote(os.path.relpath(reports, folder).replace(os.sep, '/'))}/"
    except ValueError:  # another drive
        return f"{reports.as_uri()}/"


def form_of(file: Path) -> str:
    """The format that a file's ending tells; html where it tells none."""
    return {".csv": "csv", ".parquet": "parquet"}.get(file.suffix.lower(), "html")


def in_order(table: pa.Table) -> pa.Table:
    """What asks for most attention first: worst level, then how many of each; runners not judged come last."""
    rank = {level.value: level.rank for level in Level}
    ranks = pa.array([rank.get(worst, -1) for worst in table["worst"].to_pylist()], pa.int8())
    judged = pa.array([problem is None for problem in table["problem"].to_pylist()], pa.bool_())
    keys = [("judged", "descending"), ("rank", "descending")]
    keys += [(name, "descending") for name in ("warnings", "cautions", "infos")]
    ordered = table.append_column("rank", ranks).append_column("judged", judged)
    return _plain(ordered.sort_by([*keys, ("runner", "ascending")]).drop_columns(["rank", "judged"]))


def _plain(table: pa.Table) -> pa.Table:
    """The same values in the same bytes: words of rules are numbered as they come, not as runners were finished."""
    words = [field.type.value_type if pa.types.is_dictionary(field.type) else field.type for field in table.schema]
    spelled = table.cast(pa.schema(zip(table.column_names, words, strict=True))).combine_chunks()
    columns = [
        column.dictionary_encode() if pa.types.is_dictionary(field.type) else column
        for field, column in zip(table.schema, spelled.columns, strict=True)
    ]
    return pa.table(columns, names=table.column_names).combine_chunks()


def _rules(row: dict[str, Any]) -> dict[str, dict[str, str | None]]:
    rules = dict.fromkeys(name.rpartition(".")[0] for name in rule_columns())
    return {rule: {what: row[f"{rule}.{what}"] for what in ("verdict", "level")} for rule in rules}
