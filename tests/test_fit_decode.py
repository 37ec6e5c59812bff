"""The decoder on files made byte by byte: each thing a FIT file may do, alone."""

import math
import struct

import numpy as np
import pytest

from fit_builder import (
    BYTE,
    DEVELOPER_DATA_ID,
    ENUM,
    EVENT,
    FIELD_DESCRIPTION,
    FLOAT32,
    LAP,
    NOON,
    RECORD,
    SESSION,
    SINT8,
    SINT16,
    SINT32,
    SINT64,
    STRING,
    UINT8,
    UINT8Z,
    UINT16,
    UINT32,
    Fit,
    run,
)
from runrisk.errors import FileError, UnsafeFileError
from runrisk.importers.formats.fit import FitPart, Table, decode
from runrisk.importers.formats.fit import message_walk as walk


def only_part(content: bytes) -> FitPart:
    fit = decode(content)
    assert len(fit.parts) == 1
    return fit.parts[0]


def table(fit: Fit, name: str = "record") -> Table:
    part = only_part(fit.done())
    assert part.warnings == ()
    return part.tables[name]


def test_numbers_are_scaled_and_missing_ones_are_nan() -> None:
    fit = Fit().define(0, RECORD, [(253, 4, UINT32), (2, 2, UINT16), (13, 1, SINT8), (3, 1, UINT8)])
    fit.write(0, "<IHbB", NOON, 2550, -5, 140).write(0, "<IHbB", NOON + 1, 0xFFFF, 0x7F, 0xFF)
    records = table(fit)
    # altitude: scale 5, offset 500: 2550 / 5 - 500 = 10 m
    np.testing.assert_array_equal(records.numbers("altitude"), [10.0, np.nan])
    np.testing.assert_array_equal(records.numbers("temperature"), [-5, np.nan])
    np.testing.assert_array_equal(records.numbers("heart_rate"), [140, np.nan])
    np.testing.assert_array_equal(records.numbers("power"), [np.nan, np.nan])
    assert records.values("altitude") == [10.0, None]
    assert records.values("power") == [None, None]


def test_both_byte_orders_in_one_file_keep_the_order_of_the_messages() -> None:
    fields = [(253, 4, UINT32), (0, 4, SINT32)]
    fit = Fit().define(0, RECORD, fields).define(1, RECORD, fields, order=">")
    for second in range(6):
        local = second % 2
        fit.write(local, "<>"[local] + "Ii", NOON + second, -1000 - second)
    records = table(fit)
    assert records.values("position_lat") == [-1000, -1001, -1002, -1003, -1004, -1005]
    assert records.numbers("timestamp").tolist() == [NOON + second for second in range(6)]


def test_a_local_type_can_be_defined_anew() -> None:
    fit = Fit().define(0, RECORD, [(3, 1, UINT8)]).write(0, "<B", 100).write(0, "<B", 101)
    fit.define(0, EVENT, [(0, 1, ENUM)]).write(0, "<B", 0)
    fit.define(0, RECORD, [(4, 1, UINT8), (3, 1, UINT8)]).write(0, "<BB", 80, 102)
    part = only_part(fit.done())
    assert part.tables["record"].values("heart_rate") == [100, 101, 102]
    assert part.tables["record"].values("cadence") == [None, None, 80]
    assert part.tables["event"].values("event") == ["timer"]


def test_interleaved_tables_can_be_put_in_the_order_of_the_file() -> None:
    fit = Fit().define(0, RECORD, [(3, 1, UINT8)]).define(1, EVENT, [(0, 1, ENUM)])
    for local in (0, 1, 0, 0, 1):
        fit.write(local, "<B", 9)
    part = only_part(fit.done())
    positions = {name: part.tables[name].positions.tolist() for name in ("record", "event")}
    order = sorted((place, name) for name, places in positions.items() for place in places)
    assert [name for _, name in order] == ["record", "event", "record", "record", "event"]


@pytest.mark.parametrize("count", [1, 2, 127, 128, 129, 130, 1151, 1152, 1153, 1154, 5000, 20_000])
def test_runs_of_any_length_are_found_whole(count: int) -> None:
    # numpy takes over after 128 equal headers and looks at 1,024, then 8,192 at once
    fit = Fit().define(0, RECORD, [(3, 1, UINT8), (5, 4, UINT32)]).define(1, EVENT, [(0, 1, ENUM)])
    for number in range(count):
        fit.write(0, "<BI", 77, number)
    fit.write(1, "<B", 0).write(0, "<BI", 78, 0)
    part = only_part(fit.done())
    np.testing.assert_array_equal(part.tables["record"].numbers("distance"), [*(np.arange(count) / 100), 0])
    assert len(part.tables["event"]) == 1


def test_arrays_come_as_tuples_and_their_first_number_as_a_column() -> None:
    hrv = 78
    fit = Fit().define(0, hrv, [(0, 6, UINT16)]).write(0, "<3H", 1000, 65535, 500).write(0, "<3H", 65535, 1, 2)
    beats = table(fit, "hrv")
    assert beats.values("time") == [(1.0, None, 0.5), (None, 0.001, 0.002)]
    np.testing.assert_array_equal(beats.numbers("time"), [1.0, np.nan])


def test_strings_end_at_zero_or_at_the_end_and_bad_bytes_do_not_matter() -> None:
    fit = Fit().define(0, SESSION, [(110, 4, STRING)])
    for stored in (b"Run\0", b"ab\0c", b"full", b"\xff\xfe\0\0", b"\0\0\0\0"):
        fit.write(0, "4s", stored)
    sessions = table(fit, "session")
    assert sessions.values("sport_profile_name") == ["Run", "ab", "full", "\N{REPLACEMENT CHARACTER}" * 2, None]
    assert np.isnan(sessions.numbers("sport_profile_name")).all()


def test_later_fields_have_names() -> None:
    fit = Fit().define(0, SESSION, [(192, 1, UINT8), (193, 1, UINT8), (168, 4, SINT32)]).write(0, "<BBi", 75, 60, 98304)
    sessions = table(fit, "session")
    assert sessions.values("workout_feel") == [75]
    assert sessions.values("workout_rpe") == [60]
    assert sessions.values("training_load_peak") == [1.5]  # 98304 / 65536


def test_every_base_type_and_its_missing_value() -> None:
    fit = Fit().define(0, 0xFF00, [(1, 8, SINT64), (2, 1, UINT8Z), (3, 4, FLOAT32), (4, 2, SINT16), (5, 3, BYTE)])
    fit.write(0, "<qBfh3s", -(2**60), 0, 0.5, -2, b"\1\2\3").write(
        0, "<qBfh3s", 2**63 - 1, 7, math.nan, 0x7FFF, b"\xff" * 3
    )
    rows = table(fit, "unknown_65280")
    assert rows.values("unknown_1") == [-(2**60), None]
    assert rows.values("unknown_2") == [None, 7]
    assert rows.values("unknown_3") == [0.5, None]
    assert rows.values("unknown_4") == [-2, None]
    assert rows.values("unknown_5") == [(1, 2, 3), None]
    assert np.isnan(rows.numbers("unknown_5")).all()


def test_a_size_that_does_not_fit_its_type_is_read_as_bytes() -> None:
    fit = Fit().define(0, RECORD, [(5, 3, UINT32), (3, 1, UINT8)]).write(0, "<3sB", b"\1\2\3", 120)
    records = table(fit)
    assert records.values("distance") == [(1, 2, 3)]
    assert np.isnan(records.numbers("distance")).all()
    assert records.values("heart_rate") == [120]


def test_a_field_of_no_bytes_and_a_message_of_no_fields() -> None:
    fit = Fit().define(0, RECORD, [(5, 0, UINT32), (3, 1, UINT8)]).write(0, "<B", 120)
    fit.define(1, EVENT, []).write(1, "").write(1, "")
    part = only_part(fit.done())
    assert part.tables["record"].values("heart_rate") == [120]
    assert part.tables["record"].values("distance") == [None]
    assert len(part.tables["event"]) == 2


def test_a_field_that_is_told_twice_counts_with_its_first_valid_value() -> None:
    fit = Fit().define(0, RECORD, [(3, 1, UINT8), (3, 1, UINT8)]).write(0, "<BB", 0xFF, 90).write(0, "<BB", 80, 90)
    records = table(fit)
    assert records.values("heart_rate") == [90, 80]
    assert records.numbers("heart_rate").tolist() == [90, 80]


def compressed(local: int, seconds: int) -> int:
    return 0x80 | local << 5 | seconds % 32


def test_compressed_time_stamps_count_on_from_the_last_full_one() -> None:
    fit = Fit().define(0, EVENT, [(253, 4, UINT32)]).define(1, RECORD, [(3, 1, UINT8)])
    fit.write(0, "<I", NOON)
    seconds = [0, 5, 31, 33, 64]  # steps of at most 31 s: the five bits roll over twice
    for second in seconds:
        fit.write(compressed(1, NOON + second), "<B", 100)
    fit.write(0, "<I", NOON + 500).write(compressed(1, NOON + 503), "<B", 101)
    part = only_part(fit.done())
    wanted = [NOON + second for second in (*seconds, 503)]
    assert part.tables["record"].numbers("timestamp").tolist() == wanted
    assert part.tables["record"].values("timestamp") == wanted
    assert part.tables["event"].values("timestamp") == [NOON, NOON + 500]


def test_a_long_run_of_compressed_headers_is_one_table() -> None:
    fit = Fit().define(0, EVENT, [(253, 4, UINT32)]).define(3, RECORD, [(3, 1, UINT8)]).write(0, "<I", NOON)
    for second in range(3000):
        fit.write(compressed(3, NOON + second), "<B", 100)
    records = only_part(fit.done()).tables["record"]
    np.testing.assert_array_equal(records.numbers("timestamp"), NOON + np.arange(3000))


def test_plain_and_compressed_headers_of_one_local_type_share_a_table() -> None:
    fit = Fit().define(1, RECORD, [(253, 4, UINT32), (3, 1, UINT8)]).write(1, "<IB", NOON, 100)
    fit.write(compressed(1, NOON + 4), "<IB", 0xFFFFFFFF, 101).write(1, "<IB", NOON + 6, 102)
    assert table(fit).numbers("timestamp").tolist() == [NOON, NOON + 4, NOON + 6]


def test_compressed_speed_and_distance_are_unpacked_and_counted_on() -> None:
    fit = Fit().define(0, RECORD, [(8, 3, BYTE)])
    steps = [(250, 160), (251, 4000), (252, 100), (253, 16)]
    for speed, distance in steps:  # 12 bits each, the lowest byte first: speed in 1/100 m/s, distance in 1/16 m
        fit.write(0, "3s", (speed | distance << 12).to_bytes(3, "little"))
    fit.write(0, "3s", b"\xff" * 3)
    records = table(fit)
    assert records.values("speed") == [2.5, 2.51, 2.52, 2.53, None]
    # 160/16 = 10; 4000/16 = 250; rolled over: (100 + 4096)/16 = 262.25; again: (16 + 8192)/16 = 513
    assert records.values("distance") == [10.0, 250.0, 262.25, 513.0, None]
    np.testing.assert_array_equal(records.numbers("distance"), [10.0, 250.0, 262.25, 513.0, np.nan])


def test_a_null_component_does_not_wipe_out_the_distance() -> None:
    """Here get_values() of fitparse loses the distance."""
    fit = Fit().define(0, RECORD, [(5, 4, UINT32), (8, 3, BYTE)]).write(0, "<I3s", 12345, b"\xff" * 3)
    assert table(fit).values("distance") == [123.45]


def test_cycles_accumulate_over_definitions() -> None:
    fit = Fit().define(0, RECORD, [(18, 1, UINT8)]).write(0, "<B", 250).write(0, "<B", 3)
    fit.define(0, RECORD, [(3, 1, UINT8), (18, 1, UINT8)]).write(0, "<BB", 99, 2)
    # 250; 3 + 256; 2 + 512. fitparse starts again at 0 with the new definition, FIT's own accumulator does not.
    assert table(fit).values("total_cycles") == [250, 259, 514]
    assert table(fit).values("cycles") == [250, 3, 2]


def test_components_also_fill_the_enhanced_field() -> None:
    fit = Fit().define(0, RECORD, [(6, 2, UINT16), (2, 2, UINT16)]).write(0, "<HH", 3000, 3000)
    records = table(fit)
    assert records.values("enhanced_speed") == [3.0]
    assert records.values("enhanced_altitude") == [100.0]  # 3000 / 5 - 500


def test_subfields_are_named_where_their_condition_holds() -> None:
    fit = Fit().define(0, EVENT, [(0, 1, ENUM), (3, 4, UINT32)]).write(0, "<BI", 0, 1).write(0, "<BI", 11, 3700)
    events = table(fit, "event")
    assert events.values("event") == ["timer", "battery"]
    assert events.values("data") == [1, 3700]
    assert events.values("timer_trigger") == ["auto", None]
    assert events.values("battery_level") == [None, 3.7]


def test_short_event_data_reaches_the_subfields_of_the_long_one() -> None:
    fit = Fit().define(0, EVENT, [(0, 1, ENUM), (2, 2, UINT16)]).write(0, "<BH", 0, 0)
    assert table(fit, "event").values("timer_trigger") == ["manual"]


def test_running_cadence_is_a_subfield_of_cadence() -> None:
    fit = Fit().define(0, SESSION, [(5, 1, ENUM), (18, 1, UINT8)]).write(0, "<BB", 1, 85).write(0, "<BB", 2, 90)
    sessions = table(fit, "session")
    assert sessions.values("avg_running_cadence") == [85, None]
    assert sessions.values("avg_cadence") == [85, 90]


def described(fit: Fit, number: int, base: int, name: bytes, units: bytes = b"") -> Fit:
    fit.define(
        9,
        FIELD_DESCRIPTION,
        [(0, 1, UINT8), (1, 1, UINT8), (2, 1, UINT8), (3, 16, STRING), (8, 16, STRING), (15, 1, UINT8)],
    )
    return fit.write(9, "<BBB16s16sB", 0, number, base, name, units, 0xFF)


def test_developer_fields_have_the_type_and_name_that_the_file_gives() -> None:
    fit = Fit().define(8, DEVELOPER_DATA_ID, [(3, 1, UINT8)]).write(8, "<B", 0)
    described(fit, 5, FLOAT32, b"Air Power", b"Watts")
    fit.define(0, RECORD, [(3, 1, UINT8)], developer=[(5, 4, 0)], order=">").write(0, ">Bf", 120, 8.5)
    part = only_part(fit.done())
    (field,) = part.developer_fields
    assert (field.index, field.number, field.name, field.units, field.native_field) == (
        0,
        5,
        "Air Power",
        "Watts",
        None,
    )
    assert part.tables["record"].values((0, 5)) == [8.5]
    assert part.tables["record"].values("heart_rate") == [120]


def test_a_description_holds_from_where_it_stands() -> None:
    fit = described(Fit(), 5, UINT8, b"a", b"")
    fit.define(0, RECORD, [], developer=[(5, 2, 0)]).write(0, "<BB", 1, 2)
    described(fit, 5, UINT16, b"b", b"")
    fit.define(0, RECORD, [], developer=[(5, 2, 0)]).write(0, "<BB", 1, 2)
    assert table(fit).values((0, 5)) == [(1, 2), 513]


def test_a_developer_field_without_description_is_bytes() -> None:
    fit = Fit().define(0, RECORD, [(3, 1, UINT8)], developer=[(5, 2, 0)]).write(0, "<BBB", 120, 1, 2)
    assert table(fit).values((0, 5)) == [(1, 2)]


def test_developer_fields_of_one_chained_file_are_unknown_to_the_next() -> None:
    first = described(Fit(), 5, UINT16, b"a", b"").define(0, RECORD, [], developer=[(5, 2, 0)]).write(0, "<H", 513)
    second = Fit().define(0, RECORD, [], developer=[(5, 2, 0)]).write(0, "<H", 513)
    parts = decode(first.done() + second.done()).parts
    assert [part.tables["record"].values((0, 5)) for part in parts] == [[513], [(1, 2)]]


def test_chained_files_are_separate_parts() -> None:
    fit = decode(run(3).done() + run(4).done(header=12))
    assert [len(part.tables["record"]) for part in fit.parts] == [3, 4]
    assert fit.warnings == ()
    assert [part.warnings for part in fit.parts] == [(), ()]


def test_bytes_behind_the_end_are_a_warning() -> None:
    fit = decode(run(3).done() + b"\0" * 83)
    assert len(fit.parts[0].tables["record"]) == 3
    assert fit.warnings == (f"83 bytes behind the end of the FIT data were not read (from byte {len(run(3).done())})",)


def test_a_wrong_checksum_is_a_warning() -> None:
    content = bytearray(run(3).done())
    content[-1] ^= 1
    part = only_part(bytes(content))
    assert len(part.tables["record"]) == 3
    assert "checksum" in part.warnings[0]


@pytest.mark.parametrize("crc", [True, False])
def test_a_header_without_length_is_read_to_the_end(crc: bool) -> None:  # noqa: FBT001 - a parameter of the test
    part = only_part(run(3).done(size=0, crc=crc))
    assert len(part.tables["record"]) == 3
    assert len(part.warnings) == 1
    assert "no length" in part.warnings[0]


def test_every_whole_message_before_a_cut_is_kept() -> None:
    whole, size = run(5), 1 + 4 + 1 + 4
    content = whole.done()
    first = len(content) - 2 - 5 * size
    for cut in range(14, len(content)):
        part = only_part(content[:cut])
        records = part.tables["record"].values("heart_rate") if "record" in part.tables else []
        kept = max(0, min(5, (cut - first) // size))
        assert records == [100, 101, 102, 103, 104][:kept]
        assert len(part.warnings) == (cut < len(content) - 2)


def test_a_message_without_definition_ends_the_file_there() -> None:
    fit = run(3)
    fit.write(7, "<B", 1)
    part = only_part(fit.done())
    assert len(part.tables["record"]) == 3
    assert "has no definition" in part.warnings[0]


def test_a_definition_that_is_cut_off_ends_the_file_there() -> None:
    fit = run(3)
    fit.body += bytes([0x40, 0, 0, 20, 0, 9, 1, 2])
    part = only_part(fit.done())
    assert len(part.tables["record"]) == 3
    assert "definition" in part.warnings[0]


@pytest.mark.parametrize("content", [b"", b"<gpx/>", b"\x0e\x10\xd9\x07\0\0\0\0.FI", bytes(100)])
def test_what_is_no_fit_file_is_refused(content: bytes) -> None:
    with pytest.raises(FileError, match="no FIT file"):
        decode(content)


def test_attacks_are_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(walk, "MAX_LAYOUTS", 5)
    fit = Fit()
    for size in range(1, 9):
        fit.define(0, RECORD, [(99, size, BYTE)]).write(0, f"{size}s", b"")
    assert "too many different definitions" in only_part(fit.done()).warnings[0]
    monkeypatch.setattr(walk, "MAX_RUNS", 6)
    fit = Fit().define(0, RECORD, [(3, 1, UINT8)]).define(1, EVENT, [(0, 1, ENUM)])
    for number in range(8):
        fit.write(number % 2, "<B", 1)
    part = only_part(fit.done())
    assert "too many single messages" in part.warnings[0]
    assert len(part.tables["record"]) + len(part.tables["event"]) == 4


def test_more_messages_than_any_recording_has_are_refused() -> None:
    body = bytes(Fit().define(0, LAP, []).body) + bytes(4_000_001)  # messages of one byte, the header 0x00
    content = struct.pack("<BBHI4s", 12, 0x10, 0, len(body), b".FIT") + body
    with pytest.raises(UnsafeFileError, match="messages"):
        decode(content)
