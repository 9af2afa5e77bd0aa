"""Reads files in a process of their own: a file that hangs, crashes or eats memory costs a warning and nothing else."""

from __future__ import annotations

import atexit
from functools import cache
from pathlib import Path
from typing import cast

from gaispider.documents.content import FaultCause, UnreadableFileError
from gaispider.documents.contents import Contents, read_contents
from gaispider.documents.file_reader import MOST_PAGES
from gaispider.workers import JobFailedError, Limits, WorkerPool

# A file of 300 pages takes a minute; LibreOffice has 120 s of its own.
SECONDS = 240.0
MEMORY = 2 * 1024**3
# A scan of 60 pages takes ten minutes of a processor of its own.
OCR_SECONDS = 3600.0
# pdfminer keeps fonts of the files that it has read.
_JOBS_EACH = 50


def reading_pool(size: int) -> WorkerPool:
    """Processes that read files."""
    return WorkerPool(size, modules=("gaispider.documents.apart", "gaispider.documents.warm"), jobs_each=_JOBS_EACH)


@cache
def _pool() -> WorkerPool:
    pool = reading_pool(1)
    atexit.register(pool.close)
    return pool


def contents_of(
    body: bytes,
    name: str = "",
    *,
    seconds: float | None = None,
    memory: int = MEMORY,
    pages: int = MOST_PAGES,
    cheap: bool = False,
    ocr: bool = False,
) -> Contents:
    """As `read_contents`, within limits of seconds (by default SECONDS, with `ocr` OCR_SECONDS) and bytes of memory."""
    limits = Limits(seconds or (OCR_SECONDS if ocr else SECONDS), memory)
    try:
        found = _pool().call(read_within, body, name, pages, cheap, ocr, limits=limits)
    except JobFailedError as error:
        return failed(error)
    return cast("Contents", found)


def read_within(body: bytes | Path, name: str, pages: int, cheap: bool, ocr: bool = False) -> Contents:
    """As `read_contents`, for another process; a large body may be on disk."""
    content = body.read_bytes() if isinstance(body, Path) else body
    return read_contents(content, name, most_pages=pages, cheap=cheap, ocr=ocr)


def failed(error: JobFailedError) -> Contents:
    """What a file gives whose reading did not come to its end."""
    cause: FaultCause = error.cause if error.cause in ("timeout", "memory") else "crash"
    return Contents(faults=[("", UnreadableFileError(cause, error.detail))])
