"""The heart rates a runner's watch is set to: what it names its zones by. Less sure than what the runner tells."""

from collections.abc import Callable

from runrisk.model import Activity, Sport, TrainingLog
from runrisk.wording import Said


def hr_max_set(log: TrainingLog) -> float | None:
    """The highest heart rate that the watch of the newest run was set to [1/min]; None where none tells."""
    return _newest(log, lambda activity: activity.hr_max_bpm)


def hard_heart_set(log: TrainingLog, hard_heart_pct: float) -> tuple[float, Said] | None:
    """From which heart rate on a minute is hard by the watch's settings [1/min], and how that is said.

    The threshold where the watch knows one, else a share of its highest; None where it knows neither.

    Args:
        log: whose watch.
        hard_heart_pct: the share [%].
    """
    threshold, highest = _newest(log, lambda activity: activity.hr_threshold_bpm), hr_max_set(log)
    if threshold is not None:
        return (
            threshold,
            lambda wording: (
                f"a heart rate of {wording.number(threshold, 0)} or more, the threshold your watch is set to"
            ),
        )
    if highest is None:
        return None
    least = hard_heart_pct / 100 * highest
    return (
        least,
        lambda wording: (
            f"a heart rate of {wording.number(least, 0)} or more ({wording.exact(hard_heart_pct)} % of "
            f"{wording.number(highest, 0)}, the highest your watch is set to)"
        ),
    )


def _newest(log: TrainingLog, setting: Callable[[Activity], float | None]) -> float | None:
    """The setting of the newest run that tells one: of a ride a watch has other zones."""
    runs = (activity for activity in reversed(log.counted) if activity.sport is Sport.RUNNING)
    return next((value for run in runs if (value := setting(run)) is not None), None)
