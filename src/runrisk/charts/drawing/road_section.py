"""A street in section, seen from behind: where the tracks lie going out and coming home, and what is not known.

The carriageway is drawn as wide and as crowned as many are; neither was measured, and the picture says so.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from runrisk.charts.colours import INK, LEFT, LIMIT, MUTED, PAPER, RIGHT, STREET, paint
from runrisk.charts.drawing import elements as svg
from runrisk.charts.drawing.elements import Point
from runrisk.charts.drawing.scales import Scale
from runrisk.charts.drawing.text_widths import width_px
from runrisk.charts.plot import RoadSection
from runrisk.charts.units import text_of
from runrisk.wording import Wording

EDGE_M = 3.5
"""Half of the street's width, as drawn [m]: two lanes of a residential street."""
REACH_M = 5.5
"""What is drawn to either side [m]."""
CROWN = 0.06
"""Fall from the crown to the edge, as drawn; true crowns fall by about 2 to 3 %, which could not be seen."""
TRACKS_PX, RUNNER_PX = 74.0, 62.0
"""Heights of the highest bar and of a runner."""
BOLDER = 1.08
"""Bold words are so much wider."""
PALE = "0.45"

LIMBS = (
    ((0.9, -30.2), (-0.4, -16.5), 5.3),
    ((-0.4, -16.5), (0.3, -2.9), 5.3),
    ((7.1, -30.2), (8.2, -19.6), 5.3),
    ((8.2, -19.6), (8.6, -14.0), 5.3),
    ((-1.3, -50.0), (-5.6, -41.9), 3.5),
    ((-5.6, -41.9), (-3.5, -37.6), 3.5),
    ((9.3, -50.0), (12.8, -41.9), 3.5),
    ((12.8, -41.9), (15.1, -37.0), 3.5),
)
"""Legs and arms of a runner seen from behind, from the foot on the ground on: from, to, thickness [px]."""
TRUNK = "M-1.3-50.6L2.1-52.2L5.8-52.2L9.3-50.6L7.9-39.5L8.7-30.2L-.7-30.2L.1-39.5z"


@dataclass(frozen=True, kw_only=True, slots=True)
class _Street:
    """Where metres to the right of the middle stand, and how high the ground lies there."""

    scale: Scale
    crown: float

    def ground(self, right_m: float) -> Point:
        """A point of the surface [px]."""
        fall_m = CROWN * min(abs(right_m), EDGE_M)
        return self.scale(right_m), self.crown + fall_m * self.scale.length / (2 * REACH_M)


def draw_section(road: RoadSection, width: float, top: float, wording: Wording) -> tuple[str, float]:
    """The picture and its height [px]."""
    scale = Scale(low=-REACH_M, high=REACH_M, start=8.0, stop=width - 8.0)
    street = _Street(scale=scale, crown=top + 34 + max(TRACKS_PX, RUNNER_PX + 14))
    floor = street.ground(EDGE_M)[1] + 26
    parts = [*_tracks(road, street), *_surface(street, floor), *_runners(road, street)]
    middle = scale(0.0)
    parts.append(svg.line((middle, top + 18), (middle, street.crown), MUTED, 1, "2 3"))
    parts.append(svg.words(middle, top + 12, "middle of the street", anchor="middle"))
    parts += _ruler(road, street, floor + 16)
    if road.says:
        parts.append(
            svg.words(
                _middle_of(road, scale, wording),
                floor + 64,
                text_of(road.says, wording),
                anchor="middle",
                colour=INK,
                bold=True,
            )
        )
    return "".join(parts), floor + (70 if road.says else 52) - top


def _tracks(road: RoadSection, street: _Street) -> Iterator[str]:
    """Both directions as bars: one way where it was, the other way as seen from behind the same runner."""
    top = max((*road.one, *road.other), default=0.0)
    if not top:
        return
    ways = ((road.one, RIGHT if road.side == "right" else LEFT, -1), (road.other, MUTED, 1))
    for amounts, colour, sign in ways:
        bars = list(_bars(road.bins_m, amounts, sign, street, TRACKS_PX / top))
        yield f'<g opacity="{0.32 if sign < 0 else 0.2}">{svg.path("".join(bars), fill=colour)}</g>'


def _bars(
    bins_m: Sequence[float], amounts: Sequence[float], sign: int, street: _Street, a_metre: float
) -> Iterator[str]:
    half = (bins_m[1] - bins_m[0]) / 2 if len(bins_m) > 1 else 0.25
    for left_m, amount in zip(bins_m, amounts, strict=True):
        right_m = sign * left_m
        if amount > 0 and abs(right_m) + half <= REACH_M:
            begin, end = street.scale(right_m - half), street.scale(right_m + half)
            yield svg.box(begin + 0.5, street.crown - 4 - a_metre * amount, end - begin - 1, a_metre * amount)


def _surface(street: _Street, floor: float) -> Iterator[str]:
    """The carriageway in one line; beyond its edges nothing is known: dotted and hatched."""
    profile = [street.ground(at) for at in (-EDGE_M, 0.0, EDGE_M)]
    (left, low), (right, _) = profile[0], profile[-1]
    yield svg.path(f"{svg.through(profile)}V{svg.px(floor)}H{svg.px(left)}z", fill=STREET)
    yield svg.path(svg.through(profile), stroke=MUTED, width=2)
    for inner, outer in ((left, street.scale(-REACH_M)), (right, street.scale(REACH_M))):
        kerb, begin, end = low - 10, min(inner, outer), max(inner, outer)
        yield svg.path(_hatching(begin, end, kerb, floor), stroke=MUTED, width=0.7)
        yield svg.path(svg.through([(inner, low), (inner, kerb), (outer, kerb)]), stroke=MUTED, width=1.5, dash="2 3")


def _hatching(begin: float, end: float, top: float, floor: float) -> str:
    """Lines of 45 degrees within a box."""
    high, lines, at = floor - top, "", begin - (floor - top)
    while at < end:
        x0, x1 = max(at, begin), min(at + high, end)
        if x1 > x0:
            lines += svg.through([(x0, floor - (x0 - at)), (x1, floor - (x1 - at))])
        at += 7
    return lines


def _runners(road: RoadSection, street: _Street) -> Iterator[str]:
    """Going out in ink, coming home pale; where no side is named both are pale, where nothing is known there is none."""
    if road.left_m is None:
        x, y = street.ground(0.0)
        yield from (svg.words(x + aside, y - 24, "?", anchor="middle", bold=True) for aside in (-30, 30))
        return
    ways = ((-road.left_m, "going out", "1" if road.side else PALE), (road.left_m, "coming home", PALE))
    for right_m, name, shade in ways:
        x, y = street.ground(max(-EDGE_M, min(right_m, EDGE_M)))
        yield f'<g transform="translate({svg.px(x)} {svg.px(y)})" opacity="{shade}">{_runner(low_foot=road.side)}</g>'
        if road.side:
            side = -1 if right_m < 0 else 1  # outwards, so that the two never meet
            anchor, colour = ("end" if side < 0 else "start"), (INK if shade == "1" else MUTED)
            yield svg.words(x + 2 * side, y - RUNNER_PX - 14, name, anchor=anchor, colour=colour, halo=True)


def _runner(low_foot: str) -> str:
    """A runner seen from behind on the low foot: the left one, or mirrored the right one."""
    limbs = "".join(
        f'<line x1="{a}" y1="{b}" x2="{c}" y2="{d}" stroke-width="{wide}" stroke-linecap="round"/>'
        for (a, b), (c, d), wide in LIMBS
    )
    body = (
        f'{limbs}<path d="{TRUNK}" stroke-width="2.1" stroke-linejoin="round"/><circle cx="4" cy="-58.7" r="4.1"/>'
        '<ellipse cx="0" cy="-2" rx="2.7" ry="1.4"/><ellipse cx="8.6" cy="-11.9" rx="2.4" ry="3.5"/>'
    )
    mirrored = ' transform="scale(-1 1)"' if low_foot == "right" else ""
    ink = paint(INK)
    return f'<g fill="{ink}" stroke="{ink}"{mirrored}>{body}</g>'


def _ruler(road: RoadSection, street: _Street, y: float) -> Iterator[str]:
    """Metres from the middle, the zone in which no side is named, the estimate with its interval."""
    scale = street.scale
    axis = y + 12
    yield svg.path(svg.box(scale(-road.zone_m), axis - 5, 2 * (scale(road.zone_m) - scale(0)), 5), fill=LIMIT)
    yield svg.line((scale.start, axis), (scale.stop, axis), MUTED)
    for at in map(float, range(-5, 6)):
        yield svg.line((scale(at), axis), (scale(at), axis + 4), MUTED)
        if abs(at) in {0.0, 1.0, 3.0}:
            yield svg.words(scale(at), axis + 17, f"{abs(at):g}", anchor="middle")
    yield svg.words(scale.start, axis + 17, "5 m left")
    yield svg.words(scale.stop, axis + 17, "5 m right", anchor="end")
    if road.left_m is None:
        yield svg.path(svg.box(scale(-EDGE_M), y - 6, scale(EDGE_M) - scale(-EDGE_M), 10), stroke=MUTED, dash="2 3")
        return
    colour = {"left": LEFT, "right": RIGHT}.get(road.side, MUTED)
    low, high, at = (scale(max(-REACH_M, min(-value, REACH_M))) for value in (road.high_m, road.low_m, road.left_m))
    yield f'<g stroke-linecap="round">{svg.line((low, y), (high, y), colour, 6)}</g>'
    yield svg.path(svg.discs([(at, y)], 5), fill=colour, stroke=PAPER, width=2)


def _middle_of(road: RoadSection, scale: Scale, wording: Wording) -> float:
    """Where the estimate in words stands: below its mark, moved inside the picture."""
    half = width_px(text_of(road.says, wording)) / 2 * BOLDER
    at = scale(-(road.left_m or 0.0))
    return min(max(at, scale.start + half), max(scale.stop - half, scale.start + half))
