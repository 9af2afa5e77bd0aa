"""The order of outcomes from worst to best, including those that a run cannot report itself."""

from __future__ import annotations

from gaispider.crawl.run.outcome import EXIT_CODES, LOCKED, USAGE

FINE = frozenset({"ok", "unchanged"})

# `died`: killed, or the machine went down; its summary says `running`. `interrupted`: ended by a signal.
WORST_FIRST: tuple[str, ...] = (
    "error",
    "died",
    "usage",
    *(word for word in EXIT_CODES if word not in {"error", "partial", *FINE}),
    "partial",
    "locked",
    "running",
    "unchanged",
    "ok",
)
_CODES = {**EXIT_CODES, "died": 1, "usage": USAGE, "locked": LOCKED, "running": 0}


def rank(word: str) -> int:
    """The rank of an outcome: 0 is the worst. An unknown word (of another program version) has rank 0 too."""
    return WORST_FIRST.index(word) if word in WORST_FIRST else 0


def exit_code(words: list[str]) -> int:
    """The exit code of the worst of several outcomes; 0 for none."""
    return _CODES.get(min(words, key=rank), 1) if words else 0
