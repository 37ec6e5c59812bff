"""The checksum in blocks equals the one that goes byte by byte."""

import pytest
from fitparse.records import Crc
from hypothesis import given
from hypothesis import strategies as st

from runrisk.fit_crc import BLOCK_BYTES, checksum


@given(st.binary(max_size=300))
def test_short_messages(content: bytes) -> None:
    assert checksum(content) == Crc.calculate(content)


@pytest.mark.parametrize(
    "length",
    [*range(4093, 4100), 8191, 8192, 8193, 20_001, 65_536, 131_071, *range(BLOCK_BYTES - 1, BLOCK_BYTES + 4)],
)
def test_lengths_around_the_limits_of_the_folds(length: int) -> None:
    content = bytes((7 * place + place // 251) % 256 for place in range(length))
    assert checksum(memoryview(content)) == Crc.calculate(content)


def test_the_check_value_of_the_algorithm() -> None:
    # CRC-16/ARC of "123456789" as the catalogues of CRC algorithms give it
    assert checksum(b"123456789") == 0xBB3D
