"""How usual a pattern is: a share in words and as dots, from the table of base rates that ships with the rules."""

from dataclasses import dataclass

from runrisk.analysis.base_rates import base_rates
from runrisk.charts.colours import GRID, INK, paint
from runrisk.finding import Finding, Level

DOTS = 25
POPULATIONS = {
    "real": "five real runners, looked at eight times each",
    "steady": "made-up runners with a steady season",
}
"""Whose share is shown, the first that is known: share and rule are of one population."""
STEP, RADIUS = 8, 3


@dataclass(frozen=True, kw_only=True, slots=True)
class Usual:
    """A share of looks at 84 days [%], whose, and at which level."""

    share_pct: float
    of: str
    level: str

    @property
    def words(self) -> str:
        """The share in words."""
        return f"{self.of[0].upper()}{self.of[1:]}: {self.level} in {self.share_pct:g} % of 84-day looks."

    @property
    def filled(self) -> int:
        """How many of the dots are filled; one where the share is small but not 0."""
        return max(round(self.share_pct * DOTS / 100), int(self.share_pct > 0))

    def __html__(self) -> str:
        """The dots as a picture without a meaning of its own: the words beside it say all."""
        ways = ((range(self.filled), INK), (range(self.filled, DOTS), GRID))
        dots = "".join(
            f'<circle cx="{STEP * number + STEP // 2}" cy="{STEP // 2}" r="{RADIUS}" fill="{paint(colour)}"/>'
            for numbers, colour in ways
            for number in numbers
        )
        size = f'width="{STEP * DOTS}" height="{STEP}" viewBox="0 0 {STEP * DOTS} {STEP}"'
        return f'<svg class="usual" xmlns="http://www.w3.org/2000/svg" {size} aria-hidden="true">{dots}</svg>'


def usual(finding: Finding) -> Usual | None:
    """How usual what a finding says is at its level; None where nobody counted."""
    rates = base_rates(finding.rule)
    loud = finding.level is not None and finding.level.rank >= Level.CAUTION.rank
    shares = rates.caution_pct if loud else rates.any_pct
    known = next((name for name in POPULATIONS if name in shares), None)
    if known is None:
        return None
    level = "caution or more" if loud else "seen"
    return Usual(share_pct=shares[known], of=POPULATIONS[known], level=level)
