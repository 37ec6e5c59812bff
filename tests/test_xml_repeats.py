"""Rows that repeat are read at once: what comes out is what the parser gives row by row, whatever the file holds."""

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from runrisk.errors import FileError
from runrisk.importers.formats.xml_guard import GuardedXml
from runrisk.importers.formats.xml_points import TrackPoints, read_points
from runrisk.importers.formats.xml_repeats import BATCH_BYTES, LEAST_BYTES, RepeatedRows

COLUMNS = {"lat": "lat_deg", "lon": "lon_deg", "ele": "altitude_m", "hr": "heart_rate_bpm", "cad": "cadence_spm"}
NAMES = {"row": "trkpt", "root": "gpx", "time": "time", "entries": tuple(COLUMNS)}
POINTS = RepeatedRows(parent="trkseg", **NAMES)
NONE = RepeatedRows(parent="nothing", **NAMES)
"""Reads no rows itself: none lie in an element of this name."""

ELE, HR = "<ele>{ele}</ele>", "<extensions>\n<n3:E><n3:hr>{hr}</n3:hr>\n</n3:E></extensions>"
CAD = "<extensions><n3:E><n3:cad>{hr}</n3:cad></n3:E></extensions>"
KINDS = ("", ELE, HR, ELE + "\n" + HR, ELE + CAD)


def row(number, inside=ELE + HR, *, time="2026-05-01T06:{m:02}:{s:02}Z", lat="48.{n:05}", end="\n"):
    values = {
        "n": number,
        "m": number // 60 % 60,
        "s": number % 60,
        "ele": f"{500 - number}.25",
        "hr": 100 + number % 90,
    }
    text = f'<trkpt lat="{lat}" lon="-16.4{{n:04}}">\n<time>{time}</time>{inside}</trkpt>{end}'
    return text.format(**values)


def file_of(*segments, head="", begin='<?xml version="1.0"?>\n'):
    parts = "".join(f"<trkseg>\n{segment}</trkseg>\n" for segment in segments)
    return f"{begin}<gpx creator='one' xmlns:n3='x'>{head}<trk><name>one</name>\n{parts}</trk></gpx>".encode()


def rows(count=120, **facts):
    return "".join(row(number, **facts) for number in range(count))


def read(content, repeats):
    """All that is found, or the error."""
    starts, texts, points = [], [], TrackPoints("time", COLUMNS)
    on_start = {"trkseg": lambda _: starts.append(points.count + len(xml.rows))}
    on_end = {"name": texts.append}
    xml = GuardedXml(
        file="a.gpx", roots=("gpx",), on_start=on_start, on_end=on_end, row="trkpt", keep={"time", *COLUMNS}
    )
    try:
        read_points(xml, points, repeats, content, "a.gpx")
    except FileError as error:
        return str(error)
    table = points.table(starts)
    columns = {name: column.tobytes() for name, column in table.columns.items()}
    told = (points.naive, points.offset_s, xml.broken, xml.damaged_text, texts)
    return columns, table.utc.tobytes(), table.groups.tolist(), told


def assert_same(content):
    assert read(content, POINTS) == read(content, NONE)


def batch_of(text):
    """What is read at once of some rows; None where they are left to the parser."""
    return POINTS.read(text.encode())


class Told(RepeatedRows):
    """Tells how many rows it read."""

    def read(self, batch):
        found = super().read(batch)
        COUNTS.append(0 if found is None else len(found))
        return found


COUNTS = []


def at_once(content):
    """How many rows were read without the parser."""
    COUNTS.clear()
    read(content, Told(parent="trkseg", **NAMES))
    return sum(COUNTS)


# What is read at once


def test_nearly_all_rows_are():
    content = file_of(rows(200), rows(200))
    assert content.count(b"<trkpt", 1024) == at_once(content)
    assert at_once(file_of(rows(), rows(), head=f"<desc><![CDATA[{rows()}]]></desc>")) == 120
    assert at_once(file_of(rows(), head="<name>größer</name>")) > 100


def test_a_batch_gives_numbers_and_times():
    found = batch_of(row(0) + row(61, "", time="2026-05-01T06:{m:02}:{s:02}.5Z") + row(2, ELE))
    assert found.numbers["lat"].tolist() == [48.0, 48.00061, 48.00002]
    assert found.numbers["lon"].tolist() == [-16.4, -16.40061, -16.40002]
    np.testing.assert_array_equal(found.numbers["ele"], [500.25, np.nan, 498.25])
    np.testing.assert_array_equal(found.numbers["hr"], [100, np.nan, np.nan])
    assert "cad" not in found.numbers
    assert [str(time) for time in found.utc] == [
        "2026-05-01T06:00:00.000000",
        "2026-05-01T06:01:01.500000",
        "2026-05-01T06:00:02.000000",
    ]


@pytest.mark.parametrize(
    ("time", "micros"),
    [
        ("1970-01-01T00:00:00Z", 0),
        ("1970-01-01T23:59:59.999999Z", 86_399_999_999),
        ("2096-02-29T00:00:00.1Z", 3_981_312_000_100_000),
        ("2099-12-31T00:00:00Z", 4_102_358_400_000_000),
    ],
)
def test_times_to_the_microsecond(time, micros):
    assert batch_of(row(0, time=time)).utc.astype(int).tolist() == [micros]


@pytest.mark.parametrize(
    "time",
    [
        *("1969-12-31T23:59:59Z", "2100-01-01T00:00:00Z", "2026-02-29T00:00:00Z", "2026-05-01T24:00:00Z"),
        *("2026-05-01T06:60:00Z", "2026-05-01T06:00:60Z", "2026-05-01T06:00:00.1234567Z", "2026-05-01T06:00:00.Z"),
        *("2026-05-01T6:00:00Z", "2026-05-01T06:0:00Z", "2026-05-01T06:00:3.5Z", "20260501T06:00:00Z", "", "x"),
        *("2026-05-01T06:00:00+02:00", "2026-05-01T06:00:00", "2026-05-01 06:00:00Z", " 2026-05-01T06:00:00.-5Z"),
        *("2026-05-01T06:00:0012Z", "2026-05-01T-6:00:00Z", "2026-W20-1T06:00:00Z"),
    ],
)
def test_other_times_are_left_to_the_parser(time):
    assert batch_of(row(0) + row(1, time=time)) is None
    assert_same(file_of(rows(60) + row(60, time=time) + rows(60)))


ODD = {
    "empty": row(0, "<ele></ele>"),
    "exponent": row(0, "<ele>1e2</ele>"),
    "two in one": row(0, "<ele>4 5</ele>"),
    "two dots": row(0, "<ele>4.5.6</ele>"),
    "minus inside": row(0, "<ele>4-5</ele>"),
    "plus": row(0, "<ele>+4</ele>"),
    "no number": row(0, "<ele>none</ele>"),
    "comment": row(0, "<!-- 7 --><ele>4</ele>"),
    "comment with dashes": row(0, "<!-- 7--8 --><ele>4</ele>"),
    "comment with more dashes": row(0, "<!-- > 7--8 --><ele>4</ele>"),
    "instruction": row(0, "<?x 7?><ele>4</ele>"),
    "cdata": row(0, "<ele><![CDATA[4]]></ele>"),
    "reference": row(0, "<ele>&#52;</ele>"),
    "unknown reference": row(0, "<ele>&four;</ele>"),
    "text before": row(0, "5<ele>4</ele>"),
    "text between": row(0, "<ele>4</ele>5<hr>6</hr>"),
    "within": row(0, "<hr><ele>4</ele></hr>"),
    "closed at once": row(0, "<ele/><hr>6</hr>"),
    "not closed": row(0, "<ele>4<hr>6</hr>"),
    "closed otherwise": row(0, "<n3:hr>4</n4:hr>"),
    "closed otherwise, else as all": row(0).replace("</n3:hr>", "</n4:hr>"),
    "named otherwise, else as all": row(0).replace("n3:hr>", "n4:hr>"),
    "a name with a number first": row(0, "<3n:hr>4</3n:hr>"),
    "number in a tag": row(0, "<ele 4>4</ele>"),
    "number beside the attributes": row(0, lat='48.1" 5'),
    "greater": row(0, "<ele>4>5</ele>"),
    "end of cdata": row(0, "<cmt>4]]>5</cmt>"),
    "other quotes": row(0).replace('"', "'"),
    "both quotes": row(0, '<link href="x" b=\'"4\'/>'),
    "an attribute twice behind a quote": row(0, '<a b=\'"\' c4="x" c4="y"/>'),
    "twice": row(0, "<hr>4</hr><hr>5</hr>"),
    "an attribute twice": row(0).replace("lon=", "lat="),
    "inside each other": row(0, row(1)),
    "much inside": row(0, "<a>1</a>" * 70),
    "another name": row(0).replace("trkpt", "trkptx"),
    "another prefix": row(0).replace("trkpt", "g:trkpt"),
    "a control character": row(0, "<ele>4\x015</ele>"),
    "no ASCII": row(0, "<cmt>größer 5</cmt>"),
    "underscore": row(0, "<ele>4_5</ele>"),
    "other row ends": row(0, end="\r\n\r\n"),
    "text behind": row(0, end="text 5"),
    "a number behind": row(0, end="5"),
    "time twice": row(0, "<time>2026-05-01T07:00:00Z</time>"),
    "an end too many": row(0, "</ele>"),
    "infinite": row(0, "<ele>-.</ele>"),
}


@pytest.mark.parametrize("odd", ODD.values(), ids=ODD)
@pytest.mark.parametrize("place", ["first", "middle", "last", "all"])
def test_whatever_stands_in_a_row_is_read_as_the_parser_reads_it(odd, place):
    many = rows(60)
    content = {
        "first": odd + many + many,
        "middle": many + odd + many,
        "last": many + many + odd,
        "all": 40 * odd,
    }
    assert_same(file_of(content[place]))


AROUND = {
    "comment": f"<!-- {rows()} -->",
    "cdata": f"<desc><![CDATA[ {rows()} ]]></desc>",
    "cdata inside": f"<trkseg><desc><![CDATA[ {rows()} ]]></desc></trkseg>",
    "cdata alone": f"<trkseg><![CDATA[ {rows()} ]]></trkseg>",
    "open row": f'<trkseg><trkpt lat="1" lon="2">{rows()}',
    "element": f"<rte>{rows()}</rte>",
    "nothing": f"{rows()}",
    "open comment": f"<trkseg><!-- {rows()}",
    "open tag": f"<trkseg><name {rows()}",
    "open text": f"<trkseg><name>{rows()}",
    "instruction": f"<trkseg><?x {rows()} ?></trkseg>",
}


@pytest.mark.parametrize("around", AROUND.values(), ids=AROUND)
def test_what_looks_like_rows_and_is_none(around):
    assert_same(file_of(rows(), head=around))
    assert_same(file_of(rows(90) + around + rows(90)))


@pytest.mark.parametrize("segments", [[2], [130, 1, 0, 140], [30, 30, 30], [120] * 4])
def test_segments_begin_where_they_do(segments):
    content = file_of(*(rows(count) for count in segments))
    assert read(content, POINTS)[2] == np.repeat(np.arange(len(segments)) + 1, segments).tolist()
    assert_same(content)


def test_more_than_a_batch():
    content = file_of("".join(row(number, KINDS[number % 5]) for number in range(3 * BATCH_BYTES // 120)), rows(50))
    assert len(content) > 2 * BATCH_BYTES
    assert_same(content)


def test_a_row_longer_than_a_batch():
    assert_same(file_of(rows(90) + row(0, f"<cmt>{'1 ' * BATCH_BYTES}</cmt>") + rows(90)))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "latin-1"])
def test_encodings(encoding):
    named = "latin-1" if encoding == "latin-1" else "utf-8"
    text = file_of(rows(), head="<name>Läufe</name>", begin=f'<?xml version="1.0" encoding="{named}"?>').decode()
    assert_same(text.encode(encoding))


def test_a_cut_off_letter_before_the_rows():
    assert_same(file_of(rows()).replace(b"<trkseg>", b"<trkseg>\xc3"))
    assert_same(b" " * 2000 + file_of(rows()))


def test_the_line_of_an_error_counts_the_rows_that_were_passed_over():
    content = file_of(rows()) + b"\n<more>"
    assert read(content, POINTS)[3][2] == f"line {content.count(bytes([10])) + 1}: junk after document element"
    assert_same(content)
    assert_same(file_of(rows() + "</wrong>" + rows()))
    entities = file_of(rows()).replace(b"</trkseg>", b"</trkseg>" + b"<x>" * 70)
    assert "elements inside each other" in read(entities, POINTS)
    assert_same(entities)


@pytest.mark.parametrize("share", [0.2, 0.5, 0.77, 0.98])
def test_a_file_that_breaks_off(share):
    content = file_of(rows(200), rows(200))
    assert_same(content[: int(share * len(content))])


def test_few_rows_are_not_worth_it():
    long = (rows() * 2)[:LEAST_BYTES]
    first, last = POINTS.batch(file_of(long), 0)
    assert first == last
    content = file_of(rows())
    first, last = POINTS.batch(content, 0)
    assert content[first:last] == rows().strip().encode()


# Whatever is in a file


@st.composite
def files(draw):
    """Rows of some kinds, one of them drawn by hand, and some bytes changed anywhere."""
    number = st.one_of(
        st.floats(allow_nan=True, allow_infinity=True).map(str),
        st.decimals(-999, 999, places=9).map(str),
        st.text(max_size=4),
    )
    kinds = draw(st.lists(st.sampled_from(KINDS), min_size=1, max_size=3))
    odd = draw(st.lists(number, min_size=2, max_size=2))
    inside = f"<ele>{odd[0]}</ele>".replace("{", "").replace("}", "")
    lat = odd[1].replace("{", "").replace("}", "")
    many = [row(at, kinds[at % len(kinds)]) for at in range(90)]
    many[draw(st.integers(0, 89))] = row(3, inside, lat=lat)
    content = bytearray(file_of("".join(many), "".join(many[:50])))
    for _ in range(draw(st.integers(0, 2))):
        at = draw(st.integers(0, len(content) - 1))
        content[at : at + draw(st.integers(0, 3))] = draw(st.sampled_from([b"<", b">", b"/", b'"', b"5", b"\n", b"]]>", b"&", b"-", b"\xff", b"", b"T", b" ", b":", b"<!--", b"trkpt", b"</"]))  # fmt: skip
    return bytes(content)


@settings(max_examples=150)
@given(files())
@example(file_of(rows()))
def test_any_file_is_read_as_the_parser_reads_it(content):
    assert_same(content)
