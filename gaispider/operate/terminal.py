"""Messages to a person at the terminal."""

from __future__ import annotations

import os
import sys


def write_to_terminal(sentence: str) -> None:
    """Replace the progress line by a message; does nothing without a terminal. Safe in a signal handler."""
    if sys.stderr.isatty():
        # Not through sys.stderr, which the signal may have interrupted within a write.
        os.write(sys.stderr.fileno(), f"\r\x1b[K{sentence}\n".encode())
