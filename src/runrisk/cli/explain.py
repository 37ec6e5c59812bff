"""`runrisk explain`: the manual page of a rule, or the articles' guide."""

import click

from runrisk.cli.request import LogRequest, log_options

GUIDE = "hip"
"""What the five articles are about."""


@click.command("explain")
@click.argument("rule")
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
        known = ", ".join([*classes, GUIDE])
        raise click.BadParameter(f"there is no rule {rule!r}; the rules are {known}", param_hint="RULE")
    click.echo(manual_markdown(manual_page(classes[rule])))


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
