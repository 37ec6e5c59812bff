"""A body from the front and from the back, with a mark where pain was told of: places and numbers, drawn by the template."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from math import hypot
from types import MappingProxyType

from runrisk.measures.pain import Pain
from runrisk.model.body_parts import Place
from runrisk.wording import Wording

FRONT_X, BACK_X = 60.0, 160.0
"""The middle of each body on the sheet [units of the drawing, about 0.3 mm]."""
RADIUS = 6.0
"""Of a mark: "10" and "7.5" have room in it [units]. Our choice."""
FRONT: Mapping[str, tuple[float, float]] = MappingProxyType(
    {
        "head": (0, 12), "chest": (0, 46), "shoulder": (16, 35), "arm": (23, 60), "hip": (13, 70), "groin": (6, 80),
        "outer thigh": (17, 90), "thigh": (7, 94), "front knee": (8, 109), "outer knee": (20, 109), "shin": (9, 126),
        "ankle": (10, 141), "foot": (12, 152), "toe": (14, 163),
    }
)  # fmt: skip
"""How far from the middle, on the side told, and how far down [units]: our own drawing."""
BACK: Mapping[str, tuple[float, float]] = MappingProxyType(
    {
        "neck": (0, 25), "back": (0, 56), "pelvis": (0, 70), "buttock": (9, 80), "hamstring": (8, 95), "knee": (9, 110),
        "calf": (9, 124), "Achilles": (9, 138), "heel": (9, 149), "sole": (11, 160),
    }
)  # fmt: skip
STEP = 1.0
"""A mark that would stand on another one moves down by so much until it does not [units]."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Mark:
    """A place that hurts.

    Attributes:
        x: of the middle of the mark [units].
        y: the same, downwards [units].
        text: the strongest pain told of there, 0-10; a dash where no number was told.
        sided: whether the runner said which side; a place in the middle of the body has none.
    """

    x: float
    y: float
    text: str
    sided: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class BodyFigure:
    """The marks, what they say in words, and the places that the figure does not show."""

    marks: tuple[Mark, ...]
    alt: str
    elsewhere: tuple[str, ...]

    @property
    def any_unsided(self) -> bool:
        """Whether a mark stands in the middle because no side was told."""
        return not all(mark.sided for mark in self.marks)


def body_figure(pains: Iterable[Pain], wording: Wording) -> BodyFigure | None:
    """The strongest pain of each place told of; None where none is one that the figure shows."""
    strongest = _strongest(pains)
    shown = {place: text for place, text in strongest.items() if _spot(place.site)}
    if not shown:
        return None
    said = [(place, "–" if score is None else wording.exact(score)) for place, score in shown.items()]
    return BodyFigure(
        marks=_apart(mark for place, text in said for mark in _marks(place, text)),
        alt="Pain on a drawing of the body: " + ", ".join(f"{place} {text}" for place, text in said) + ".",
        elsewhere=tuple(str(place) for place in strongest if place not in shown and place.site),
    )


def _strongest(pains: Iterable[Pain]) -> dict[Place, float | None]:
    """The highest score of each place, in the order of the body parts and sides."""
    found: dict[Place, float | None] = {}
    for pain in sorted(pains, key=lambda pain: (pain.place.site or "", pain.place.side or "")):
        before = found.get(pain.place)
        found[pain.place] = max((one for one in (before, pain.score) if one is not None), default=None)
    return found


def _spot(site: str | None) -> tuple[float, float, float] | None:
    """The middle of the body that shows a site, how far from it, and how far down."""
    for middle, spots in ((FRONT_X, FRONT), (BACK_X, BACK)):
        if site is not None and site in spots:
            return middle, *spots[site]
    return None


def _marks(place: Place, text: str) -> Iterator[Mark]:
    """One mark, two of both sides, one in the middle where no side was told."""
    spot = _spot(place.site)
    if spot is None:
        return
    middle, out, y = spot
    if not out or place.side is None:
        yield Mark(x=middle, y=y, text=text, sided=not out)
        return
    # Seen from the front the runner's left is on the reader's right.
    left = out if middle == FRONT_X else -out
    for side, x in (("left", middle + left), ("right", middle - left)):
        if place.side in {side, "both"}:
            yield Mark(x=x, y=y, text=text, sided=True)


def _apart(marks: Iterable[Mark]) -> tuple[Mark, ...]:
    """The same marks, none upon another one."""
    placed: list[Mark] = []
    for mark in sorted(marks, key=lambda mark: (mark.y, mark.x)):
        while any(hypot(mark.x - one.x, mark.y - one.y) < 2 * RADIUS for one in placed):
            mark = replace(mark, y=mark.y + STEP)  # noqa: PLW2901 - moved until it has room
        placed.append(mark)
    return tuple(placed)
