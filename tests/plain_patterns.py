"""The load patterns worked out a second time, by plain Python over the recorded activities.

Nothing here is shared with the package: no pandas, no measure, no limit. Each function gives occurrences as
(first day, last day, level), one of each ISO week, as the docstring of the pattern says they are counted.
"""

import statistics
from collections import defaultdict
from datetime import date, timedelta
from functools import cached_property
from itertools import pairwise

STRENGTH = {"info": 0, "caution": 1, "warning": 2}


class Plain:
    """A log as lists with one place a day; `known` is false in a hole of 14 days and more."""

    def __init__(self, recorded, since):
        counted = sorted((one for one in recorded if one.duplicate_of is None), key=lambda one: one.start_utc)
        self.first = min(one.local_day for one in counted)
        self.size = (max(one.local_day for one in counted) - self.first).days + 1
        self.since = since
        self.runs = _joined([one for one in counted if one.sport.value == "running"])
        self.others = [one for one in counted if one.sport.value != "running"]
        active = sorted({self.at(one.local_day) for one in counted})
        self.known = [True] * self.size
        for before, after in pairwise(active):
            if after - before > 14:
                self.known[before + 1 : after] = [False] * (after - before - 1)

    def at(self, day):
        return (day - self.first).days

    def day(self, at):
        return self.first + timedelta(days=at)

    def runs_on(self, at):
        return self._by_day[at]

    @cached_property
    def _by_day(self):
        days = defaultdict(list)
        for run in self.runs:
            days[self.at(run["day"])].append(run)
        return days

    def amounts(self, name):
        return [sum(run[name] for run in self.runs_on(at)) for at in range(self.size)]

    def total(self, values, last, days):
        """The sum of `days` days up to `last`; None where one of them is not known."""
        span = range(last - days + 1, last + 1)
        if span[0] < 0 or not all(self.known[at] for at in span):
            return None
        return sum(values[at] for at in span)

    def count(self, last, days):
        return sum(len(self.runs_on(at)) for at in range(max(last - days + 1, 0), last + 1))


def _joined(parts):
    runs = []
    for part in parts:
        end = part.start_utc + timedelta(seconds=part.elapsed_s)
        descent_m = 0.0 if part.sub_sport in {"treadmill", "indoor_running"} else part.descent_m or 0.0
        new = {"day": part.local_day, "m": part.distance_m, "s": part.moving_s, "down": descent_m, "race": part.race}
        if runs and timedelta(0) <= part.start_utc - runs[-1]["end"] < timedelta(minutes=30):
            runs[-1].update({name: runs[-1][name] + new[name] for name in ("m", "s", "down")}, end=end)
        else:
            runs.append({**new, "end": end})
    return runs


def one_a_week(found, since):
    """Of one ISO week (by the last day): in the period before others, then the strongest, the longest, the latest."""
    best = {}
    for one in sorted(found):
        weight = (one[1] >= since, STRENGTH[one[2]], one[1] - one[0])
        week = one[1].isocalendar()[:2]
        if week not in best or weight >= best[week][0]:
            best[week] = (weight, one)
    return [one for _, one in best.values()]


def stretches(log, levels):
    """Days in a row with a level, cut where the period begins; each has its strongest level."""
    found = []
    for at, level in enumerate(levels):
        if level is None:
            continue
        day = log.day(at)
        if found and found[-1][1] == day - timedelta(days=1) and day != log.since:
            found[-1] = (found[-1][0], day, max(found[-1][2], level, key=STRENGTH.get))
        else:
            found.append((day, day, level))
    return one_a_week(found, log.since)


def week_peaks(log, levels, sizes):
    """The strongest day of each ISO week; of those closer than 7 days the strongest; of equals the earlier."""
    weeks = defaultdict(list)
    for at, level in enumerate(levels):
        if level is not None:
            weeks[log.day(at).isocalendar()[:2]].append((-STRENGTH[level], -sizes[at], at))
    kept = []
    for _, _, at in sorted(min(days) for days in weeks.values()):
        if all(abs(at - other) >= 7 for other in kept):
            kept.append(at)
    return [(log.day(at - 6), log.day(at), levels[at]) for at in kept]


def compared_runs(log, name):
    """Each run with the largest of the 30 days before it, of which all are known and which hold 3 runs."""
    for number, run in enumerate(log.runs):
        at = log.at(run["day"])
        before = [one[name] for one in log.runs[:number] if log.at(one["day"]) >= at - 30]
        if at >= 30 and all(log.known[at - 30 : at]) and len(before) >= 3:
            yield run, max(before)


def longest_known(log, run):
    """The longest run of the 84 days before one, counted back to the last break of 14 days."""
    longest, later = 0, run
    for one in reversed(log.runs[: log.runs.index(run)]):
        if (run["day"] - one["day"]).days > 84 or (later["day"] - one["day"]).days >= 14:
            break
        longest, later = max(longest, one["m"]), one
    return longest


def session_spike(log):
    found = []
    for run, before_m in compared_runs(log, "m"):
        if run["m"] / before_m >= 1.12 and run["m"] - before_m >= 1000:
            level = "warning" if run["m"] / before_m > 2 else "caution"
            lower = {"warning": "caution", "caution": "info"}[level]
            known = longest_known(log, run) >= run["m"]
            found.append((run["day"], run["day"], lower if run["race"] or known else level))
    return one_a_week(found, log.since)


def week_and_before(log, values):
    """For each day: the 7 days, the mean of the 4 weeks before, the largest 7 days in them; None where not comparable."""
    rows = []
    for at in range(log.size):
        recent, before = log.total(values, at, 7), log.total(values, at - 7, 28)
        ran = all(log.count(at - 7 * number, 7) for number in (1, 2, 3, 4))
        if recent is None or before is None or not ran:
            rows.append(None)
            continue
        rows.append((recent, before / 4, max(log.total(values, end, 7) for end in range(at - 28, at - 6))))
    return rows


def weekly_jump(log):
    levels, sizes = [None] * log.size, [0.0] * log.size
    for at, row in enumerate(week_and_before(log, log.amounts("m"))):
        if row is None or row[1] < 5000:
            continue
        recent, usual, largest = row
        sizes[at] = recent / usual
        if recent > 1.3 * usual and recent > 1.1 * largest:
            levels[at] = "info"
        if recent > 1.6 * usual and recent > 1.4 * largest and recent - usual >= 8000:
            levels[at] = "caution"
    return one_a_week(week_peaks(log, levels, sizes), log.since)


def two_week_ramp(log):
    metres, levels = log.amounts("m"), [None] * log.size
    for at in range(log.size):
        recent, before = log.total(metres, at, 14), log.total(metres, at - 14, 14)
        if recent is None or not before or log.count(at - 14, 14) < 3:
            continue
        sums = [log.total(metres, end, 14) for end in range(at - 42, at - 13)]
        largest = max(one for one in sums if one is not None)
        levels[at] = "info" if recent > 1.3 * before and recent > 1.1 * largest else None
    return stretches(log, levels)


def run_streak(log):
    found, length = [], 0
    for at in range(log.size + 1):
        if at < log.size and max((run["m"] for run in log.runs_on(at)), default=0) >= 1600:
            length += 1
            continue
        if length >= 10:
            found.append((log.day(at - length), log.day(at - 1), "info"))
        length = 0
    return one_a_week(found, log.since)


def rest_days(log):
    trained = {log.at(one["day"]) for one in log.runs} | {log.at(one.local_day) for one in log.others}
    free = [float(not log.runs_on(at)) for at in range(log.size)]
    levels = [None] * log.size
    for at in range(27, log.size):
        days = log.total(free, at, 28)
        covered = sum(
            any(day in trained for day in range(end - 6, end + 1)) for end in range(at, at - 91, -7) if end >= 6
        )
        if days is not None and covered >= 0.9 * min((at + 1) // 7, 13):
            levels[at] = "caution" if days / 4 < 1 else "info" if days / 4 < 2 else None
    return stretches(log, levels)


def long_run_share(log):
    found = []
    for at in range(log.size - 6):
        if log.day(at).weekday() == 0 and all(log.known[at : at + 7]):
            metres = [run["m"] for day in range(at, at + 7) for run in log.runs_on(day)]
            if len(metres) >= 4 and max(metres) / sum(metres) > 0.5:
                found.append((log.day(at), log.day(at + 6), "info"))
    return found


def monotony(log):
    """The load is the rating x minutes of all sports: every session of a made-up season is rated."""
    load = [0.0] * log.size
    for one in log.effort:
        load[log.at(one[0])] += one[1]
    same, strain = [None] * log.size, [None] * log.size
    for at in range(6, log.size):
        total, week = log.total(load, at, 7), load[at - 6 : at + 1]
        if total:
            spread = statistics.stdev(week)
            same[at] = 7.0 if max(week) == min(week) else min(statistics.mean(week) / spread, 7.0)
            strain[at] = total * same[at]
    levels = [None] * log.size
    for at in range(13, log.size):
        if same[at] is None or same[at - 7] is None or min(same[at], same[at - 7]) < 2:
            continue
        before = sorted(one for one in strain[max(at - 84, 0) : at] if one is not None)
        # the 90th percentile, drawn straight between the two values beside it
        high = statistics.quantiles(before, n=10, method="inclusive")[-1] if len(before) >= 56 else float("inf")
        levels[at] = "caution" if strain[at] > high else "info"
    return stretches(log, levels)


def low_base(log):
    seconds, levels = log.amounts("s"), [None] * log.size
    for at in range(55, log.size):
        spent = log.total(seconds, at, 56)
        if spent is not None and (spent / 3600 / 8 < 2 or log.count(at, 56) / 8 < 2):
            levels[at] = "info"
    return stretches(log, levels)


def return_after_break(log):
    found = []
    for before, run in pairwise(log.runs):
        gap_days = (run["day"] - before["day"]).days
        month = [one["m"] for one in log.runs if 0 <= (before["day"] - one["day"]).days < 28]
        if gap_days < 14 or len(month) < 6:
            continue
        week_m = sum(one["m"] for one in log.runs if 0 <= (one["day"] - run["day"]).days < 7)
        ratio = week_m / (sum(month) / 4)
        until = min(run["day"] + timedelta(days=6), log.day(log.size - 1))
        if gap_days >= 28 and ratio > 0.8:
            found.append((run["day"], until, "caution"))
        elif ratio > 0.6 or run["m"] > sum(month) / len(month):
            found.append((run["day"], until, "info"))
    return one_a_week(found, log.since)


def downhill_jump(log):
    def level_of(down, before):
        if down > 2 * before and down - before >= 400:
            return "caution"
        return "info" if down > 1.5 * before and down - before >= 200 else None

    found = [
        (run["day"], run["day"], level)
        for run, before in compared_runs(log, "down")
        if (level := level_of(run["down"], before))
    ]
    levels, sizes = [None] * log.size, [0.0] * log.size
    pairs = zip(week_and_before(log, log.amounts("down")), week_and_before(log, log.amounts("m")), strict=True)
    for at, (down, way) in enumerate(pairs):
        if (
            down
            and way
            and down[1] > 0
            and way[0] > 0
            and (down[0] / way[0]) / (down[1] / way[1]) > 1.2
            and down[0] > down[2]
        ):
            levels[at], sizes[at] = level_of(down[0], down[1]), down[0] - down[1]
    return one_a_week([*week_peaks(log, levels, sizes), *found], log.since)


def acwr(log):
    """The latest ratio in three forms, and the largest uncoupled one of the period."""
    metres, at = log.amounts("m"), log.size - 1

    def uncoupled(at):
        week, before = log.total(metres, at, 7), log.total(metres, at - 7, 21)
        return week / (before / 3) if week is not None and before and log.count(at, 28) >= 6 else None

    period = [one for day in range(log.at(log.since), log.size) if (one := uncoupled(day)) is not None]
    week, month = log.total(metres, at, 7) / 7, log.total(metres, at, 28) / 28
    return {
        "uncoupled_ratio": uncoupled(at),
        "largest_ratio": max(period),
        "coupled_ratio": week / month,
        "ewma_ratio": _exponential(log, metres, 7) / _exponential(log, metres, 28),
    }


def _exponential(log, values, days):
    """Begun with the mean of the first days, and anew after each hole; the value of the last day."""
    begin = max((at + 1 for at in range(log.size) if not log.known[at]), default=0)
    mean = sum(values[begin : begin + days]) / days
    for value in values[begin + days :]:
        mean += 2 / (days + 1) * (value - mean)
    return mean


def plain(recorded, since: date) -> Plain:
    log = Plain(recorded, since)
    log.effort = [(one.local_day, one.rpe * (one.moving_s or one.elapsed_s) / 60) for one in recorded]
    return log


OCCURRENCES = {
    "session-spike": session_spike,
    "weekly-jump": weekly_jump,
    "two-week-ramp": two_week_ramp,
    "run-streak": run_streak,
    "rest-days": rest_days,
    "long-run-share": long_run_share,
    "monotony": monotony,
    "low-base": low_base,
    "return-after-break": return_after_break,
    "downhill-jump": downhill_jump,
}
