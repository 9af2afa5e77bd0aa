"""What bad servers do to a request, as faults for ReplicaServer. Each speaks HTTP by hand, as such servers do.

Nothing sleeps: what waits, waits for the client to give up.
"""

from __future__ import annotations

import select
import socket
import struct
import zlib
from collections.abc import Callable

from tests.replicas.server import Fault

Script = Callable[[socket.socket], None]
_OK = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"
_MEGABYTE = 1 << 20


def stalls(connection: socket.socket) -> None:
    """The request is taken, and nothing is ever said."""
    _wait_for_end(connection)


def stalls_within(body: bytes) -> Script:
    """Half of the body, then nothing."""

    def script(connection: socket.socket) -> None:
        connection.sendall(_whole(body)[: -len(body) // 2])
        _wait_for_end(connection)

    return script


def drips(connection: socket.socket) -> None:
    """A byte now and then, never to the end."""
    connection.sendall(_OK + b"Content-Length: 100000\r\n\r\n")
    while not _gone(connection, 0.02):
        connection.sendall(b" ")


def never_ends(connection: socket.socket) -> None:
    """A body of unknown length that goes on for as long as it is read."""
    connection.sendall(_OK + b"Transfer-Encoding: chunked\r\n\r\n")
    chunk = b"%x\r\n" % _MEGABYTE + b" " * _MEGABYTE + b"\r\n"
    while True:
        connection.sendall(chunk)


def flood_of_headers(connection: socket.socket) -> None:
    """Headers, and more headers."""
    connection.sendall(b"HTTP/1.1 200 OK\r\n")
    lines = b"".join(b"X-Flood-%d: %s\r\n" % (number, b"x" * 1000) for number in range(1000))
    while True:
        connection.sendall(lines)


def long_header(connection: socket.socket) -> None:
    """One header line that does not end."""
    connection.sendall(b"HTTP/1.1 200 OK\r\nX-Long: ")
    while True:
        connection.sendall(b"x" * _MEGABYTE)


def sends(megabytes: int) -> Script:
    """A body of that size, sent as it is read."""

    def script(connection: socket.socket) -> None:
        connection.sendall(_OK + b"Content-Length: %d\r\n\r\n" % (megabytes * _MEGABYTE))
        for _ in range(megabytes):
            connection.sendall(b" " * _MEGABYTE)

    return script


def resets_within(body: bytes) -> Script:
    """Half of the body, then RST."""

    def script(connection: socket.socket) -> None:
        connection.sendall(_whole(body)[: -len(body) // 2])
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        connection.close()

    return script


def declares(length: int, body: bytes) -> Script:
    """A body under a Content-Length that is not its own."""

    def script(connection: socket.socket) -> None:
        connection.sendall(_OK + b"Content-Length: %d\r\n\r\n" % length + body)

    return script


def garbage(connection: socket.socket) -> None:
    """An answer that is no HTTP."""
    connection.sendall(b"220 ftp.panshi.gov.cn ready\r\n\x00\xff\xfe\r\n\r\n")


def bomb(megabytes: int) -> Fault:
    """A small body that unpacks to that many megabytes."""
    packer = zlib.compressobj(9, zlib.DEFLATED, 16 + zlib.MAX_WBITS)
    packed = b"".join(packer.compress(bytes(_MEGABYTE)) for _ in range(megabytes)) + packer.flush()
    return Fault(200, {"Content-Encoding": "gzip"}, packed)


def cut_gzip(body: bytes) -> Fault:
    """Gzip that breaks off, under a Content-Length that fits."""
    packer = zlib.compressobj(9, zlib.DEFLATED, 16 + zlib.MAX_WBITS)
    packed = packer.compress(body) + packer.flush()
    return Fault(200, {"Content-Encoding": "gzip"}, packed[: len(packed) // 2])


def redirects(to: str, status: int = 302, **headers: str) -> Fault:
    """Elsewhere, every time."""
    return Fault(status, {"Location": to, **{name.replace("_", "-"): value for name, value in headers.items()}})


def _whole(body: bytes) -> bytes:
    return _OK + b"Content-Length: %d\r\n\r\n" % len(body) + body


def _wait_for_end(connection: socket.socket) -> None:
    while connection.recv(4096):
        pass


def _gone(connection: socket.socket, seconds: float) -> bool:
    readable, _, _ = select.select([connection], [], [], seconds)
    return bool(readable) and not connection.recv(4096)
