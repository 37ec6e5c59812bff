"""How wide words are, before any browser has set them: an estimate on the safe side, for layout only."""

from runrisk.charts.drawing.elements import WORDS_PX

NARROW, WIDE = frozenset("ijlI.,:;'|!()[]·- ft"), frozenset("mwMWQ@%—–")
SHARES = (0.36, 0.63, 0.72, 0.95, 1.05)
"""Of the size: narrow letters, others, capitals, wide ones, signs of other scripts. Our choice: what DejaVu Sans, the widest of the
usual ones, needs on average."""
LAST_LATIN = 0x24F


def width_px(text: str, size_px: float = WORDS_PX) -> float:
    """The width of one line of words [px]."""
    return size_px * sum(map(_share, text))


def _share(letter: str) -> float:
    narrow, plain, capital, wide, other = SHARES
    if letter in NARROW:
        return narrow
    if letter in WIDE:
        return wide
    if ord(letter) > LAST_LATIN:
        return other
    return capital if letter.isupper() else plain


def cut_to(text: str, most_px: float) -> str:
    """The words as far as they have room, an ellipsis behind what was cut."""
    if width_px(text) <= most_px:
        return text
    kept = text
    while kept and width_px(f"{kept}…") > most_px:
        kept = kept[:-1]
    return f"{kept.rstrip()}…"


def lines_of(text: str, most_px: float) -> list[str]:
    """The words broken into lines that have room; a single longer word keeps a line of its own."""
    lines: list[str] = []
    for word in text.split():
        if lines and width_px(f"{lines[-1]} {word}") <= most_px:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines
