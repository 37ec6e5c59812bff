"""The guarded parser: what it refuses, that nothing kills the process, and that pieces of any size give the same."""

import subprocess
import sys
from collections.abc import Iterable

import pytest

from runrisk.errors import FileError, UnsafeFileError
from runrisk.importers.formats.xml_encoding import encoding_of
from runrisk.importers.formats.xml_guard import MAX_DEPTH, MAX_NAMES, MAX_PROLOG, MAX_TEXT, GuardedXml

APPLE = b"""<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE HealthData [
<!-- HealthKit Export Version: 11 -->
<!ELEMENT HealthData (ExportDate,Me,(Record|Workout)*)>
<!ATTLIST HealthData locale CDATA #REQUIRED>
<!ATTLIST Workout duration CDATA #IMPLIED unit CDATA "%s">
]>
<HealthData locale="de_DE">
 <Workout duration="30"><MetadataEntry key="HKIndoorWorkout" value="1"/></Workout>
 <Workout duration="31"/>
</HealthData>
""" % (b"m" * 1000)


class Seen:
    """A parser that notes what it is called with."""

    def __init__(self, root: str = "gpx", row: str = "") -> None:
        self.calls: list[tuple[str, str, object]] = []
        names = ("gpx", "name", "Workout", "MetadataEntry")
        self.xml = GuardedXml(
            file="run.gpx",
            roots=(root,),
            on_start={name: lambda attributes, name=name: self.note(name, attributes) for name in names},
            on_end={name: lambda text, name=name: self.note(name, text) for name in names},
            row=row,
            keep=("hr",),
        )

    def note(self, name: str, what: object) -> None:
        self.calls.append((name, self.xml.parent, what))

    def read(self, pieces: Iterable[bytes]) -> "Seen":
        for piece in pieces:
            self.xml.feed(piece)
        self.xml.close()
        return self


def test_handlers_see_local_names_parents_attributes_and_texts() -> None:
    seen = Seen().read([b'<a:gpx xmlns:a="u" v="1"><b><a:name> x &amp; <![CDATA[y]]> </a:name></b></a:gpx>'])
    assert seen.calls == [
        ("gpx", "", {"xmlns:a": "u", "v": "1"}),
        ("name", "b", {}),
        ("name", "b", "x & y"),
        ("gpx", "", ""),
    ]


def test_a_row_is_its_attributes_and_kept_texts() -> None:
    content = b'<gpx><name>a</name><p lat="1"><name>b</name><x><n:hr> 150 </n:hr><hr/></x></p><p/><name>c</name></gpx>'
    seen = Seen(row="p").read([content])
    assert seen.xml.rows == [{"lat": "1", "hr": ""}, {}]
    assert [what for name, _, what in seen.calls if name == "name"] == [{}, "a", {}, "c"]


@pytest.mark.parametrize("size", [1, 2, 7, 1000])
def test_pieces_of_any_size_give_the_same(size: int) -> None:
    whole = Seen("HealthData").read([APPLE])
    pieces = Seen("HealthData").read(APPLE[at : at + size] for at in range(0, len(APPLE), size))
    assert whole.calls == pieces.calls
    assert whole.calls.count(("Workout", "HealthData", {"duration": "30"})) == 1
    assert whole.xml.broken is None


def test_an_internal_dtd_passes_without_its_default_values() -> None:
    calls = Seen("HealthData").read([APPLE]).calls
    assert ("Workout", "HealthData", {"duration": "31"}) in calls
    assert ("MetadataEntry", "Workout", {"key": "HKIndoorWorkout", "value": "1"}) in calls


@pytest.mark.parametrize("size", [1, 5, 1000])
@pytest.mark.parametrize(
    "declared",
    [
        "<!ATTLIST Workout duration CDATA #IMPLIED\n<!ELEMENT Me EMPTY>\n",  # Apple since iOS 16: no ">" at its end
        " a ] b ] <!-- c -- d -->",
        "",
    ],
)
def test_a_broken_internal_dtd_is_skipped_and_lines_keep_their_numbers(declared: str, size: int) -> None:
    text = f"<?xml version='1.0'?><!-- [ -->\n<!DOCTYPE HealthData [\n{declared}] >\n<HealthData><Workout a='1'/>"
    content = text.encode()
    seen = Seen("HealthData").read(content[at : at + size] for at in range(0, len(content), size))
    assert ("Workout", "HealthData", {"a": "1"}) in seen.calls
    assert seen.xml.broken == f"line {text.count(chr(10)) + 1}: no element found"


def test_only_one_doctype_is_looked_into() -> None:
    with pytest.raises(FileError, match="not an XML file"):
        Seen().read([b'<!DOCTYPE gpx [ ]><!DOCTYPE gpx [<!ENTITY x "y">]><gpx/>'])


BOMB = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 6))
UNSAFE = {
    "entities": f'<!DOCTYPE gpx [<!ENTITY e0 "ha">{BOMB}]><gpx><name>&e5;</name></gpx>',
    "declares entities": '<!DOCTYPE gpx [<!ENTITY x SYSTEM "file:///etc/passwd">]><gpx><name>&x;</name></gpx>',
    "declares": '<!DOCTYPE gpx [<!ENTITY % x SYSTEM "http://127.0.0.1:9/x">%x;]><gpx/>',
    "another file (external DTD)": '<!DOCTYPE gpx SYSTEM "http://127.0.0.1:9/gpx.dtd"><gpx/>',
    "external DTD": '<!DOCTYPE gpx PUBLIC "-//X" "file:///etc/passwd"><gpx/>',
    "inside each other": "<gpx>" + "<a>" * MAX_DEPTH,
    "in one <p>": "<gpx><p>" + "<a>" * 70 + "</a>" * 70 + "</p></gpx>",
    "> elements inside each other": "<gpx><p><p></p></p></gpx>",
    "longer than": "<gpx><name>" + "x" * (MAX_TEXT + 100_000),
    "a text or tag": '<gpx><name x="' + "x" * (MAX_TEXT + 100_000),
    "text or tag longer": "<gpx><!--" + "x" * (MAX_TEXT + 100_000),
    "before the first element": "<!-- x -->" * (MAX_PROLOG // 10 + 10_000) + "<gpx/>",
    "before the first": "<!DOCTYPE gpx [" + "<!ELEMENT a EMPTY>" * (MAX_PROLOG // 18 + 10_000),
    "file declares": '<!DOCTYPE gpx [<!ATTLIST a b CDATA <!ENTITY x "y">]><gpx/>',
    "to another file": "<!DOCTYPE gpx SYSTEM 'a>b' [<!ENTITY x 'y'>]><gpx/>",
    "different names": "<gpx>" + "".join(f"<a{n}/>" for n in range(MAX_NAMES + 1000)) + "</gpx>",
}


@pytest.mark.parametrize(("problem", "text"), UNSAFE.items(), ids=list(UNSAFE))
def test_what_could_harm_is_refused(problem: str, text: str) -> None:
    with pytest.raises(UnsafeFileError) as caught:
        Seen(row="p").read([text.encode()])
    error = caught.value
    assert problem in error.problem
    assert (error.file, error.place.split()[0]) == ("run.gpx", "line")
    assert error.cure


def test_the_deepest_allowed_nesting_passes() -> None:
    inner = MAX_DEPTH - 1  # the root is the 64th
    assert Seen().read([b"<gpx>" + b"<a>" * inner + b"</a>" * inner + b"</gpx>"]).xml.broken is None


def test_a_long_tag_is_refused_before_it_is_read_again_and_again() -> None:
    """Old expats scan an unfinished tag anew with every piece: 100 MB of it would take hours."""
    seen = Seen()
    seen.xml.feed(b'<gpx><name x="')
    for _ in range(MAX_TEXT // 65_536):
        seen.xml.feed(b"x" * 65_536)
    with pytest.raises(UnsafeFileError, match="longer than"):
        seen.xml.feed(b"x" * 65_536)


@pytest.mark.parametrize("before", ["", "<trk><trkseg><trkpt lat='1' lon='1'>"])
def test_200_000_nested_elements_leave_the_process_alive(before: str) -> None:
    code = f"""
from runrisk.errors import UnsafeFileError
from runrisk.importers.formats.gpx import read_gpx
from runrisk.importers.formats.tcx import read_tcx
deep = "<a>" * 200_000 + "</a>" * 200_000
for read, root in ((read_gpx, "gpx"), (read_tcx, "TrainingCenterDatabase")):
    try:
        read(("<" + root + ">" + {before!r} + deep).encode(), "deep.xml")
    except UnsafeFileError as error:
        print(error)
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False, timeout=60)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.count("more than 64 elements") == 2


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"", "the file is empty"),
        (b" \n\t ", "the file is empty"),
        (b"\x00\x01\x02\x03", "the file is empty"),
        (b"hello", "not an XML file"),
        (b"<!DOCTYPE html><html><body>Sign in</body></html>", "a web page, not gpx"),
        (b"<html><body>", "a web page"),
        (b"<kml/>", "XML of another kind (<kml>), not gpx"),
    ],
)
def test_what_is_no_gpx_is_said_to_be_so(content: bytes, problem: str) -> None:
    with pytest.raises(FileError, match=problem.replace("(", r"\(").replace(")", r"\)")) as caught:
        Seen().read([content])
    assert not isinstance(caught.value, UnsafeFileError)
    assert caught.value.file == "run.gpx"


@pytest.mark.parametrize(
    "encoding",
    ["UTF-8", "UTF-16", "ISO-8859-1", "windows-1252", "ISO-8859-15", "Shift_JIS", "GB18030", "EUC-KR", "KOI8-R"],
)
def test_declared_encodings_are_read(encoding: str) -> None:
    name = {"Shift_JIS": "朝ラン", "GB18030": "晨跑", "EUC-KR": "달리기", "KOI8-R": "Бег"}.get(encoding, "Läufchen é")
    content = f'<?xml version="1.0" encoding="{encoding}"?>\n<gpx><name>{name}</name></gpx>'.encode(encoding)
    seen = Seen().read([content])
    assert ("name", "gpx", name) in seen.calls
    assert not seen.xml.damaged_text


@pytest.mark.parametrize(
    ("head", "codec"),
    [
        (b"\xef\xbb\xbf<gpx>", "utf-8"),
        (b"\xff\xfe<\0", "utf-16"),
        (b"<\0g\0", "utf-16-le"),
        (b"\0<\0g", "utf-16-be"),
        (b"<?xml version='1.0' encoding='UTF-16'?>", "utf-8"),  # readable as ASCII, so it cannot be
        (b"<?xml version='1.0' encoding='zlib'?>", "utf-8"),
        (b"<?xml version='1.0' encoding='idna'?>", "utf-8"),
        (b"<?xml version='1.0' encoding='klingon'?>", "utf-8"),
    ],
)
def test_encoding_is_told_from_the_first_bytes(head: bytes, codec: str) -> None:
    assert encoding_of(head) == codec


def test_leading_blanks_marks_controls_and_stray_bytes_do_no_harm() -> None:
    content = b'\n \t\xef\xbb\xbf <?xml version="1.0"?><gpx><name>M\x00\x07u\xffnich</name></gpx>'
    seen = Seen().read([content])
    assert ("name", "gpx", "Mu\ufffdnich") in seen.calls
    assert seen.xml.damaged_text


def test_a_file_that_breaks_off_says_where() -> None:
    seen = Seen().read([b"<gpx>\n<name>a</name>\n<name>b"])
    assert seen.calls[-1] == ("name", "gpx", {})
    assert seen.xml.broken == "line 3: no element found"
    seen.xml.feed(b"</name></gpx>")
    assert seen.xml.broken == "line 3: no element found"
