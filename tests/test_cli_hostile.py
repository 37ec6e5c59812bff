"""Hostile files from end to end: every command says what is wrong in a line, and nothing in a name is ever obeyed."""

import csv
import io
import json
import re
import struct
import tempfile
import zipfile
import zlib
from collections import Counter
from datetime import UTC, datetime, timedelta
from html.parser import HTMLParser
from pathlib import Path
from xml.sax.saxutils import escape

import pytest
from click.testing import CliRunner

from library_builders import fit_file
from runrisk.cli import cli

NAMES = (
    "<script>alert(1)</script>",
    "</title></style><img src=x onerror=alert(1)>",
    "$\\frac{1$",
    "[/]oops",
    "[link=file:///etc/passwd]x[/link]",
    '=HYPERLINK("http://x.example","y")',
    "@SUM(1+9)*cmd|' /C calc'!A0",
    "{{ 7*7 }}{% raw %}",
    "# heading | [a](javascript:alert(1))",
    "evil\u202etxt.exe",
    "\u200btagged\U000e0041\ufeff",
    "\u8dd1\u6b65 \U0001f3c3\u200d\u2642\ufe0f run",
    "\u05e9\u05dc\u05d5\u05dd",
    "two\nlines",
    "e" * 5_000,
)
FORBIDDEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\U000e0000-\U000e007f]"
)


def run(*words):
    """Run a command in this process; whatever happens, it is no crash."""
    done = CliRunner().invoke(cli, [str(word) for word in words])
    assert done.exception is None or isinstance(done.exception, SystemExit), (words, done.exception)
    assert not FORBIDDEN.search(done.output), words
    return done


def gpx(name, day=0):
    """Ten minutes up a street, ever a little longer, under some name."""
    start = datetime(2026, 3, 2, 17, 30, tzinfo=UTC) + timedelta(days=day)
    points = "".join(
        f'<trkpt lat="{48.2 + second * (3e-5 + day * 1e-6):.7f}" lon="16.3">'
        f"<time>{start + timedelta(seconds=second):%Y-%m-%dT%H:%M:%SZ}</time></trkpt>"
        for second in range(0, 600, 10)
    )
    head = f"<trk><name>{escape(name)}</name><type>running</type>"
    return f'<gpx creator="x" xmlns="http://www.topografix.com/GPX/1/1">{head}<trkseg>{points}</trkseg></trk></gpx>'


@pytest.fixture
def named(tmp_path):
    """Runs with evil titles in files with evil names."""
    folder = tmp_path / "runs"
    folder.mkdir()
    for number, name in enumerate(NAMES):
        (folder / f"{number} {name.replace('/', '_')[:60]}.gpx").write_text(gpx(name, number), encoding="utf-8")
    with zipfile.ZipFile(folder / "all.zip", "w") as archive:
        for number, name in enumerate(["\x1b]0;title\x07", *NAMES[:5], "a\x00b"], 20):
            archive.writestr(f"../../{name}.gpx", gpx("", number))
        archive.writestr("\x1b[2J[red]broken[/red].gpx", "<gpx><trk>")
    return folder


class Tags(HTMLParser):
    """The tags of a page and what is asked to be fetched or run by them."""

    def __init__(self, page):
        super().__init__()
        self.tags, self.attributes = Counter(), set()
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        self.tags[tag] += 1
        self.attributes |= {name for name, _ in attrs}


def test_evil_names_are_shown_and_never_obeyed(named, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert run("import", named).exit_code == 3
    json.loads(run("import", named, "--json").stdout)
    run("edit", json.loads(run("activities", "--json").stdout)["activities"][0]["id"], "--shoe", NAMES[0])
    listed = run("activities")
    assert len(listed.stdout.splitlines()) == 1 + len(NAMES) + 7
    assert NAMES[0] in listed.stdout
    assert run("check", "--all").exit_code == 0
    for words in (
        ["sides"],
        ["budget"],
        ["duplicates"],
        ["explain", "hip"],
        ["physio"],
        ["report", "--format", "text"],
    ):
        assert run(*words).exit_code == 0
    run("report", "--all", "--include-locations")
    pages = {name: Tags(Path(f"runrisk-{name}.html").read_text(encoding="utf-8")) for name in ("report", "physio")}
    own = {"report": 1, "physio": 0}  # the filter and the script that works it
    for name, page in pages.items():
        assert (page.tags["script"], page.tags["form"]) == (own[name], own[name])
        assert not page.tags.keys() & {"img", "iframe", "object", "embed", "base"}
        assert not {name for name in page.attributes if name.startswith("on")}
    markdown = run("report", "--all", "--format", "md").stdout
    assert not re.search(r"<(script|img)|\]\(javascript:", markdown)


def test_no_cell_of_a_csv_is_a_formula(named, tmp_path):
    run("import", named)
    run("export", tmp_path / "back")
    texts = [run("activities", "--csv").stdout, *(file.read_text() for file in (tmp_path / "back").glob("*.csv"))]
    cells = [cell for text in texts for row in csv.reader(io.StringIO(text)) for cell in row]
    assert any(cell.startswith("'=HYPERLINK") for cell in cells)
    assert [cell for cell in cells if cell[:1] in tuple("=+@\t\r") or re.match(r"-[^\d.]", cell)] == []


def bomb(folder):
    with zipfile.ZipFile(folder / "bomb.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("zeros.fit", bytes(60 << 20))
    return "times its size"


def climbing(folder):
    with zipfile.ZipFile(folder / "climb.zip", "w") as archive:
        archive.writestr("../../climbed.gpx", "<gpx>")
        archive.writestr("/absolute.gpx", "<gpx>")
    return "climb.zip: climbed.gpx"


def linked(folder):
    (folder / "link.fit").symlink_to("/etc/passwd")
    (folder / "loop").symlink_to(folder, target_is_directory=True)
    return "a link"


def crowded(folder):
    """A zip of 200,001 members, made without writing each: one local file, as many lines in the table of contents."""
    name, header = b"a.fit", struct.Struct("<IHHHHHHIIIHHHHHII")
    line = header.pack(0x02014B50, 20, 20, 0, 0, 0, 0, 0, 0, 0, len(name), 0, 0, 0, 0, 0, 0) + name
    local = struct.pack("<IHHHHHIIIHH", 0x04034B50, 20, 0, 0, 0, 0, 0, 0, 0, len(name), 0) + name
    count = 200_001
    size = len(line) * count
    zip64 = struct.pack("<IQHHIIQQQQ", 0x06064B50, 44, 45, 45, 0, 0, count, count, size, len(local))
    where = struct.pack("<IIQI", 0x07064B50, 0, len(local) + size, 1)
    end = struct.pack("<IHHHHIIH", 0x06054B50, 0, 0, 0xFFFF, 0xFFFF, size, len(local), 0)
    (folder / "crowd.zip").write_bytes(local + line * count + zip64 + where + end)
    return "50,000 files"


def locked(folder):
    content = zlib.compress(b"secret")[2:-4]
    with zipfile.ZipFile(folder / "locked.zip", "w") as archive:
        archive.writestr("run.fit", content)
    made = bytearray((folder / "locked.zip").read_bytes())
    for signature, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = made.index(signature)
        made[place + at] |= 1  # encrypted
        made[place + at + 2 : place + at + 4] = (99).to_bytes(2, "little")  # AES
    (folder / "locked.zip").write_bytes(made)
    return "password"


def laughing(folder):
    lines = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 9))
    (folder / "laughs.gpx").write_text(f'<?xml version="1.0"?><!DOCTYPE gpx [<!ENTITY l0 "ha">{lines}]><gpx>&l8;</gpx>')
    return "laughs.gpx"


def leaking(folder):
    (folder / "leak.tcx").write_text(
        '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
        "<TrainingCenterDatabase><Activities><Activity><Notes>&e;</Notes></Activity></Activities></TrainingCenterDatabase>"
    )
    return "leak.tcx"


def nested(folder):
    (folder / "deep.gpx").write_text("<gpx>" + "<a>" * 200_000)
    return "deep.gpx"


ATTACKS = [bomb, climbing, linked, crowded, locked, laughing, leaking, nested]


@pytest.mark.parametrize("attack", ATTACKS, ids=lambda attack: attack.__name__)
def test_an_attack_costs_itself_and_says_so(attack, tmp_path, monkeypatch):
    folder = tmp_path / "runs"
    folder.mkdir()
    (folder / "good.fit").write_bytes(fit_file(0))
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    told = attack(folder)
    before = {path.name for path in tmp_path.iterdir()}
    done = run("import", folder, "--jobs", "1")
    assert done.exit_code in {0, 3}
    assert told in done.stdout
    assert "root:" not in done.stdout
    assert [line.split()[:2] for line in done.stdout.splitlines()][1] == ["imported", "1"]
    assert {path.name for path in tmp_path.iterdir()} == before
    seen = run("activities", folder)
    assert seen.exit_code == done.exit_code
    assert len(seen.stdout.splitlines()) == 2
    assert run("check").exit_code == 0
