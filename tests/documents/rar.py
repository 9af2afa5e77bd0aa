"""RAR files of versions 4 and 5, written by hand after their published descriptions, since nothing free writes any.

Members are stored, or packed in the plainest way there is: every byte is a literal of eight or nine bits.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Mapping

_STORED, _PACKED = 0x30, 0x33


def rar4(
    files: Mapping[str | bytes, bytes],
    *,
    packed: bool = False,
    solid: bool = False,
    locked: bool = False,
    size: int | None = None,
) -> bytes:
    """A RAR file of version 4. A name of bytes is kept as it is; `size` is what its header says of each member."""
    made = b"Rar!\x1a\x07\0" + _block4(0x73, 0x08 * solid, bytes(6))
    for number, (name, content) in enumerate(files.items()):
        written = name if isinstance(name, bytes) else name.encode()
        body = _literals(content) if packed else content
        said = len(content) if size is None else size
        head = struct.pack("<IIBIIBBHI", len(body), said, 2, zlib.crc32(content), 0x54210000, 29,
                           _PACKED if packed else _STORED, len(written), 32)  # fmt: skip
        made += _block4(0x74, 0x8000 | 0x04 * locked | 0x10 * (solid and number > 0), head + written, body)
    return made + _block4(0x7B, 0x4000, b"")


def _block4(kind: int, flags: int, head: bytes, more: bytes = b"") -> bytes:
    rest = struct.pack("<BHH", kind, flags, 7 + len(head)) + head
    return struct.pack("<H", zlib.crc32(rest) & 0xFFFF) + rest + more


def _literals(content: bytes) -> bytes:
    """The content in one block of RAR 2.9: codes of eight and nine bits for the 256 literals and the end."""
    lengths = [0] * 20  # of the codes for lengths: 8 is 0, 9 is 10, a run of 11 to 138 zeros 11
    lengths[8], lengths[9], lengths[19] = 1, 2, 2
    bits = "00" + "".join(f"{length:04b}" for length in lengths)
    bits += "0" * 254 + "10" * 4 + 2 * f"11{73 - 11:07b}"
    bits += "".join(f"{byte:08b}" if byte < 254 else f"{508 + byte - 254:09b}" for byte in content)
    bits += f"{510:09b}" + "01"
    bits += "0" * (-len(bits) % 8)
    return int(bits, 2).to_bytes(len(bits) // 8, "big")


def rar5(files: Mapping[str, bytes], *, packed: bool = False, size: int | None = None) -> bytes:
    """A RAR file of version 5; `size` is what its header says of each member."""
    made = b"Rar!\x1a\x07\x01\0" + _block5(b"\x01" + _number(0) + _number(0))
    for name, content in files.items():
        written, body = name.encode(), _literals5(content) if packed else content
        said = len(content) if size is None else size
        head = _number(2) + _number(2) + _number(len(body))  # a file, with data behind its header
        head += _number(4) + _number(said) + _number(32) + struct.pack("<I", zlib.crc32(content))
        method = _number(0x80 if packed else 0)  # the fastest method, a window of 128 KB
        made += _block5(head + method + _number(1) + _number(len(written)) + written) + body
    return made + _block5(_number(5) + _number(0) + _number(0))


def _literals5(content: bytes) -> bytes:
    """The content in one block of RAR 5: codes of eight bits for the 256 literals, none for anything else."""
    lengths = [0] * 20  # of the codes for lengths: 8 is 0, a run of 11 to 138 zeros is 1
    lengths[8] = lengths[19] = 1
    bits = "".join(f"{length:04b}" for length in lengths) + "0" * 256 + f"1{138 - 11:07b}" + f"1{36 - 11:07b}"
    bits += "".join(f"{byte:08b}" for byte in content)
    used = (len(bits) - 1) % 8
    bits += "0" * (7 - used)
    body = int(bits, 2).to_bytes(len(bits) // 8, "big")
    head, long = 0xC0 | 2 << 3 | used, struct.pack("<I", len(body))[:3]  # the last block, with its codes
    return bytes([head, 0x5A ^ head ^ long[0] ^ long[1] ^ long[2]]) + long + body


def _block5(head: bytes) -> bytes:
    sized = _number(len(head)) + head
    return struct.pack("<I", zlib.crc32(sized)) + sized


def _number(value: int) -> bytes:
    """A number in groups of seven bits, the lowest first."""
    made = bytearray()
    while value > 0x7F:
        made.append(value & 0x7F | 0x80)
        value >>= 7
    return bytes([*made, value])
