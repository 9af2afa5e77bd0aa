"""Answers that are no good HTTP: those that browsers read, and those that are really cut."""

# ruff: noqa: E501 - an answer a line
from __future__ import annotations

import gzip
import socket
from collections.abc import Callable

from tests.replicas.server import Fault

_TYPE = b"Content-Type: text/html; charset=utf-8\r\n"
_OK = b"HTTP/1.1 200 OK\r\n"
_CHUNKED = b"Transfer-Encoding: chunked\r\n\r\n"


def says(raw: bytes) -> Fault:
    """The bytes from the status line on, and the end of the connection."""

    def script(connection: socket.socket) -> None:
        connection.sendall(raw)

    return Fault(script=script)


def _length(body: bytes, form: bytes = b"Content-Length: %d\r\n") -> bytes:
    return form % len(body)


def _chunks(body: bytes, size: bytes = b"%x\r\n", after: bytes = b"\r\n", end: bytes = b"0\r\n\r\n") -> bytes:
    half = len(body) // 2
    return b"".join(size % len(part) + part + after for part in (body[:half], body[half:])) + end


READ: dict[str, Callable[[bytes], bytes]] = {
    "blank before a header's colon": lambda b: _OK + b"Content-Type : text/html\r\nX-By : ASP\r\n" + _length(b) + b"\r\n" + b,
    "blank before the colon of Content-Length": lambda b: _OK + _TYPE + _length(b, b"Content-Length : %d\r\n") + b"\r\n" + b,
    "chunk sizes padded with blanks": lambda b: _OK + _TYPE + _CHUNKED + _chunks(b, b"%-8x\r\n"),
    "chunk sizes padded with zeros": lambda b: _OK + _TYPE + _CHUNKED + _chunks(b, b"%08x\r\n"),
    "blank before a chunk size": lambda b: _OK + _TYPE + _CHUNKED + _chunks(b, b" %x\r\n"),
    "chunk extensions": lambda b: _OK + _TYPE + _CHUNKED + _chunks(b, b"%x;name=value\r\n"),
    "chunks with bare LF": lambda b: _OK + _TYPE + _CHUNKED + _chunks(b, b"%x\n", b"\n", b"0\n\n"),
    "no line after the last chunk": lambda b: _OK + _TYPE + _CHUNKED + _chunks(b, end=b"0\r\n"),
    "Content-Length of the unpacked body": lambda b: (
        _OK + _TYPE + b"Content-Encoding: gzip\r\n" + _length(b) + b"\r\n" + gzip.compress(b, mtime=0)
    ),
    "bare LF": lambda b: (_OK + _TYPE + _length(b) + b"\r\n").replace(b"\r\n", b"\n") + b,
    "no reason phrase": lambda b: b"HTTP/1.1 200\r\n" + _TYPE + _length(b) + b"\r\n" + b,
    "folded header": lambda b: _OK + b"Content-Type: text/html;\r\n charset=utf-8\r\n" + _length(b) + b"\r\n" + b,
    "Content-Length twice, equal": lambda b: _OK + _TYPE + _length(b) * 2 + b"\r\n" + b,
    "Content-Length listed twice, equal": lambda b: (
        _OK + _TYPE + b"Content-Length: %d, %d\r\n\r\n" % (len(b), len(b)) + b
    ),
    "Content-Length that is no number": lambda b: _OK + _TYPE + b"Content-Length: unknown\r\n\r\n" + b,
    "Content-Length -1": lambda b: _OK + _TYPE + b"Content-Length: -1\r\n\r\n" + b,
    "Content-Length beside chunks": lambda b: _OK + _TYPE + _length(b) + _CHUNKED + _chunks(b),
    "gzip named, body plain": lambda b: _OK + _TYPE + b"Content-Encoding: gzip\r\n" + _length(b) + b"\r\n" + b,
    "unknown Content-Encoding": lambda b: _OK + _TYPE + b"Content-Encoding: utf-8\r\n" + _length(b) + b"\r\n" + b,
    "header without a name": lambda b: _OK + _TYPE + b": x\r\n" + _length(b) + b"\r\n" + b,
    "header line without a colon": lambda b: _OK + _TYPE + b"Powered by ASP\r\n" + _length(b) + b"\r\n" + b,
    "blank in a header's name": lambda b: _OK + _TYPE + b"X By: ASP\r\n" + _length(b) + b"\r\n" + b,
    "HTTP/1.0 without a length": lambda b: b"HTTP/1.0 200 OK\r\n" + _TYPE + b"\r\n" + b,
}  # fmt: skip
"""Answers that are whole, from their body, by the names of docs/faults.md."""

CUT: dict[str, Callable[[bytes], bytes]] = {
    "Content-Length too long": lambda b: _OK + _TYPE + b"Content-Length: %d\r\n\r\n" % (len(b) + 100) + b,
    "no last chunk": lambda b: _OK + _TYPE + _CHUNKED + _chunks(b, end=b""),
    "cut within a chunk": lambda b: _OK + _TYPE + _CHUNKED + _chunks(b)[: len(b) // 2],
    "cut gzip under the length of the unpacked body": lambda b: (
        _OK + _TYPE + b"Content-Encoding: gzip\r\n" + _length(b) + b"\r\n" + gzip.compress(b, mtime=0)[:-30]
    ),
    "whole gzip under the length of nothing": lambda b: (
        _OK + _TYPE + b"Content-Encoding: gzip\r\n" + _length(b + b"x") + b"\r\n" + gzip.compress(b, mtime=0)
    ),
    "two lengths": lambda b: _OK + _TYPE + _length(b) + _length(b + b"x" * 9) + b"\r\n" + b,
    "a chunk without a size": lambda b: _OK + _TYPE + _CHUNKED + _chunks(b, b"%x?\r\n"),
}
"""Answers that are not whole, or not to be made out."""
