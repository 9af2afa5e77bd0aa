"""Undoes the codings of an archived answer, where its headers are right, and where they are left over.

Programs that save what a browser has shown keep the headers of the answer, and mostly bodies that are decoded already.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable, Iterable
from importlib import import_module

from gaispider.importing.visit import MAX_BODY

Headers = tuple[tuple[str, str], ...]

_CODINGS = ("content-encoding", "transfer-encoding")
# Headers that are true no more once the body is decoded are kept under names that archives use for that.
_FORMER = "X-Archive-Orig-"
_LENGTH = "content-length"
_CHUNK = re.compile(rb"([0-9A-Fa-f]{1,8})[^\r\n]{0,200}\r?\n")
# The names under which Python has it: from 3.14 on, and its copy for older ones.
_ZSTD = ("compression.zstd", "backports.zstd")


class TooLargeError(ValueError):
    """A body that unpacks to more than MAX_BODY."""


class UnknownCodingError(ValueError):
    """A coding that nothing here can undo."""


def decoded(headers: Iterable[tuple[str, str]], body: bytes) -> tuple[Headers, bytes]:
    """The headers that hold of the decoded body, and that body. Raises TooLargeError, UnknownCodingError.

    Pseudo-headers of HTTP/2 (`:status`) and lines without a name are left out. A coding that the body does not have
    is taken for left over.
    """
    named = [(name.strip(), value.strip()) for name, value in headers if name.strip() and not name.startswith(":")]
    said = {name.lower(): value.lower() for name, value in named}
    if "chunked" in said.get("transfer-encoding", ""):
        body = _unchunked(body)
    for coding in reversed(said.get("content-encoding", "").split(",")):
        body = _undone(coding.strip(), body)
    kept = tuple(
        (f"{_FORMER}{name}" if name.lower() in _CODINGS else name, value)
        for name, value in named
        if name.lower() != _LENGTH
    )
    if len(body) > MAX_BODY:
        raise TooLargeError(f"it unpacks to more than {MAX_BODY >> 20} MB")
    return kept, body


def _unchunked(body: bytes) -> bytes:
    """The body without the chunked coding; as it is, if it is not in chunks to its end."""
    parts: list[bytes] = []
    place = 0
    while size := _CHUNK.match(body, place):
        begin, length = size.end(), int(size[1], 16)
        if length == 0:
            return b"".join(parts)
        part, end = body[begin : begin + length], body[begin + length : begin + length + 2]
        if len(part) < length or not end.startswith((b"\r\n", b"\n")):
            return body
        parts.append(part)
        place = begin + length + (2 if end == b"\r\n" else 1)
    # A last chunk that a program left out is no reason to keep the sizes between the parts.
    return b"".join(parts) if parts and place == len(body) else body


def _undone(coding: str, body: bytes) -> bytes:
    decoder = _DECODERS.get(coding.removeprefix("x-"))
    if decoder is None:
        return body
    try:
        return decoder(body)
    except (TooLargeError, UnknownCodingError):
        raise
    except Exception:  # each decoder raises its own errors for a body that is not in its coding
        return body


def _inflated(body: bytes, windows: tuple[int, ...]) -> bytes:
    for window in windows:
        unpacker = zlib.decompressobj(window)
        try:
            plain = unpacker.decompress(body, MAX_BODY + 1)
        except zlib.error:
            continue
        if len(plain) > MAX_BODY:
            raise TooLargeError(f"it unpacks to more than {MAX_BODY >> 20} MB")
        return plain
    return body


def _brotli(body: bytes) -> bytes:
    unpacker = _library("brotli", "br").Decompressor()  # type: ignore[attr-defined]  # found at run time
    return _bounded(lambda size: bytes(unpacker.process(body, output_buffer_limit=size)))


def _zstd(body: bytes) -> bytes:
    module = next((name for name in _ZSTD if _has(name)), _ZSTD[1])
    unpacker = _library(module, "zstd").ZstdDecompressor()  # type: ignore[attr-defined]  # found at run time
    return _bounded(lambda size: bytes(unpacker.decompress(body, size)))


def _bounded(unpack: Callable[[int], bytes]) -> bytes:
    plain = unpack(MAX_BODY + 1)
    if len(plain) > MAX_BODY:
        raise TooLargeError(f"it unpacks to more than {MAX_BODY >> 20} MB")
    return plain


def _has(name: str) -> bool:
    try:
        import_module(name)
    except ImportError:
        return False
    return True


def _library(name: str, coding: str) -> object:
    try:
        return import_module(name)
    except ImportError as error:
        raise UnknownCodingError(f"its body is packed with {coding}: pip install {name}") from error


_DECODERS: dict[str, Callable[[bytes], bytes]] = {
    "gzip": lambda body: _inflated(body, (16 + zlib.MAX_WBITS,)),
    "deflate": lambda body: _inflated(body, (zlib.MAX_WBITS, -zlib.MAX_WBITS)),
    "br": _brotli,
    "zstd": _zstd,
}
