"""The page for the physiotherapist, written: HTML or PDF, and a CSV beside it."""

from pathlib import Path

from runrisk.report import Report
from runrisk.report.physio.page import physio_html, physio_page
from runrisk.report.physio.weeks_csv import physio_csv
from runrisk.store.home import write_private
from runrisk.wording import Decimal, Units, Wording
from runrisk.workflows.printing import print_pdf


def write_physio(report: Report, file: Path | str, *, units: str = "km", decimal: str = "point") -> tuple[Path, ...]:
    """Write the page and, under the same name, its weeks as CSV; return the files. Nobody else may read them.

    Raises:
        RunriskError: a PDF was asked for, and nothing is there that prints one.
    """
    file = Path(file)
    wording = Wording(units=Units(units), decimal=Decimal(decimal))
    findings = [outcome.finding for outcome in report.outcomes_in(wording)]
    html = physio_html(physio_page(report.log, findings, wording))
    if file.suffix.lower() == ".pdf":
        write_private(file, b"")
        try:
            print_pdf(html, file)
        except BaseException:
            file.unlink(missing_ok=True)
            raise
    else:
        write_private(file, html.encode())
    table = file.with_suffix(".csv")
    write_private(table, physio_csv(report.log).encode())
    return file, table
