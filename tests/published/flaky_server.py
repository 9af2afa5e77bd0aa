"""A server on loopback that goes down, comes back or stops answering: it hands all on to another."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from socketserver import BaseRequestHandler, ThreadingTCPServer
from threading import Lock, Thread
from urllib.parse import urlsplit


class _Listener(ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True
    owner: FlakyServer


class _Connection(BaseRequestHandler):
    server: _Listener

    def handle(self) -> None:
        owner = self.server.owner
        with suppress(OSError), socket.create_connection(owner.behind) as there:
            if not owner.keep(self.request, there):
                return
            back = Thread(target=self._answers, args=(there,), daemon=True)
            back.start()
            _hand_on(self.request, there)
            back.join()

    def _answers(self, there: socket.socket) -> None:
        if self.server.owner.is_silent:
            # Asked, and no word of it is handed back until the connections are cut.
            while there.recv(1 << 16):
                pass
        _hand_on(there, self.request)


def _hand_on(one: socket.socket, other: socket.socket) -> None:
    with suppress(OSError):
        while piece := one.recv(1 << 16):
            other.sendall(piece)
    with suppress(OSError):
        other.shutdown(socket.SHUT_WR)


class FlakyServer:
    """`address` stays the same. While it is silent, questions are taken and not answered."""

    def __init__(self, address: str) -> None:
        parts = urlsplit(address)
        self.behind = (str(parts.hostname), int(parts.port or 80))
        self.is_silent = False
        self._port = 0
        self._open: list[socket.socket] = []
        self._lock = Lock()
        self._listener: _Listener | None = None

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self._port}"

    def keep(self, *connections: socket.socket) -> bool:
        """Whether it is up still."""
        with self._lock:
            self._open += connections
            return self._listener is not None

    def come_up(self) -> None:
        self._listener = _Listener(("127.0.0.1", self._port), _Connection)
        self._listener.owner, self._port = self, self._listener.server_address[1]
        Thread(target=self._listener.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()

    def go_down(self) -> None:
        """Refuse what comes, and cut what is open."""
        with self._lock:
            listener, self._listener = self._listener, None
            open_ones, self._open = self._open, []
        if listener is not None:
            listener.shutdown()
            listener.server_close()
        for one in open_ones:
            with suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)


@contextmanager
def flaky(address: str) -> Iterator[FlakyServer]:
    server = FlakyServer(address)
    server.come_up()
    try:
        yield server
    finally:
        server.go_down()
