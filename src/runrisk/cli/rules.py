"""`runrisk rules`: what is looked for."""

import json

import click

from runrisk.cli.groups import examples
from runrisk.cli.terminal_table import echo_table


@click.command("rules", epilog=examples("runrisk rules", "runrisk rules --json"))
@click.option("--json", "as_json", is_flag=True, help="With limits, as versioned JSON.")
@click.option("--markdown", is_flag=True, help="Every manual page in one, as Markdown.")
def command(as_json: bool, markdown: bool) -> None:
    """List every rule: what it sees, how good the evidence is."""
    if markdown:
        from runrisk.workflows.rules_page import rules_page

        click.echo(rules_page(), nl=False)
        return
    from runrisk.analysis.manual import manual_page
    from runrisk.analyzers import analyzer_classes

    pages = [manual_page(kind) for kind in analyzer_classes().values()]
    if as_json:
        click.echo(json.dumps({"schema": "runrisk.rules/1", "rules": [page.to_json() for page in pages]}, indent=2))
        return
    rows = [(page.id, page.grade, page.title if page.enabled else f"{page.title} (off)") for page in pages]
    echo_table(("rule", "evidence", "what it sees"), rows)
