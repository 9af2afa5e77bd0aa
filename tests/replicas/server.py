"""A small true HTTP server on loopback that serves a replica: pages by path, validators, a log, faults on demand.

    with ReplicaServer(pages) as server:
        server.url             # http://127.0.0.1:54321
        server.faults["/a/"] = Fault(status=503, times=2)
        server.asked("/a/")    # how often it was asked for

Nothing waits: a fault answers at once. Pages may be changed while the server runs. With `by_host` it is the server of
many hosts, and its pages, faults and log are named by host and path: `www.a.gov.cn/zwgk/`.
"""

from __future__ import annotations

import hashlib
import socket
import struct
from collections.abc import Callable, Iterator, Mapping, MutableMapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Condition, Thread
from types import TracebackType
from typing import cast


@dataclass(slots=True)
class Served:
    """What a path answers: Last-Modified is `modified`, the ETag the digest; without `validators` neither is sent."""

    body: bytes
    content_type: str = "text/html"
    status: int = 200
    modified: datetime | None = None
    headers: dict[str, str] = field(default_factory=dict)
    validators: bool = True

    @property
    def etag(self) -> str:
        return f'"{hashlib.sha256(self.body).hexdigest()[:16]}"'


@dataclass(slots=True)
class Fault:
    """What a path answers instead, `times` times (None: always).

    `cut` sends that many bytes of the body under its full length and closes; `reset` closes with RST before any answer.
    """

    status: int = 500
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""
    times: int | None = None
    cut: int | None = None
    reset: bool = False
    # Speaks on the connection by itself, from the status line on, until it returns or the client has gone.
    script: Callable[[socket.socket], None] | None = None


@dataclass(slots=True, frozen=True)
class Asked:
    """One request as the server saw it, and the status it was answered with (0 for a reset)."""

    method: str
    path: str
    headers: Mapping[str, str]
    body: bytes
    status: int


Answer = Callable[[str, str, bytes], Served | None]


class ReplicaServer:
    """Serves `pages` (path with query → Served); what is not there may come from `answer(method, path, body)`."""

    def __init__(
        self,
        pages: MutableMapping[str, Served],
        answer: Answer | None = None,
        *,
        address: str = "127.0.0.1",
        by_host: bool = False,
    ) -> None:
        self.pages = pages
        self.answer = answer
        self.by_host = by_host
        self._address = address
        self.faults: dict[str, Fault] = {}
        self.log: list[Asked] = []
        # Called with the number of the request, before it is answered.
        self.heard: Callable[[int], None] | None = None
        self._lock = Condition()
        kind = _Server6 if ":" in address else _Server
        self._server = kind((address, 0), _Handler)
        self._server.replica = self
        self._thread = Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)

    @property
    def port(self) -> int:
        return int(self._server.server_address[1])

    @property
    def host(self) -> str:
        """`127.0.0.1:port`, as a registry entry names it; with another loopback `address`, that one."""
        return f"{self._address if self._address.startswith('127.') else '127.0.0.1'}:{self.port}"

    @property
    def url(self) -> str:
        return f"http://{self.host}"

    def asked(self, path: str) -> int:
        """How many requests there were for a path."""
        return sum(entry.path == path for entry in self.log)

    def wait_until_asked(self, count: int) -> None:
        """Return once there were `count` requests. AssertionError after five minutes: whoever asks does not go on."""
        with self._lock:
            assert self._lock.wait_for(lambda: len(self.log) >= count, 300), f"asked {len(self.log)} times, not {count}"

    def paths(self) -> Iterator[str]:
        """Paths asked for, in order."""
        return (entry.path for entry in list(self.log))

    def __enter__(self) -> ReplicaServer:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()

    def take_fault(self, path: str) -> Fault | None:
        """The fault that this request meets, counted down."""
        with self._lock:
            fault = self.faults.get(path)
            if fault is None or fault.times == 0:
                return None
            if fault.times is not None:
                fault.times -= 1
            return fault

    def note(self, entry: Asked) -> None:
        with self._lock:
            self.log.append(entry)
            number = len(self.log)
            self._lock.notify_all()
        if self.heard is not None:
            self.heard(number)

    def served(self, method: str, path: str, body: bytes) -> Served | None:
        page = self.pages.get(path)
        return page if page is not None or self.answer is None else self.answer(method, path, body)


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    # Idle keep-alive threads end with the process; joining them would wait for the client.
    block_on_close = False
    replica: ReplicaServer

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that went away is no news."""


class _Server6(_Server):
    address_family = socket.AF_INET6


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    # Head and body leave together: apart, the second waits for the first's acknowledgement (40 ms).
    wbufsize = -1
    disable_nagle_algorithm = True
    # The server's name and the day of the answer are not the replica's: keep the headers plain.
    server_version, sys_version = "Replica", ""

    def do_GET(self) -> None:
        self._handle()

    def do_POST(self) -> None:
        self._handle()

    def do_HEAD(self) -> None:
        self._handle()

    def finish(self) -> None:
        # The base class leaves the socket open where the last words cannot be sent, since the client has gone.
        try:
            super().finish()
        finally:
            self.rfile.close()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class names it so
        """Nothing on stderr: the log is `replica.log`."""

    def _handle(self) -> None:
        replica = cast(_Server, self.server).replica
        sent = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        path = (self.headers.get("Host") or "").partition(":")[0] + self.path if replica.by_host else self.path
        fault = replica.take_fault(path)
        page = None if fault else replica.served(self.command, path, sent)
        status = (0 if fault.reset else fault.status) if fault else self._status(page)
        replica.note(Asked(self.command, path, dict(self.headers.items()), sent, status))
        if fault is not None:
            self._fail(fault)
        elif page is None:
            self._send(404, {"Content-Type": "text/html"}, b"<html><body><h1>404 Not Found</h1></body></html>")
        else:
            headers = {"Content-Type": page.content_type, **page.headers}
            if page.validators and page.status == 200:
                headers["ETag"] = page.etag
                if page.modified is not None:
                    headers["Last-Modified"] = format_datetime(page.modified.astimezone(UTC), usegmt=True)
            self._send(status, headers, b"" if status == 304 else page.body)

    def _status(self, page: Served | None) -> int:
        if page is None:
            return 404
        if page.status != 200 or not page.validators:
            return page.status
        if tag := self.headers.get("If-None-Match"):
            return 304 if page.etag in tag else 200
        since = self.headers.get("If-Modified-Since")
        return 304 if since and page.modified and page.modified <= parsedate_to_datetime(since) else 200

    def _fail(self, fault: Fault) -> None:
        if fault.script is not None:
            self.close_connection = True
            with suppress(OSError):
                fault.script(self.connection)
            return
        if fault.reset:
            # Linger of 0 s: the close sends RST, as a server that dies does.
            self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            self.close_connection = True
            return
        self._send(fault.status, {"Content-Type": "text/html", **fault.headers}, fault.body, fault.cut)

    def _send(self, status: int, headers: Mapping[str, str], body: bytes, cut: int | None = None) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        if status != 304:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body if cut is None else body[:cut])
        if cut is not None:
            self.close_connection = True
