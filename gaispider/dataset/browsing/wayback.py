"""pywb beside the browser: archived pages as they were, answered by a process of its own on this machine."""

from __future__ import annotations

import json
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Lock
from typing import Any
from urllib.parse import quote

import surt

from gaispider.archive.cdxj import index_lines
from gaispider.crawl.store import SiteStore
from gaispider.files import write_file
from gaispider.workers import die_with_parent

PROGRAM = "wayback"
_ADDRESS = "127.0.0.1"
# Seconds for pywb to come up, and between two looks whether it has.
_START, _LOOK = 60.0, 0.2
# What a replayed page may do: nothing but ask pywb.
_POLICY = "default-src 'self' 'unsafe-inline' 'unsafe-eval' data: blob:; form-action 'none'"


def replay_program() -> str | None:
    """The program of pywb 2: beside the running Python, or on PATH; None if it is not installed."""
    beside = Path(sys.executable).with_name(PROGRAM)
    return str(beside) if beside.is_file() else shutil.which(PROGRAM)


class Replay:
    """A running pywb. One collection a site, whose index is made when a page of the site is first asked for."""

    def __init__(self, program: str, process: subprocess.Popen[bytes], port: int, folder: Path, store: Path) -> None:
        self.program = program
        self._process, self._port, self._folder, self._store = process, port, folder, store
        self._ready = False
        self._lock = Lock()

    def address(self, site: str, url: str, fetched_at: str) -> str | None:
        """The address at which a page is replayed; None if no archive has it or pywb has ended. Raises OSError."""
        with self._lock:
            if not self._is_ready() or url not in self._indexed(site):
                return None
        stamp = "".join(character for character in fetched_at if character.isdigit())[:14]
        return f"http://{_ADDRESS}:{self._port}/{site}/{stamp}/{quote(url, safe=_URL_SIGNS)}"

    def _is_ready(self) -> bool:
        end = time.monotonic() + _START
        while not self._ready and self._process.poll() is None and time.monotonic() < end:
            with socket.socket() as probe:
                probe.settimeout(_LOOK)
                self._ready = probe.connect_ex((_ADDRESS, self._port)) == 0
            if not self._ready:
                time.sleep(_LOOK)
        return self._ready and self._process.poll() is None

    def _indexed(self, site: str) -> set[str]:
        """The addresses in the index of a site, which is made anew when archives were added."""
        archives = sorted(SiteStore(self._store, site).archives.glob("*.warc.gz"))
        stamp = "\n".join(f"{path.name} {path.stat().st_size}" for path in archives)
        index, made = self._folder / site / "index.cdxj", self._folder / site / "made.txt"
        if not made.is_file() or made.read_text("utf-8") != stamp:
            index.parent.mkdir(parents=True, exist_ok=True)
            write_file(index, sorted(line for path in archives for line in _lines(path)))
            write_file(made, stamp)
        with index.open(encoding="utf-8") as lines:
            return {json.loads(line.split(" ", 2)[2])["url"] for line in lines}


_URL_SIGNS = "%/:?#[]@!$&'()*+,;=-._~"


def _lines(archive: Path) -> Iterator[str]:
    """The lines of an archive's index under the keys that pywb looks for, which are made by its own library."""
    for line in index_lines(archive):
        _, stamp, fields = line.split(" ", 2)
        yield f"{surt.surt(json.loads(fields)['url'])} {stamp} {fields}\n"


@contextmanager
def replaying(store: Path, folder: Path) -> Iterator[Replay | None]:
    """pywb over the archives of a store, with its files in `folder`; None if it is not installed. Raises OSError."""
    program = replay_program()
    if program is None:
        yield None
        return
    folder.mkdir(parents=True, exist_ok=True)
    port = _free_port()
    write_file(folder / "config.yaml", json.dumps(_config(store, folder), ensure_ascii=False, indent=1))
    with (folder / "pywb.log").open("wb") as log:
        process = subprocess.Popen(
            [program, "-d", str(folder), "-b", _ADDRESS, "-p", str(port)],
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            # Ctrl-C is for the browser, which then ends pywb; should the browser be killed, pywb dies with it.
            start_new_session=True,
            preexec_fn=die_with_parent,
        )
    try:
        yield Replay(program, process, port, folder, store)
    finally:
        process.terminate()
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _config(store: Path, folder: Path) -> dict[str, Any]:
    """Settings of pywb (JSON is YAML): one collection a site that has archives."""
    sites = sorted(path.parent.name for path in store.glob("*/archive") if path.is_dir())
    return {
        "collections_root": str(folder / "none"),
        "csp-header": _POLICY,
        "enable_cdx_api": False,
        "collections": {
            key: {
                "index_paths": str((folder / key / "index.cdxj").resolve()),
                "archive_paths": f"{(store / key / 'archive').resolve()}/",
            }
            for key in sites
        },
    }


def _free_port() -> int:
    with socket.socket() as own:
        own.bind((_ADDRESS, 0))
        port: int = own.getsockname()[1]
        return port
