"""A count with its noun, as people read it: `1 site`, `1,204 sites`."""

from __future__ import annotations


def counted(count: int, noun: str, several: str | None = None) -> str:
    """The count and `noun`, or `several` (default: the noun with an s) unless the count is one."""
    return f"{count:,} {noun if count == 1 else several or f'{noun}s'}"
