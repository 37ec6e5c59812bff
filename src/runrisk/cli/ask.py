"""`runrisk ask`: the questionnaire."""

import json
from pathlib import Path

import click

from runrisk.cli.request import athlete_option, library_of


class _Prompts:
    """The terminal, as the questionnaire wants it."""

    def ask(self, prompt: str) -> str:
        answer: str = click.prompt(f"     {prompt}", default="", show_default=False, prompt_suffix="\n   > ")
        return answer

    def say(self, line: str) -> None:
        click.echo(line)


@click.command("ask")
@click.argument("questions", nargs=-1, metavar="[QUESTION]...")
@click.option("--file", "file", type=click.Path(exists=True, dir_okay=False), metavar="FILE", help="Answers as TOML.")
@click.option("--again", is_flag=True, help="Ask the answered questions too.")
@click.option("--list", "listed", is_flag=True, help="List the questions with their answers, and ask nothing.")
@click.option("--json", "as_json", is_flag=True, help="With --list: as versioned JSON.")
@athlete_option
def command(
    questions: tuple[str, ...], file: str | None, again: bool, listed: bool, as_json: bool, athlete: str | None
) -> None:
    """Ask what a watch cannot know: earlier injuries, pain, habits. Every question may be skipped with Enter.

    A QUESTION named is asked again. Stop with q; the same command goes on with what is still open.
    """
    from runrisk.workflows.journal.asking import questionnaire, questions_named
    from runrisk.workflows.journal.questionnaire import open_questions, read_answers, shown

    book = library_of(athlete).journal
    if file:
        read = read_answers(Path(file))
        book.answer(read.given)
        click.echo(f"{len(read.given)} answers kept")
        return
    among = questions_named(questions)
    if listed:
        given = book.answers().given
        if as_json:
            click.echo(
                json.dumps({"schema": "runrisk.answers/1", "answers": {name: given.get(name) for name in among}})
            )
            return
        for name in among:
            click.echo(f"{name:<24} {shown(given[name]) if name in given else ''}".rstrip())
        return
    click.echo(
        "Enter skips a question, ? says why it is asked, - takes an answer back, q stops. All stays on this machine."
    )
    count = questionnaire(_Prompts(), book.answers(), book.answer, among=among, again=again or bool(questions))
    left = len(open_questions(book.answers()))
    click.echo(f"\n{count} answered now, {left} still open. `runrisk ask --again` changes answers.")
