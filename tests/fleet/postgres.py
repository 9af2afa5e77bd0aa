"""A PostgreSQL server of the tests' own: in a folder of its own, on a socket there, reached by nobody else."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import mkdtemp

import pytest

_LOG = "server.log"


def _program(name: str) -> str:
    """The newest of Debian's, which are not on the path; else that of the path."""
    found = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"))
    path = str(found[-1]) if found else shutil.which(name)
    if path is None:
        pytest.skip("needs PostgreSQL (Debian: apt-get install postgresql)")
    return path


@dataclass(frozen=True)
class Postgres:
    """`environment` is what a program needs to reach it."""

    folder: Path

    @property
    def environment(self) -> dict[str, str]:
        # The folder's path is short enough for a socket's name.
        return {"GAISPIDER_FLEET": f"host={self.folder} dbname=postgres user=postgres"}

    def start(self) -> None:
        """Returns when it answers."""
        quiet = f"-k {self.folder} -c listen_addresses= -c fsync=off"
        self._control("-o", quiet, "-l", str(self.folder / _LOG), "-w", "-t", "300", "start")

    def stop(self) -> None:
        """Connections are cut off, as by a restart."""
        self._control("-m", "fast", "-w", "-t", "300", "stop")

    def _control(self, *arguments: str) -> None:
        command = [_program("pg_ctl"), "-D", str(self.folder / "data"), *arguments]
        subprocess.run(command, check=True, user=_user(), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd="/")


def _user() -> str | None:
    """PostgreSQL does not run as root."""
    return "postgres" if os.geteuid() == 0 else None


@contextmanager
def postgres() -> Iterator[Postgres]:
    """A server that runs."""
    initdb = _program("initdb")
    folder = Path(mkdtemp(prefix="pg-", dir="/tmp"))
    server = Postgres(folder)
    try:
        if (user := _user()) is not None:
            shutil.chown(folder, user)
        command = [initdb, "-D", str(folder / "data"), "-U", "postgres", "-A", "trust", "--no-sync", "-E", "UTF8"]
        subprocess.run(command, check=True, user=_user(), stdout=subprocess.DEVNULL, cwd="/")
        server.start()
        try:
            yield server
        finally:
            server.stop()
    finally:
        shutil.rmtree(folder, ignore_errors=True)
