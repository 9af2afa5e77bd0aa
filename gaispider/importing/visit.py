"""One answer that a person's browser had: its address and time, and how each is known; and what could not be taken."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

# Bytes of one answer, as in a crawl (DOWNLOAD_MAXSIZE).
MAX_BODY = 64 << 20

# How an address is known: a record of a WARC, the head of a web archive, a mark in the page, what the system noted of a
# download, a link of another page of the same import, or a person who says it.
AddressFrom = Literal["warc", "mhtml", "page", "system", "link", "given"]
# How a time is known: the first three are the program's that saved it; `file` is the time of the file's last change.
TimeFrom = Literal["warc", "mhtml", "page", "given", "file"]


@dataclass(frozen=True, slots=True)
class Visit:
    """One answer. `body` is decoded (no Transfer- or Content-Encoding), and `headers` say so.

    `status` is None where only what was shown was saved, not the answer. `url` is empty where nothing says it, and
    `address_from` is then None. `file` names where it was saved, with its place in the file behind an exclamation mark.
    """

    url: str
    body: bytes
    file: str
    time: datetime
    time_from: TimeFrom
    address_from: AddressFrom | None
    content_type: str | None = None
    status: int | None = None
    headers: tuple[tuple[str, str], ...] = ()
    method: str = "GET"
    request_body: bytes = b""


@dataclass(frozen=True, slots=True)
class Trouble:
    """What of a file was not taken: a sentence, and what a person can do. `fault`: the file is not as it should be."""

    file: str
    why: str
    cure: str | None = None
    fault: bool = True

    @property
    def sentence(self) -> str:
        return f"{self.file}: {self.why}" + (f"; {self.cure}" if self.cure else "")


@dataclass(frozen=True, slots=True)
class Given:
    """What a person states about the files: the address (of one file), and the day of the visit if no file has it."""

    url: str | None = None
    on: datetime | None = None
    # Addresses by file name, of a table of such.
    addresses: dict[str, str] = field(default_factory=dict)
