"""A finding: what one rule says of a log, with the evidence for and against."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from math import isfinite
from typing import Any

from runrisk.model.display import small_table
from runrisk.wording import Said


class Verdict(StrEnum):
    """Whether the pattern is in the log. CLEAR means "not seen here", never "no risk"."""

    FLAGGED = "flagged"
    CLEAR = "clear"
    UNKNOWN = "unknown"
    NOT_APPLICABLE = "not-applicable"


class Level(StrEnum):
    """How much a flagged pattern asks for attention, the quietest first."""

    INFO = "info"
    CAUTION = "caution"
    WARNING = "warning"

    @property
    def rank(self) -> int:
        """0 for info, 2 for warning."""
        return list(Level).index(self)


class Confidence(StrEnum):
    """How well the data carries the verdict (not how bad it is)."""

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"


def confidence_of(has: float, needs: float, *, hole: bool = False) -> Confidence:
    """How well the data carries a verdict.

    Low where the minimum data is met less than 1.5 times or a hole lies in the window, high from 3 times on without
    holes, else medium (our choice).
    """
    if hole or has < 1.5 * needs:
        return Confidence.LOW
    return Confidence.HIGH if has >= 3 * needs else Confidence.MEDIUM


class Grade(StrEnum):
    """How good the evidence behind a rule is, the best first. SAFETY is for pain and red flags."""

    SAFETY = "safety"
    STRONG = "strong"
    MODERATE = "moderate"
    LIMITED = "limited"
    CONFLICTING = "conflicting"
    ARTICLE_ONLY = "article-only"
    AGAINST = "against"

    @property
    def rank(self) -> int:
        """0 for the best."""
        return list(Grade).index(self)


@dataclass(frozen=True, kw_only=True, slots=True)
class Evidence:
    """One source for or against a rule.

    Attributes:
        key: its key in references.toml.
        says: what it found, with figures that references.toml holds with tag R.
        supports: True for the rule, False against it.
    """

    key: str
    says: str
    supports: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class Measure:
    """A number a finding rests on, with its unit, the limit it was held against and its interval where it has one."""

    name: str
    value: float | None
    unit: str
    limit: float | None = None
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Occurrence:
    """One time the pattern was seen.

    Attributes:
        first: first local day.
        last: last local day.
        level: how much this one asks for attention.
        note: the numbers compared, in plain words.
        activity: id of the run it is about, where it is about one.
        in_period: whether it lies in the days the report speaks of; older ones are history.
        standing: whether it holds until the runner says otherwise, and only stands on the last day of the log.
    """

    first: date
    last: date
    level: Level
    note: str
    activity: str | None = None
    in_period: bool = True
    standing: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Finding:
    """What one rule says of a log; design and JSON in docs."""

    rule: str
    title: str
    verdict: Verdict
    summary: str
    grade: Grade
    level: Level | None = None
    confidence: Confidence = Confidence.MEDIUM
    answer: str | None = None
    measures: tuple[Measure, ...] = ()
    occurrences: tuple[Occurrence, ...] = ()
    advice: tuple[str, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    articles: tuple[str, ...] = ()
    needs: str = ""
    has: str = ""

    @property
    def current(self) -> tuple[Occurrence, ...]:
        """The occurrences in the period."""
        return tuple(occurrence for occurrence in self.occurrences if occurrence.in_period)

    def _repr_html_(self) -> str:
        """The finding in a few lines for a notebook; nothing in it names a place."""
        seen, supporting = self.current, sum(one.supports for one in self.evidence)
        times = (
            f"{len(seen)} in the period, the last {seen[-1].first} to {seen[-1].last}" if seen else "not in the period"
        )
        rows = [
            ("verdict", f"{self.verdict}: {self.level}" if self.level else self.verdict),
            ("seen", times),
            ("confidence", f"{self.confidence}, from how much there is to go by"),
            ("evidence", f"{self.grade}: {supporting} for, {len(self.evidence) - supporting} against"),
            *(("to do", text) for text in self.advice[:2]),
        ]
        return small_table(f"{self.title}: {self.summary}", rows)

    def to_json(self) -> dict[str, Any]:
        """The finding as JSON types: dates as ISO text, numbers that are not finite as null."""
        return {name: _json(getattr(self, name)) for name in self.__dataclass_fields__}


@dataclass(frozen=True, kw_only=True, slots=True)
class NotEnoughData:
    """The log is too thin for this rule.

    Attributes:
        has: what there is, in numbers.
        missing: what is missing, as a sentence for the runner.
    """

    has: Said
    missing: Said


@dataclass(frozen=True, kw_only=True, slots=True)
class NotApplicable:
    """The rule does not speak of this log at all (no such sensor, switched off); the reason is a sentence."""

    reason: Said


def _json(value: Any) -> Any:
    if isinstance(value, float):
        return value if isfinite(value) else None
    if isinstance(value, StrEnum):
        return value.value
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return [_json(item) for item in value]
    fields: Mapping[str, Any] | None = getattr(value, "__dataclass_fields__", None)
    return value if fields is None else {name: _json(getattr(value, name)) for name in fields}
