"""What a shell may complete: the words that arguments and options take. Each is looked up only when it is asked for."""

from collections.abc import Callable, Iterable, Mapping

import click
from click.shell_completion import CompletionItem

Complete = Callable[[click.Context, click.Parameter, str], list[CompletionItem]]


def completing(words: Callable[[click.Context], Mapping[str, str] | Iterable[str]]) -> Complete:
    """Complete by a function that gives the words there are, with what is said of each if it is a mapping."""

    def complete(ctx: click.Context, _parameter: click.Parameter, begun: str) -> list[CompletionItem]:
        found = words(ctx)
        said = found if isinstance(found, Mapping) else dict.fromkeys(found)
        return [CompletionItem(word, help=meaning) for word, meaning in said.items() if word.startswith(begun)]

    return complete


def _rules(_ctx: click.Context) -> dict[str, str]:
    from runrisk.analyzers import analyzer_classes

    return {rule: kind.title for rule, kind in analyzer_classes().items()}


def _pages(ctx: click.Context) -> dict[str, str]:
    return _rules(ctx) | {"hip": "five articles on hip pain"}


def _limits(_ctx: click.Context) -> list[str]:
    from dataclasses import fields

    from runrisk.analyzers import analyzer_classes
    from runrisk.settings import REPORT, REPORT_CHOICES

    limits = [f"{rule}.{field.name}=" for rule, kind in analyzer_classes().items() for field in fields(kind)]
    return limits + [f"{REPORT}.{name}={word}" for name, choices in REPORT_CHOICES.items() for word in choices]


def _kinds(_ctx: click.Context) -> Iterable[str]:
    from runrisk.workflows.journal.entry_text import KINDS

    return KINDS


def _first_kind(ctx: click.Context) -> Iterable[str]:
    return () if ctx.params.get("words") else _kinds(ctx)


def _questions(_ctx: click.Context) -> dict[str, str]:
    from runrisk.model.questions import QUESTIONS

    return {name: question.text for name, question in QUESTIONS.items()}


def _runs(ctx: click.Context) -> dict[str, str]:
    from runrisk.store.home import athlete_folder
    from runrisk.store.run_names import run_names

    return run_names(athlete_folder(ctx.params.get("athlete")))


def _sports(_ctx: click.Context) -> Iterable[str]:
    from runrisk.model import Sport

    return list(Sport)


def _zones(_ctx: click.Context) -> Iterable[str]:
    from zoneinfo import available_timezones

    return sorted(available_timezones())


def _plants(_ctx: click.Context) -> Mapping[str, str]:
    from runrisk.simulate import PLANTS

    return PLANTS


rules, pages, limits, kinds, first_kind = map(completing, (_rules, _pages, _limits, _kinds, _first_kind))
questions, runs, sports, zones, plants = map(completing, (_questions, _runs, _sports, _zones, _plants))
