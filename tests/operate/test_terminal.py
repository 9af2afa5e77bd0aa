"""What a person at a terminal is told when they press Ctrl-C."""

from __future__ import annotations

import os
import pty
import signal
import subprocess
import sys
from threading import Event

from gaispider.paths import ROOT
from tests.crawl.crawl_project import Project, articles
from tests.replicas.server import ReplicaServer


def _at(terminal: int) -> dict[str, int]:
    """What a process at a terminal has for its streams."""
    return dict.fromkeys(("stdin", "stdout", "stderr"), terminal)


def _heed_sigint() -> None:
    """A shell that starts the tests in the background lets their processes ignore SIGINT; a terminal does not."""
    signal.signal(signal.SIGINT, signal.default_int_handler)


def read_until(terminal: int, words: str) -> str:
    """What the terminal shows up to the words; the test's time limit ends it if they never come."""
    shown = b""
    while words.encode() not in shown:
        try:
            shown += os.read(terminal, 4096)
        except OSError as error:  # the other side has gone
            raise AssertionError(f"{words!r} was never shown: {shown.decode()}") from error
    return shown.decode("utf-8", "replace")


def hold_pages(web: ReplicaServer) -> tuple[Event, Event]:
    """Hold every answer from the sixth on: the first event says that one is asked for, the second lets them go."""
    web.pages.update(articles(30))
    asked, released = Event(), Event()

    def hold(number: int) -> None:
        if number > 5:
            asked.set()
            assert released.wait(300)

    web.heard = hold
    return asked, released


def test_ctrl_c_says_at_once_what_will_happen_and_a_second_one_ends_at_once(
    web: ReplicaServer, project: Project
) -> None:
    asked, told = hold_pages(web)
    master, slave = pty.openpty()
    command = [sys.executable, "-m", "scrapy", *project.command()]
    with subprocess.Popen(
        command, cwd=ROOT, stdin=slave, stdout=slave, stderr=slave, preexec_fn=_heed_sigint
    ) as process:
        os.close(slave)
        assert asked.wait(300)
        process.send_signal(signal.SIGINT)
        # The page in flight is still held: nothing has come back since the signal.
        shown = read_until(master, "Ctrl-C again ends it at once")
        assert "The crawl ends after the pages in flight" in shown
        process.send_signal(signal.SIGINT)
        assert read_until(master, "The crawl ends at once")
        told.set()
        assert read_until(master, "interrupted")
        assert process.wait(300) == 128 + signal.SIGINT
    os.close(master)


def test_scrapy_run_says_it_for_its_sites(web: ReplicaServer, project: Project) -> None:
    asked, told = hold_pages(web)
    master, slave = pty.openpty()
    options = project.command()[2:]
    command = [sys.executable, "-m", "scrapy", "run", "plain", *options]
    with subprocess.Popen(
        command, cwd=ROOT, stdin=slave, stdout=slave, stderr=slave, preexec_fn=_heed_sigint
    ) as process:
        os.close(slave)
        assert asked.wait(300)
        process.send_signal(signal.SIGINT)
        shown = read_until(master, "Ctrl-C again ends them at once")
        assert "No further site begins; 1 at work" in shown
        told.set()
        assert "interrupted" in read_until(master, "1 site: 1 interrupted")
        assert process.wait(300) == 128 + signal.SIGINT
    os.close(master)
