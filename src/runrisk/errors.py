"""What can go wrong, said so that the runner can mend it."""


class RunriskError(Exception):
    """An error in one sentence: what is wrong and what to do about it."""


class FileError(RunriskError):
    """A file that could not be read.

    Attributes:
        file: the file as the runner knows it (never a full path).
        place: where in the file, e.g. "byte 512" or "line 7"; empty for the whole file.
        problem: what is wrong there.
        cure: what the runner can do; empty where nothing helps.
    """

    def __init__(self, problem: str, *, file: str = "", place: str = "", cure: str = "") -> None:
        self.file = file
        self.place = place
        self.problem = problem
        self.cure = cure
        super().__init__(problem, file, place, cure)

    def __str__(self) -> str:
        where = ", ".join(part for part in (self.file, self.place) if part)
        sentence = f"{where}: {self.problem}" if where else self.problem
        return f"{sentence}. {self.cure}" if self.cure else sentence

    def __reduce__(self) -> tuple[object, ...]:
        """Survive the way back from a worker process: keyword arguments are not in `args`."""
        return _file_error, (type(self), self.problem, self.file, self.place, self.cure)

    def in_file(self, file: str) -> "FileError":
        """Return the same error, naming the file it happened in."""
        return type(self)(self.problem, file=file, place=self.place, cure=self.cure)


class NotAnActivityError(FileError):
    """A healthy file that holds no activity: settings, a course, a route. It is skipped, not failed."""


class UnsafeFileError(FileError):
    """A file refused because reading it could harm: entity tricks, bombs, absurd nesting."""


class NothingToReadError(RunriskError):
    """The paths hold no activity at all."""


class WrongUseError(RunriskError):
    """What was asked for cannot be meant: a path, a word, a value, an id. Nothing was done."""


class MissingPathError(WrongUseError):
    """A path that does not exist: wrong use, not a bad file."""


class SettingsError(WrongUseError):
    """A setting that does not exist or has an impossible value."""


def _file_error(kind: type[FileError], problem: str, file: str, place: str, cure: str) -> FileError:
    return kind(problem, file=file, place=place, cure=cure)
