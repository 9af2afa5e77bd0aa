"""Jobs for processes of a pool: those that end well, and those that do not."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import NoReturn


def own_id() -> int:
    return os.getpid()


def echo(value: object) -> object:
    return value


def never(path: str = "") -> NoReturn:
    """Run for ever, without a pause in which a handler could run; first write the own process id into a file."""
    if path:
        _tell(path, str(os.getpid()))
    pattern, text = "(a+)+$", "a" * 64 + "b"
    re.match(pattern, text)
    raise AssertionError("the pattern came to an end")


def _tell(path: str, text: str) -> None:
    """Write a file that is whole as soon as it is there."""
    Path(path + ".part").write_text(text, "ascii")
    Path(path + ".part").rename(path)


def sleep_with_child(path: str) -> None:
    """Start a program and wait for it; both process ids are written into a file."""
    child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(3600)"])
    _tell(path, f"{os.getpid()} {child.pid}")
    child.wait()


def raise_error(sentence: str) -> NoReturn:
    raise LookupError(sentence)


def end_by(number: int) -> None:
    os.kill(os.getpid(), number)
    time.sleep(3600)


def leave(code: int) -> NoReturn:
    os._exit(code)


def fill(size: int) -> int:
    return len(bytearray(size))


def unpicklable() -> object:
    return lambda: None


class DiesWhenSent:
    """Ends the process that pickles it, in the middle of its answer."""

    def __reduce__(self) -> NoReturn:
        os.kill(os.getpid(), signal.SIGKILL)
        raise AssertionError


class DiesWhenTaken:
    """Ends the process that unpickles it."""

    def __reduce__(self) -> tuple[object, tuple[int]]:
        return os._exit, (3,)


def dying_value() -> DiesWhenSent:
    return DiesWhenSent()


def killed_reader(*_: object) -> None:
    end_by(signal.SIGKILL)


def endless_reader(*_: object) -> None:
    never()


def reader_that_says_it_has_begun(*_: object) -> None:
    os.write(2, f"reading in process {os.getpid()}\n".encode())
    never()


def greedy_reader(*_: object) -> int:
    return fill(1 << 29)


def failing_reader(*_: object) -> None:
    raise_error("a reading that fails")
