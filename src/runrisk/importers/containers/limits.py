"""How much a container may hold. All our choice: far above any real export, far below what fills a laptop."""

MEMBER_BYTES = 128 << 20
"""Largest single file [bytes]: a week at ten records a second is under 100 MB. Apple's one large file is read piece by
piece and may be larger."""
TOTAL_BYTES = 20 << 30
"""Most that one given path may unpack to [bytes] ..."""
FREE_BYTES = 1 << 30
"""... and not more than this and RATIO times its size on disk [bytes]: 4 kB that make 20 GB file by file are a bomb."""
RATIO_FROM_BYTES = 50 << 20
"""From this size on [bytes] the ratio counts: small files of zeros harm nobody."""
RATIO = 200
"""Highest unpacked over packed size: GPX, the most wordy format, packs to 1/20."""
MEMBERS = 50_000
"""Most files in one zip: three a day for 45 years. Each costs 3 kB of memory and a quarter of a millisecond."""
DIRECTORY_BYTES = MEMBERS * 400
"""Largest table of contents of a zip [bytes]: it is read into memory as a whole, before its members can be counted."""
DEPTH = 2
"""Zips inside zips: Garmin's export holds zips; deeper ones are no export."""

FOLDER_DEPTH = 64
"""Folders inside folders: exports have four; a thousand is a mistake or a trap."""


class BytesLeft:
    """Bytes that one given path may still unpack to, and of them those of one zip in it."""

    def __init__(self, left: int = TOTAL_BYTES, around: "BytesLeft | None" = None) -> None:
        self.left = left
        self._around = around

    def of_zip(self, packed: int) -> "BytesLeft":
        """What a zip of `packed` bytes on disk [bytes] may unpack to; it is taken off here as well."""
        return BytesLeft(min(self.left, FREE_BYTES + RATIO * packed), self)

    def spend(self, size: int) -> bool:
        """Take `size` bytes [bytes] off; False where they are not left any more."""
        if size > self.left or not (self._around is None or self._around.spend(size)):
            return False
        self.left -= size
        return True
