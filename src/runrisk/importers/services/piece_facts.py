"""What a table says of a recording that is put together: written beside its samples, and brought onto them by its reader."""

import json
from collections.abc import Mapping

from runrisk.errors import NotAnActivityError
from runrisk.importers.cleaning.cadence import in_steps
from runrisk.importers.formats.lap_pauses import paused_spans
from runrisk.importers.formats.sport_words import sport_of_word
from runrisk.importers.formats.xml_times import parse_time
from runrisk.importers.recording import Recording
from runrisk.importers.services.facts import Facts, with_pauses
from runrisk.importers.services.values import above_zero, json_of, mapping, number, text
from runrisk.model import Samples, Sport

PART = "known"
"""Its name among the parts of a piece."""

Known = Mapping[str, object]


def facts_part(facts: Facts) -> bytes:
    """The part of a piece that holds what a table says."""
    known = {
        "start": None if facts.start_utc is None else facts.start_utc.isoformat(),
        "offset_s": facts.utc_offset_s,
        "sport": "" if facts.sport is Sport.UNKNOWN else facts.sport.value,
        "timer_s": facts.timer_s,
        "elapsed_s": facts.elapsed_s,
        "distance_m": facts.distance_m,
    }
    return json.dumps(known).encode()


def known_in(parts: Mapping[str, bytes], file: str) -> tuple[Known, float]:
    """What the table says, and the start it names [s since 1970].

    Raises:
        NotAnActivityError: it names no start.
        FileError: it is damaged.
    """
    known = mapping(json_of(parts.get(PART, b"{}")))
    start = parse_time(text(known.get("start"))[:40])
    if start is None:
        raise NotAnActivityError("a piece of an export without a start", file=file)
    return known, start.timestamp()


def recording_of(known: Known, samples: Samples, *, format_name: str, warnings: tuple[str, ...] = ()) -> Recording:
    """The recording of a piece; what its timer did not count is a pause where the samples have a gap."""
    start = parse_time(text(known.get("start"))[:40])
    if start is None:
        raise NotAnActivityError("a piece of an export without a start")
    sport, sub_sport = sport_of_word(text(known.get("sport")))
    offset_s, timer_s = number(known.get("offset_s")), above_zero(known.get("timer_s"))
    span_s = float(samples["time_s"].max(initial=0.0))
    elapsed_s = max(above_zero(known.get("elapsed_s")) or 0.0, span_s)
    paused = span_s > (timer_s or 0.0)
    pauses = paused_spans(samples["time_s"], elapsed_s - (timer_s or elapsed_s)) if paused else []
    return Recording(
        format=format_name,
        start_utc=start,
        elapsed_s=elapsed_s,
        timer_s=timer_s,
        summary_offset_s=None if offset_s is None else int(offset_s),
        sport=sport,
        sub_sport=sub_sport,
        session_distance_m=above_zero(known.get("distance_m")),
        samples=in_steps(with_pauses(samples, pauses), sport),
        warnings=warnings,
    )
