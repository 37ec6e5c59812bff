"""What a library says after one bit of one of its files turned over.

    python benchmarks/bit_rot.py [--every N]

A library of three runs, what was told, a copy of the database and an export; then one bit of each Nth byte (default 16, the
bit changes from byte to byte) is turned, and everything is read: runs, samples, paths, minutes, journal, import log.

    same     nothing else came out: the byte means nothing, or what it belongs to was taken anew
    said     a sentence said what is damaged
    silent   something else came out, and nobody said so

`verified` counts how many of them `doctor --verify` names too. Two swapped samples files come last. Wanted:
silent 0. Not here: the write-ahead log that a killed program leaves for the next one; SQLite gives up its end at the
first byte that is wrong, and so what was told last.
"""

import argparse
import hashlib
import shutil
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import fields
from datetime import date
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests"))

from library_builders import export_folder, facts_of
from runrisk.errors import RunriskError
from runrisk.model import JournalEntry, Samples
from runrisk.model.features import RunMinutes, RunPath
from runrisk.store import Gear, Library
from runrisk.store.export import export_library
from runrisk.store.features import FEATURES
from runrisk.store.verify import verify
from runrisk.workflows.files.import_files import import_files


def make_home(home: Path) -> Path:
    """A library of three runs in `library`, what was told, and its export in `backup`."""
    with Library(home / "library") as library:
        import_files(library, export_folder(home / "runs", 3), jobs=0)
        library.journal.add(JournalEntry(day=date(2026, 3, 1), kind="note", note="left knee"))
        library.journal.answer({"born": 1984})
        library.gear.put(Gear(name="red", start_m=120_000.0))
        library.edit(library.read()[1].id, race=True, distance_m=170.0)
        library.cache.put("sides", "key", b"a result")
        export_library(library, home / "backup")
    return home


def everything(folder: Path) -> str:
    """All that a library says, as one text."""
    with Library(folder) as library:
        told = [library.journal.entries(), library.journal.answers(), library.gear.all(), library.edits.all()]
        taken = [library.feature(run.id, feature) for run in library.read() for feature in FEATURES]
        samples = [_columns(library.samples(run.id)) for run in library.read()]
        kept = [library.import_log.results(), library.cache.get("key") in {None, b"a result"}, library.forgotten()]
        return repr([library.read(), library.recorded(), told, [_columns(one) for one in taken], samples, kept])


def _columns(table: Samples | RunPath | RunMinutes | None) -> str:
    """A digest of a frozen value of arrays."""
    if table is None:
        return ""
    columns = (
        table.recorded if isinstance(table, Samples) else {one.name: getattr(table, one.name) for one in fields(table)}
    )
    found = [(name, None if column is None else column.tobytes()) for name, column in columns.items()]
    return hashlib.sha256(repr(found).encode()).hexdigest()


def restored(home: Path) -> str:
    """All that a library says into which the export was taken; empty where a line says what is damaged."""
    with Library(home / "again") as library:
        result = import_files(library, home / "backup", jobs=0)
    if result.counts["failed"]:
        return ""
    with Library(home / "again") as library:
        return repr([facts_of(library), library.journal.entries(), library.journal.answers(), library.gear.all()])


def outcome(home: Path, file: Path, at: int, expected: tuple[str, str]) -> tuple[str, bool]:
    """Turn a bit of a file and read everything: same, said or silent; and whether verify names it.

    Args:
        home: what `make_home` made, or a copy.
        file: in it.
        at: which byte.
        expected: what `everything` and `restored` give of it.
    """
    turn(file, at)
    if file.is_relative_to(home / "backup"):
        found = restored(home)
        return ("same" if found == expected[1] else "silent") if found else "said", False
    named = bool(verify(home / "library").faults)
    try:
        return "same" if everything(home / "library") == expected[0] else "silent", named
    except RunriskError:
        return "said", named


def turn(file: Path, at: int) -> None:
    """Turn one bit of a byte."""
    content = bytearray(file.read_bytes())
    content[at] ^= 1 << at % 8
    file.write_bytes(content)


def targets(home: Path) -> Iterator[tuple[str, Path]]:
    """A file of each kind."""
    library, backup = home / "library", home / "backup"
    yield "samples", min((library / "samples").glob("*/*"))
    yield "database", library / "library.sqlite"
    for table in ("activities", "journal", "answers"):
        yield f"export {table}", backup / "tables" / f"{table}.parquet"
    yield "export samples", min((backup / "samples").glob("*/*"))
    yield "manifest", backup / "runrisk-export.json"


def turned(home: Path, scratch: Path, every: int) -> Iterator[tuple[str, int, str, bool]]:
    """Each file, byte and outcome."""
    expected = (everything(home / "library"), restored(home))
    shutil.rmtree(home / "again")
    for name, file in targets(home):
        for at in range(every // 2, file.stat().st_size, every):
            shutil.rmtree(scratch, ignore_errors=True)
            shutil.copytree(home, scratch)
            yield name, at, *outcome(scratch, scratch / file.relative_to(home), at, expected)


def swapped(home: Path, scratch: Path) -> int:
    """Swap two samples files; how many of them are named."""
    shutil.rmtree(scratch, ignore_errors=True)
    shutil.copytree(home, scratch)
    first, second, *_ = sorted((scratch / "library" / "samples").glob("*/*"))
    content = first.read_bytes()
    second.replace(first)
    second.write_bytes(content)
    return len(verify(scratch / "library").faults)


def main(every: int) -> int:
    """Print the table; return how many came out silent."""
    with tempfile.TemporaryDirectory() as folder:
        home = make_home(Path(folder) / "home")
        found: dict[str, Counter[str]] = {}
        silent = []
        for name, at, said, named in turned(home, Path(folder) / "scratch", every):
            tally = found.setdefault(name, Counter())
            tally.update([said, *(["verified"] if named else [])])
            silent += [f"{name}, byte {at}"] if said == "silent" else []
        print(f"{'':<18}{'same':>8}{'said':>8}{'verified':>10}{'silent':>8}")
        for name, tally in found.items():
            print(f"{name:<18}{tally['same']:>8}{tally['said']:>8}{tally['verified']:>10}{tally['silent']:>8}")
        print(f"two swapped samples files: {swapped(home, Path(folder) / 'scratch')} named")
    print("\n".join(silent[:20]))
    return len(silent)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--every", type=int, default=16, metavar="N", help="each Nth byte only")
    sys.exit(min(1, main(parser.parse_args().every)))
