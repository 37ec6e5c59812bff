"""`runrisk ask`: the questionnaire."""

import json
from pathlib import Path
from shutil import get_terminal_size

import click

from runrisk.cli import completion
from runrisk.cli.groups import examples
from runrisk.cli.request import athlete_option, library_of
from runrisk.cli.terminal_table import echo_table

WIDEST = 88
"""Columns of a question on a wide terminal. Our choice: longer lines are hard to follow."""


class _Prompts:
    """The terminal, as the questionnaire wants it."""

    def ask(self, prompt: str) -> str:
        answer: str = click.prompt(_wrapped(prompt, "     "), default="", show_default=False, prompt_suffix="\n   > ")
        return answer

    def say(self, line: str) -> None:
        click.echo(_wrapped(line))


def _wrapped(text: str, indent: str = "") -> str:
    """The text in lines that end between words, as wide as the terminal but no wider than can be read."""
    width = min(get_terminal_size().columns - 1, WIDEST)
    return click.wrap_text(text, width, indent, "     ")


@click.command("ask", epilog=examples("runrisk ask", "runrisk ask pain_now pain_place", "runrisk ask --list"))
@click.argument("questions", nargs=-1, metavar="[QUESTION]...", shell_complete=completion.questions)
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
    from runrisk.model.questions import QUESTIONS
    from runrisk.workflows.journal.asking import questionnaire, questions_named
    from runrisk.workflows.journal.questionnaire import open_questions, read_answers, shown

    book = library_of(athlete).journal
    if file:
        read = read_answers(Path(file))
        book.answer(read.given)
        click.echo(f"answers kept: {len(read.given)}")
        return
    among = questions_named(questions)
    if listed:
        given = book.answers().given
        if as_json:
            click.echo(
                json.dumps({"schema": "runrisk.answers/1", "answers": {name: given.get(name) for name in among}})
            )
            return
        rows = [(name, QUESTIONS[name].text, shown(given[name]) if name in given else "") for name in among]
        echo_table(("name", "question", "your answer"), rows)
        return
    terminal = _Prompts()
    terminal.say(
        "Enter skips a question, ? says why it is asked, - takes an answer back, q stops. All stays on this machine."
    )
    count = questionnaire(terminal, book.answers(), book.answer, among=among, again=again or bool(questions))
    left = len(open_questions(book.answers()))
    terminal.say("")
    terminal.say(f"{count} answered now, {left} still open. `runrisk ask --again` changes answers.")
