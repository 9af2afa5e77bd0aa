"""Reads files in a process of their own: a file that hangs, crashes or eats memory costs a warning and nothing else."""

from __future__ import annotations

import atexit
from functools import cache
from typing import cast

from gaispider.documents.content import UnreadableFileError
from gaispider.documents.contents import Contents, read_contents, read_recognised
from gaispider.workers import JobFailedError, Limits, WorkerPool

# A file of 300 pages takes a minute; LibreOffice has 120 s of its own.
SECONDS = 240.0
MEMORY = 2 * 1024**3
# A scan of 60 pages takes ten minutes of a processor of its own.
OCR_SECONDS = 3600.0
# pdfminer keeps fonts of the files that it has read.
_JOBS_EACH = 50


@cache
def _pool() -> WorkerPool:
    pool = WorkerPool(1, modules=("gaispider.documents.contents", "gaispider.documents.warm"), jobs_each=_JOBS_EACH)
    atexit.register(pool.close)
    return pool


def contents_of(
    body: bytes, name: str = "", *, seconds: float | None = None, memory: int = MEMORY, ocr: bool = False
) -> Contents:
    """As `read_contents`, within limits of seconds (by default SECONDS, with `ocr` OCR_SECONDS) and bytes of memory."""
    limits = Limits(seconds or (OCR_SECONDS if ocr else SECONDS), memory)
    try:
        found = _pool().call(read_recognised if ocr else read_contents, body, name, limits=limits)
    except JobFailedError as error:
        cause = error.cause if error.cause in ("timeout", "memory") else "crash"
        return Contents(faults=[(name, UnreadableFileError(cause, error.detail))])
    return cast("Contents", found)
