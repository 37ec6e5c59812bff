"""`runrisk journal`: pain, injuries, strength, shoes, habits, in plain words."""

import json
from datetime import date
from pathlib import Path

import click

from runrisk.cli import completion
from runrisk.cli.groups import NamedGroup, examples
from runrisk.cli.request import athlete_option, library_of

EXAMPLES = examples(
    'runrisk journal add pain "left hip" 4 --date yesterday',
    "runrisk journal add pain right Achilles 2 next morning",
    "runrisk journal add injury right calf --date 2026-03-01 --until 2026-03-20",
    "runrisk journal add strength 20 monday",
    "runrisk journal add shoe Red Nova bought",
    "runrisk journal add habit rest-day",
)


@click.group("journal", cls=NamedGroup, epilog=examples("runrisk journal add pain left hip 4", "runrisk journal list"))
def command() -> None:
    """Keep what a watch cannot know: pain, injuries, strength, massage, shoes, habits, sleep, notes."""


@command.command("add", epilog=EXAMPLES)
@click.argument("words", nargs=-1, required=True, metavar="KIND WORDS...", shell_complete=completion.first_kind)
@click.option("--date", "day", metavar="DAY", help="today (default), yesterday, monday, 2026-03-14.")
@click.option("--until", metavar="DAY", help="Last day, where it lasts longer than one.")
@click.option("--note", metavar="TEXT", help="Your own words.")
@athlete_option
def add(words: tuple[str, ...], day: str | None, until: str | None, note: str | None, athlete: str | None) -> None:
    """Write something down, in plain words."""
    from runrisk.workflows.journal.keeping import add_from_words

    for line in add_from_words(library_of(athlete).store, words, _today(), day=day, until=until, note=note):
        click.echo(line)


@command.command("list", epilog=examples("runrisk journal list --kind pain"))
@click.option("--kind", metavar="KIND", shell_complete=completion.kinds, help="Only entries of this kind.")
@click.option("--json", "as_json", is_flag=True, help="As versioned JSON.")
@athlete_option
def list_(kind: str | None, as_json: bool, athlete: str | None) -> None:
    """List the entries with their numbers, oldest first."""
    from runrisk.workflows.journal.entry_text import kind_named, said
    from runrisk.workflows.journal.keeping import entry_json

    entries = library_of(athlete).journal.entries()
    wanted = kind and kind_named(kind)
    chosen = {number: entry for number, entry in entries.items() if wanted in {None, entry.kind}}
    if as_json:
        rows = [entry_json(number, entry) for number, entry in chosen.items()]
        click.echo(json.dumps({"schema": "runrisk.journal/1", "entries": rows}, indent=2))
        return
    for number, entry in chosen.items():
        click.echo(f"{number:>4}  {said(entry)}")


@command.command("edit", epilog=examples("runrisk journal edit 3 score=5 until=2026-03-10 note="))
@click.argument("number", type=int)
@click.argument("changes", nargs=-1, required=True, metavar="FIELD=VALUE...")
@athlete_option
def edit(number: int, changes: tuple[str, ...], athlete: str | None) -> None:
    """Change fields of an entry; an empty value takes a field back."""
    from runrisk.workflows.journal.entry_text import said
    from runrisk.workflows.journal.keeping import edit_from_words

    click.echo(f"{number:>4}  {said(edit_from_words(library_of(athlete).store, number, changes, _today()))}")


@command.command("remove", epilog=examples("runrisk journal remove 3"))
@click.argument("number", type=int)
@athlete_option
def remove(number: int, athlete: str | None) -> None:
    """Take an entry out."""
    from runrisk.workflows.journal.entry_text import said

    click.echo(f"removed: {said(library_of(athlete).journal.remove(number))}")


@command.command("import", epilog=examples("runrisk journal import journal.csv"))
@click.argument("file", type=click.Path(exists=True, dir_okay=False), metavar="FILE")
@athlete_option
def import_(file: str, athlete: str | None) -> None:
    """Take in a CSV with the columns of `journal export`; wrong lines are named and then nothing is taken in."""
    from runrisk.workflows.journal.keeping import import_csv

    new, known = import_csv(library_of(athlete).store, Path(file), _today())
    click.echo(f"{new} entries taken in, {known} were there already")


@command.command("export", epilog=examples("runrisk journal export -o journal.csv"))
@click.option("-o", "--output", type=click.Path(dir_okay=False), metavar="FILE", help="Default: standard output.")
@athlete_option
def export(output: str | None, athlete: str | None) -> None:
    """Write the journal as CSV."""
    from runrisk.store.private_files import write_private
    from runrisk.workflows.journal.as_csv import journal_csv

    text = journal_csv(library_of(athlete).journal.entries().values())
    if output:
        write_private(Path(output), text.encode())
        click.echo(output)
    else:
        click.echo(text, nl=False)


def _today() -> date:
    return date.today()  # noqa: DTZ011 (the runner's own calendar)
