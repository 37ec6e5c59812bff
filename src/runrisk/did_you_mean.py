"""What is said of a word that nothing is called by: the nearest one there is, else all of them."""

from collections.abc import Iterable
from difflib import get_close_matches


def unknown_word(what: str, word: str, known: Iterable[str]) -> str:
    """One sentence on a word that is not among the known ones: "there is no rule 'sesion-spike'. Did you mean ...?".

    Args:
        what: what the word was to name, such as "rule".
        word: as typed.
        known: the words there are, in the order to list them in where none is near.
    """
    names = tuple(known)
    near = nearest(word, names)
    if near is not None:
        return f"there is no {what} {word!r}. Did you mean {near!r}?"
    return f"there is no {what} {word!r}; there are: {', '.join(names) or 'none'}"


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The known word that was probably meant; None where none is near."""
    names = {_plain(name): name for name in known}
    near = get_close_matches(_plain(word), names, n=1)
    return names[near[0]] if near else None


def _plain(word: str) -> str:
    return word.casefold().replace("_", "-")
