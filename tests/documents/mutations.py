"""Damage to files, by a seed: in their bytes, in the parts that they pack, in how they pack them."""

from __future__ import annotations

import io
import random
import struct
import zipfile
import zlib
from collections.abc import Callable
from itertools import pairwise

Mutation = Callable[[bytes, random.Random], bytes]

_LAUGHS = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "{}">{}]>'


def cut(body: bytes, rng: random.Random) -> bytes:
    return body[: rng.randrange(len(body))]


def hole(body: bytes, rng: random.Random) -> bytes:
    start = rng.randrange(len(body))
    return body[:start] + body[start + rng.randrange(1, 400) :]


def flipped(body: bytes, rng: random.Random) -> bytes:
    """Some bits of the file as it lies on the disk."""
    made = bytearray(body)
    for _ in range(rng.choice((1, 1, 3, 20))):
        made[rng.randrange(len(made))] ^= 1 << rng.randrange(8)
    return bytes(made)


def zeroed(body: bytes, rng: random.Random) -> bytes:
    start = rng.randrange(len(body))
    size = min(rng.randrange(1, 600), len(body) - start)
    return body[:start] + bytes(size) + body[start + size :]


def doubled(body: bytes, rng: random.Random) -> bytes:
    start = rng.randrange(len(body))
    return body[:start] + body[start : start + rng.randrange(1, 2000)] + body[start:]


BYTES: tuple[Mutation, ...] = (cut, hole, flipped, zeroed, doubled)


def _parts(body: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(body)) as package:
        return {name: package.read(name) for name in package.namelist()}


def _packed(parts: list[tuple[str, bytes]]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts:
            # A second part of one name is what some of them are about.
            info = zipfile.ZipInfo(name)
            info.compress_type = zipfile.ZIP_DEFLATED
            package.NameToInfo.pop(name, None)
            package.writestr(info, content)
    return target.getvalue()


def _one_xml(parts: dict[str, bytes], rng: random.Random) -> str:
    return rng.choice([name for name in parts if name.endswith((".xml", ".rels"))] or list(parts))


def part_mutated(body: bytes, rng: random.Random) -> bytes:
    """A part changed before it is packed, so that its checksum is right."""
    parts = _parts(body)
    name = _one_xml(parts, rng)
    parts[name] = rng.choice(BYTES)(parts[name], rng) if parts[name] else b""
    return _packed(list(parts.items()))


def parts_swapped(body: bytes, rng: random.Random) -> bytes:
    parts = _parts(body)
    one, two = rng.choice(list(parts)), rng.choice(list(parts))
    parts[one], parts[two] = parts[two], parts[one]
    return _packed(list(parts.items()))


def part_lost(body: bytes, rng: random.Random) -> bytes:
    parts = _parts(body)
    parts.pop(rng.choice(list(parts)))
    return _packed(list(parts.items()))


def part_twice(body: bytes, rng: random.Random) -> bytes:
    parts = _parts(body)
    name = _one_xml(parts, rng)
    other = parts[name].replace(b"1", b"7")
    order = [*parts.items(), (name, other)]
    return _packed(order if rng.random() < 0.5 else [(name, other), *parts.items()])


def sizes_wrong(body: bytes, rng: random.Random) -> bytes:
    """The directory of the package says another size."""
    made = bytearray(body)
    places = [at for at in range(len(made) - 46) if made[at : at + 4] == b"PK\x01\x02"]
    at = rng.choice(places) + rng.choice((20, 24))
    made[at : at + 4] = struct.pack("<I", rng.choice((0, 1, 77, 1 << 20, 0xFFFFFFF0)))
    return bytes(made)


def nested(body: bytes, rng: random.Random) -> bytes:
    """A part that is elements in elements."""
    parts = _parts(body)
    name = _one_xml(parts, rng)
    deep = rng.choice((200, 5000))
    tag = rng.choice((b"w:tbl", b"w:sdt", b"x"))
    space = b' xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    parts[name] = (
        b"<" + tag + space + b">" + (b"<" + tag + b">") * deep + (b"</" + tag + b">") * deep + b"</" + tag + b">"
    )
    return _packed(list(parts.items()))


def laughing(body: bytes, rng: random.Random) -> bytes:
    """Entities of entities in the place of a text."""
    parts = _parts(body)
    name = _one_xml(parts, rng)
    names = "abcdefghijk"
    more = "".join(f'<!ENTITY {two} "{("&" + one + ";") * 10}">' for one, two in pairwise(names))
    parts[name] = _with_entity(parts[name], _LAUGHS.format("哈" * 20, more), b"&k;")
    return _packed(list(parts.items()))


def outside(address: str) -> Mutation:
    """An entity that names what lies outside of the file."""

    def mutated(body: bytes, rng: random.Random) -> bytes:
        parts = _parts(body)
        name = _one_xml(parts, rng)
        head = f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY k SYSTEM "{address}">]>'
        parts[name] = _with_entity(parts[name], head, b"&k;")
        return _packed(list(parts.items()))

    return mutated


def _with_entity(content: bytes, head: str, entity: bytes) -> bytes:
    text = content.partition(b"?>")[2] if content.startswith(b"<?xml") else content
    place = text.find(b"</")
    return head.encode() + (text[:place] + entity + text[place:] if place >= 0 else text)


def stored_flip(body: bytes, rng: random.Random) -> bytes:
    """A bit of a part that is not packed."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as package:
        for name, content in _parts(body).items():
            package.writestr(name, content)
    return flipped(target.getvalue(), rng)


def wrong_checksum(body: bytes, rng: random.Random) -> bytes:
    """A part whose text is another, with the old checksum."""
    parts = _parts(body)
    name = max(parts, key=lambda name: len(parts[name]) if name.endswith(".xml") else 0)
    digits = [at for at, sign in enumerate(parts[name]) if 48 <= sign <= 57]
    at = rng.choice(digits)
    made = bytearray(parts[name])
    made[at] = 48 + (made[at] - 48 + rng.randrange(1, 10)) % 10
    packed = _packed([*((other, content) for other, content in parts.items() if other != name), (name, bytes(made))])
    right, wrong = zlib.crc32(parts[name]), zlib.crc32(bytes(made))
    return packed.replace(struct.pack("<I", wrong), struct.pack("<I", right))


PACKAGES: tuple[Mutation, ...] = (
    part_mutated, parts_swapped, part_lost, part_twice, sizes_wrong, nested, laughing, stored_flip, wrong_checksum,
)  # fmt: skip
