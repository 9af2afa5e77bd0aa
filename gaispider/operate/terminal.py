"""A word to the person at the terminal, where there is one."""

from __future__ import annotations

import os
import sys


def write_to_terminal(sentence: str) -> None:
    """Write a line over the progress line, at once and also from a signal handler. Without a terminal: nothing."""
    if sys.stderr.isatty():
        # Not through the stream, which may be in the midst of a write.
        os.write(sys.stderr.fileno(), f"\r\x1b[K{sentence}\n".encode())
