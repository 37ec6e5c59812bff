"""Every record, session, lap and event value equals fitparse's; where fitparse is wrong, the test says so by name.

fitparse reads two or three thousand records a second. So that the suite stays quick, files with more than
`KEPT_MESSAGES` messages of one kind are thinned before BOTH readers see them: later messages of that kind are cut out,
definitions and everything else stay byte for byte. `RUNRISK_WHOLE_FILES=1` compares the files whole (some minutes).
"""

import io
import os
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import Any

import fitparse
import fitparse.records
import pytest

from fit_builder import RECORD, UINT8, Fit, run
from runrisk.fit_crc import checksum
from runrisk.importers.formats.fit import FitFile, decode
from runrisk.importers.formats.fit.frame import frames
from runrisk.importers.formats.fit.message_walk import Walk

ROOT = Path(__file__).resolve().parents[1]
CORPUS = sorted((ROOT.parent / "shared" / "corpus").glob("*/*.fit"))
SAMPLES = sorted((ROOT / "sample_logs").glob("**/*.fit"))
KEPT_MESSAGES = 1_000
WHOLE_FILES = "RUNRISK_WHOLE_FILES" in os.environ

COMPARED = ("record", "session", "lap", "event")
PROCESSED_TYPES = ("date_time", "local_date_time", "localtime_into_day", "bool")
"""fitparse turns these into Python objects; the raw numbers are compared."""

LATER_FIELDS = {
    ("session", 110): ("sport_profile_name", 1),
    ("session", 147): ("avg_respiration_rate", 1),
    ("session", 168): ("training_load_peak", 65536),
    ("session", 169): ("enhanced_avg_respiration_rate", 100),
    ("session", 192): ("workout_feel", 1),
    ("session", 193): ("workout_rpe", 1),
    ("session", 199): ("total_fractional_ascent", 100),
    ("session", 200): ("total_fractional_descent", 100),
    ("session", 208): ("avg_core_temperature", 100),
    ("session", 211): ("avg_grade_adjusted_speed", 1000),
    ("record", 139): ("core_temperature", 100),
}
"""Fields that fitparse's profile of 2019 does not name, with the raw number per unit."""


def thinned(content: bytes) -> bytes:
    """The same file with at most KEPT_MESSAGES messages a kind and chained part."""
    found, _ = frames(content)
    out = bytearray()
    for frame in found:
        walk = Walk(content, frame.body, frame.end)
        cuts: list[tuple[int, int]] = []
        for number in {group.definition.message for group in walk.groups}:
            places = [
                (int(at), int(at) + group.definition.size)
                for group in walk.groups
                if group.definition.message == number
                for at in group.positions()
            ]
            cuts += sorted(places)[KEPT_MESSAGES:]
        if not cuts:
            out += content[frame.start : frame.end + 2]
            continue
        body, at = bytearray(), frame.body
        for first, last in sorted(cuts):
            body += content[at:first]
            at = last
        body += content[at : frame.end]
        head = bytearray(content[frame.start : frame.body])
        head[4:8] = len(body).to_bytes(4, "little")
        head[12:14] = b"\0\0"[: len(head) - 12]
        out += head + body + checksum(bytes(head + body)).to_bytes(2, "little")
    return bytes(out)


def fitparse_messages(content: bytes) -> tuple[dict[str, list[Any]], Exception | None]:
    """What fitparse reads before it raises, and what it raises."""
    fitparse.records.DEV_TYPES.clear()  # a module global: developer fields of one file leak into the next
    messages: dict[str, list[Any]] = {name: [] for name in COMPARED}
    try:
        # The checksum is compared elsewhere: a wrong one is no reason to read nothing.
        for message in fitparse.FitFile(io.BytesIO(content), check_crc=False).get_messages():
            if message.name in messages:
                messages[message.name].append(message)
    except (fitparse.utils.FitParseError, TypeError) as error:
        return messages, error
    return messages, None


def key_of(message: Any, field: Any) -> Any:
    if field.field is not None and field.field.field_type == "devfield":
        return (field.field.dev_data_index, field.field.def_num)
    if field.field is None:
        return LATER_FIELDS.get((message.name, field.def_num), (field.name, 1))[0]
    return field.name


def expected(message: Any) -> Iterator[tuple[Any, Any]]:
    """What fitparse tells, names as ours; fields of their own before what is unpacked from other fields.

    Its get_values() keeps the last of two values of one name: a null component wipes out a real distance.
    """
    for field in sorted(message.fields, key=lambda field: field.field_def is None):
        value = field.value
        if field.field is not None and field.type.name in PROCESSED_TYPES:
            value = field.raw_value
        scale = 1 if field.field is not None else LATER_FIELDS.get((message.name, field.def_num), ("", 1))[1]
        yield key_of(message, field), value / scale if scale != 1 and value is not None else value
        if field.parent_field is not None and not field.parent_field.scale:
            yield field.parent_field.name, field.raw_value


def first_valid(pairs: Iterator[tuple[Any, Any]]) -> dict[Any, Any]:
    found: dict[Any, Any] = {}
    for key, value in pairs:
        if found.get(key) is None:
            found[key] = value
    return found


def our_columns(fit: FitFile, name: str) -> dict[Any, list[Any]]:
    """All columns of a message over the chained parts."""
    tables = [part.tables[name] for part in fit.parts if name in part.tables]
    keys = dict.fromkeys(chain.from_iterable(table.fields for table in tables))
    keys["timestamp"] = None
    columns: dict[Any, list[Any]] = {key: [] for key in keys}
    for table in tables:
        for key in keys:
            columns[key] += table.values(key)
    return columns


def differences(theirs: dict[str, list[Any]], fit: FitFile) -> list[str]:
    """Every value that is not the same, both ways; what fitparse did not come to read is not compared."""
    found = []
    for name in COMPARED:
        columns = our_columns(fit, name)
        for row, message in enumerate(theirs[name]):
            told = first_valid(expected(message))
            ours = {key: column[row] for key, column in columns.items() if row < len(column)}
            found += [
                f"{name} {row} {key}: {ours.get(key)!r}, fitparse {told.get(key)!r}"
                for key in told.keys() | ours.keys()
                if ours.get(key) != told.get(key)
            ]
    return found


def messages_of(fit: FitFile) -> list[int]:
    return [sum(len(part.tables.get(name, ())) for part in fit.parts) for name in COMPARED]


def counts(content: bytes) -> tuple[list[int], list[int], Exception | None]:
    """Messages that fitparse found, that we found, and what stopped fitparse."""
    theirs, error = fitparse_messages(content)
    return [len(theirs[name]) for name in COMPARED], messages_of(decode(content)), error


def names(paths: list[Path]) -> list[str]:
    return [f"{path.parent.name}/{path.name}"[-60:] for path in paths]


def check_file(path: Path) -> None:
    content = path.read_bytes() if WHOLE_FILES else thinned(path.read_bytes())
    (theirs, error), fit = fitparse_messages(content), decode(content)
    if error is None:
        assert messages_of(fit) == [len(theirs[name]) for name in COMPARED]
    assert differences(theirs, fit)[:20] == []


@pytest.mark.skipif(not CORPUS, reason="no folder ../shared/corpus beside the repository")
@pytest.mark.parametrize("path", CORPUS, ids=names(CORPUS))
def test_corpus_file_equals_fitparse(path: Path) -> None:
    check_file(path)


@pytest.mark.skipif(not SAMPLES, reason="sample_logs holds no FIT file")
@pytest.mark.parametrize("path", SAMPLES, ids=names(SAMPLES))
def test_sample_file_equals_fitparse(path: Path) -> None:
    check_file(path)


def corpus_file(ending: str) -> bytes:
    found = [path for path in CORPUS if path.name.endswith(ending)]
    if not found:
        pytest.skip("no folder ../shared/corpus beside the repository")
    return found[0].read_bytes()


def test_fitparse_loses_a_distance_to_a_null_component() -> None:
    content = thinned(corpus_file("null_compressed_speed_dist.fit"))
    messages, _ = fitparse_messages(content)
    by_dict = [message.get_values().get("distance") for message in messages["record"]]
    assert set(by_dict) == {None}
    ours = decode(content).parts[0].tables["record"].values("distance")
    assert ours == [message.get("distance").value for message in messages["record"]]


def test_fitparse_gives_up_at_a_size_that_does_not_fit_its_type() -> None:
    theirs, ours, error = counts(corpus_file("misaligned-fields.fit"))
    assert "Invalid field size 1" in str(error)
    assert theirs[0] == 1785
    assert ours[0] == 11_272


def test_fitparse_keeps_developer_fields_for_the_next_file() -> None:
    fitparse_messages(corpus_file("developer-types-sample.fit"))
    assert fitparse.records.DEV_TYPES


def test_fitparse_reads_nothing_where_the_header_tells_no_length() -> None:
    content = run(5).done(size=0)
    theirs, ours, _ = counts(content)
    assert theirs[0] == 0
    assert ours[0] == 5


def test_fitparse_counts_components_anew_with_each_definition() -> None:
    layout = [(18, 1, UINT8)]
    fit = Fit().define(0, RECORD, layout).write(0, "<B", 250).define(0, RECORD, layout).write(0, "<B", 3)
    messages, _ = fitparse_messages(fit.done())
    assert [message.get_value("total_cycles") for message in messages["record"]] == [250, 3]
    assert decode(fit.done()).parts[0].tables["record"].values("total_cycles") == [250, 259]


def test_fitparse_raises_at_the_cut_after_what_came_before() -> None:
    theirs, ours, error = counts(run(9).done()[:-25])
    assert isinstance(error, fitparse.utils.FitEOFError)
    assert theirs == ours
