"""`runrisk explain`: the manual page of a rule."""

import click


@click.command("explain")
@click.argument("rule")
def command(rule: str) -> None:
    """Print a rule's manual page: formula, limits, minimum data, evidence for and against, what it cannot see."""
    from runrisk.analyzers import analyzer_classes
    from runrisk.analyzers.manual import manual_markdown, manual_page

    classes = analyzer_classes()
    if rule not in classes:
        raise click.BadParameter(f"there is no rule {rule!r}; the rules are {', '.join(classes)}", param_hint="RULE")
    click.echo(manual_markdown(manual_page(classes[rule])))
