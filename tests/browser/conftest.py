"""Pages made once, opened in Debian's Chromium; every test here skips where that browser is absent."""

import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from made_pages import MAKERS

ARGUMENTS = (
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
OPEN = "document.querySelectorAll('details').forEach(fold => fold.open = true);"
FOLDS = {
    "closed": "",
    "open": OPEN,
    # Forty tables of numbers are one template; two of them open stand for all where a test takes minutes.
    "two tables": f"{OPEN} [...document.querySelectorAll('.values')].slice(2).forEach(fold => fold.open = false);",
}
REPORT_POLICY = """addEventListener('securitypolicyviolation',
    event => console.error('policy: ' + event.violatedDirective + ' ' + event.blockedURI))"""


@pytest.fixture(scope="module")
def browser():
    """One for each module, and gone after it: while it runs, no other test of this process can start an event loop."""
    playwright = pytest.importorskip("playwright.sync_api", reason="Playwright is not installed")
    chromium = shutil.which("chromium")
    if chromium is None:
        pytest.skip("Chromium is not installed")
    with playwright.sync_playwright() as driver:
        started = driver.chromium.launch(
            executable_path=chromium, args=ARGUMENTS, chromium_sandbox=os.geteuid() != 0, headless=True
        )
        yield started
        started.close()


@pytest.fixture(scope="session")
def page_file(tmp_path_factory):
    """The file of a page, by its name in MAKERS."""
    folder = tmp_path_factory.mktemp("pages")

    def made(name: str) -> Path:
        file = folder / f"{name}.html"
        if not file.exists():
            file.write_text(MAKERS[name](folder), encoding="utf-8")
        return file

    return made


@dataclass
class Visit:
    """An open page, what it said (console, errors, dialogs, policy) and which addresses it asked for beside itself."""

    page: object
    said: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)

    def ask(self, question: str):
        return self.page.evaluate(question)

    def fold(self, how: str) -> None:
        self.ask(FOLDS[how])


@pytest.fixture
def visit(browser, page_file) -> Iterator:
    """Opens a page, by name or as a file, in a browser that remembers nothing."""
    contexts = []

    def opened(page, *, width=1280, scheme="light", media="screen", script=True, folds="closed") -> Visit:
        context = browser.new_context(viewport={"width": width, "height": 800}, java_script_enabled=script)
        contexts.append(context)
        context.add_init_script(REPORT_POLICY)
        made = Visit(context.new_page())
        made.page.emulate_media(media=media, color_scheme=scheme)
        file = page if isinstance(page, Path) else page_file(page)
        listen(made, file.as_uri())
        made.page.goto(file.as_uri())
        made.fold(folds)
        return made

    yield opened
    for context in contexts:
        context.close()


def listen(made: Visit, address: str) -> None:
    def answer(route):
        url = route.request.url
        if url == address:
            route.continue_()
        else:
            made.asked.append(url)
            route.abort()

    made.page.context.route("**/*", answer)
    made.page.on("console", lambda message: made.said.append(message.text))
    made.page.on("pageerror", lambda error: made.said.append(str(error)))
    made.page.on("dialog", lambda dialog: (made.said.append(dialog.message), dialog.dismiss()))
