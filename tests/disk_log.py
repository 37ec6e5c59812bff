"""What a disk holds after each of the calls that `benchmarks/faulty_disk.c` wrote down, and after the power went."""

import hashlib
import os
import shutil
import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

_HEAD = struct.Struct("<4Q")
_VERBS = {
    "o": "make",
    "t": "empty",
    "w": "write",
    "l": "cut",
    "s": "sync",
    "r": "rename",
    "u": "remove",
    "d": "rmdir",
    "m": "mkdir",
}


@dataclass(frozen=True, kw_only=True)
class Call:
    """A call that changed the disk: `content` is what was written, or a new name; `at` an offset or a length."""

    verb: str
    path: Path
    content: bytes
    at: int

    def __str__(self) -> str:
        return f"{self.verb} {self.path.name}"


def read_log(log: bytes) -> Iterator[Call]:
    """Give the calls of a log; one that was cut short by a kill is left out."""
    place = 0
    while place + _HEAD.size <= len(log):
        verb, name, size, at = _HEAD.unpack_from(log, place)
        place += _HEAD.size
        path, content = log[place : place + name], log[place + name : place + name + size]
        place += name + size
        yield Call(verb=_VERBS[chr(verb)], path=Path(os.fsdecode(path)), content=content, at=at)


@dataclass(eq=False)
class _File:
    now: bytearray
    forced: bytes = b""


@dataclass(frozen=True, kw_only=True)
class Left:
    """What is found after the power came back."""

    folders: frozenset[Path]
    files: dict[Path, bytes]

    @property
    def key(self) -> str:
        """The same for the same files."""
        found = sorted((str(path), hashlib.sha256(content).hexdigest()) for path, content in self.files.items())
        return repr((sorted(map(str, self.folders)), found))

    def write(self, home: Path) -> None:
        """Put it on the disk in place of what is there."""
        shutil.rmtree(home)
        home.mkdir()
        for folder in sorted(self.folders):
            folder.mkdir(exist_ok=True)
        for path, content in self.files.items():
            path.write_bytes(content)


@dataclass
class Disk:
    """The files below a folder as programs see them, and as they were forced to the disk."""

    home: Path
    now: dict[Path, _File] = field(default_factory=dict)
    forced: dict[Path, _File] = field(default_factory=dict)
    folders: set[Path] = field(default_factory=set)
    forced_folders: set[Path] = field(default_factory=set)
    moved: dict[Path, Path] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """What is there at the beginning is there for good."""
        for path in self.home.rglob("*"):
            if path.is_dir():
                self.folders.add(path)
            else:
                content = path.read_bytes()
                self.now[path] = _File(bytearray(content), content)
        self.forced, self.forced_folders = dict(self.now), set(self.folders)

    def hear(self, call: Call) -> None:
        """Let a call happen."""
        file = self.now.get(call.path)
        if call.verb == "make":
            self.now[call.path] = _File(bytearray())
        elif call.verb == "mkdir":
            self.folders.add(call.path)
        elif call.verb == "rmdir":
            self.folders.discard(call.path)
        elif call.verb == "remove":
            self.now.pop(call.path, None)
        elif call.verb == "rename":
            self._rename(call.path, Path(os.fsdecode(call.content)))
        elif call.verb == "sync":
            self._sync(call.path)
        elif file is not None:
            self._change(file, call)

    def after_power_loss(self, *, names_too: bool) -> Left:
        """Return what is left: nothing that was not forced to the disk.

        Without `names_too`, new, changed and removed names are as they were all the same: some file systems have it so.
        """
        names, folders = (self.forced, self.forced_folders) if names_too else (self.now, self.folders)
        there = {folder for folder in folders if all(above in folders for above in self._above(folder))}
        files = {
            path: file.forced
            for path, file in names.items()
            if not path.name.endswith("-shm") and all(above in there for above in self._above(path))
        }
        return Left(folders=frozenset(there), files=files)

    @staticmethod
    def _change(file: _File, call: Call) -> None:
        if call.verb == "empty":
            file.now.clear()
        elif call.verb == "cut":
            del file.now[call.at :]
            file.now.extend(bytes(call.at - len(file.now)))
        else:
            file.now.extend(bytes(max(0, call.at - len(file.now))))
            file.now[call.at : call.at + len(call.content)] = call.content

    def _above(self, path: Path) -> list[Path]:
        return [above for above in path.parents if above != self.home and above.is_relative_to(self.home)]

    def _rename(self, old: Path, new: Path) -> None:
        if old in self.now:
            self.now[new] = self.now.pop(old)
        else:
            self.now = {_moved(path, old, new): file for path, file in self.now.items()}
            self.folders = {_moved(path, old, new) for path in self.folders}
            self.moved[new] = old

    def _sync(self, path: Path) -> None:
        if path in self.now:
            self.now[path].forced = bytes(self.now[path].now)
            return
        for new, old in list(self.moved.items()):
            if new.parent == path:
                self.forced = {_moved(one, old, new): file for one, file in self.forced.items()}
                self.forced_folders = {_moved(one, old, new) for one in self.forced_folders}
                del self.moved[new]
        here = {one: file for one, file in self.now.items() if one.parent == path}
        self.forced = {one: file for one, file in self.forced.items() if one.parent != path} | here
        self.forced_folders = {one for one in self.forced_folders if one.parent != path}
        self.forced_folders |= {one for one in self.folders if one.parent == path}


def _moved(path: Path, old: Path, new: Path) -> Path:
    return new / path.relative_to(old) if path.is_relative_to(old) else path
