"""Answers that are held back, so that harm comes while crawls are at work."""

from __future__ import annotations

from collections.abc import Callable, Set
from threading import Event, Lock

from tests.replicas.server import ReplicaServer


class Gate:
    """Once closed, a request for which `holds(host and path)` gets its answer when the gate is opened."""

    def __init__(self, server: ReplicaServer, holds: Callable[[str], bool]) -> None:
        self._server, self._holds = server, holds
        self._lock = Lock()
        self._waiting: dict[str, Event] = {}
        self._from: int | None = None
        server.heard = self._hear

    def close(self, passing: int) -> None:
        """Let so many requests pass from now on, then hold back."""
        self._from = len(self._server.log) + passing

    @property
    def held(self) -> set[str]:
        """Hosts that hold an answer back."""
        with self._lock:
            return set(self._waiting)

    def narrow(self, hosts: Set[str]) -> None:
        """Only what these hosts hold back by now is still held."""
        with self._lock:
            self._from = None
            for host in self._waiting.keys() - hosts:
                self._waiting.pop(host).set()

    def open(self) -> None:
        self.narrow(set())

    def _hear(self, number: int) -> None:
        path = self._server.log[number - 1].path
        with self._lock:
            if self._from is None or number <= self._from or not self._holds(path):
                return
            opened = self._waiting.setdefault(path.partition("/")[0], Event())
        opened.wait()
