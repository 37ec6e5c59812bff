"""Other readers and whole reading of ours on the same files, in one run and one process.

    pip install -e ".[benchmark]"
    python benchmarks/peers.py [PATH...]

PATH = files or folders; without one the files of ../shared/corpus, else those of sample_logs. Every peer stands beside
`rr.read` on those of the files that it reads; what it refuses is counted. The peers decode or parse and no more; `rr.read`
finds, unpacks, decodes, cleans, measures, dates and compares. geo-activity-playground is a program of its own: of its
import only the reading of a file is measured, without what it asks the network for. Processor time of all threads, the
best of three turns; a file that rr.read cannot read is left out. A peer that is not installed is skipped, and said so.
geo-activity-playground holds pandas below 3, so it wants an environment of its own.
"""

import argparse
import importlib
import logging
import sys
import time
import warnings
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

sys.modules["lxml"] = None  # type: ignore[assignment]  # Python's way to say "not installed": gpxpy is slower with it

import runrisk as rr  # noqa: E402  # after lxml is hidden
from runrisk.errors import RunriskError  # noqa: E402
from runrisk.importers.formats.fit import decode, read_fit  # noqa: E402
from runrisk.importers.formats.gpx import read_gpx  # noqa: E402

ROOT = Path(__file__).resolve().parents[1]
MIN_RECORDS, MIN_POINTS, TURNS = 1_000, 50, 3

Reader = Callable[[ModuleType, Path], int]
"""Reads a file with a peer's module and returns the number of its samples."""


def with_fitparse(fitparse: ModuleType, path: Path) -> int:
    importlib.import_module("fitparse.records").DEV_TYPES.clear()
    with fitparse.FitFile(str(path), check_crc=True) as fit:
        return sum(bool(message.get_values()) for message in fit.get_messages("record"))


def with_fitdecode(fitdecode: ModuleType, path: Path) -> int:
    records = 0
    with fitdecode.FitReader(str(path), check_crc=fitdecode.CrcCheck.RAISE) as fit:
        for frame in fit:
            if frame.frame_type == fitdecode.FIT_FRAME_DATA and frame.name == "record":
                records += bool({field.name: field.value for field in frame.fields})
    return records


def with_garmin(sdk: ModuleType, path: Path) -> int:
    messages, errors = sdk.Decoder(sdk.Stream.from_byte_array(bytearray(path.read_bytes()))).read()
    if errors:
        raise ValueError(errors)
    return len(messages["record_mesgs"])


def with_fitfast(fitfast: ModuleType, path: Path) -> int:
    return len(fitfast.records(path.read_bytes())["timestamp"])


def with_pyroparse(pyroparse: ModuleType, path: Path) -> int:
    return int(pyroparse.Activity.load_fit(path).data.num_rows)


def with_gpxpy(gpxpy: ModuleType, path: Path) -> int:
    return int(gpxpy.parse(path.read_bytes()).get_track_points_no())


def with_playground(parsers: ModuleType, path: Path) -> int:
    with playground().app_context():
        return len(parsers.read_activity(path)[1])


@cache
def playground() -> Any:
    """Its program with an empty database in memory: reading asks it for kinds of sport."""
    database = importlib.import_module("geo_activity_playground.core.datamodel").DB
    program = importlib.import_module("flask").Flask("playground")
    program.config["SQLALCHEMY_DATABASE_URI"] = "sqlite://"
    database.init_app(program)
    with program.app_context():
        database.create_all()
    return program


PLAYGROUND = "geo_activity_playground.importers.activity_parsers"
FIT_PEERS: Mapping[str, Reader] = {
    "fitparse": with_fitparse,
    "fitdecode": with_fitdecode,
    "garmin_fit_sdk": with_garmin,
    "fitfast": with_fitfast,
    "pyroparse": with_pyroparse,
    PLAYGROUND: with_playground,
}
GPX_PEERS: Mapping[str, Reader] = {"gpxpy": with_gpxpy, PLAYGROUND: with_playground}


def decoded(path: Path) -> int:
    """Every column of the records, decoded by us."""
    tables = [part.tables["record"] for part in decode(path.read_bytes()).parts if "record" in part.tables]
    for table in tables:
        for field in table.fields:
            table.numbers(field)
    return sum(map(len, tables))


def samples_in(path: Path) -> int:
    """How many samples a file holds by our reader; 0 where rr.read refuses it."""
    content = path.read_bytes()
    read = read_gpx if path.suffix.lower() == ".gpx" else read_fit
    try:
        rr.read(path, jobs=0)
        return sum(len(recording.samples) for recording in read(content, path.name))
    except RunriskError:
        return 0


def processor_s(work: Callable[[], object]) -> float:
    """Processor time of a call, the best of some turns [s]."""
    turns = []
    for _ in range(TURNS):
        begin = time.process_time()
        work()
        turns.append(time.process_time() - begin)
    return min(turns)


def reads(reader: Reader, module: ModuleType, path: Path) -> bool:
    """Whether a peer finds samples in a file."""
    try:
        return reader(module, path) > 0
    except BaseException:  # noqa: BLE001 - a peer may raise anything: Rust panics are no Exception
        return False


def compare(paths: Sequence[Path], peers: Mapping[str, Reader]) -> None:
    """Print a line for each peer."""
    for name, reader in peers.items():
        label = name.partition(".")[0].replace("_", "-")
        try:
            module = importlib.import_module(name)
        except ImportError:
            print(f"  {label:<24} not installed: skipped")
            continue
        read = [path for path in paths if reads(reader, module, path)]
        if not read:
            print(f"  {label:<24} {0:>4} of {len(paths)} files")
            continue
        theirs = processor_s(lambda reader=reader, module=module, read=read: [reader(module, path) for path in read])
        ours = processor_s(lambda read=read: rr.read(*read, jobs=0))
        print(
            f"  {label:<24} {len(read):>4} of {len(paths)} files {1000 * theirs / len(read):>9.2f} ms a file"
            f"   rr.read {1000 * ours / len(read):>6.2f} ms: {theirs / ours:>6.1f} x"
        )


def main() -> None:
    """Compare, and print two tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("paths", nargs="*", type=Path)
    chosen = parser.parse_args()
    logging.disable()  # peers log what they do not know, and warn of it
    warnings.simplefilter("ignore")
    corpus = ROOT.parent / "shared" / "corpus"
    paths = chosen.paths or [corpus if corpus.is_dir() else ROOT / "sample_logs"]
    found = [file for path in paths for file in (sorted(path.rglob("*")) if path.is_dir() else [path])]
    fit = [file for file in found if file.suffix.lower() == ".fit" and samples_in(file) >= MIN_RECORDS]
    gpx = [file for file in found if file.suffix.lower() == ".gpx" and samples_in(file) >= MIN_POINTS]
    if fit:
        mere_s = processor_s(lambda: [decoded(path) for path in fit])
        print(
            f"FIT, {MIN_RECORDS:,} records and more (our own decoder alone: {1000 * mere_s / len(fit):.2f} ms a file)"
        )
        compare(fit, FIT_PEERS)
    if gpx:
        mere_s = processor_s(lambda: [read_gpx(path.read_bytes(), path.name) for path in gpx])
        print(f"GPX, {MIN_POINTS} points and more (our own reader alone: {1000 * mere_s / len(gpx):.2f} ms a file)")
        compare(gpx, GPX_PEERS)


if __name__ == "__main__":
    main()
