"""The size of a picture, read from its first bytes, so that icons and buttons need not be recognised."""

from __future__ import annotations

import struct
from typing import Final

LEAST: Final = (200, 60)
"""Pixels of width and height that a picture of a table or of a page has at least."""

_PNG, _GIF, _BMP, _JPEG = b"\x89PNG\r\n\x1a\n", b"GIF8", b"BM", b"\xff\xd8"
# Markers of JPEG that begin a frame, and those without a length.
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_BARE = frozenset((0x01, *range(0xD0, 0xDA)))


def picture_size(body: bytes) -> tuple[int, int] | None:
    """Width and height in pixels of a PNG, JPEG, GIF or BMP; None for other kinds, and where the file is torn."""
    try:
        if body.startswith(_PNG):
            return struct.unpack(">2I", body[16:24])
        if body.startswith(_GIF):
            return struct.unpack("<2H", body[6:10])
        if body.startswith(_BMP):
            width, height = struct.unpack("<2i", body[18:26])
            return width, abs(height)
        return _size_of_jpeg(body) if body.startswith(_JPEG) else None
    except struct.error:
        return None


def is_small(body: bytes) -> bool:
    """Whether a picture is known to be too small for a table; false where its size is unknown."""
    size = picture_size(body)
    return size is not None and (size[0] < LEAST[0] or size[1] < LEAST[1])


def _size_of_jpeg(body: bytes) -> tuple[int, int] | None:
    place = 2
    while place + 9 <= len(body) and body[place] == 0xFF:
        marker = body[place + 1]
        if marker in _FRAMES:
            height, width = struct.unpack(">2H", body[place + 5 : place + 9])
            return width, height
        place += (
            2 if marker in _BARE else 1 if marker == 0xFF else 2 + int.from_bytes(body[place + 2 : place + 4], "big")
        )
    return None
