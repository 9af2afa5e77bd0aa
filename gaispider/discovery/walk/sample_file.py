"""A small WARC file of the pages that discovery read of a site, for whoever asks for one."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from scrapy.http import Response

from gaispider import __version__
from gaispider.archive.writer import ArchiveWriter, Exchange

# Pages of a site, and bytes of a page: the way to the column and its first pages.
_PAGES = 16
_BYTES = 2 * 1024 * 1024
# The body is kept as it was read: what the headers say of its coding and length on the wire is no longer true.
_OF_THE_WIRE = frozenset((b"content-encoding", b"transfer-encoding", b"content-length"))


class SampleFile:
    """Written page by page; an existing file of the name is replaced."""

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.unlink(missing_ok=True)
        self.path = path
        self._writer = ArchiveWriter(path, {"software": f"gaispider/{__version__}", "format": "WARC File Format 1.1"})
        self._pages = 0

    def take(self, response: Response) -> None:
        """Keep a page, if there is room. Raises OSError."""
        if self._pages >= _PAGES or len(response.body) > _BYTES or not response.body:
            return
        self._pages += 1
        headers = [
            (name.decode("latin-1"), value.decode("latin-1"))
            for name in response.headers
            if name.lower() not in _OF_THE_WIRE
            for value in response.headers.getlist(name.decode("latin-1"))
        ]
        request = response.request
        self._writer.write(
            Exchange(
                url=response.url,
                status=response.status,
                headers=headers,
                body=response.body,
                method=request.method if request else "GET",
                request_body=request.body if request else b"",
                fetched_at=datetime.now(UTC),
            )
        )

    def close(self) -> None:
        """Finish the file."""
        self._writer.close()
