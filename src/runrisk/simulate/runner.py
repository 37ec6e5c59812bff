"""A made-up runner: how heart, stride and feet answer to speed."""

from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True, kw_only=True, slots=True)
class Runner:
    """What makes this runner this runner.

    Attributes:
        easy_mps: speed of an easy run [m/s].
        threshold_mps: speed that can be held for an hour [m/s].
        heart_rest_bpm: heart rate at rest [1/min].
        heart_max_bpm: highest heart rate [1/min].
        cadence_spm: steps of both feet at `easy_mps` [1/min].
        contact_ms: ground contact of one step at `easy_mps` [ms].
        contact_left_pct: own share of ground contact on the left foot [%]; hardly anyone has 50.
        oscillation_mm: vertical oscillation at `easy_mps` [mm].
        mass_kg: mass [kg].
        long_m: a usual long run [m].
        easy_m: a usual easy run [m].
    """

    easy_mps: float
    threshold_mps: float
    heart_rest_bpm: float
    heart_max_bpm: float
    cadence_spm: float
    contact_ms: float
    contact_left_pct: float
    oscillation_mm: float
    mass_kg: float
    long_m: float
    easy_m: float

    def heart_share(self, speed_mps: float) -> float:
        """Share of the heart rate reserve that a speed asks for, once the heart has settled.

        A straight line: 0.70 at 78 % of threshold speed, 0.89 at threshold. Our choice, as training books draw it.
        """
        return min(0.03 + 0.86 * speed_mps / self.threshold_mps, 0.99)

    def heart_bpm(self, speed_mps: float) -> float:
        """Heart rate at a speed held for some minutes [1/min]."""
        return self.heart_rest_bpm + self.heart_share(speed_mps) * (self.heart_max_bpm - self.heart_rest_bpm)


def draw_runner(rng: np.random.Generator) -> Runner:
    """A recreational runner of about 35 to 45 km a week. Ranges: our choice."""
    threshold = float(rng.uniform(3.2, 3.8))
    return Runner(
        easy_mps=0.78 * threshold,
        threshold_mps=threshold,
        heart_rest_bpm=float(rng.uniform(46, 60)),
        heart_max_bpm=float(rng.uniform(178, 194)),
        cadence_spm=float(rng.uniform(169, 176)),
        contact_ms=float(rng.uniform(245, 275)),
        contact_left_pct=float(np.clip(rng.normal(50, 0.4), 49.2, 50.8)),
        oscillation_mm=float(rng.uniform(80, 100)),
        mass_kg=float(rng.uniform(55, 82)),
        long_m=float(rng.uniform(13_500, 16_000)),
        easy_m=float(rng.uniform(7_000, 8_500)),
    )
