"""`runrisk explain`: the manual page of a rule, or the articles' guide."""

import sys

import click

from runrisk.cli import completion
from runrisk.cli.groups import examples
from runrisk.cli.request import LogRequest, log_options
from runrisk.did_you_mean import unknown_word

WIDEST = 88
"""Columns of a page on a wide terminal. Our choice: longer lines are hard to follow."""

GUIDE = "hip"
"""What the five articles are about."""


@click.command("explain", epilog=examples("runrisk explain session-spike", "runrisk explain hip my-exports"))
@click.argument("rule", shell_complete=completion.pages)
@log_options
def command(request: LogRequest, rule: str) -> None:
    """Print a rule's manual page: formula, limits, minimum data, evidence for and against, what it cannot see.

    `runrisk explain hip [PATH]...` goes through five articles on hip pain instead: for each cause, symptom and advice
    what the log (of PATH, or the library) shows of it, and what studies say.
    """
    from runrisk.analysis.manual import manual_markdown, manual_page
    from runrisk.analyzers import analyzer_classes

    if rule == GUIDE:
        click.echo(_guide(request))
        return
    classes = analyzer_classes()
    if rule not in classes:
        raise click.UsageError(unknown_word("rule", rule, [*classes, GUIDE]))
    _show(manual_markdown(manual_page(classes[rule])))


def _show(markdown: str) -> None:
    """Laid out on a terminal, as it is in a pipe."""
    if not sys.stdout.isatty():
        click.echo(markdown)
        return
    from rich.console import Console
    from rich.markdown import Markdown

    console = Console()
    console.print(Markdown(markdown), width=min(console.width, WIDEST))


def _guide(request: LogRequest) -> str:
    from runrisk.errors import NothingToReadError
    from runrisk.model import TrainingLog
    from runrisk.report.guide.guide import guide, guide_text
    from runrisk.wording import for_people

    try:
        report = request.report()
    except NothingToReadError:
        if request.paths:
            raise
        return guide_text(guide(TrainingLog(), (), for_people()))
    return guide_text(guide(report.log, report.findings, for_people()))
