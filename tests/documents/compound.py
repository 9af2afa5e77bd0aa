"""OLE compound files (MS-CFB) and the old sheets in them (BIFF5 of Excel 5 and 95, MS-XLS), written by hand."""

from __future__ import annotations

import struct
from collections.abc import Sequence

_SECTOR = 512
_FREE, _END, _FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
_NONE = 0xFFFFFFFF
# Shorter streams would lie in a stream of their own.
_SHORTEST = 4096


def compound(streams: dict[str, bytes]) -> bytes:
    """A compound file of these streams, each filled up to 4096 bytes."""
    bodies = [body.ljust(max(_SHORTEST, -(-len(body) // _SECTOR) * _SECTOR), b"\0") for body in streams.values()]
    starts, chain = [], [_FAT, _END]  # sector 0 is the allocation table, sector 1 the directory
    for body in bodies:
        starts.append(len(chain))
        count = len(body) // _SECTOR
        chain += [len(chain) + n + 1 for n in range(count - 1)] + [_END]
    assert len(chain) <= _SECTOR // 4, "one sector of table is enough for a test"
    table = struct.pack(f"<{_SECTOR // 4}I", *chain, *[_FREE] * (_SECTOR // 4 - len(chain)))
    entries = [_entry("Root Entry", 5, 1, _END, 0)]
    for number, (name, start, body) in enumerate(zip(streams, starts, bodies, strict=True), 1):
        right = number + 1 if number < len(streams) else _NONE
        entries.append(_entry(name, 2, _NONE, start, len(body), right))
    directory = b"".join(entries).ljust(_SECTOR, b"\0")
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<5H", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    head += struct.pack("<9I", 0, 1, 1, 0, _SHORTEST, _END, 0, _END, 0) + struct.pack("<I", 0) + b"\xff" * 432
    return head + table + directory + b"".join(bodies)


def _entry(name: str, kind: int, child: int, start: int, size: int, right: int = _NONE) -> bytes:
    written = (name + "\0").encode("utf-16-le")
    made = written.ljust(64, b"\0") + struct.pack("<HBB3I", len(written), kind, 1, _NONE, right, child)
    return made + bytes(36) + struct.pack("<IQ", start, size)


def excel5(rows: Sequence[Sequence[str | int]], *, locked: bool = False) -> bytes:
    """A workbook of Excel 5 or 95 with one sheet; `locked`: it says that a password is needed."""
    name = "附表".encode("gbk")
    sheet = _record(0x0809, struct.pack("<4H", 0x0500, 0x0010, 0, 0))
    for number, row in enumerate(rows):
        for column, value in enumerate(row):
            place = struct.pack("<3H", number, column, 0)
            if isinstance(value, int):
                sheet += _record(0x0203, place + struct.pack("<d", value))
            else:
                text = value.encode("gbk")
                sheet += _record(0x0204, place + struct.pack("<H", len(text)) + text)
    sheet += _record(0x000A, b"")
    book = _record(0x0809, struct.pack("<4H", 0x0500, 0x0005, 0, 0))
    book += _record(0x002F, bytes(4)) if locked else b""
    book += _record(0x0042, struct.pack("<H", 936))
    after = len(book) + 4 + 7 + len(name) + 4
    book += _record(0x0085, struct.pack("<IBBB", after, 0, 0, len(name)) + name) + _record(0x000A, b"")
    return compound({"Book": book + sheet})


def _record(kind: int, content: bytes) -> bytes:
    return struct.pack("<HH", kind, len(content)) + content
