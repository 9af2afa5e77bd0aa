"""Progress: a bar and the time on a terminal, plain lines in a log."""

from __future__ import annotations

import io
import re
from threading import Event

import pytest

from gaispider.operate.step_progress import StepProgress, progress_line


class Log(io.StringIO):
    """A log whose next line can be waited for; the test's time limit ends it if none comes."""

    def __init__(self) -> None:
        super().__init__()
        self._more = Event()

    def write(self, text: str) -> int:
        written = super().write(text)
        self._more.set()
        return written

    def wait_for(self, pattern: str) -> None:
        while not re.search(pattern, self.getvalue()):
            self._more.wait()
            self._more.clear()


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def steps(stream: io.StringIO) -> str:
    with StepProgress(stream) as tell:
        for done in range(4):
            tell("reading sites", done, 3)
        tell("looking for copies")
    return stream.getvalue()


def test_a_log_has_a_plain_line_when_a_step_begins_and_when_a_long_one_is_done(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("gaispider.operate.step_progress._WORTH_TELLING", 1000.0)
    assert steps(io.StringIO()) == "reading sites  0 of 3\nlooking for copies\n"
    monkeypatch.setattr("gaispider.operate.step_progress._WORTH_TELLING", 0.0)
    assert steps(io.StringIO()) == "reading sites  0 of 3\nreading sites  3 of 3\nlooking for copies\n"


def test_a_terminal_has_one_line_that_is_cleared_in_the_end() -> None:
    shown = steps(Terminal())
    assert f"[{'-' * 24}]  0 of 3" in shown
    assert f"[{'#' * 24}]  3 of 3" in shown
    assert "\n" not in shown
    assert shown.endswith("looking for copies\r\x1b[2K")


def test_the_time_goes_on_while_a_step_says_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("gaispider.operate.step_progress._LOGGED", 0.0)
    stream = Log()
    with StepProgress(stream) as tell:
        tell("looking for copies")
        stream.wait_for("looking for copies  0:0[1-9]\n")


def test_a_line_tells_what_is_known() -> None:
    assert (
        progress_line("a", 1500, 3000, 75.0, bar=True)
        == f"a  [{'#' * 12}{'-' * 12}]  1,500 of 3,000  1:15  about 1:15 left"
    )
    assert progress_line("a", 0, 0, 0.3, bar=True) == "a"
