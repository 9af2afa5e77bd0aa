"""OLE compound files (MS-CFB) and the old sheets in them (BIFF5 of Excel 5 and 95, MS-XLS), written by hand."""

from __future__ import annotations

import struct
from collections.abc import Sequence
from itertools import pairwise

_MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_SECTOR, _ENTRY = 512, 128
_FREE, _END, _FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
_NONE = 0xFFFFFFFF
# Shorter streams would lie in a stream of their own.
_SHORTEST = 4096


def compound(contents: dict[str, bytes], *, exact: bool = False) -> bytes:
    """A compound file of these streams (`Macros/VBA/dir` lies in folders), each filled up to 4096 bytes.

    `exact`: none is filled up, and the file says that no stream is too short for sectors of its own.
    """
    least = 0 if exact else _SHORTEST
    names = sorted(contents)
    bodies = [contents[name].ljust(max(least, -(-len(contents[name]) // _SECTOR) * _SECTOR), b"\0") for name in names]
    tree = _tree(names)
    per_sector = _SECTOR // _ENTRY
    directory_sectors = -(-len(tree) // per_sector)
    chain = [_FAT, *range(2, directory_sectors + 1), _END]  # sector 0 is the allocation table, then the directory
    starts = {}
    for name, body in zip(names, bodies, strict=True):
        starts[name] = len(chain)
        count = len(body) // _SECTOR
        chain += [len(chain) + n + 1 for n in range(count - 1)] + [_END]
    assert len(chain) <= _SECTOR // 4, "one sector of table is enough for a test"
    table = struct.pack(f"<{_SECTOR // 4}I", *chain, *[_FREE] * (_SECTOR // 4 - len(chain)))
    sizes = {name: len(contents[name]) if exact else len(body) for name, body in zip(names, bodies, strict=True)}
    entries = []
    for path, child, right in tree:
        kind = 5 if not path else 2 if path in starts else 1
        name = path.rpartition("/")[2] or "Root Entry"
        entries.append(_entry(name, kind, child, starts.get(path, _END if kind == 5 else 0), sizes.get(path, 0), right))
    directory = b"".join(entries).ljust(directory_sectors * _SECTOR, b"\0")
    head = _MAGIC + bytes(16) + struct.pack("<5H", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    head += struct.pack("<9I", 0, 1, 1, 0, max(1, least), _END, 0, _END, 0) + struct.pack("<I", 0) + b"\xff" * 432
    return head + table + directory + b"".join(bodies)


def _tree(names: Sequence[str]) -> list[tuple[str, int, int]]:
    """Path, first child and next sibling of each entry; the root's path is empty. Siblings stand in their order."""
    paths = {""} | {"/".join(name.split("/")[: n + 1]) for name in names for n in range(name.count("/") + 1)}
    order = sorted(paths, key=lambda path: (path.count("/") if path else -1, len(path), path.upper()))
    place = {path: number for number, path in enumerate(order)}
    under: dict[str, list[str]] = {}
    for path in order[1:]:
        under.setdefault(path.rpartition("/")[0], []).append(path)
    after = {one: two for siblings in under.values() for one, two in pairwise(siblings)}
    return [
        (path, place[under[path][0]] if path in under else _NONE, place[after[path]] if path in after else _NONE)
        for path in order
    ]


def _entry(name: str, kind: int, child: int, start: int, size: int, right: int = _NONE) -> bytes:
    written = (name + "\0").encode("utf-16-le")
    made = written.ljust(64, b"\0") + struct.pack("<HBB3I", len(written), kind, 1, _NONE, right, child)
    return made + bytes(36) + struct.pack("<IQ", start, size)


def streams(body: bytes) -> dict[str, bytes]:
    """The streams at the root of a compound file with sectors of 512 bytes."""

    def sector(number: int) -> bytes:
        return body[(number + 1) * _SECTOR : (number + 2) * _SECTOR]

    def chained(start: int, table: Sequence[int]) -> list[int]:
        found = []
        while start < _FAT:
            found.append(start)
            start = table[start]
        return found

    tables = [number for number in struct.unpack("<109I", body[76:512]) if number < _FAT]
    fat = [number for table in tables for number in struct.unpack("<128I", sector(table))]
    first_directory, _, least, first_short = struct.unpack("<4I", body[48:64])
    directory = b"".join(map(sector, chained(first_directory, fat)))
    short_fat = struct.unpack(
        f"<{128 * len(chained(first_short, fat))}I", b"".join(map(sector, chained(first_short, fat)))
    )
    entries = [directory[start : start + _ENTRY] for start in range(0, len(directory), _ENTRY)]
    (root,) = struct.unpack("<I", entries[0][116:120])
    shorts = b"".join(map(sector, chained(root, fat)))
    found = {}
    for entry in entries:
        (long,) = struct.unpack("<H", entry[64:66])
        start, size = struct.unpack("<IQ", entry[116:128])
        if entry[66] == 2:
            whole = (
                b"".join(map(sector, chained(start, fat)))
                if size >= least
                else b"".join(shorts[64 * n : 64 * n + 64] for n in chained(start, short_fat))
            )
            found[entry[: long - 2].decode("utf-16-le")] = whole[:size]
    return found


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
