"""Messages to a person at the terminal."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable


def write_to_terminal(sentence: str) -> None:
    """Replace the progress line by a message; does nothing without a terminal. Safe in a signal handler."""
    if sys.stderr.isatty():
        # Not through sys.stderr, which the signal may have interrupted within a write.
        os.write(sys.stderr.fileno(), f"\r\x1b[K{sentence}\n".encode())


def page_progress(name: str) -> Callable[[int, int], None]:
    """A line at a terminal that says how many pages of how many of a file are read."""

    def show(done: int, total: int) -> None:
        if sys.stderr.isatty():
            end = "\n" if done == total else ""
            sys.stderr.write(f"\r{name}: {done} of {total} pages{end}")

    return show
