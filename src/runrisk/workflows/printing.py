"""A page of ours as PDF, by a program that is on this machine already. Nothing is fetched."""

import os
import shutil
import subprocess
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory

from runrisk.errors import RunriskError

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "microsoft-edge", "chrome")
"""Names under which Chromium and its relatives are installed."""
WEASYPRINT = "weasyprint"
LONGEST_S = 120
"""A browser that takes longer hangs [s]. Our choice."""
FLAGS = (
    "--headless",
    "--disable-gpu",
    "--no-first-run",
    "--no-default-browser-check",
    "--disable-extensions",
    "--no-pdf-header-footer",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-component-extensions-with-background-pages",
    "--disable-default-apps",
    "--disable-domain-reliability",
    "--disable-sync",
    "--disable-breakpad",
    "--disable-quic",
    "--no-pings",
    "--disable-features=OptimizationHints,MediaRouter,Translate,AutofillServerCommunication,NetworkTimeServiceQuerying",
    "--host-resolver-rules=MAP * ~NOTFOUND",
)
"""The page itself forbids everything but its own style sheet, and a browser asks for nothing of its own accord: no port is
opened, no name is looked up, no update is searched for. tests/test_physio_network.py watches the system calls."""
OFFLINE = ("unshare", "--map-root-user", "--net")
"""On Linux the browser runs in a network of its own that has no interface, where the system allows that."""


def pdf_of(html: str) -> bytes:
    """Print a page as PDF with WeasyPrint, else with Chromium or one of its relatives.

    Raises:
        RunriskError: neither is there, or the printing failed.
    """
    if printer() == WEASYPRINT:
        printed: bytes = import_module(WEASYPRINT).HTML(string=html).write_pdf()
        return printed
    browser = shutil.which(printer() or "")
    if browser is None:
        raise RunriskError(
            "a PDF takes Chromium, Chrome, Edge or WeasyPrint, and none was found. Write a file that ends in .html "
            "and print it from your browser: it fits one page of A4"
        )
    with TemporaryDirectory(prefix="runrisk-") as folder:
        page, file = Path(folder) / "page.html", Path(folder) / "page.pdf"
        page.write_text(html, encoding="utf-8")
        _print(browser, page, file, Path(folder) / "profile")
        return file.read_bytes()


def printer() -> str | None:
    """The name of the program that would print a PDF: WeasyPrint, else a browser; None where there is none."""
    if find_spec(WEASYPRINT):
        return WEASYPRINT
    return next((name for name in BROWSERS if shutil.which(name)), None)


def _print(browser: str, page: Path, file: Path, profile: Path) -> None:
    # Chromium refuses its sandbox to the superuser; the page holds nothing but our own text and drawings.
    alone = ("--no-sandbox",) if hasattr(os, "geteuid") and os.geteuid() == 0 else ()
    words = [
        *_offline(),
        browser,
        *FLAGS,
        *alone,
        f"--user-data-dir={profile}",
        f"--print-to-pdf={file.resolve()}",
        page.as_uri(),
    ]
    try:
        done = subprocess.run(words, capture_output=True, timeout=LONGEST_S, check=False)  # noqa: S603 - fixed words
    except (OSError, subprocess.TimeoutExpired) as error:
        raise RunriskError(f"{Path(browser).name} could not print the page. Write a .html file instead") from error
    if done.returncode or not file.exists():
        raise RunriskError(f"{Path(browser).name} could not print the page. Write a .html file instead")


def _offline() -> tuple[str, ...]:
    """The words before a command that take the network away from it; none where the system has no such thing."""
    if shutil.which(OFFLINE[0]) is None:
        return ()
    try:
        allowed = subprocess.run([*OFFLINE, "true"], capture_output=True, timeout=LONGEST_S, check=False)  # noqa: S603
    except (OSError, subprocess.TimeoutExpired):
        return ()
    return () if allowed.returncode else OFFLINE
