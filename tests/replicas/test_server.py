"""The replica server does what the crawl's tests rely on."""

from __future__ import annotations

import http.client
import socket
import struct
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from threading import Event

import pytest

from tests.replicas.server import Fault, ReplicaServer, Served, _Handler

PAGE = Served("页面".encode(), modified=datetime(2020, 1, 2, tzinfo=UTC))


@pytest.fixture
def server() -> Iterator[ReplicaServer]:
    with ReplicaServer({"/a/": PAGE, "/a?x=1": Served(b"query")}) as running:
        yield running


def ask(server: ReplicaServer, path: str, **headers: str) -> tuple[int, http.client.HTTPMessage, bytes]:
    with closing(http.client.HTTPConnection("127.0.0.1", server.port, timeout=300)) as connection:
        connection.request("GET", path, headers={name.replace("_", "-"): value for name, value in headers.items()})
        answer = connection.getresponse()
        with answer:
            return answer.status, answer.headers, answer.read()


def test_pages_validators_and_log(server: ReplicaServer) -> None:
    status, headers, body = ask(server, "/a/")
    assert (status, body.decode()) == (200, "页面")
    assert headers["Last-Modified"] == "Thu, 02 Jan 2020 00:00:00 GMT"
    assert ask(server, "/a/", If_None_Match=headers["ETag"])[0] == 304
    assert ask(server, "/a/", If_Modified_Since=headers["Last-Modified"])[0] == 304
    assert ask(server, "/a/", If_None_Match='"other"')[0] == 200
    assert ask(server, "/a?x=1")[2] == b"query"
    assert ask(server, "/nothing")[0] == 404
    assert (server.asked("/a/"), server.asked("/nothing")) == (4, 1)
    assert [entry.status for entry in server.log] == [200, 304, 304, 200, 200, 404]


def test_faults_come_and_go(server: ReplicaServer) -> None:
    server.faults["/a/"] = Fault(503, {"Retry-After": "1"}, times=1)
    assert ask(server, "/a/")[0] == 503
    assert ask(server, "/a/")[0] == 200
    server.faults["/a/"] = Fault(200, body=b"0123456789", cut=4)
    with pytest.raises(http.client.IncompleteRead):
        ask(server, "/a/")
    server.faults["/a/"] = Fault(reset=True)
    with pytest.raises(ConnectionResetError):
        ask(server, "/a/")
    assert [entry.status for entry in server.log] == [503, 200, 200, 0]


def test_a_changed_page_is_served_changed(server: ReplicaServer) -> None:
    tag = ask(server, "/a/")[1]["ETag"]
    server.pages["/a/"] = Served(b"changed")
    assert ask(server, "/a/", If_None_Match=tag)[0] == 200


def test_a_client_that_went_away_leaves_no_socket_open(server: ReplicaServer, monkeypatch: pytest.MonkeyPatch) -> None:
    handlers, gone = [], Event()
    set_up, finish = _Handler.setup, _Handler.finish

    def kept(handler: _Handler) -> None:
        handlers.append(handler)
        set_up(handler)

    def finished(handler: _Handler) -> None:
        try:
            finish(handler)
        finally:
            gone.set()

    monkeypatch.setattr(_Handler, "setup", kept)
    monkeypatch.setattr(_Handler, "finish", finished)
    left = Event()
    server.heard = lambda _number: left.wait(300) and None
    client = socket.create_connection(("127.0.0.1", server.port), timeout=300)
    client.sendall(b"GET /a/ HTTP/1.1\r\nHost: a\r\n\r\n")
    server.wait_until_asked(1)
    # Linger of 0 s: it goes with RST, so that what is written to it afterwards fails.
    client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    client.close()
    left.set()
    assert gone.wait(300)
    assert [(handler.rfile.closed, handler.wfile.closed) for handler in handlers] == [(True, True)]
