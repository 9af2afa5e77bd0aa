"""An answer before it is read, and the only place that makes a record's `capture`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from gaispider.items import Capture
from gaispider.listing_values import ListingEntry


@dataclass(frozen=True, slots=True)
class Received:
    """Where the bytes came from and where they are archived: the part of a `Capture` that is known before reading.

    `warc` is a path relative to the site's folder, `record_id` the WARC-Record-ID, `fetched_at` an ISO time in UTC.
    `entry` is the listing row that led to the page when the bytes were received. `url_found_by` and
    `fetched_at_found_by` say of an import how address and time are known.
    """

    origin: Literal["live", "replay", "file", "import"]
    warc: str | None = None
    record_id: str | None = None
    fetched_at: str | None = None
    status: int | None = None
    entry: ListingEntry | None = None
    url_found_by: str | None = None
    fetched_at_found_by: str | None = None

    def capture(self, digest: str | None, charset: str | None = None, charset_found_by: str | None = None) -> Capture:
        """The complete capture. `digest` is of the decoded body (without Content-Encoding)."""
        return Capture(
            origin=self.origin,
            warc=self.warc,
            record_id=self.record_id,
            digest=digest,
            fetched_at=self.fetched_at,
            status=self.status,
            charset=charset,
            charset_found_by=charset_found_by,
            url_found_by=self.url_found_by,
            fetched_at_found_by=self.fetched_at_found_by,
        )
