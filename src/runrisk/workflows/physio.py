"""The page for the physiotherapist, written: HTML or PDF, and a CSV beside it."""

from pathlib import Path

from runrisk.errors import RunriskError
from runrisk.report import Report
from runrisk.report.physio.page import physio_html, physio_page
from runrisk.report.physio.weeks_csv import COLUMNS, physio_csv
from runrisk.store.private_files import write_private
from runrisk.wording import for_people
from runrisk.workflows.printing import pdf_of


def write_physio(report: Report, file: Path | str, *, units: str = "km", decimal: str = "point") -> tuple[Path, ...]:
    """Write the page and, under the same name, its weeks as CSV; return the files. Nobody else may read them.

    Raises:
        RunriskError: the CSV's place holds something else, or nothing is there that prints the PDF that was asked for.
    """
    file = Path(file)
    table = _own_table(file)
    wording = for_people(units, decimal)
    findings = [outcome.finding for outcome in report.outcomes_in(wording)]
    html = physio_html(physio_page(report.log, findings, wording))
    write_private(file, pdf_of(html) if file.suffix.lower() == ".pdf" else html.encode())
    write_private(table, physio_csv(report.log).encode())
    return file, table


def _own_table(page: Path) -> Path:
    """Where the weeks go: beside the page, in place of nothing but an older table of ours."""
    table = page.with_suffix(".csv")
    if table == page:
        raise RunriskError(f"{page.name}: the page needs another ending, .html or .pdf: its table takes .csv")
    if table.exists():
        first = f"{','.join(COLUMNS)}\n".encode()
        with table.open("rb") as opened:
            if opened.read(len(first)) != first:
                raise RunriskError(f"{table.name} is there already and is no table of this page. Choose another FILE")
    return table
